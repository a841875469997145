import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { filesBelow } from '../../app/council.ts';
import { checkArticles } from '../../knowledge-base/check.ts';
import type { Finding } from '../../knowledge-base/finding.ts';

const KNOWN = { languages: ['es', 'en'], topics: ['padron', 'tributos'], owners: ['oac', 'tributos'], forms: ['incidencia'] };

describe('the check of articles', () => {
  const check = (today = '2026-11-24'): Finding[] =>
    checkArticles({ files: filesBelow('tests/knowledge-base/broken', '.yaml').map((file) => ({ file, text: readFileSync(file, 'utf8') })), known: KNOWN, today });
  const findings = check();

  const found = (file: string, key: string): Finding => {
    const one = findings.find((finding) => finding.file?.endsWith(file) && finding.key === key);
    return one ?? assert.fail(`nothing at ${file} ${key}:\n${findings.map((finding) => `${finding.file} ${finding.key} ${finding.problem}`).join('\n')}`);
  };

  const expect = (file: string, key: string, level: Finding['level'], problem: RegExp, line: number): void => {
    const one = found(file, key);
    assert.match(one.problem, problem);
    assert.equal(one.level, level);
    assert.equal(one.line, line);
    assert.ok(one.mend.length > 5);
  };

  it('tells files that cannot be read, each mistake with its line and mend', () => {
    expect('ibi.yaml', 'valid.from', 'error', /not a date/, 4);
    expect('ibi.yaml', 'es.variants', 'error', /fewer than 5/, 7);
    expect('ibi.yaml', 'es.answer', 'error', /missing/, 5);
    expect('ibi.yaml', 'es.anwser', 'error', /anwser/, 8);
    const [broken] = checkArticles({ files: [{ file: 'tributos/roto.yaml', text: 'id: roto\ntopic: [tributos\n' }], known: KNOWN, today: '2026-11-24' });
    assert.equal(broken?.level, 'error');
    assert.match(broken?.mend ?? '', /indentation/);
  });

  it('tells owners, forms and related articles that do not exist', () => {
    expect('baja.yaml', 'owner', 'error', /no department "nadie"/, 3);
    expect('alta.yaml', 'form', 'error', /no form "cita"/, 7);
    expect('alta.yaml', 'related.0', 'error', /no article "no-existe"/, 6);
    expect('alta.yaml', 'related.1', 'warning', /related to itself/, 6);
  });

  it('tells topics that do not exist, and articles in the folder of another topic', () => {
    expect('baja.yaml', 'topic', 'warning', /folder of another topic/, 2);
    const strange = checkArticles({ files: [{ file: 'x/basura.yaml', text: readFileSync('tests/knowledge-base/broken/tributos/basura.yaml', 'utf8') }], known: { ...KNOWN, topics: ['agua'] }, today: '2026-11-24' });
    assert.match(strange.find(({ key }) => key === 'topic')?.problem ?? '', /no topic "tributos"/);
  });

  it('tells broken links, and links in what is read aloud', () => {
    expect('alta.yaml', 'es.answer', 'error', /"volante-perdido"/, 16);
    expect('alta.yaml', 'es.spoken', 'warning', /read aloud/, 18);
  });

  it('tells what is expired, and what soon will be', () => {
    expect('baja.yaml', 'valid.until', 'warning', /expired on 2025-12-31/, 4);
    expect('alta.yaml', 'valid.until', 'warning', /expires in 26 days/, 5);
    assert.ok(!check('2026-06-01').some(({ file, key }) => file?.endsWith('alta.yaml') && key === 'valid.until'));
  });

  it('tells what is not translated, and a missing plain form where it matters', () => {
    expect('alta.yaml', 'en', 'warning', /not translated/, 1);
    expect('alta.yaml', 'es.plain', 'warning', /plain-language/, 8);
    assert.ok(!findings.some(({ file, key }) => file?.endsWith('basura.yaml') && key === 'es.plain'));
  });

  it('tells variants that two articles share, to the letter or nearly', () => {
    const shared = findings.filter(({ problem }) => /also a variant of|says the same as/.test(problem));
    assert.ok(shared.some(({ level, problem }) => level === 'error' && /cuanto se paga de basura|¿Cuánto se paga de basura\?/.test(problem)));
    assert.ok(shared.some(({ level, problem }) => level === 'warning' && /papeles para empadronarme/.test(problem)));
    assert.equal(shared.length, 2);
  });

  it('tells variants that find another article first', () => {
    assert.ok(findings.some(({ level, problem }) => level === 'warning' && /"cuanto se paga de basura" finds basura first/.test(problem)));
  });

  it('tells two articles with one id', () => {
    const text = readFileSync('tests/knowledge-base/broken/tributos/basura.yaml', 'utf8');
    const twice = checkArticles({ files: [{ file: 'tributos/basura.yaml', text }, { file: 'otra/basura.yaml', text }], known: KNOWN, today: '2026-11-24' });
    assert.ok(twice.some(({ level, problem }) => level === 'error' && /also the id of tributos\/basura.yaml/.test(problem)));
  });

  it('puts errors first', () => {
    const levels = findings.map(({ level }) => level);
    assert.ok(levels.lastIndexOf('error') < levels.indexOf('warning'));
  });
});
