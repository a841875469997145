import type { Ranked } from './ports.ts';

/**
 * When the bot answers, asks which of two or three, or says that it does not know. The one place for these numbers.
 * Confidences are calibrated: at `answer`, at least nine answers in ten are right.
 */
export const POLICY = {
  /** From here on the best article is answered. */
  answer: 0.6,
  /** From here on an article is worth offering. */
  which: 0.25,
  /** A message that sounds like no council's matter, this much or more, is answered only from `answerOutside` on. */
  outside: 0.7,
  answerOutside: 0.85,
  /** A part of a longer message must be this clear to be answered, or to begin a form, by itself. */
  part: 0.85,
  /** What was offered is meant by a few words that come near it, unless another article is this sure. */
  narrowed: 0.15,
  elsewhere: 0.9,
  /** The best must lead by this much, unless both say it all but surely. */
  lead: 0.12,
  /** Most articles offered at once. */
  offered: 3,
  /** Of a thing of which there are several, so many are named at once, each from this confidence on: the wish says nothing that could make one sure. */
  kinds: 4,
  among: 0.08,
  /** … and this share of the best one's confidence. */
  amongBest: 0.12,
  /** How long a question that names no matter is about the last one, ms. */
  topicMs: 2 * 3_600_000,
  /** An intent counts from here on. */
  intent: 0.6,
  /** A form is begun at once from here on; below it is offered beside the answer. */
  beginForm: 0.6,
  /** Misses in a row after which a person is offered. */
  misses: 2,
  /** The language of the text is followed from here on; sooner in the first message; once the citizen chose one, only when all but sure. */
  language: 0.75,
  languageFirst: 0.56,
  languageFixed: 0.92,
  /** A visit ends after this much silence; the next message opens a new one, ms. */
  episodeMs: 12 * 3_600_000,
  /** Longest message that is read, characters. */
  textLimit: 2000,
} as const;

export type Judgement = { kind: 'answer'; article: string; confidence: number } | { kind: 'which'; articles: string[]; confidence: number } | { kind: 'unknown' };

/** What to do with a ranking: never a guess stated as fact. `outOfScope` is how much the message sounds like no council's matter, 0–1. */
export function judge(ranked: readonly Ranked[], outOfScope = 0): Judgement {
  const [best, second] = ranked;
  const toAnswer = outOfScope >= POLICY.outside ? POLICY.answerOutside : POLICY.answer;
  if (!best || best.confidence < POLICY.which) return { kind: 'unknown' };
  const leads = !second || best.confidence - second.confidence >= POLICY.lead;
  if (best.confidence >= toAnswer && leads) return { kind: 'answer', article: best.article, confidence: best.confidence };
  const articles = ranked.filter((one) => one.confidence >= POLICY.which).slice(0, POLICY.offered);
  return { kind: 'which', articles: articles.map((one) => one.article), confidence: best.confidence };
}
