import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { addKb } from '../../app/commands/kb.ts';

const SAMPLE = 'examples/benalmara';

describe('ventanilla kb', function () {
  this.timeout(60_000);
  let broken: string;

  before(() => {
    broken = mkdtempSync(join(tmpdir(), 'ventanilla-kb-'));
    cpSync(`${SAMPLE}/council.yaml`, join(broken, 'council.yaml'));
    cpSync('tests/knowledge-base/broken', join(broken, 'articles'), { recursive: true });
  });
  after(() => rmSync(broken, { recursive: true, force: true }));

  it('check finds nothing wrong in the sample council, and nothing that confuses', () => {
    const { lines, code } = run('check', '--council', SAMPLE, '--today', '2026-11-24');
    assert.deepEqual(lines.slice(0, -1), []);
    assert.match(lines.at(-1) ?? '', /^0 errors, 0 warnings, \d+ hints/);
    assert.equal(code, undefined);
  });

  it('check warns of what expires, and that is no failure', () => {
    const { lines, code } = run('check', '--council', SAMPLE, '--today', '2027-12-01');
    assert.ok(lines.some((line) => /^warning .*expires in 30 days/.test(line)));
    assert.equal(code, undefined);
  });

  it('check fails on errors and names file, line, key and mend', () => {
    const { lines, code } = run('check', '--council', broken);
    assert.equal(code, 1);
    assert.ok(lines.some((line) => /^error .*ibi\.yaml:4 — valid\.from — it is not a date — write valid:/.test(line)), lines.join('\n'));
  });

  it('check --json prints one object per finding, hints among them', () => {
    const findings = run('check', '--council', SAMPLE, '--json').lines.map((line) => JSON.parse(line) as { level: string; file: string; line: number });
    assert.ok(findings.some(({ level }) => level === 'hint'));
    assert.ok(findings.every(({ file, line }) => file.endsWith('.yaml') && line > 0));
  });

  it('search says what the bot does and why', () => {
    const { lines } = run('search', 'k dia ai q pagar la contribusion', '--council', SAMPLE);
    const text = lines.join('\n');
    assert.match(text, /The bot answers with ibi-plazos/);
    assert.match(text, /contribusion \(taken for contribucion\)|contribucion/);
    assert.match(text, /nearest variant: "/);
  });

  it('search says so when the bot asks which, or does not know, and in another language', () => {
    assert.match(run('search', 'cita', '--council', SAMPLE).lines.join('\n'), /The bot asks which is meant: cita-/);
    assert.match(run('search', 'xkcd qwerty', '--council', SAMPLE).lines.join('\n'), /does not know/);
    assert.match(run('search', 'where do i pay a fine', '--language', 'en', '--council', SAMPLE).lines.join('\n'), /multa-pagar/);
  });
});

/** Runs a command in this process: what it printed, and the exit code that it asked for. */
function run(...words: string[]): { lines: string[]; code: string | number | null | undefined } {
  const lines: string[] = [];
  const { log } = console;
  const before = process.exitCode;
  console.log = (line: string) => void lines.push(line);
  try {
    const program = new Command('ventanilla').exitOverride();
    addKb(program);
    program.parse(['kb', ...words], { from: 'user' });
    return { lines, code: process.exitCode };
  } finally {
    console.log = log;
    process.exitCode = before;
  }
}
