import assert from 'node:assert/strict';
import { randomFrom } from '../../nlu/text/svm.ts';
import { createUnderstanding, type Understander } from '../../nlu/understanding.ts';
import { CONTEXT, sampleLessons } from './council.ts';

const PIECES = ['a', '😀', '👨‍👩‍👧', '\u202e', 'مرحبا', 'e\u0301\u0302\u0303', '\u200b', '\u0000', '\ud800', 'calle ', '12 ', 'el jueves ', 'a las 5 ', '600 ', '@', ' arroba ', ' punto ', '(((((', '/', '-', '.', ' ', '\n', 'ñ',
  'treinta y ', 'mil ', 'no, ', 'que viene ', 'hace ', 'dentro de ', 'dos ', 'semanas ', 'fuego ', 'ﷺ', '𝔞', 'ﬃ', '½', 'Ⅷ', '+34'];
const REPEATED = ['a', '1', '1 ', 'calle ', 'el ', 'a@', 'a.', 'a arroba ', 'uno punto ', '😀', 'ﷺ', '\u0301', 'treinta y ', 'mil ', '600 123 123 ', '12/12/12 ', 'el jueves a las 5 ', 'lunes ', 'hace dos semanas ', 'X1234567L ', 'Calle De La ', 'no, mejor ',
  '12 Main ', 'hola ', 'socorro fuego ', '+1(2)3-4.5/', 'a-b_c.d@e-f.g-h.', '(1', '\u202e(', ' '];
const LIMIT = 2000;
const MOST_MS = 20;

describe('hostile text', () => {
  let understander: Understander;
  /** Milliseconds of the best of a few tries: what the text costs, not what else the machine does. */
  const cost = (text: string, tries: number): number => {
    let best = Number.POSITIVE_INFINITY;
    for (let i = 0; i < tries && best > MOST_MS / 2; i += 1) {
      const started = performance.now();
      const { entities } = understander.understand(text, { ...CONTEXT, language: 'es' });
      best = Math.min(best, performance.now() - started);
      for (const { start, end, text: said } of entities) assert.equal(text.slice(start, end), said);
    }
    return best;
  };

  before(() => {
    understander = createUnderstanding(sampleLessons(false));
    for (let i = 0; i < 100; i += 1) understander.understand('hola, hay un bache en la calle Mayor 12 desde el lunes', { ...CONTEXT, language: 'es' });
  });

  it('costs at most 20 ms when it repeats itself up to the limit', () => {
    const slow = REPEATED.map((piece) => ({ piece, ms: cost(piece.repeat(LIMIT).slice(0, LIMIT), 8) })).filter(({ ms }) => ms > MOST_MS);
    assert.deepEqual(slow, []);
  });

  it('never throws, never takes over 20 ms and never misplaces an entity when it is random', () => {
    const random = randomFrom(20261124);
    const slow: string[] = [];
    for (let i = 0; i < 2000; i += 1) {
      const length = Math.floor(random() * random() * 400);
      const text = Array.from({ length }, () => PIECES[Math.floor(random() * PIECES.length)] ?? '').join('').slice(0, LIMIT);
      if (cost(text, 8) > MOST_MS) slow.push(text);
    }
    assert.deepEqual(slow, []);
  });

  it('reads no further than the limit', () => {
    const { entities } = understander.understand(`${'a '.repeat(LIMIT)} calle Mayor 12`, { ...CONTEXT, language: 'es' });
    assert.deepEqual(entities, []);
  });
});
