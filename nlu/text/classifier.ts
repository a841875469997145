import { fromBytes, toBytes } from './bytes.ts';
import { Corpus, type Part } from './corpus.ts';
import { FEATURES, type FeatureOptions, Features, type Vector } from './features.ts';
import { normalWords } from './normal.ts';
import { margins, SVM, type SvmOptions, trainSvm, type Weights } from './svm.ts';
import { tokenise } from './tokens.ts';

/** `language` chooses how shorthand and misspellings are read; without one the words stand as they are. */
export interface LabelledText {
  text: string;
  label: string;
  language?: string;
}

export interface RankedLabel {
  label: string;
  /** How far on its own side of the label's border the text lies: 1 is at home, −1 is foreign. */
  margin: number;
}

export interface ClassifierOptions {
  features?: Partial<FeatureOptions>;
  svm?: Partial<SvmOptions>;
}

interface Head {
  kind: 'classifier';
  labels: string[];
  features: FeatureOptions;
  words: number;
}

/** Learns from labelled texts which label a new text has. Order of the examples does not matter, and no luck is involved. */
export class Classifier {
  readonly labels: readonly string[];
  readonly #features: Features;
  readonly #weights: Weights;

  private constructor(labels: readonly string[], features: Features, weights: Weights) {
    this.labels = labels;
    this.#features = features;
    this.#weights = weights;
  }

  static train(examples: readonly LabelledText[], options: ClassifierOptions = {}): Classifier {
    return Classifier.trainWords(examples.map(({ text, label, language }) => ({ words: wordsIn(text, language), label })), options);
  }

  /** Trains on texts that are words already; an undefined label is an example of none. */
  static trainWords(examples: readonly { words: readonly string[]; label: string | undefined }[], options: ClassifierOptions = {}): Classifier {
    const corpus = new Corpus(examples.map(({ words }) => words), { ...FEATURES, ...options.features });
    return Classifier.learn(corpus.learn([...examples.keys()]), [...examples.keys()], examples.map(({ label }) => label), options);
  }

  /** Trains on the texts of these numbers; `labels` has the label of every text of the corpus. */
  static learn({ features, vector }: Part, texts: readonly number[], labels: readonly (string | undefined)[], options: ClassifierOptions = {}): Classifier {
    const known = [...new Set(texts.flatMap((text) => labels[text] ?? []))].sort();
    const numbers = new Map(known.map((label, i) => [label, i]));
    const classes = Int32Array.from(texts, (text) => numbers.get(labels[text] ?? '') ?? -1);
    return new Classifier(known, features, trainSvm(texts.map(vector), classes, known.length, features.size, { ...SVM, ...options.svm }));
  }

  /** All labels, the likeliest first. */
  rank(text: string, language?: string): RankedLabel[] {
    const all = this.margins(wordsIn(text, language));
    return this.labels.map((label, i) => ({ label, margin: all[i] ?? 0 })).sort((a, b) => b.margin - a.margin);
  }

  /** The margin of each label, in the order of `labels`. */
  margins(words: readonly string[]): Float64Array {
    return this.marginsOf(this.#features.vector(words));
  }

  /** The same for a text that its features turned into a vector. */
  marginsOf(vector: Vector): Float64Array {
    return margins(this.#weights, vector);
  }

  /** The share of the words that the examples had, 0–1. */
  known(words: readonly string[]): number {
    let known = 0;
    for (const word of words) if (this.#features.knows(word)) known += 1;
    return words.length === 0 ? 0 : known / words.length;
  }

  toBytes(): Uint8Array {
    const { options, words, hashes, idf } = this.#features.state();
    const head: Head = { kind: 'classifier', labels: [...this.labels], features: options, words };
    return toBytes({ about: head, arrays: [hashes, idf, this.#weights.rows] });
  }

  /** What `toBytes` wrote. Throws a TypeError when the bytes are something else. */
  static from(bytes: Uint8Array): Classifier {
    const { about, arrays } = fromBytes(bytes);
    const head = about as Head;
    const [hashes, idf, rows] = arrays;
    if (head.kind !== 'classifier' || !(hashes instanceof Int32Array) || !(idf instanceof Float32Array) || !(rows instanceof Float32Array)) {
      throw new TypeError('not a stored classifier');
    }
    return new Classifier(head.labels, Features.from({ options: head.features, words: head.words, hashes, idf }), { classes: head.labels.length, rows });
  }
}

function wordsIn(text: string, language: string | undefined): string[] {
  return normalWords(tokenise(text), language ?? '').words;
}
