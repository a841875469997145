import assert from 'node:assert/strict';
import { judge } from '../../bot/policy.ts';
import { createKnowledgeBase, type KnowledgeBase } from '../../knowledge-base/knowledge-base.ts';
import { type Question, questions, sampleArticles } from './questions.ts';

const TODAY = '2026-11-24';
const BINS = 10;

/** How the sample council answers questions that nobody tuned it on. */
describe('unseen questions to the sample council', function () {
  this.timeout(60_000);
  let kb: KnowledgeBase;
  let asked: (Question & { first: string | undefined; confidence: number; kind: string })[];

  before(() => {
    const articles = sampleArticles();
    const ids = new Set(articles.map(({ id }) => id));
    kb = createKnowledgeBase({ articles });
    const test = questions().filter(({ half }) => half === 'test');
    assert.deepEqual(test.flatMap((one) => one.articles).filter((id) => !ids.has(id)), [], 'questions for articles that do not exist');
    asked = test.map((question) => {
      const ranked = kb.search(question.text, { language: question.language, today: TODAY });
      return { ...question, first: ranked[0]?.article, confidence: ranked[0]?.confidence ?? 0, kind: judge(ranked).kind };
    });
  });

  const answerable = (): typeof asked => asked.filter(({ articles }) => articles.length > 0);
  const isRight = ({ articles, first }: (typeof asked)[number]): boolean => first !== undefined && articles.includes(first);

  it('are many, and none is a variant', () => {
    const all = questions();
    assert.ok(all.filter(({ language, articles }) => language === 'es' && articles.length > 0).length >= 200);
    assert.ok(all.filter(({ language, articles }) => language === 'en' && articles.length > 0).length >= 60);
    assert.ok(all.filter(({ articles }) => articles.length === 0).length >= 120);
    const variants = new Set(sampleArticles().flatMap(({ texts }) => Object.values(texts).flatMap((text) => text.variants.map((one) => one.toLowerCase()))));
    assert.deepEqual(all.filter(({ text }) => variants.has(text.toLowerCase())).map(({ text }) => text), []);
  });

  it('find the right article first: at least 92 in 100', () => {
    const wrong = answerable().filter((one) => !isRight(one));
    const share = 1 - wrong.length / answerable().length;
    assert.ok(share >= 0.92, `${percent(share)}\n${wrong.map(({ text, articles, first }) => `${text} [${articles}] → ${first}`).join('\n')}`);
  });

  it('that the council does not answer stay unanswered: at least 90 in 100', () => {
    const outside = asked.filter(({ articles }) => articles.length === 0);
    const answered = outside.filter(({ kind }) => kind === 'answer');
    const share = 1 - answered.length / outside.length;
    assert.ok(share >= 0.9, `${percent(share)}\n${answered.map(({ text, first }) => `${text} → ${first}`).join('\n')}`);
  });

  it('are answered outright, at least 80 in 100, and then rightly, at least 95 in 100', () => {
    const answered = answerable().filter(({ kind }) => kind === 'answer');
    assert.ok(answered.length / answerable().length >= 0.8, percent(answered.length / answerable().length));
    const right = answered.filter(isRight).length / answered.length;
    assert.ok(right >= 0.95, percent(right));
  });

  it('get a confidence that means what it says: off by no more than 6 in 100', () => {
    const bins = Array.from({ length: BINS }, () => ({ said: 0, right: 0 }));
    for (const one of asked) {
      const bin = bins[Math.min(BINS - 1, Math.floor(one.confidence * BINS))] as (typeof bins)[number];
      bin.said += one.confidence;
      bin.right += isRight(one) ? 1 : 0;
    }
    const error = bins.reduce((sum, { said, right }) => sum + Math.abs(said - right), 0) / asked.length;
    assert.ok(error <= 0.06, error.toFixed(3));
  });
});

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
