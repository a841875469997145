import { frames } from './frames.ts';
import { letterGrams, pairHash, wordHash } from './grams.ts';

/** A text as numbers: which features it has, in ascending order, and how much of each. */
export interface Vector {
  ids: Int32Array;
  values: Float32Array;
}

export interface FeatureOptions {
  /** Lengths of the pieces of words. */
  letters: readonly [number, number];
  /** A piece of a word must occur in this many training texts. */
  leastTexts: number;
  /** Whether the ends of a text and pairs of words with one between are features too: better where whole sentences are told apart, and twice the features. */
  frames: boolean;
}

export const FEATURES: FeatureOptions = { letters: [2, 5], leastTexts: 2, frames: false };

/** Feature numbers by hash: open addressing in two flat arrays, a few bytes per feature. */
export class HashIndex {
  #keys: Int32Array;
  #ids: Int32Array;
  #mask: number;
  size = 0;

  constructor(capacity = 1024) {
    const slots = 2 ** Math.ceil(Math.log2(Math.max(capacity, 8) * 1.6));
    this.#keys = new Int32Array(slots);
    this.#ids = new Int32Array(slots).fill(-1);
    this.#mask = slots - 1;
  }

  /** The number of a hash, or −1. */
  get(hash: number): number {
    for (let slot = hash & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const id = this.#ids[slot] ?? -1;
      if (id < 0 || this.#keys[slot] === hash) return id;
    }
  }

  /** The number of a hash, a new one if it has none yet. */
  add(hash: number): number {
    if (this.size * 1.5 > this.#mask) this.#grow();
    for (let slot = hash & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const id = this.#ids[slot] ?? -1;
      if (id >= 0 && this.#keys[slot] === hash) return id;
      if (id >= 0) continue;
      this.#keys[slot] = hash;
      this.#ids[slot] = this.size;
      this.size += 1;
      return this.size - 1;
    }
  }

  /** The hashes in the order of their numbers. */
  hashes(): Int32Array {
    const hashes = new Int32Array(this.size);
    for (let slot = 0; slot <= this.#mask; slot += 1) {
      const id = this.#ids[slot] ?? -1;
      if (id >= 0) hashes[id] = this.#keys[slot] ?? 0;
    }
    return hashes;
  }

  static from(hashes: Int32Array): HashIndex {
    const index = new HashIndex(hashes.length);
    for (const hash of hashes) index.add(hash);
    return index;
  }

  #grow(): void {
    const bigger = new HashIndex(this.size * 4);
    for (const hash of this.hashes()) bigger.add(hash);
    this.#keys = bigger.#keys;
    this.#ids = bigger.#ids;
    this.#mask = bigger.#mask;
  }
}

/** What `Features` remember, as arrays that can be stored. */
export interface FeatureState {
  options: FeatureOptions;
  /** How many of the features are words. */
  words: number;
  hashes: Int32Array;
  idf: Float32Array;
}

/** What a word brings: its hash, whether it is a feature itself, and the numbers of that feature and of its pieces. */
interface KnownWord {
  hash: number;
  known: boolean;
  ids: Int32Array;
}

/** So many words are remembered with their features. */
const REMEMBERED = 4000;
/** What a feature counts that occurs so many times: the hundredth time says little. */
const TIMES = Float64Array.from({ length: 64 }, (_, times) => 1 + Math.log(times));

/** What turns words into vectors: the features of the training texts and how rare each is. */
export class Features {
  readonly options: FeatureOptions;
  readonly #index: HashIndex;
  readonly #idf: Float32Array;
  /** Features below this number are words, the others pieces of words: each block counts the same. */
  readonly #words: number;
  readonly #counts: Int32Array;
  readonly #remembered = new Map<string, KnownWord>();
  /** The vector that is being made, used again for the next. */
  #ids = new Int32Array(512);
  #values = new Float32Array(512);
  #said = new Int32Array(64);

  private constructor(options: FeatureOptions, index: HashIndex, idf: Float32Array, words: number) {
    this.options = options;
    this.#index = index;
    this.#idf = idf;
    this.#words = words;
    this.#counts = new Int32Array(idf.length);
  }

  static from({ options, words, hashes, idf }: FeatureState): Features {
    return new Features(options, HashIndex.from(hashes), idf, words);
  }

  state(): FeatureState {
    return { options: this.options, words: this.#words, hashes: this.#index.hashes(), idf: this.#idf };
  }

  get size(): number {
    return this.#idf.length;
  }

  /** Whether the training texts had the word. */
  knows(word: string): boolean {
    const remembered = this.#remembered.get(word);
    return remembered ? remembered.known : this.#isWord(this.#index.get(wordHash(word)));
  }

  /** The words as numbers, in no order; what was returned before is overwritten. */
  vector(words: readonly string[]): Vector {
    let found = 0;
    let before = 0;
    for (let i = 0; i < words.length; i += 1) {
      const word = this.#known(words[i] as string);
      if (found + word.ids.length + words.length + 4 > this.#ids.length) this.#grow(found + word.ids.length + words.length + 4);
      if (i > 0) found = this.#note(this.#index.get(pairHash(before, word.hash)), found);
      for (let j = 0; j < word.ids.length; j += 1) found = this.#note(word.ids[j] as number, found);
      before = word.hash;
    }
    if (this.options.frames) {
      frames(this.#hashes(words), words.length, (hash) => {
        found = this.#note(this.#index.get(hash), found);
      });
    }
    const ids = this.#ids.subarray(0, found);
    const values = this.#values.subarray(0, found);
    const counts = this.#counts;
    for (let i = 0; i < found; i += 1) {
      const id = ids[i] as number;
      values[i] = counts[id] as number;
      counts[id] = 0;
    }
    return this.weigh({ ids, values });
  }

  #hashes(words: readonly string[]): Int32Array {
    if (words.length > this.#said.length) this.#said = new Int32Array(words.length * 2);
    for (let i = 0; i < words.length; i += 1) this.#said[i] = this.#known(words[i] as string).hash;
    return this.#said;
  }

  #note(id: number, found: number): number {
    if (id < 0) return found;
    const times = this.#counts[id] as number;
    this.#counts[id] = times + 1;
    if (times > 0) return found;
    this.#ids[found] = id;
    return found + 1;
  }

  /** Turns the counts of a vector into what they say, in place: rare features more, each block of them as much as the other. */
  weigh(vector: Vector): Vector {
    const { ids, values } = vector;
    let wordSquares = 0;
    let letterSquares = 0;
    for (let i = 0; i < ids.length; i += 1) {
      const id = ids[i] as number;
      const times = values[i] as number;
      const value = (times < TIMES.length ? (TIMES[times] as number) : 1 + Math.log(times)) * (this.#idf[id] as number);
      values[i] = value;
      if (id < this.#words) wordSquares += value * value;
      else letterSquares += value * value;
    }
    const wordScale = wordSquares > 0 ? Math.SQRT1_2 / Math.sqrt(wordSquares) : 0;
    const letterScale = letterSquares > 0 ? Math.SQRT1_2 / Math.sqrt(letterSquares) : 0;
    for (let i = 0; i < ids.length; i += 1) values[i] = (values[i] as number) * ((ids[i] as number) < this.#words ? wordScale : letterScale);
    return vector;
  }

  #known(word: string): KnownWord {
    const remembered = this.#remembered.get(word);
    if (remembered) return remembered;
    const hash = wordHash(word);
    const own = this.#index.get(hash);
    const ids = own < 0 ? [] : [own];
    letterGrams([word], ...this.options.letters, (piece) => {
      const id = this.#index.get(piece);
      if (id >= 0) ids.push(id);
    });
    const known = { hash, known: this.#isWord(own), ids: Int32Array.from(ids) };
    if (this.#remembered.size >= REMEMBERED) this.#remembered.clear();
    this.#remembered.set(word, known);
    return known;
  }

  #isWord(id: number): boolean {
    return id >= 0 && id < this.#words;
  }

  #grow(least: number): void {
    const ids = new Int32Array(least * 2);
    ids.set(this.#ids);
    this.#ids = ids;
    this.#values = new Float32Array(least * 2);
  }
}
