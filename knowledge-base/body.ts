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

/** Keys by their numbers, and those that nobody has. */
export interface Looked<K> {
  ids: Int32Array;
  strange: readonly K[];
}

/** Articles as bags of words, or of pieces of words: what all of their variants, their question and their answer say together (BM25). */
export class Bodies<K> {
  readonly #ids = new Map<K, number>();
  /** By key: the articles that have it, in order, and how much each has. */
  readonly #articles: number[][] = [];
  readonly #counts: number[][] = [];
  readonly #lengths: number[] = [];
  #idf = new Float64Array(0);
  /** What a key says that no article has. */
  #unknown = 0;
  /** By article: how much its length holds back what a word can add. */
  #longs = new Float64Array(0);
  /** By key: what each of its articles gains by it. */
  #gains: Float64Array[] = [];
  /** By key: the last score that it counted for. */
  #turns = new Float64Array(0);
  #turn = 1;

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
    this.#unknown = Math.log(1 + (articles + 0.5) / 0.5);
    const mean = this.#lengths.reduce((sum, length) => sum + (length ?? 0), 0) / Math.max(1, articles) || 1;
    this.#longs = Float64Array.from(this.#lengths, (length) => HALF * (1 - LENGTH + (LENGTH * (length ?? 0)) / mean));
    this.#turns = new Float64Array(this.#counts.length);
    this.#gains = this.#counts.map((counts, id) => Float64Array.from(counts, (count, i) => this.#gain(id, i, count)));
  }

  /** What a query gains that names a key of the article at a place of the key's list, if it were there `count` times. */
  #gain(id: number, place: number, count: number): number {
    const article = this.#articles[id]?.[place] ?? 0;
    return count < 0.01 ? 0 : ((this.#idf[id] as number) * count) / (count + (this.#longs[article] as number));
  }

  has(key: K): boolean {
    return this.#ids.has(key);
  }

  /** Whether an article has a key. */
  says(article: number, key: K): boolean {
    return this.#articles[this.#ids.get(key) ?? -1]?.includes(article) ?? false;
  }

  /** What a key says; what no article has says most. */
  idf(key: K): number {
    return this.#idf[this.#ids.get(key) ?? -1] ?? this.#unknown;
  }

  /** The share of what a query says that each article says, too. `without` are the keys of a variant of the article `of` that is not to count. */
  score(groups: readonly Group<K>[], articles: number, of = -1, without?: ReadonlySet<K>): Float64Array {
    const scores = new Float64Array(articles);
    let total = 0;
    for (const group of groups) {
      const [first] = group;
      total += first ? this.idf(first.key) : this.#unknown;
      if (group.length === 1 && first) this.#add(first.key, first.weight, scores, of, without);
      else this.#addBest(group, scores, of, without);
    }
    return shared(scores, total);
  }

  /** The same for a query of certain keys. */
  scoreKeys(keys: Iterable<K>, articles: number, of = -1, without?: ReadonlySet<K>): Float64Array {
    const scores = new Float64Array(articles);
    let total = 0;
    for (const key of keys) {
      total += this.idf(key);
      this.#add(key, 1, scores, of, without);
    }
    return shared(scores, total);
  }

  /** Keys as they are found here, to be remembered by whoever asks for the same again and again. */
  look(keys: Iterable<K>): Looked<K> {
    const ids: number[] = [];
    const strange: K[] = [];
    for (const key of keys) {
      const id = this.#ids.get(key);
      if (id === undefined) strange.push(key);
      else ids.push(id);
    }
    return { ids: Int32Array.from(ids), strange };
  }

  /** The same as `scoreKeys` for keys that were looked up before; each counts once. */
  scoreLooked(looked: readonly Looked<K>[], articles: number): Float64Array {
    const scores = new Float64Array(articles);
    const strange = new Set<K>();
    const turn = this.#turn++;
    let total = 0;
    for (const { ids, strange: unknown } of looked) {
      for (const key of unknown) strange.add(key);
      for (let i = 0; i < ids.length; i += 1) {
        const id = ids[i] as number;
        if (this.#turns[id] === turn) continue;
        this.#turns[id] = turn;
        total += this.#idf[id] as number;
        gain(scores, this.#articles[id] as number[], this.#gains[id] as Float64Array);
      }
    }
    return shared(scores, total + strange.size * this.#unknown);
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
    const less = without?.has(key) ? of : -1;
    const articles = this.#articles[id] as number[];
    const gains = this.#gains[id] as Float64Array;
    for (let i = 0; i < articles.length; i += 1) {
      const article = articles[i] as number;
      const gain = article === less ? this.#gain(id, i, (this.#counts[id]?.[i] ?? 0) - IN_VARIANT) : (gains[i] as number);
      scores[article] = (scores[article] as number) + weight * gain;
    }
  }
}

function gain(scores: Float64Array, articles: readonly number[], gains: Float64Array): void {
  for (let i = 0; i < articles.length; i += 1) {
    const article = articles[i] as number;
    scores[article] = (scores[article] as number) + (gains[i] as number);
  }
}

function shared(scores: Float64Array, total: number): Float64Array {
  if (total > 0) for (let article = 0; article < scores.length; article += 1) scores[article] = (scores[article] as number) / total;
  return scores;
}
