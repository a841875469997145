/** What one part of a query may stand for: keys and how far each may be trusted, 0–1; the best counts. */
export type Group<K> = readonly { key: K; weight: number }[];

/** Where in an article a word stands decides how much it says there. In tenths: whole numbers add up to the same in any order. */
export const IN_VARIANT = 10;
export const IN_QUESTION = 20;
export const IN_ANSWER = 10;
/** The plain form and the facts say the answer again. */
export const IN_FACTS = 4;

/** Half of what a word can add is reached at this count, tenths. */
const HALF = 12;
/** How much a long article loses: 0 nothing, 1 in proportion. */
const LENGTH = 0.3;

/** How often an article has each key, tenths, by the key's number. */
export type Counts = Map<number, number>;

/** Keys by their numbers, and those that nobody has. */
export interface Looked<K> {
  ids: Int32Array;
  strange: readonly K[];
}

/**
 * Articles as bags of words, or of pieces of words: what all of their variants, their question and their answer say together (BM25).
 * They come and go at any time; what depends on all of them is weighed again when next asked for, key by key.
 */
export class Bodies<K> {
  readonly #ids = new Map<K, number>();
  /** By key: the articles that have it, in no order, and how much each has. */
  readonly #articles: number[][] = [];
  readonly #counts: number[][] = [];
  /** By article, tenths; 0 when there is none of that number. */
  readonly #lengths: number[] = [];
  #size = 0;
  #total = 0;
  #settled = false;
  /** What a key says that so many articles have. */
  #idf = new Float64Array(0);
  /** By article: how much its length holds back what a word can add. */
  #longs = new Float64Array(0);
  /** By key: what each of its articles gains by it. */
  #gains: (Float64Array | undefined)[] = [];
  /** By key: the last score that it counted for. */
  #turns = new Float64Array(0);
  #turn = 1;
  #best = new Float64Array(0);

  /** The number of a key, a new one if need be. */
  number(key: K): number {
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    this.#ids.set(key, this.#articles.length);
    this.#articles.push([]);
    this.#counts.push([]);
    return this.#articles.length - 1;
  }

  /** The number of a key that some article has or had, or −1. */
  find(key: K): number {
    return this.#ids.get(key) ?? -1;
  }

  get keys(): number {
    return this.#articles.length;
  }

  put(article: number, counts: Counts): void {
    let length = 0;
    for (const [id, count] of counts) {
      length += count;
      this.#articles[id]?.push(article);
      this.#counts[id]?.push(count);
    }
    this.#resize(article, length, 1);
  }

  /** Takes away an article that was put in with these counts. */
  remove(article: number, counts: Counts): void {
    for (const id of counts.keys()) {
      const articles = this.#articles[id] ?? [];
      const held = this.#counts[id] ?? [];
      const place = articles.indexOf(article);
      const last = articles.length - 1;
      articles[place] = articles[last] as number;
      held[place] = held[last] as number;
      articles.length = last;
      held.length = last;
    }
    this.#resize(article, 0, -1);
  }

  #resize(article: number, length: number, more: number): void {
    this.#total += length - (this.#lengths[article] ?? 0);
    this.#lengths[article] = length;
    this.#size += more;
    this.#settled = false;
  }

  #settle(): void {
    if (this.#settled) return;
    const size = this.#size;
    this.#idf = Float64Array.from({ length: size + 1 }, (_, having) => Math.log(1 + (size - having + 0.5) / (having + 0.5)));
    const mean = this.#total / Math.max(1, size) || 1;
    this.#longs = Float64Array.from(this.#lengths, (length) => HALF * (1 - LENGTH + (LENGTH * (length ?? 0)) / mean));
    this.#gains = new Array<Float64Array | undefined>(this.#articles.length);
    this.#turns = new Float64Array(this.#articles.length);
    this.#best = new Float64Array(this.#lengths.length);
    this.#settled = true;
  }

  #gainsOf(id: number): Float64Array {
    const known = this.#gains[id];
    if (known) return known;
    const articles = this.#articles[id] as number[];
    const worth = this.#idf[articles.length] as number;
    const gains = Float64Array.from(this.#counts[id] as number[], (count, i) => this.#gain(worth, articles[i] as number, count));
    this.#gains[id] = gains;
    return gains;
  }

  #gain(worth: number, article: number, count: number): number {
    return count <= 0 ? 0 : (worth * count) / (count + (this.#longs[article] as number));
  }

  has(key: K): boolean {
    return (this.#articles[this.find(key)]?.length ?? 0) > 0;
  }

  /** Whether an article has a key. */
  says(article: number, key: K): boolean {
    return this.#articles[this.find(key)]?.includes(article) ?? false;
  }

  /** What a key says; what no article has says most. */
  idf(key: K): number {
    return this.idfOf(this.find(key));
  }

  idfOf(id: number): number {
    this.#settle();
    return this.#idf[this.#articles[id]?.length ?? 0] as number;
  }

  /** The share of what a query says that each article says, too. `without` is what a variant of the article `of` brings that is not to count. */
  score(groups: readonly Group<K>[], of = -1, without?: Counts): Float64Array {
    this.#settle();
    const scores = new Float64Array(this.#lengths.length);
    let total = 0;
    for (const group of groups) {
      const [first] = group;
      total += first ? this.idf(first.key) : (this.#idf[0] as number);
      if (group.length === 1 && first) this.#add(this.find(first.key), first.weight, scores, of, without);
      else this.#addBest(group, scores, of, without);
    }
    return shared(scores, total);
  }

  /** The same for a query of certain keys. */
  scoreKeys(keys: Iterable<K>, of = -1, without?: Counts): Float64Array {
    this.#settle();
    const scores = new Float64Array(this.#lengths.length);
    let total = 0;
    for (const key of keys) {
      const id = this.find(key);
      total += this.idfOf(id);
      this.#add(id, 1, scores, of, without);
    }
    return shared(scores, total);
  }

  /** Keys as they are found here, to be remembered by whoever asks for the same again and again, until an article comes or goes. */
  look(keys: Iterable<K>): Looked<K> {
    const ids: number[] = [];
    const strange: K[] = [];
    for (const key of keys) {
      const id = this.find(key);
      if ((this.#articles[id]?.length ?? 0) === 0) strange.push(key);
      else ids.push(id);
    }
    return { ids: Int32Array.from(ids), strange };
  }

  /** The same as `scoreKeys` for keys that were looked up before; each counts once. */
  scoreLooked(looked: readonly Looked<K>[]): Float64Array {
    this.#settle();
    const scores = new Float64Array(this.#lengths.length);
    const strange = new Set<K>();
    const turn = this.#turn++;
    let total = 0;
    for (const { ids, strange: unknown } of looked) {
      for (const key of unknown) strange.add(key);
      for (let i = 0; i < ids.length; i += 1) {
        const id = ids[i] as number;
        if (this.#turns[id] === turn) continue;
        this.#turns[id] = turn;
        const articles = this.#articles[id] as number[];
        const gains = this.#gains[id] ?? this.#gainsOf(id);
        total += this.#idf[articles.length] as number;
        for (let k = 0; k < articles.length; k += 1) {
          const article = articles[k] as number;
          scores[article] = (scores[article] as number) + (gains[k] as number);
        }
      }
    }
    return shared(scores, total + strange.size * (this.#idf[0] as number));
  }

  #addBest(group: Group<K>, scores: Float64Array, of: number, without?: Counts): void {
    const best = this.#best;
    const touched: number[] = [];
    for (const { key, weight } of group) {
      const id = this.find(key);
      const articles = this.#articles[id];
      if (articles === undefined || articles.length === 0) continue;
      const gains = this.#gainsOf(id);
      for (let i = 0; i < articles.length; i += 1) {
        const article = articles[i] as number;
        const worth = weight * (article === of ? this.#gainWithout(id, i, without) : (gains[i] as number));
        const before = best[article] as number;
        if (worth <= before) continue;
        if (before === 0) touched.push(article);
        best[article] = worth;
      }
    }
    for (const article of touched) {
      scores[article] = (scores[article] as number) + (best[article] as number);
      best[article] = 0;
    }
  }

  #add(id: number, weight: number, scores: Float64Array, of: number, without?: Counts): void {
    const articles = this.#articles[id];
    if (articles === undefined || articles.length === 0) return;
    const gains = this.#gainsOf(id);
    for (let i = 0; i < articles.length; i += 1) {
      const article = articles[i] as number;
      scores[article] = (scores[article] as number) + weight * (article === of ? this.#gainWithout(id, i, without) : (gains[i] as number));
    }
  }

  #gainWithout(id: number, place: number, without: Counts | undefined): number {
    const articles = this.#articles[id] as number[];
    const count = (this.#counts[id]?.[place] ?? 0) - (without?.get(id) ?? 0);
    return this.#gain(this.#idf[articles.length] as number, articles[place] as number, count);
  }
}

function shared(scores: Float64Array, total: number): Float64Array {
  if (total > 0) for (let article = 0; article < scores.length; article += 1) scores[article] = (scores[article] as number) / total;
  return scores;
}
