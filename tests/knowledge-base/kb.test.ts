import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

  it('eval measures documents: JSON lines in, one JSON line out', () => {
    const docs = file('docs.jsonl', ['library', 'pool', 'bus'].map((id) => JSON.stringify({ id, question: `When is the ${id} open?`, answer: `The ${id} is open all day.`, lang: 'en' })));
    const queries = file('queries.jsonl', [{ query: 'library opening times', docId: 'library', relevance: 1 }, { query: 'somewhere to splash about', docId: 'pool' }, { query: 'somewhere to splash about', docId: 'bus', relevance: 0 }].map((one) => JSON.stringify(one)));
    const without = JSON.parse(run('eval', '--docs', docs, '--queries', queries).lines.at(-1) ?? '') as Record<string, number>;
    assert.equal(without.questions, 2);
    assert.equal(without.p1, 50);
    assert.ok((without.mrr10 ?? 0) >= 0.5 && (without.mrr10 ?? 1) < 1);
    assert.ok((without.p99Ms ?? -1) >= (without.p50Ms ?? 0) && (without.buildMs ?? 0) > 0);
    const variants = file('variants.jsonl', [JSON.stringify({ id: 'pool', text: 'where can we splash about' })]);
    assert.equal((JSON.parse(run('eval', '--docs', docs, '--queries', queries, '--variants', variants).lines.at(-1) ?? '') as Record<string, number>).p1, 100);
  });

  it('eval refuses what is wrong in any file, all of it, with its line', () => {
    const docs = file('docs.jsonl', ['{"id":"a","question":"q","answer":"x","lang":"en"}', '{"id":"a","question":"q","answer":"x","lang":"en"}']);
    assert.throws(() => run('eval', '--docs', docs, '--queries', docs), /docs\.jsonl:2 — id — "a" is there twice/);
    const good = file('good.jsonl', ['{"id":"a","question":"q","answer":"x","lang":"en"}']);
    const broken = file('queries.jsonl', ['{"query":"q","docId":"b"}', 'no json']);
    assert.throws(() => run('eval', '--docs', good, '--queries', broken), /queries\.jsonl:2 .*write one JSON object a line/);
    assert.throws(() => run('eval', '--docs', good, '--queries', file('other.jsonl', ['{"query":"q","docId":"b"}'])), /other\.jsonl:1 — docId — there is no document "b"/);
    assert.throws(() => run('eval', '--docs', 'no-such.jsonl', '--queries', good), /no-such\.jsonl/);
    assert.throws(() => run('eval', '--queries', good), /--docs/);
    assert.throws(() => run('eval', '--docs', file('empty.jsonl', ['']), '--queries', good), /it is empty/);
  });

  it('eval measures a council by its own questions, shows the wrong ones, and fails below what is asked for', () => {
    const set = file('own.yaml', ['es:', '  ibi-plazos:', '    - cuando se paga la contribucion', '  padron-alta | padron-menores:', '    - como me empadrono', '  iae:', '    - donde pago una multa', '  none:', '    - cuanto vale un vuelo a Cancun']);
    const { lines, code } = run('eval', '--council', SAMPLE, '--queries', set, '--today', '2026-11-24', '--wrong', '--least-p1', '60', '--least-silent', '90');
    const measures = JSON.parse(lines.at(-1) ?? '') as Record<string, number>;
    assert.equal(measures.p1, 66.7);
    assert.equal(measures.silent, 100);
    assert.equal(code, undefined);
    assert.match(lines[0] ?? '', /^missed {3}donde pago una multa — should be iae — found multa-pagar/);
    assert.equal(run('eval', '--council', SAMPLE, '--queries', set, '--least-p1', '70').code, 1);
    assert.throws(() => run('eval', '--council', SAMPLE, '--queries', file('strange.yaml', ['es:', '  no-such:', '    - hola'])), /strange\.yaml:2 — es\.no-such — there is no article "no-such"/);
    assert.throws(() => run('eval', '--council', SAMPLE, '--queries', file('nothing.yaml', ['es: 3'])), /nothing\.yaml:1 — es/);
  });

  it('eval holds the sample council to its own questions, as continuous integration does', () => {
    const { code, lines } = run('eval', '--council', SAMPLE, '--queries', 'tests/knowledge-base/questions.yaml', 'tests/knowledge-base/unanswerable.yaml', '--today', '2026-11-24', '--least-p1', '92', '--least-silent', '90');
    assert.equal(code, undefined, lines.at(-1));
  });

  function file(name: string, lines: readonly string[]): string {
    const path = join(broken, name);
    writeFileSync(path, lines.join('\n'));
    return path;
  }
});

/** Runs a command in this process: what it printed, and the exit code that it asked for. */
function run(...words: string[]): { lines: string[]; code: string | number | null | undefined } {
  const lines: string[] = [];
  const { log } = console;
  const before = process.exitCode;
  console.log = (line: string) => void lines.push(line);
  try {
    process.exitCode = undefined;
    const program = new Command('ventanilla').exitOverride();
    addKb(program);
    program.parse(['kb', ...words], { from: 'user' });
    return { lines, code: process.exitCode };
  } finally {
    console.log = log;
    process.exitCode = before;
  }
}
