/** What one part of a query may stand for: keys and how far each may be trusted, 0–1; the best counts. */
export type Group<K> = readonly { key: K; weight: number }[];

/** The nearest text of each article: how near, 0–1, and its number, −1 when none is. */
export interface Nearest {
  scores: Float64Array;
  texts: Int32Array;
}

/**
 * Short texts by what they contain. Each belongs to an article; a key that many articles have says little.
 * All texts go in, article by article; then `settle` weighs the keys.
 */
export class Postings<K> {
  readonly #ids = new Map<K, number>();
  /** Texts by key. */
  readonly #lists: number[][] = [];
  readonly #texts: number[][] = [];
  readonly #articles: number[] = [];
  #idf = new Float64Array(0);
  #rarest = 1;
  #norms = new Float64Array(0);
  #scores = new Float64Array(0);

  add(article: number, keys: Iterable<K>): void {
    const text: number[] = [];
    for (const key of new Set(keys)) {
      let id = this.#ids.get(key);
      if (id === undefined) {
        id = this.#lists.length;
        this.#ids.set(key, id);
        this.#lists.push([]);
      }
      text.push(id);
      this.#lists[id]?.push(this.#texts.length);
    }
    this.#texts.push(text);
    this.#articles.push(article);
  }

  settle(articles: number): void {
    this.#idf = Float64Array.from(this.#lists, (list) => Math.log(1 + articles / (0.5 + this.#spread(list))));
    this.#rarest = Math.log(1 + articles / 1.5);
    this.#norms = Float64Array.from(this.#texts, (text) => Math.sqrt(text.reduce((sum, id) => sum + (this.#idf[id] ?? 0) ** 2, 0)) || 1);
    this.#scores = new Float64Array(this.#texts.length);
  }

  /** How many articles the texts of a list belong to. */
  #spread(list: readonly number[]): number {
    let count = 0;
    let last = -1;
    for (const text of list) {
      const article = this.#articles[text] ?? -1;
      if (article !== last) count += 1;
      last = article;
    }
    return count;
  }

  /** The cosine between a query and the nearest text of each article; `skip` is a text that is not to count. */
  nearest(groups: readonly Group<K>[], articles: number, skip = -1): Nearest {
    const best: Nearest = { scores: new Float64Array(articles), texts: new Int32Array(articles).fill(-1) };
    const touched: number[] = [];
    for (const group of groups) this.#gather(group, touched);
    const norm = this.#norm(groups);
    for (const text of touched) {
      const score = (this.#scores[text] ?? 0) / ((this.#norms[text] ?? 1) * norm);
      this.#scores[text] = 0;
      const article = this.#articles[text] ?? 0;
      if (text === skip || score <= (best.scores[article] ?? 0)) continue;
      best.scores[article] = score;
      best.texts[article] = text;
    }
    return best;
  }

  #gather(group: Group<K>, touched: number[]): void {
    const seen = group.length > 1 ? new Set<number>() : undefined;
    for (const { key, weight } of group) {
      const id = this.#ids.get(key) ?? -1;
      const worth = weight * (this.#idf[id] ?? 0) ** 2;
      for (const text of this.#lists[id] ?? []) {
        if (seen?.has(text)) continue;
        seen?.add(text);
        const before = this.#scores[text] ?? 0;
        if (before === 0) touched.push(text);
        this.#scores[text] = before + worth;
      }
    }
  }

  #norm(groups: readonly Group<K>[]): number {
    let sum = 0;
    for (const [best] of groups) sum += (best === undefined ? this.#rarest : (this.#idf[this.#ids.get(best.key) ?? -1] ?? this.#rarest)) ** 2;
    return Math.sqrt(sum) || 1;
  }
}
