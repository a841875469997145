import assert from 'node:assert/strict';
import { calibrate } from '../../knowledge-base/calibration.ts';
import { type ConfidenceModel, LEARNT, rank } from '../../knowledge-base/confidence.ts';
import { Shelf } from '../../knowledge-base/shelf.ts';
import { background, questions, sampleArticles } from './questions.ts';

const TOPICS = new Set(['padron', 'tributos']);

describe('the calibration of confidence', function () {
  this.timeout(60_000);
  const articles = sampleArticles().filter(({ topic }) => TOPICS.has(topic));
  const ids = new Set(articles.map(({ id }) => id));
  const shelf = new Shelf('es', articles);
  const own = questions().filter(({ language, articles: right }) => language === 'es' && right.some((id) => ids.has(id)));
  let model: ConfidenceModel;

  before(() => {
    const known = own.filter(({ half }) => half === 'development');
    model = calibrate([{ shelf, questions: [...known, ...background('es').map((text) => ({ text, articles: [], weight: 0.67 }))] }]);
  });

  const sure = (text: string, by: ConfidenceModel): number => {
    const query = shelf.read(text);
    return rank(shelf, query, shelf.search(query), by)[0]?.confidence ?? 0;
  };

  it('learns from a small base to be sure of its questions and unsure of everyday sentences', () => {
    const mean = (texts: readonly string[]): number => texts.reduce((sum, text) => sum + sure(text, model), 0) / texts.length;
    const asked = mean(own.filter(({ half }) => half === 'test').map(({ text }) => text));
    const everyday = mean(questions().filter(({ language, articles: right, half }) => language === 'es' && right.length === 0 && half === 'test').map(({ text }) => text));
    assert.ok(asked > 0.6, `questions ${asked.toFixed(2)}`);
    assert.ok(everyday < 0.2, `everyday ${everyday.toFixed(2)}`);
  });

  it('gives the same model for the same questions', () => {
    const base = { shelf: new Shelf('es', articles.slice(0, 5)), questions: own.slice(0, 10) };
    assert.deepEqual(calibrate([base]), calibrate([base]));
  });

  it('has learnt as many numbers as the knowledge base reads', () => {
    assert.equal(LEARNT.nearness.length, model.nearness.length);
    assert.equal(LEARNT.answerable.length, model.answerable.length);
  });
});
