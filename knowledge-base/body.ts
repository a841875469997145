import type { Group } from './postings.ts';

/** Where in an article a word stands decides how much it says there. */
export const IN_VARIANT = 1;
export const IN_QUESTION = 2;
export const IN_ANSWER = 1;

/** Half of what a word can add is reached at this count. */
const HALF = 1.2;
/** How much a long article loses: 0 nothing, 1 in proportion. */
const LENGTH = 0.3;

/** Articles as bags of words, or of pieces of words: what all of their variants, their question and their answer say together (BM25). */
export class Bodies<K> {
  readonly #ids = new Map<K, number>();
  readonly #counts: Map<number, number>[] = [];
  readonly #lengths: number[] = [];
  #idf = new Float64Array(0);
  #mean = 1;

  add(article: number, keys: Iterable<K>, weight: number): void {
    for (const key of keys) {
      let id = this.#ids.get(key);
      if (id === undefined) {
        id = this.#counts.length;
        this.#ids.set(key, id);
        this.#counts.push(new Map());
      }
      const counts = this.#counts[id];
      counts?.set(article, (counts.get(article) ?? 0) + weight);
      this.#lengths[article] = (this.#lengths[article] ?? 0) + weight;
    }
  }

  /** Weighs the keys, once all articles are in. */
  settle(articles: number): void {
    this.#idf = Float64Array.from(this.#counts, (counts) => Math.log(1 + (articles - counts.size + 0.5) / (counts.size + 0.5)));
    this.#mean = this.#lengths.reduce((sum, length) => sum + (length ?? 0), 0) / Math.max(1, articles) || 1;
  }

  has(key: K): boolean {
    return this.#ids.has(key);
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
    for (const [article, all] of this.#counts[id] ?? []) {
      const count = article === less ? all - IN_VARIANT : all;
      if (count < 0.01) continue;
      const long = 1 - LENGTH + (LENGTH * (this.#lengths[article] ?? 0)) / this.#mean;
      scores[article] = (scores[article] ?? 0) + (idf * count) / (count + HALF * long);
    }
  }
}
