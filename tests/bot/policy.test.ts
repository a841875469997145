import assert from 'node:assert/strict';
import { judge } from '../../bot/policy.ts';

const ranked = (...confidences: number[]): { article: string; confidence: number }[] => confidences.map((confidence, n) => ({ article: `a${n}`, confidence }));

describe('policy', () => {
  it('answers when it is sure and the best leads', () => {
    assert.deepEqual(judge(ranked(0.9, 0.3)), { kind: 'answer', article: 'a0', confidence: 0.9 });
  });

  it('asks which when two are alike, however sure', () => {
    assert.equal(judge(ranked(0.8, 0.78)).kind, 'which');
  });

  it('asks which of at most three when it is not sure', () => {
    const judgement = judge(ranked(0.5, 0.4, 0.3, 0.29));
    assert.deepEqual(judgement.kind === 'which' && judgement.articles, ['a0', 'a1', 'a2']);
  });

  it('says that it does not know rather than guess', () => {
    assert.equal(judge(ranked(0.1)).kind, 'unknown');
    assert.equal(judge([]).kind, 'unknown');
  });
});
