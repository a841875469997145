import assert from 'node:assert/strict';
import { Mistakes } from '../../bot/errors.ts';
import { parseArticle } from '../../knowledge-base/article.ts';

const GOOD = `id: prueba
topic: padron
owner: oac
valid: { from: 2026-01-01, until: 2027-12-31 }
es:
  question: ¿Cómo llamo?
  variants:
    - 092
    - 112
    - telefono
    - no
    - llamar
  answer: Llame.
  facts: { phone: 010 }
`;

describe('an article', () => {
  it('is read with its defaults', () => {
    const article = parseArticle(GOOD, 'padron/prueba.yaml');
    assert.equal(article.tier, 1);
    assert.equal(article.sensitive, false);
    assert.equal(article.audience, 'everyone');
    assert.deepEqual(article.related, []);
    assert.deepEqual(Object.keys(article.texts), ['es']);
  });

  it('keeps what an editor wrote: 092 is no number, no is no false', () => {
    const { es } = parseArticle(GOOD, 'padron/prueba.yaml').texts;
    assert.deepEqual(es?.variants, ['092', '112', 'telefono', 'no', 'llamar']);
    assert.equal(es?.facts.phone, '010');
  });

  it('reads tier and sensitive', () => {
    const article = parseArticle(GOOD.replace('owner: oac', 'owner: oac\ntier: 2\nsensitive: true'), 'padron/prueba.yaml');
    assert.equal(article.tier, 2);
    assert.equal(article.sensitive, true);
  });

  it('names the file, the line, the key and the mend of everything that is wrong at once', () => {
    const bad = GOOD.replace('topic: padron\n', '').replace('2027-12-31', '2027-02-30').replace('answer:', 'anwser:').replace('    - llamar\n', '');
    const mistakes = mistakesOf(bad);
    assert.deepEqual(mistakes.map(({ key }) => key), ['topic', 'valid.until', 'es.variants', 'es.answer', 'es.anwser']);
    assert.deepEqual(mistakes.map(({ line }) => line), [1, 3, 6, 4, 11]);
    for (const { file, mend, problem } of mistakes) assert.ok(file === 'padron/prueba.yaml' && mend.length > 5 && problem.length > 5);
  });

  it('refuses an id that is not the name of its file, a text in no language, a date that ends before it begins', () => {
    assert.match(mistakesOf(GOOD, 'padron/otra.yaml')[0]?.problem ?? '', /not the name of the file/);
    assert.match(mistakesOf(GOOD.slice(0, GOOD.indexOf('es:')))[0]?.problem ?? '', /no text in any language/);
    assert.match(mistakesOf(GOOD.replace('2027-12-31', '2025-12-31'))[0]?.problem ?? '', /before from/);
  });

  it('tells a syntax error with its line', () => {
    const [mistake] = mistakesOf(GOOD.replace('topic: padron', 'topic: [padron'));
    assert.ok((mistake?.line ?? 0) >= 2);
    assert.match(mistake?.mend ?? '', /indentation/);
  });
});

function mistakesOf(source: string, file = 'padron/prueba.yaml'): readonly { file?: string; line?: number; key?: string; problem: string; mend: string }[] {
  try {
    parseArticle(source, file);
  } catch (error) {
    if (error instanceof Mistakes) return error.mistakes;
    throw error;
  }
  return assert.fail('nothing was found wrong');
}
