import type { Article } from './article.ts';
import { createKnowledgeBase, type Found, type KnowledgeBase } from './knowledge-base.ts';

/** A document of an evaluation set: a question with its answer. */
export interface Doc {
  id: string;
  question: string;
  answer: string;
  lang: string;
}

/** A question with the ids of what answers it; none when nothing does. `lang` when it is known. */
export interface Asked {
  query: string;
  right: readonly string[];
  lang?: string;
}

export interface Measures {
  questions: number;
  /** Right first, right among the first three, percent of the questions that have an answer. */
  p1: number;
  p3: number;
  /** Mean of one by the place of the first right one among ten, 0–1. */
  mrr10: number;
  /** Percent of the questions that have no answer which are left unanswered; null when there is none. */
  silent: number | null;
  /** Questions that have an answer and are answered outright, and how many of these answers are right. */
  answered: number;
  answeredRight: number;
  /** Mean distance between what the confidence of the first says and how often it is right, 0–1. */
  ece: number;
  p50Ms: number;
  p99Ms: number;
}

/** A question that went wrong, with what was found. */
export interface Wrong extends Asked {
  found: readonly Found[];
}

export interface Evaluation {
  measures: Measures;
  wrong: Wrong[];
}

export interface EvaluationOptions {
  /** Language of questions that say none. */
  language: string;
  /** YYYY-MM-DD. */
  today: string;
  /** Whether a ranking is answered outright, as the bot decides. */
  answers: (found: readonly Found[]) => boolean;
}

const PLACES = 10;
const BINS = 10;
const ALWAYS = { from: '0001-01-01', until: '9999-12-31' };

/** Documents as articles, each with the other ways to ask it. */
export function articlesFrom(docs: readonly Doc[], variants: readonly { id: string; text: string }[]): Article[] {
  const more = new Map<string, string[]>();
  for (const { id, text } of variants) more.set(id, [...(more.get(id) ?? []), text]);
  return docs.map(({ id, question, answer, lang }) => ({
    id, topic: '', owner: '', tier: 1, sensitive: false, audience: 'everyone', valid: ALWAYS, related: [],
    texts: { [lang]: { question, variants: more.get(id) ?? [], answer, facts: {} } },
  }));
}

/** Puts articles into a knowledge base; says how long it took, ms. */
export function build(articles: readonly Article[]): { kb: KnowledgeBase; buildMs: number } {
  const started = performance.now();
  const kb = createKnowledgeBase({ articles });
  return { kb, buildMs: performance.now() - started };
}

/** Asks every question once to warm up, then once measured. */
export function evaluate(kb: KnowledgeBase, asked: readonly Asked[], { language, today, answers }: EvaluationOptions): Evaluation {
  const ask = ({ query, lang = language }: Asked): Found[] => kb.search(query, { language: lang, today, limit: PLACES });
  for (const one of asked) ask(one);
  const results = asked.map((one) => {
    const started = performance.now();
    const found = ask(one);
    const ms = performance.now() - started;
    const place = found.findIndex(({ article }) => one.right.includes(article));
    return { one, found, ms, place, isAnswered: answers(found) };
  });
  const known = results.filter(({ one }) => one.right.length > 0);
  const outside = results.filter(({ one }) => one.right.length === 0);
  const answered = known.filter(({ isAnswered }) => isAnswered);
  const times = results.map(({ ms }) => ms).sort((a, b) => a - b);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return {
    measures: {
      questions: results.length,
      p1: percent(known.filter(({ place }) => place === 0).length, known.length),
      p3: percent(known.filter(({ place }) => place >= 0 && place < 3).length, known.length),
      mrr10: known.reduce((sum, { place }) => sum + (place < 0 ? 0 : 1 / (place + 1)), 0) / Math.max(1, known.length),
      silent: outside.length === 0 ? null : percent(outside.filter(({ isAnswered }) => !isAnswered).length, outside.length),
      answered: answered.length,
      answeredRight: answered.filter(({ place }) => place === 0).length,
      ece: calibrationError(results.map(({ found, place }) => ({ said: found[0]?.confidence ?? 0, isRight: place === 0 }))),
      p50Ms: at(0.5), p99Ms: at(0.99),
    },
    wrong: results.filter(({ one, place, isAnswered }) => (one.right.length === 0 ? isAnswered : place !== 0)).map(({ one, found }) => ({ ...one, found })),
  };
}

/** Expected calibration error over ten bins of equal width. */
export function calibrationError(answers: readonly { said: number; isRight: boolean }[]): number {
  const bins = Array.from({ length: BINS }, () => 0);
  for (const { said, isRight } of answers) {
    const bin = Math.min(BINS - 1, Math.floor(said * BINS));
    bins[bin] = (bins[bin] ?? 0) + said - (isRight ? 1 : 0);
  }
  return bins.reduce((sum, gap) => sum + Math.abs(gap), 0) / Math.max(1, answers.length);
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : (100 * part) / whole;
}
