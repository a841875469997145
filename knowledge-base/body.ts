import type { Group } from './postings.ts';

/** Where in an article a word stands decides how much it says there. */
export const IN_VARIANT = 1;
export const IN_QUESTION = 2;
export const IN_ANSWER = 1;
/** The plain form and the facts say the answer again. */
export const IN_FACTS = 0.4;

/** Half of what a word can add is reached at this count. */
const HALF = 1.2;
/** How much a long article loses: 0 nothing, 1 in proportion. */
const LENGTH = 0.3;

/** Articles as bags of words, or of pieces of words: what all of their variants, their question and their answer say together (BM25). */
export class Bodies<K> {
  readonly #ids = new Map<K, number>();
  /** By key: the articles that have it, in order, and how much each has. */
  readonly #articles: number[][] = [];
  readonly #counts: number[][] = [];
  readonly #lengths: number[] = [];
  #idf = new Float64Array(0);
  #mean = 1;

  /** Adds to an article, the last one or a new one. */
  add(article: number, keys: Iterable<K>, weight: number): void {
    let length = this.#lengths[article] ?? 0;
    for (const key of keys) {
      length += weight;
      const id = this.#ids.get(key);
      if (id === undefined) {
        this.#ids.set(key, this.#counts.length);
        this.#articles.push([article]);
        this.#counts.push([weight]);
        continue;
      }
      const articles = this.#articles[id] as number[];
      const counts = this.#counts[id] as number[];
      const last = articles.length - 1;
      if (articles[last] === article) {
        counts[last] = (counts[last] ?? 0) + weight;
      } else {
        articles.push(article);
        counts.push(weight);
      }
    }
    this.#lengths[article] = length;
  }

  /** Weighs the keys, once all articles are in. */
  settle(articles: number): void {
    this.#idf = Float64Array.from(this.#articles, ({ length }) => Math.log(1 + (articles - length + 0.5) / (length + 0.5)));
    this.#mean = this.#lengths.reduce((sum, length) => sum + (length ?? 0), 0) / Math.max(1, articles) || 1;
  }

  has(key: K): boolean {
    return this.#ids.has(key);
  }

  /** Whether an article has a key. */
  says(article: number, key: K): boolean {
    return this.#articles[this.#ids.get(key) ?? -1]?.includes(article) ?? false;
  }

  /** What a key says; what no article has says most. */
  idf(key: K, articles: number): number {
    return this.#idf[this.#ids.get(key) ?? -1] ?? Math.log(1 + (articles + 0.5) / 0.5);
  }

  /** The share of what a query says that each article says, too. `without` are the keys of a variant of the article `of` that is not to count. */
  score(groups: readonly Group<K>[], articles: number, of = -1, without?: ReadonlySet<K>): Float64Array {
    const scores = new Float64Array(articles);
    let total = 0;
    for (const group of groups) {
      total += group[0] ? this.idf(group[0].key, articles) : Math.log(1 + (articles + 0.5) / 0.5);
      if (group.length === 1 && group[0]) this.#add(group[0].key, group[0].weight, scores, of, without);
      else this.#addBest(group, scores, of, without);
    }
    if (total > 0) for (let article = 0; article < articles; article += 1) scores[article] = (scores[article] ?? 0) / total;
    return scores;
  }

  #addBest(group: Group<K>, scores: Float64Array, of: number, without?: ReadonlySet<K>): void {
    const best = new Float64Array(scores.length);
    for (const { key, weight } of group) {
      const one = new Float64Array(scores.length);
      this.#add(key, weight, one, of, without);
      for (let article = 0; article < one.length; article += 1) best[article] = Math.max(best[article] ?? 0, one[article] ?? 0);
    }
    for (let article = 0; article < best.length; article += 1) scores[article] = (scores[article] ?? 0) + (best[article] ?? 0);
  }

  #add(key: K, weight: number, scores: Float64Array, of: number, without?: ReadonlySet<K>): void {
    const id = this.#ids.get(key);
    if (id === undefined) return;
    const idf = (this.#idf[id] ?? 0) * weight;
    const less = without?.has(key) ? of : -1;
    const articles = this.#articles[id] as number[];
    const counts = this.#counts[id] as number[];
    for (let i = 0; i < articles.length; i += 1) {
      const article = articles[i] as number;
      const count = (counts[i] as number) - (article === less ? IN_VARIANT : 0);
      if (count < 0.01) continue;
      const long = 1 - LENGTH + (LENGTH * (this.#lengths[article] as number)) / this.#mean;
      scores[article] = (scores[article] as number) + (idf * count) / (count + HALF * long);
    }
  }
}
