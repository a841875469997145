import { answerableFacts, type ConfidenceModel, dot, logistic, logit, nearness, rawConfidences, SHARED, signalValues } from './confidence.ts';
import type { Query, Shelf, Signals } from './shelf.ts';

/** A question whose answer is known: the ids of the articles that are right, none when the base has none. */
export interface KnownQuestion {
  text: string;
  articles: readonly string[];
  /** How much it counts; everyday sentences count less than real questions. */
  weight?: number;
}

/** What each kind of example counts when the model is learnt. */
const WEIGHTS = {
  /** A variant that must be found without itself: there are many, and they are unlike real questions. */
  variant: 0.03,
  unanswerable: 1.5,
  /** A question whose right articles are taken away: what is left must not be answered, though it is near. */
  takenAway: 0.1,
  /** An everyday sentence when confidence is matched with reality: citizens seldom write such. */
  everyday: 0.4,
};
/** How much each fact of `answerableFacts` is held back. */
const SHRINK = [0.0004, 0.0004, 0.0004, 0.0004, 0.0004, 0.0004, 0.0004, 0.0004, 0.0004, 0];
/** Step of the gradient ascent. */
const RATE = 0.5;
const SHARPNESS = [0.25, 0.6, 1];

interface Ranking {
  shelf: Shelf;
  query: Query;
  found: Signals[];
  right: ReadonlySet<number>;
  weight: number;
}

interface Row {
  facts: number[];
  right: boolean;
  weight: number;
}

/** Learns how sure to be: from questions with known answers, and from the base's own variants, each looked for without itself. */
export function calibrate(bases: readonly { shelf: Shelf; questions: readonly KnownQuestion[] }[]): ConfidenceModel {
  const asked = bases.flatMap(({ shelf, questions }) => questions.map((question) => askedOf(shelf, question)));
  const variants = bases.flatMap(({ shelf }) => shelf.variants.map((variant): Ranking => {
    const query = shelf.read(variant.text);
    return { shelf, query, found: shelf.search(query, variant), right: new Set([variant.article]), weight: WEIGHTS.variant };
  }));
  const model: ConfidenceModel = { nearness: learnNearness([...asked, ...variants]), sharpness: SHARPNESS, answerable: [], calibration: { slope: 1, shift: 0 } };
  for (const { found } of asked) found.sort((a, b) => nearness(b, model) - nearness(a, model));
  model.answerable = learnLogistic(asked.flatMap(answerableRows), SHRINK);
  const [slope = 1, shift = 0] = learnLogistic(asked.flatMap((one) => sharedRows(one, model)), [0, 0], [1, 0]);
  model.calibration = { slope, shift };
  return model;
}

function askedOf(shelf: Shelf, { text, articles, weight = 1 }: KnownQuestion): Ranking {
  const query = shelf.read(text);
  const right = new Set(shelf.articles.flatMap((article, number) => (article && articles.includes(article.id) ? [number] : [])));
  return { shelf, query, found: shelf.search(query), right, weight };
}

/** Conditional logit by gradient ascent: the weights under which the right articles are the likeliest of their rankings. */
function learnNearness(rankings: readonly Ranking[]): number[] {
  const cases = rankings
    .filter(({ found, right }) => found.some(({ article }) => right.has(article)))
    .map(({ found, right, weight }) => ({ values: found.map(signalValues), isRight: found.map(({ article }) => right.has(article)), weight }));
  const total = cases.reduce((sum, { weight }) => sum + weight, 0) || 1;
  let weights = [1, 5, 3, 3];
  for (let step = 0; step < 3000; step += 1) {
    const gradient = [0, 0, 0, 0];
    for (const { values, isRight, weight } of cases) {
      const sums = values.map((one) => dot(one, weights));
      const most = Math.max(...sums);
      const odds = sums.map((sum) => Math.exp(sum - most));
      const all = odds.reduce((sum, one) => sum + one, 0);
      const good = odds.reduce((sum, one, i) => sum + (isRight[i] ? one : 0), 0);
      for (const [i, one] of values.entries()) {
        const pull = weight * ((isRight[i] ? (odds[i] ?? 0) / good : 0) - (odds[i] ?? 0) / all);
        for (const [k, value] of one.entries()) gradient[k] = (gradient[k] ?? 0) + pull * value;
      }
    }
    weights = weights.map((weight, k) => weight + 10 * ((gradient[k] ?? 0) / total - 0.0003 * weight));
  }
  return weights;
}

function answerableRows({ shelf, query, found, right, weight }: Ranking): Row[] {
  const row = ([best, second]: readonly Signals[], isRight: boolean, counts: number): Row => ({ facts: answerableFacts(shelf, query, best, second), right: isRight, weight: counts });
  if (right.size === 0) return [row(found, false, weight * WEIGHTS.unanswerable)];
  return [row(found, true, weight), row(found.filter(({ article }) => !right.has(article)), false, weight * WEIGHTS.takenAway)];
}

/** The articles among which the confidence is shared, and whether each is right. */
function sharedRows({ shelf, query, found, right, weight }: Ranking, model: ConfidenceModel): Row[] {
  return rawConfidences(shelf, query, found, model).slice(0, SHARED).map((raw, i) => ({ facts: [logit(raw), 1], right: right.has(found[i]?.article ?? -1), weight: weight < 1 ? weight * WEIGHTS.everyday : weight }));
}

/** Logistic regression by gradient ascent; `shrink` pulls each weight to nought. */
function learnLogistic(rows: readonly Row[], shrink: readonly number[], start = shrink.map(() => 0)): number[] {
  const total = rows.reduce((sum, { weight }) => sum + weight, 0) || 1;
  let weights = [...start];
  for (let step = 0; step < 8000; step += 1) {
    const gradient = weights.map(() => 0);
    for (const { facts, right, weight } of rows) {
      const miss = weight * ((right ? 1 : 0) - logistic(dot(facts, weights)));
      for (const [k, fact] of facts.entries()) gradient[k] = (gradient[k] ?? 0) + miss * fact;
    }
    weights = weights.map((weight, k) => weight + RATE * ((gradient[k] ?? 0) / total - (shrink[k] ?? 0) * weight));
  }
  return weights;
}
