import assert from 'node:assert/strict';
import { cases, newReference } from '../../bot/case.ts';
import { type Mistake, Mistakes } from '../../bot/errors.ts';
import { parseForm } from '../../dialogs/form.ts';
import en from '../../dialogs/words/en.json' with { type: 'json' };
import es from '../../dialogs/words/es.json' with { type: 'json' };
import { form } from './desk.ts';

const GOOD = `id: prueba
version: 1
title: { es: Prueba, en: Test }
examples:
  es: [a uno, a dos, a tres, a cuatro, a cinco]
  en: [a one, a two, a three, a four, a five]
fields:
  - id: kind
    type: choice
    prompt: { es: ¿Cuál?, en: Which? }
    options:
      - { id: one, title: { es: Uno, en: One } }
      - { id: two, title: { es: Dos, en: Two } }
  - id: why
    type: text
    when: { kind: one }
    prompt: { es: ¿Por qué?, en: Why? }
submit: { kind: case, queue: prueba }
done: { es: "Listo {reference}", en: "Done {reference}" }
`;

function mistakes(text: string): readonly Mistake[] {
  try {
    parseForm(text, 'prueba.yaml');
  } catch (error) {
    assert.ok(error instanceof Mistakes, String(error));
    return error.mistakes;
  }
  throw new Error('it was accepted');
}

function mistake(from: string, to: string): Mistake {
  const found = mistakes(GOOD.replace(from, to));
  assert.equal(found.length, 1, JSON.stringify(found));
  return found[0] as Mistake;
}

describe('a form as a council writes it', () => {
  it('is read, with its defaults', () => {
    const read = parseForm(GOOD, 'prueba.yaml');
    assert.deepEqual([read.confirm, read.handover, read.patience], [false, false, { reminder: 30, end: 1440 }]);
    assert.equal(form('incidencia').fields.length, 5);
    assert.equal(form('persona').handover, true);
  });

  it('is refused with file, line, key and mend', () => {
    assert.deepEqual(mistake('type: text', 'type: txt').line, 15);
    assert.match(mistake('queue: prueba', 'cola: prueba, queue: x').mend, /spelling/);
    const noEnglish = mistake('prompt: { es: ¿Por qué?, en: Why? }', 'prompt: { es: ¿Por qué? }');
    assert.deepEqual([noEnglish.file, noEnglish.line, noEnglish.key], ['prueba.yaml', 17, 'fields.1.prompt']);
    assert.match(noEnglish.problem, /no text in en/);
    assert.match(mistake('  en: [a one, a two, a three, a four, a five]', '  en: [a one]').problem, /fewer than 5/);
    assert.match(mistake('Listo {reference}', 'Listo {referencia}').problem, /\{referencia\}/);
  });

  it('is refused for conditions on fields or options that do not exist, and for a name used twice', () => {
    assert.match(mistake('when: { kind: one }', 'when: { kind: three }').problem, /no option three/);
    assert.match(mistake('when: { kind: one }', 'when: { sort: one }').problem, /no field sort/);
    assert.match(mistake('queue: prueba }', 'queue: prueba, title: matter }').problem, /no field matter/);
    assert.ok(mistakes(GOOD.replace('id: why', 'id: kind')).some((one) => /two fields kind/.test(one.problem)));
  });

  it('tells every mistake at once', () => {
    const found = mistakes(GOOD.replace('version: 1', 'version: one').replace('type: text', 'type: txt').replace('queue: prueba', 'queue: "No"'));
    assert.deepEqual(found.map((one) => one.line), [2, 15, 18]);
    assert.ok(found.every((one) => one.mend !== ''));
  });

  it('has its words complete in Spanish and English', () => {
    assert.deepEqual(Object.keys(en), Object.keys(es));
    const holes = (text: string): string => [...text.matchAll(/\{\w+\}/g)].map(([hole]) => hole).sort().join();
    for (const [key, text] of Object.entries(es)) assert.equal(holes(en[key as keyof typeof en]), holes(text), key);
  });
});

describe('a case', () => {
  it('has a reference that is easily read aloud, and unique in the store', () => {
    const made = new Set(Array.from({ length: 2000 }, () => newReference('INC', 2026)));
    for (const reference of made) assert.match(reference, /^INC-26-[34679ACDEFGHJKMNPQRTWXY]{5}$/);
    assert.ok(made.size > 1990);
    assert.ok(cases.indexes.some((index) => index.unique && index.fields.join() === 'reference'));
  });
});
