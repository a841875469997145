import assert from 'node:assert/strict';
import { Classifier } from '../../nlu/text/classifier.ts';
import { sampleLessons } from './council.ts';

const EXAMPLES = [
  ['quiero empadronarme', 'padron'], ['alta en el padrón', 'padron'], ['certificado de empadronamiento', 'padron'],
  ['pagar una multa', 'multa'], ['recurrir la multa de tráfico', 'multa'], ['me han puesto una multa', 'multa'],
  ['horario de la piscina', 'piscina'], ['cuándo abre la piscina', 'piscina'], ['precio de la piscina municipal', 'piscina'],
].map(([text = '', label = '']) => ({ text, label, language: 'es' }));

describe('classifier', () => {
  const classifier = Classifier.train(EXAMPLES);

  it('ranks all labels, the likeliest first, through typos and missing accents', () => {
    const asked: [string, string][] = [['kiero enpadronarme', 'padron'], ['una murta de trafico', 'multa'], ['ke orario tiene la picina', 'piscina']];
    for (const [text, label] of asked) {
      const ranked = classifier.rank(text, 'es');
      assert.equal(ranked[0]?.label, label, text);
      assert.equal(ranked.length, 3);
      assert.ok(ranked.every((one, i) => i === 0 || one.margin <= (ranked[i - 1]?.margin ?? 0)));
    }
  });

  it('keeps what it does not know outside of every class', () => {
    assert.ok((classifier.rank('xyzzy')[0]?.margin ?? 0) <= -0.9);
    assert.ok((classifier.rank('')[0]?.margin ?? 0) <= -0.9);
  });

  it('learns the same from the same, and is the same after it was stored', () => {
    assert.deepEqual(Classifier.train(EXAMPLES).toBytes(), classifier.toBytes());
    assert.deepEqual(Classifier.from(classifier.toBytes()).rank('pagar la piscina', 'es'), classifier.rank('pagar la piscina', 'es'));
    const shifted = new Uint8Array(classifier.toBytes().length + 1);
    shifted.set(classifier.toBytes(), 1);
    assert.deepEqual(Classifier.from(shifted.subarray(1)).rank('multa', 'es'), classifier.rank('multa', 'es'));
  });

  it('refuses bytes that are something else', () => {
    assert.throws(() => Classifier.from(new Uint8Array([1, 2, 3])));
    assert.throws(() => Classifier.from(new TextEncoder().encode('........{"a":1}')));
  });

  it('finds again every question of the sample council that only one article has', () => {
    const { questions = [] } = sampleLessons();
    const labelled = questions.map((one, i) => ({ ...one, label: `q${i % 40}` }));
    const trained = Classifier.train(labelled);
    const wrong = labelled.filter(({ text, label, language }) => trained.rank(text, language)[0]?.label !== label);
    assert.ok(wrong.length <= labelled.length * 0.02, `${wrong.length}`);
  }).timeout(60_000);
});
