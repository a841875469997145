import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evaluateFiles } from '../../app/commands/nlu.ts';
import { misspell, withoutAccents } from '../../bench/support/misspelling.ts';
import { Mistakes } from '../../bot/errors.ts';
import { areaUnderCurve, calibrationError, quantile, thresholdFor } from '../../nlu/evaluation/measures.ts';
import { parseRows } from '../../nlu/evaluation/rows.ts';
import { runTrial } from '../../nlu/evaluation/trial.ts';
import { sampleLessons } from './council.ts';

describe('nlu eval', () => {
  it('measures what can be counted by hand', () => {
    const scored = [{ score: 0.9, high: true }, { score: 0.8, high: true }, { score: 0.8, high: false }, { score: 0.1, high: false }];
    assert.equal(areaUnderCurve(scored), 3.5 / 4);
    assert.equal(areaUnderCurve(scored.slice(0, 2)), null);
    assert.equal(calibrationError([{ score: 0.75, high: true }, { score: 0.75, high: false }]), 0.25);
    assert.equal(calibrationError([{ score: 1, high: true }, { score: 0, high: false }]), 0);
    assert.equal(quantile([4, 1, 3, 2], 0.5), 3);
  });

  it('refuses as much as may be spent, and not one right answer more', () => {
    const scored = Array.from({ length: 100 }, (_, i) => ({ score: i, high: i % 2 === 1 }));
    assert.equal(thresholdFor(scored, 0.02), 5);
    assert.equal(scored.filter(({ score, high }) => high && score < thresholdFor(scored, 0.02)).length, 2);
    assert.equal(thresholdFor([{ score: 1, high: false }], 0.02), Number.NEGATIVE_INFINITY);
  });

  it('names every bad line by its number', () => {
    assert.deepEqual(parseRows('{"text":"a","label":"b","id":1}\n\n{"text":"","label":"c"}\n', 'f'), [{ text: 'a', label: 'b' }, { text: '', label: 'c' }]);
    assert.deepEqual(mistakesOf(() => parseRows('{"text":"a","label":"b"}\n{"text":"a"}\nnot json\n[]\n{"label":"b"}\n', 'f')).map(({ line, problem }) => [line, problem]), [
      [2, 'has no label'], [3, 'is no JSON'], [4, 'has no text'], [5, 'has no text'],
    ]);
    assert.match(mistakesOf(() => parseRows('\n', 'f'))[0]?.problem ?? '', /no rows/);
  });

  describe('on the sample council', () => {
    const { questions = [] } = sampleLessons();
    const asked = questions.filter(({ language, form }) => language === 'es' && form === undefined);
    const rows = asked.map(({ text }) => ({ text, label: topicOf(text) })).filter(({ label }) => label !== '');
    const outside = ['cuánto vale un billete de avión a Cancún', 'quién ganó la liga', 'recomiéndame una serie', 'cómo se hace una tortilla', 'qué coche me compro', 'cuéntame un cuento de dragones'].map((text) => ({ text, label: 'nothing' }));
    const part = (rest: number): { text: string; label: string }[] => rows.filter((_, i) => i % 5 === rest);
    const train = [0, 1, 2].flatMap(part);

    it('learns, refuses and says how sure it is, and never trains on what is outside', () => {
      const sets = { train, dev: [...part(3), ...outside.slice(0, 3)], test: [...part(4), ...outside.slice(3)], outside: 'nothing', language: 'es' };
      const figures = runTrial(sets);
      assert.ok(figures.accuracy >= 85, JSON.stringify(figures));
      assert.ok((figures.accuracyWithRejection ?? 0) <= figures.accuracy);
      assert.ok((figures.auroc ?? 0) >= 80, JSON.stringify(figures));
      assert.ok(figures.ece <= 0.12, JSON.stringify(figures));
      assert.ok(figures.trainSeconds > 0 && figures.p50Ms <= figures.p99Ms);
      const { accuracy, accuracyWithRejection, oosRecall, auroc, ece } = runTrial({ ...sets, train: [...train, ...outside] });
      assert.deepEqual({ accuracy, accuracyWithRejection, oosRecall, auroc, ece }, { accuracy: figures.accuracy, accuracyWithRejection: figures.accuracyWithRejection, oosRecall: figures.oosRecall, auroc: figures.auroc, ece: figures.ece });
    }).timeout(120_000);

    it('reads files as the command does, and says at once what is wrong with any', () => {
      const folder = mkdtempSync(join(tmpdir(), 'ventanilla-'));
      try {
        const write = (name: string, text: string): string => {
          writeFileSync(join(folder, name), text);
          return join(folder, name);
        };
        const lines = (some: readonly object[]): string => some.map((row) => JSON.stringify(row)).join('\n');
        const figures = evaluateFiles({ train: write('train', lines(train)), dev: write('dev', lines(part(3))), test: write('test', lines(part(4))), lang: 'es' });
        assert.deepEqual([figures.accuracyWithRejection, figures.oosRecall, figures.auroc], [null, null, null]);
        const found = mistakesOf(() => evaluateFiles({ train: join(folder, 'nowhere'), dev: write('dev', '{}'), test: write('test', '{"text":"a","label":"nothing"}'), oos: 'nothing' }));
        assert.equal(found.length, 3);
        assert.match(found[0]?.problem ?? '', /cannot be read/);
        assert.equal(found[1]?.line, 1);
        assert.match(found[2]?.problem ?? '', /no label but nothing/);
      } finally {
        rmSync(folder, { recursive: true });
      }
    }).timeout(120_000);
  });

  it('misspells the same way every time, once in a sentence, and only in its longer words', () => {
    const said = 'quiero pagar la basura';
    const slips = Array.from({ length: 50 }, (_, i) => misspell(said, i));
    assert.deepEqual(slips, Array.from({ length: 50 }, (_, i) => misspell(said, i)));
    assert.ok(new Set(slips).size > 20 && slips.every((slip) => slip !== said && slip.split(' ')[2] === 'la'));
    assert.equal(misspell('sí no', 1), 'sí no');
    assert.equal(withoutAccents('¿Cuándo empieza el año en la pingüinera?'), '¿Cuando empieza el año en la pinguinera?');
  });
});

/** A few matters that many questions are about, by the word they have in common. */
function topicOf(text: string): string {
  const folded = withoutAccents(text.toLowerCase());
  return ['padron', 'basura', 'multa', 'agua', 'licencia', 'piscina', 'biblioteca', 'ibi', 'cementerio', 'perro'].find((topic) => folded.includes(topic)) ?? '';
}

function mistakesOf(read: () => unknown): readonly { line?: number; problem: string }[] {
  try {
    read();
  } catch (error) {
    if (error instanceof Mistakes) return error.mistakes;
    throw error;
  }
  return [];
}
