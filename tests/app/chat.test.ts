import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Result {
  contact: string;
  text: string | null;
  replies: { type: string; text: string; choices?: { id: string; title: string }[] }[];
  language: string;
  intent: string | null;
  article: string | null;
  confidence: number | null;
  form: string | null;
  outcome: string | null;
}

const MORNING = '2026-11-23T09:00:00+01:00';

describe('ventanilla chat --json', () => {
  const data = mkdtempSync(join(tmpdir(), 'ventanilla-test-'));
  after(() => rmSync(data, { recursive: true, force: true }));

  it('prints one object per line, in the order of the lines, for many contacts in one run', () => {
    const lines = ['hola', { contact: 'ana', text: '¿Cómo me empadrono?' }, { contact: 'luis', text: 'how do I pay a parking fine?' }, { contact: 'ana', text: 'gracias' }];
    const results = chat(lines, ['--fresh']);
    assert.deepEqual(results.map(({ contact, text }) => [contact, text]), [['terminal', 'hola'], ['ana', '¿Cómo me empadrono?'], ['luis', 'how do I pay a parking fine?'], ['ana', 'gracias']]);
    for (const result of results) {
      assert.deepEqual(Object.keys(result).sort(), ['article', 'confidence', 'contact', 'form', 'intent', 'language', 'outcome', 'replies', 'text']);
      for (const reply of result.replies) assert.ok(reply.type !== '' && reply.text !== '');
    }
    assert.deepEqual(results.map(({ outcome }) => outcome), ['smalltalk', 'answered', 'answered', 'smalltalk']);
    assert.deepEqual(results.map(({ language }) => language), ['es', 'es', 'en', 'es']);
    assert.equal(results[1]?.article, 'padron-alta');
    assert.ok((results[1]?.confidence ?? 0) >= 0.6);
  });

  it("continues a contact's conversation in the data folder, and takes choices by title, id or number", () => {
    const [begun] = chat([{ text: 'hay un bache enorme' }], ['--contact', 'eva', '--clock', MORNING]);
    assert.equal(begun?.form, 'incidencia');
    const [next] = chat(['en la calle Mayor 12'], ['--contact', 'eva', '--clock', '2026-11-23T09:01:00+01:00']);
    assert.equal(next?.form, 'incidencia');
    assert.equal(next?.outcome, 'form');
    const [cancelled] = chat(['cancelar'], ['--contact', 'eva', '--clock', '2026-11-23T09:02:00+01:00']);
    assert.equal(cancelled?.outcome, 'cancelled');
    const lines = transcript('eva');
    assert.deepEqual(lines.map(({ seq }) => seq), lines.map((_, index) => index + 1));
    assert.deepEqual(lines.filter(({ from }) => from === 'contact').map(({ text }) => text), ['hay un bache enorme', 'en la calle Mayor 12', 'cancelar']);
    assert.deepEqual(Object.keys(lines[0] ?? {}).sort(), ['at', 'channel', 'from', 'seq', 'status', 'text']);
  });

  it('lets reminders and time-outs fall due on the way, and prints them with text null', () => {
    const results = chat([
      { contact: 'pau', text: 'hay una farola fundida' },
      { contact: 'pau', text: 'hola', at: '2026-11-25T09:00:00+01:00' },
    ], ['--fresh', '--clock', MORNING]);
    const due = results.filter((result) => result.text === null);
    assert.ok(due.length >= 2, 'a reminder, then the end of the form');
    assert.deepEqual([...new Set(due.map(({ contact }) => contact))], ['pau']);
    assert.equal(due.at(-1)?.outcome, 'timeout');
    assert.equal(results.at(-1)?.text, 'hola');
  });

  it('reads what only looks like an object as something a citizen wrote, and says what is wrong with a bad one', () => {
    assert.equal(chat(['{hola'], ['--fresh'])[0]?.text, '{hola');
    const bad = run([JSON.stringify({ contact: 'x', at: 'mañana', text: 'hola' })], ['--fresh']);
    assert.equal(bad.status, 1);
    assert.match(bad.stderr, /mañana is not an instant/);
  });

  it('goes on after a line that cannot be read, whatever instant it names, and fails in the end', () => {
    const { stdout, stderr, status } = run([JSON.stringify({ text: 'hola', at: 1e300 }), '{"contact":[]}', 'hola', '', '👍', '/ayuda', JSON.stringify({ at: '2030-01-01T00:00:00Z' })], ['--fresh', '--clock', MORNING]);
    assert.deepEqual(parse<Result>(stdout).map(({ text }) => text), ['hola', '👍', '/ayuda']);
    assert.match(stderr, /is not an instant/);
    assert.equal(status, 1);
  });

  it('says the source of an answer in its text', () => {
    assert.match(chat(['¿Cómo me empadrono?'], ['--fresh'])[0]?.replies.at(-1)?.text ?? '', /https:\/\/sede\.benalmara\.example/);
  });

  function chat(lines: readonly (string | object)[], args: string[]): Result[] {
    const { stdout, stderr, status } = run(lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))), args);
    assert.equal(status, 0, stderr);
    return parse<Result>(stdout);
  }

  function run(lines: readonly string[], args: string[]): { stdout: string; stderr: string; status: number | null } {
    return spawnSync(process.execPath, ['bin/ventanilla.js', 'chat', '--json', ...args], {
      input: `${lines.join('\n')}\n`, encoding: 'utf8', env: { ...process.env, VENTANILLA_DATA: data },
    });
  }

  function transcript(contact: string): { seq: number; from: string; text: string }[] {
    const { stdout } = spawnSync(process.execPath, ['bin/ventanilla.js', 'transcript', '--contact', contact, '--json'], { encoding: 'utf8', env: { ...process.env, VENTANILLA_DATA: data } });
    return parse(stdout);
  }
});

function parse<T>(output: string): T[] {
  return output.split('\n').filter(Boolean).map((line) => JSON.parse(line) as T);
}
