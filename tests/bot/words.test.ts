import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createWords } from '../../bot/words.ts';

const ROOMS = ['bot', 'dialogs', 'channels', 'web', 'nlu', 'knowledge-base', 'app'];

/** Every room's folder of sentences: es.json and en.json beside each other, flat, text by key. */
function catalogues(): { folder: string; es: Record<string, unknown>; en: Record<string, unknown> }[] {
  const folders = ROOMS.flatMap((room) => readdirSync(room, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('words/es.json')).map((name) => join(room, name, '..')));
  return folders
    .map((folder) => ({ folder, es: read(join(folder, 'es.json')), en: read(join(folder, 'en.json')) }))
    .filter(({ es }) => Object.values(es).every((value) => typeof value === 'string'));
}

function read(file: string): Record<string, unknown> {
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
}

const holes = (text: unknown): string[] => [...String(text).matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').sort();

describe('words', () => {
  const all = catalogues();

  it('are found in the rooms that speak', () => {
    assert.ok(all.length >= 4, all.map(({ folder }) => folder).join());
  });

  it('have the same keys in Spanish and English', () => {
    for (const { folder, es, en } of all) assert.deepEqual(Object.keys(en).sort(), Object.keys(es).sort(), folder);
  });

  it('have the same placeholders in Spanish and English', () => {
    for (const { folder, es, en } of all) for (const key of Object.keys(es)) assert.deepEqual(holes(en[key]), holes(es[key]), `${folder} ${key}`);
  });

  it('shout at nobody and leave nothing empty', () => {
    for (const { folder, es, en } of all) {
      for (const [key, text] of [...Object.entries(es), ...Object.entries(en)]) {
        assert.doesNotMatch(String(text), /[!¡]/, `${folder} ${key}`);
        assert.notEqual(String(text).trim(), '', `${folder} ${key}`);
      }
    }
  });

  it('fill placeholders, fall back to the first language, and do not pass over a missing key', () => {
    const words = createWords({ es: [{ a: 'Hola {name}', b: 'Solo aquí' }], en: [{ a: 'Hello {name}' }] });
    assert.equal(words.say('en', 'a', { name: 'Ana' }), 'Hello Ana');
    assert.equal(words.say('en', 'b'), 'Solo aquí');
    assert.throws(() => words.say('es', 'c'));
  });
});
