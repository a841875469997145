import assert from 'node:assert/strict';
import { Classifier, THOROUGH } from '../../nlu/text/classifier.ts';
import { Spelling } from '../../nlu/text/spelling.ts';
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

  it('decides with nets, too, as sure of luck and as well stored', () => {
    const thorough = Classifier.train(EXAMPLES, THOROUGH);
    assert.deepEqual(Classifier.train(EXAMPLES, THOROUGH).toBytes(), thorough.toBytes());
    assert.deepEqual(Classifier.from(thorough.toBytes()).rank('pagar la piscina', 'es'), thorough.rank('pagar la piscina', 'es'));
    for (const { text, label, language } of EXAMPLES) assert.equal(thorough.rank(text, language)[0]?.label, label, text);
    assert.notDeepEqual(thorough.rank('multa', 'es'), classifier.rank('multa', 'es'));
    assert.ok((thorough.rank('xyzzy')[0]?.margin ?? 0) < (thorough.rank('pagar una multa', 'es')[0]?.margin ?? 0));
  });

  it('hears how a sentence begins and what comes after what, with nets and frames', () => {
    const pairs = ['agua', 'luz', 'gas', 'renta', 'tasa', 'nota'].flatMap((one) => [
      { text: `pago ${one} y no vuelvo`, label: 'pay', language: 'es' },
      { text: `no pago ${one} y vuelvo`, label: 'owe', language: 'es' },
    ]);
    const thorough = Classifier.train(pairs, THOROUGH);
    assert.equal(thorough.rank('pago multa y no vuelvo', 'es')[0]?.label, 'pay');
    assert.equal(thorough.rank('no pago multa y vuelvo', 'es')[0]?.label, 'owe');
  });

  it('mends what has one slip to the most frequent word near it, and nothing else', () => {
    const spelling = Spelling.of([['multa', 'trafico'], ['multa', 'malta', '1234']]);
    for (const slip of ['mulat', 'mulxa', 'mult', 'multaa', 'molta']) assert.equal(spelling.mend(slip), 'multa', slip);
    for (const word of ['malta', 'piscina', '1235', 'mul', '']) assert.equal(spelling.mend(word), word);
    const thorough = Classifier.train(EXAMPLES, THOROUGH);
    const margins = (text: string): unknown => thorough.rank(text, 'es').map(({ label, margin }) => ({ label, margin }));
    assert.deepEqual(margins('pagar una mulyta'), margins('pagar una multa'));
    assert.ok((thorough.rank('pagar una mulyta', 'es')[0]?.literal ?? 0) < (thorough.rank('pagar una multa', 'es')[0]?.literal ?? 0));
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
