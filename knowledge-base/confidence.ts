import type { Query, Shelf, Signals } from './shelf.ts';
import learnt from './words/confidence.json' with { type: 'json' };

/** What turns signals into confidence; `calibration.ts` learns it from questions whose answer is known. */
export interface ConfidenceModel {
  /** What each signal is worth; differences between articles are log-odds. */
  nearness: number[];
  /** How much such differences count in a query of one telling word, two, and more: a single word seldom says which article is meant. */
  sharpness: number[];
  /** Log-odds that the base can answer at all, by the facts of `answerableFacts`. */
  answerable: number[];
  /** What the product of both becomes, so that of the answers at 0.7 seven in ten are right. */
  calibration: { slope: number; shift: number };
}

export const LEARNT: ConfidenceModel = learnt;

/** Most articles among which the confidence is shared. */
export const SHARED = 4;
/** What it is worth that a variant says the question word for word. */
const EXACT = 6;
/** More telling words than this make a question no clearer. */
const MANY_WORDS = 6;
/** What an article of this council's is worth where another town is asked about: something to offer, nothing to state. */
const OTHER_TOWN = 0.45;

/** The chance, at least, that the base can answer what is asked with a single word that the best article says: it is vague, but something to offer. */
const ONE_WORD = 0.9;

export interface Sure {
  signals: Signals;
  confidence: number;
}

/** The signals of an article as `nearness` weighs them. */
export function signalValues({ words, body, pieces, phrases }: Signals): number[] {
  return [words, body, pieces, phrases];
}

export function nearness(signals: Signals, model: ConfidenceModel = LEARNT): number {
  return dot(signalValues(signals), model.nearness) + EXACT * signals.exact;
}

/** What says whether the base can answer at all: the best article's signals, how much of the question is known and said there, how much it says. */
export function answerableFacts(shelf: Shelf, query: Query, best: Signals | undefined, second?: Signals): number[] {
  const { known, said, unsaid } = shelf.shares(query, best?.article);
  return [...(best ? signalValues(best) : [0, 0, 0, 0]), known, said, unsaid, (best?.body ?? 0) - (second?.body ?? 0), Math.min(query.words.length, MANY_WORDS) / MANY_WORDS, 1];
}

/** The articles of a ranking, the surest first: the chance that any of them answers, shared out by nearness among the best. */
export function rank(shelf: Shelf, query: Query, found: readonly Signals[], model: ConfidenceModel = LEARNT): Sure[] {
  const near = new Map(found.map((one) => [one, nearness(one, model)]));
  const ranked = [...found].sort((a, b) => (near.get(b) ?? 0) - (near.get(a) ?? 0) || (idOf(shelf, a) < idOf(shelf, b) ? -1 : 1));
  const worth = query.elsewhere ? OTHER_TOWN : 1;
  return rawConfidences(shelf, query, ranked, model).map((raw, i) => ({ signals: ranked[i] as Signals, confidence: worth * calibrated(raw, model) }));
}

/** The confidences of ranked articles before calibration. */
export function rawConfidences(shelf: Shelf, query: Query, ranked: readonly Signals[], model: ConfidenceModel): number[] {
  const [best] = ranked;
  if (!best) return [];
  if (!query.says && !best.exact) return ranked.map(() => 0);
  const chance = best.exact ? 1 : Math.max(leastChance(shelf, query, best), logistic(dot(answerableFacts(shelf, query, best, ranked[1]), model.answerable)));
  const sharp = model.sharpness[Math.min(query.words.length, model.sharpness.length) - 1] ?? 1;
  const nearest = nearness(best, model);
  const odds = ranked.map((one) => Math.exp(sharp * (nearness(one, model) - nearest)));
  const sum = odds.slice(0, SHARED).reduce((total, one) => total + one, 0);
  return odds.map((one) => (chance * one) / sum);
}

function leastChance(shelf: Shelf, query: Query, best: Signals): number {
  return query.words.length === 1 ? ONE_WORD * shelf.shares(query, best.article).said : 0;
}

function idOf(shelf: Shelf, { article }: Signals): string {
  return shelf.article(article)?.id ?? '';
}

function calibrated(raw: number, { calibration: { slope, shift } }: ConfidenceModel): number {
  return logistic(slope * logit(raw) + shift);
}

export function logistic(value: number): number {
  return 1 / (1 + Math.exp(-value));
}

export function logit(share: number): number {
  const kept = Math.min(Math.max(share, 1e-6), 1 - 1e-6);
  return Math.log(kept / (1 - kept));
}

export function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] as number) * (b[i] ?? 0);
  return sum;
}
