// Intents on public sets, with nlp.js beside us in the same run. The sets are not part of the project (docs/understanding.md says where they are from):
// `npm run bench -- nlu` looks for them in VENTANILLA_DATA_SETS or ../shared/data, one folder each with train.jsonl, dev.jsonl and test.jsonl.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseRows } from '../nlu/evaluation/rows.ts';
import { print } from './support/line.ts';
import { misspell, withoutAccents } from './support/misspelling.ts';

interface PublicSet {
  name: string;
  folder: string;
  language: string;
  outside?: string;
  /** What is done to the texts of the test. */
  change?: (text: string, number: number) => string;
}

const SETS: readonly PublicSet[] = [
  { name: 'clinc150_full', folder: 'clinc150_full', language: 'en', outside: 'oos' },
  { name: 'massive_es', folder: 'massive_es', language: 'es' },
  { name: 'massive_es without accents', folder: 'massive_es', language: 'es', change: withoutAccents },
  { name: 'massive_es with one typo each', folder: 'massive_es', language: 'es', change: misspell },
  { name: 'hwu64', folder: 'hwu64', language: 'en' },
  { name: 'fbtod_es', folder: 'fbtod_es', language: 'es' },
];

const sets = process.env.VENTANILLA_DATA_SETS ?? '../shared/data';
const temporary = mkdtempSync(join(tmpdir(), 'ventanilla-bench-'));
try {
  const there = SETS.filter(({ name, folder }) => existsSync(join(sets, folder)) || skip(name, join(sets, folder)));
  const peer = there.length > 0 ? installPeer() : undefined;
  for (const set of there) measure(set, peer);
} finally {
  rmSync(temporary, { recursive: true });
}

function skip(name: string, folder: string): false {
  print('nlu', { set: name, skipped: `there is no ${folder}; name the folder of the sets with VENTANILLA_DATA_SETS` });
  return false;
}

/** One line for a set: us, and the peer with and without what lets it refuse. */
function measure({ name, folder, language, outside, change }: PublicSet, peer: string | undefined): void {
  const file = (part: string): string => resolve(sets, folder, `${part}.jsonl`);
  const test = change ? changed(file('test'), change) : file('test');
  const oos = outside === undefined ? [] : ['--oos', outside];
  const ventanilla = lineOf('.', ['--import=./scripts/sources.js', 'app/cli.ts', 'nlu', 'eval', '--train', file('train'), '--dev', file('dev'), '--test', test, ...oos, '--lang', language]);
  const theirs = (none: 'on' | 'off'): unknown => (peer === undefined ? 'node-nlp could not be installed' : lineOf(peer, ['nlu.cjs', file('train'), test, language, outside ?? '', none]));
  print('nlu', { set: name, ventanilla, nlpjs: theirs('off'), ...(outside === undefined ? {} : { nlpjsRefusing: theirs('on') }) });
}

function changed(file: string, change: (text: string, number: number) => string): string {
  const rows = parseRows(readFileSync(file, 'utf8'), file).map((row, i) => ({ ...row, text: change(row.text, i) }));
  const target = join(temporary, 'test.jsonl');
  writeFileSync(target, rows.map((row) => JSON.stringify(row)).join('\n'));
  return target;
}

/** What a process of its own prints, so that neither's memory is in the other's way. */
function lineOf(folder: string, args: readonly string[]): unknown {
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  const line = stdout.split('\n').find((one) => one.startsWith('{'));
  if (line === undefined) throw new Error(`${args.join(' ')} failed: ${stderr}`);
  return JSON.parse(line);
}

/** The peer lives in a cache folder and is never part of the product; undefined when it cannot be had. */
function installPeer(): string | undefined {
  const folder = join(process.env.VENTANILLA_CACHE ?? join(homedir(), '.cache', 'ventanilla'), 'peers', 'nlpjs');
  mkdirSync(folder, { recursive: true });
  cpSync('bench/peers/nlpjs', folder, { recursive: true });
  if (existsSync(join(folder, 'node_modules', 'node-nlp'))) return folder;
  const { status } = spawnSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder, stdio: 'ignore' });
  return status === 0 ? folder : undefined;
}
