import { letterGrams, wordGrams, wordHash } from './grams.ts';

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
}

export const FEATURES: FeatureOptions = { letters: [2, 5], leastTexts: 2 };

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

/** What turns words into vectors: the features of the training texts and how rare each is. */
export class Features {
  readonly options: FeatureOptions;
  readonly #index: HashIndex;
  readonly #idf: Float32Array;
  /** Features below this number are words, the others pieces of words: each block counts the same. */
  readonly #words: number;
  #counts: Float32Array;

  private constructor(options: FeatureOptions, index: HashIndex, idf: Float32Array, words: number) {
    this.options = options;
    this.#index = index;
    this.#idf = idf;
    this.#words = words;
    this.#counts = new Float32Array(idf.length);
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

  static learn(texts: readonly (readonly string[])[], options: FeatureOptions = FEATURES): Features {
    const words = count(texts, (text, emit) => wordGrams(text, emit));
    const letters = count(texts, (text, emit) => letterGrams(text, ...options.letters, emit));
    const index = new HashIndex(words.index.size + letters.index.size);
    const idf: number[] = [];
    const keep = (counted: Counted, least: number): void => {
      for (const [id, hash] of counted.index.hashes().entries()) {
        const inTexts = counted.inTexts[id] ?? 0;
        if (inTexts < least || index.get(hash) >= 0) continue;
        index.add(hash);
        idf.push(Math.log((1 + texts.length) / (1 + inTexts)) + 1);
      }
    };
    keep(words, 1);
    const boundary = idf.length;
    keep(letters, options.leastTexts);
    return new Features(options, index, Float32Array.from(idf), boundary);
  }

  /** Whether the training texts had the word. */
  knows(word: string): boolean {
    const id = this.#index.get(wordHash(word));
    return id >= 0 && id < this.#words;
  }

  vector(words: readonly string[]): Vector {
    const found: number[] = [];
    const note = (hash: number): void => {
      const id = this.#index.get(hash);
      if (id < 0) return;
      const times = this.#counts[id] ?? 0;
      if (times === 0) found.push(id);
      this.#counts[id] = times + 1;
    };
    wordGrams(words, note);
    letterGrams(words, ...this.options.letters, note);
    const ids = Int32Array.from(found).sort();
    return { ids, values: this.#weigh(ids) };
  }

  #weigh(ids: Int32Array): Float32Array {
    const values = new Float32Array(ids.length);
    let wordSquares = 0;
    let letterSquares = 0;
    for (let i = 0; i < ids.length; i += 1) {
      const id = ids[i] ?? 0;
      const value = (1 + Math.log(this.#counts[id] ?? 1)) * (this.#idf[id] ?? 0);
      this.#counts[id] = 0;
      values[i] = value;
      if (id < this.#words) wordSquares += value * value;
      else letterSquares += value * value;
    }
    const wordScale = wordSquares > 0 ? Math.SQRT1_2 / Math.sqrt(wordSquares) : 0;
    const letterScale = letterSquares > 0 ? Math.SQRT1_2 / Math.sqrt(letterSquares) : 0;
    for (let i = 0; i < ids.length; i += 1) values[i] = (values[i] ?? 0) * ((ids[i] ?? 0) < this.#words ? wordScale : letterScale);
    return values;
  }
}

/** So many new features a text brings; more only means that the index grows. */
const TYPICAL_FEATURES = 24;

interface Counted {
  index: HashIndex;
  inTexts: number[];
}

function count(texts: readonly (readonly string[])[], grams: (text: readonly string[], emit: (hash: number) => void) => void): Counted {
  const index = new HashIndex(texts.length * TYPICAL_FEATURES);
  const inTexts: number[] = [];
  const last: number[] = [];
  for (const [number, text] of texts.entries()) {
    grams(text, (hash) => {
      const id = index.add(hash);
      if (last[id] === number) return;
      last[id] = number;
      inTexts[id] = (inTexts[id] ?? 0) + 1;
    });
  }
  return { index, inTexts };
}
