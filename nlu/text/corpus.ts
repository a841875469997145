import { type FeatureOptions, Features, HashIndex, type Vector } from './features.ts';
import { frames } from './frames.ts';
import { letterGrams, wordGrams, wordHash } from './grams.ts';

/** So many new features a text brings; more only means that the index grows. */
const TYPICAL_FEATURES = 24;

/** What a part of the texts teaches: its features, and every text as they see it. */
export interface Part {
  features: Features;
  /** Any text of the corpus, ids in ascending order. */
  vector(text: number): Vector;
}

/** Texts that were taken apart once, for all classifiers that learn from one part of them or another. */
export class Corpus {
  readonly #options: FeatureOptions;
  readonly #hashes: Int32Array;
  /** Features below this number are words. */
  readonly #words: number;
  /** The features of one text after the other, and how often each occurs there. */
  readonly #starts: Int32Array;
  readonly #ids: Int32Array;
  readonly #times: Int32Array;

  constructor(texts: readonly (readonly string[])[], options: FeatureOptions) {
    const index = new HashIndex(texts.length * TYPICAL_FEATURES);
    const wordIds = texts.map((text) => {
      const ids: number[] = [];
      const add = (hash: number): number => ids.push(index.add(hash));
      wordGrams(text, add);
      if (options.frames) frames(text.map(wordHash), text.length, add);
      return ids;
    });
    this.#words = index.size;
    const pieces = new Map<string, Int32Array>();
    let most = 0;
    for (const [i, text] of texts.entries()) {
      most += (wordIds[i] as number[]).length;
      for (const word of text) most += (pieces.get(word) ?? piecesOf(word, options, index, pieces)).length;
    }
    this.#options = options;
    this.#starts = new Int32Array(texts.length + 1);
    this.#ids = new Int32Array(most);
    this.#times = new Int32Array(most);
    const counts = new Int32Array(index.size);
    let end = 0;
    for (const [i, text] of texts.entries()) {
      for (const id of distinct([wordIds[i] as number[], ...text.map((word) => pieces.get(word) as Int32Array)], counts)) {
        this.#ids[end] = id;
        this.#times[end] = counts[id] as number;
        counts[id] = 0;
        end += 1;
      }
      this.#starts[i + 1] = end;
    }
    this.#hashes = index.hashes();
  }

  /** Learns from the texts of these numbers alone: a word or a pair of words by one of them, a piece of a word by `leastTexts`. */
  learn(texts: readonly number[]): Part {
    const inTexts = new Int32Array(this.#hashes.length);
    for (const text of texts) {
      for (const id of this.#ids.subarray(this.#starts[text], this.#starts[text + 1])) inTexts[id] = (inTexts[id] as number) + 1;
    }
    const numbers = new Int32Array(this.#hashes.length).fill(-1);
    const hashes: number[] = [];
    const idf: number[] = [];
    let words = 0;
    for (let id = 0; id < numbers.length; id += 1) {
      const count = inTexts[id] as number;
      if (count < (id < this.#words ? 1 : this.#options.leastTexts)) continue;
      numbers[id] = hashes.length;
      hashes.push(this.#hashes[id] as number);
      idf.push(Math.log((1 + texts.length) / (1 + count)) + 1);
      if (id < this.#words) words += 1;
    }
    const features = Features.from({ options: this.#options, words, hashes: Int32Array.from(hashes), idf: Float32Array.from(idf) });
    return { features, vector: (text) => features.weigh(this.#counted(text, numbers)) };
  }

  /** A text by the numbers that its features have elsewhere, without those that have none. */
  #counted(text: number, numbers: Int32Array): Vector {
    const end = this.#starts[text + 1] as number;
    const start = this.#starts[text] as number;
    const ids = new Int32Array(end - start);
    const values = new Float32Array(end - start);
    let length = 0;
    for (let j = start; j < end; j += 1) {
      const id = numbers[this.#ids[j] as number] as number;
      if (id < 0) continue;
      ids[length] = id;
      values[length] = this.#times[j] as number;
      length += 1;
    }
    return { ids: ids.subarray(0, length), values: values.subarray(0, length) };
  }
}

function piecesOf(word: string, { letters }: FeatureOptions, index: HashIndex, known: Map<string, Int32Array>): Int32Array {
  const found: number[] = [];
  letterGrams([word], ...letters, (hash) => found.push(index.add(hash)));
  const ids = Int32Array.from(found);
  known.set(word, ids);
  return ids;
}

/** Each feature once, in ascending order, counted in `counts`. */
function distinct(parts: readonly Iterable<number>[], counts: Int32Array): Int32Array {
  const found: number[] = [];
  for (const ids of parts) {
    for (const id of ids) {
      if (counts[id] === 0) found.push(id);
      counts[id] = (counts[id] as number) + 1;
    }
  }
  return Int32Array.from(found).sort();
}
