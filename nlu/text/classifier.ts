import { fromBytes, toBytes } from './bytes.ts';
import { Corpus, type Part } from './corpus.ts';
import { FEATURES, type FeatureOptions, Features, type Vector } from './features.ts';
import { trainMachines } from './machines.ts';
import { NET, type NetOptions, type NetState, opinions, trainNets } from './net.ts';
import { normalWords } from './normal.ts';
import { Spelling } from './spelling.ts';
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
  /** How far on its own side of the label's border the text lies: 1 is at home, −1 is foreign; with nets, whatever they add. */
  margin: number;
  /** The same for the words as they were written, none mended: what is outside must not be mended into a home. */
  literal: number;
}

export interface ClassifierOptions {
  features?: Partial<FeatureOptions>;
  svm?: Partial<SvmOptions>;
  /** With nets beside the machines: about a point better from a few thousand examples on, at twice the training. */
  net?: Partial<NetOptions>;
  /** Whether words that no example had are read as their nearest neighbour: most of what a typo costs is saved. */
  spelling?: boolean;
}

/** For many labels and thousands of examples: nets and machines together, the latter content with few passes. */
export const THOROUGH = { features: { frames: true }, svm: { passes: 4, bias: -1 }, net: {}, spelling: true } as const satisfies ClassifierOptions;

/** What a net's opinion counts beside a margin. */
const OPINION = 0.2;

interface Head {
  kind: 'classifier';
  labels: string[];
  features: FeatureOptions;
  words: number;
  /** The width of each net. */
  nets: number[];
  /** The words that others are mended to. */
  spelling?: readonly string[];
}

/** Learns from labelled texts which label a new text has. Order of the examples does not matter, and no luck is involved. */
export class Classifier {
  readonly labels: readonly string[];
  readonly #features: Features;
  readonly #weights: Weights;
  readonly #nets: readonly NetState[];
  readonly #spelling: Spelling | undefined;

  private constructor(labels: readonly string[], features: Features, weights: Weights, nets: readonly NetState[], spelling: Spelling | undefined) {
    this.labels = labels;
    this.#features = features;
    this.#weights = weights;
    this.#nets = nets;
    this.#spelling = spelling;
  }

  static train(examples: readonly LabelledText[], options: ClassifierOptions = {}): Classifier {
    return Classifier.trainWords(examples.map(({ text, label, language }) => ({ words: wordsIn(text, language), label })), options);
  }

  /** Trains on texts that are words already; an undefined label is an example of none. */
  static trainWords(examples: readonly { words: readonly string[]; label: string | undefined }[], options: ClassifierOptions = {}): Classifier {
    const corpus = new Corpus(examples.map(({ words }) => words), { ...FEATURES, ...options.features });
    const learnt = Classifier.learn(corpus.learn([...examples.keys()]), [...examples.keys()], examples.map(({ label }) => label), options);
    if (!options.spelling) return learnt;
    return new Classifier(learnt.labels, learnt.#features, learnt.#weights, learnt.#nets, Spelling.of(examples.map(({ words }) => words)));
  }

  /** Trains on the texts of these numbers; `labels` has the label of every text of the corpus. */
  static learn({ features, vector }: Part, texts: readonly number[], labels: readonly (string | undefined)[], options: ClassifierOptions = {}): Classifier {
    const known = [...new Set(texts.flatMap((text) => labels[text] ?? []))].sort();
    const numbers = new Map(known.map((label, i) => [label, i]));
    const classes = Int32Array.from(texts, (text) => numbers.get(labels[text] ?? '') ?? -1);
    const vectors = texts.map(vector);
    const svm = { ...SVM, ...options.svm };
    if (options.net === undefined) return new Classifier(known, features, trainSvm(vectors, classes, known.length, features.size, svm), [], undefined);
    const nets = trainNets(vectors, classes, known.length, features.size, { ...NET, ...options.net });
    const bias = svm.bias === 'learnt' ? -1 : svm.bias;
    return new Classifier(known, features, trainMachines(vectors, classes, known.length, features.size, { ...svm, bias }), nets, undefined);
  }

  /** All labels, the likeliest first. */
  rank(text: string, language?: string): RankedLabel[] {
    const words = wordsIn(text, language);
    const mended = this.#mended(words);
    const all = this.marginsOf(this.#features.vector(mended));
    const literal = mended.every((word, i) => word === words[i]) ? all : this.marginsOf(this.#features.vector(words));
    return this.labels.map((label, i) => ({ label, margin: all[i] ?? 0, literal: literal[i] ?? 0 })).sort((a, b) => b.margin - a.margin);
  }

  /** The margin of each label, in the order of `labels`. */
  margins(words: readonly string[]): Float64Array {
    return this.marginsOf(this.#features.vector(this.#mended(words)));
  }

  #mended(words: readonly string[]): readonly string[] {
    const spelling = this.#spelling;
    return spelling ? words.map((word) => spelling.mend(word)) : words;
  }

  /** The same for a text that its features turned into a vector. */
  marginsOf(vector: Vector): Float64Array {
    const sums = margins(this.#weights, vector);
    if (this.#nets.length === 0) return sums;
    const more = opinions(this.#nets, vector);
    for (let c = 0; c < sums.length; c += 1) sums[c] = (sums[c] as number) + OPINION * (more[c] as number);
    return sums;
  }

  /** The share of the words that the examples had, 0–1. */
  known(words: readonly string[]): number {
    let known = 0;
    for (const word of words) if (this.#features.knows(word)) known += 1;
    return words.length === 0 ? 0 : known / words.length;
  }

  toBytes(): Uint8Array {
    const { options, words, hashes, idf } = this.#features.state();
    const head: Head = { kind: 'classifier', labels: [...this.labels], features: options, words, nets: this.#nets.map(({ width }) => width), spelling: this.#spelling?.words };
    const nets = this.#nets.flatMap((net) => [net.features, net.labels, net.constants]);
    return toBytes({ about: head, arrays: [hashes, idf, this.#weights.rows, ...nets] });
  }

  /** What `toBytes` wrote. Throws a TypeError when the bytes are something else. */
  static from(bytes: Uint8Array): Classifier {
    const { about, arrays } = fromBytes(bytes);
    const head = about as Head;
    const [hashes, idf, rows, ...rest] = arrays;
    if (head.kind !== 'classifier' || !(hashes instanceof Int32Array) || !(idf instanceof Float32Array) || !(rows instanceof Float32Array)) {
      throw new TypeError('not a stored classifier');
    }
    const nets = head.nets.map((width, i) => netFrom(width, rest.slice(3 * i, 3 * i + 3)));
    return new Classifier(head.labels, Features.from({ options: head.features, words: head.words, hashes, idf }), { classes: head.labels.length, rows }, nets, head.spelling && new Spelling(head.spelling));
  }
}

function netFrom(width: number, [features, labels, constants]: readonly (Int32Array | Float32Array)[]): NetState {
  if (!(features instanceof Float32Array) || !(labels instanceof Float32Array) || !(constants instanceof Float32Array)) throw new TypeError('not a stored classifier');
  return { width, features, labels, constants };
}

/** The words, and the question mark, where somebody took the trouble to write one. */
function wordsIn(text: string, language: string | undefined): string[] {
  const tokens = tokenise(text);
  const { words } = normalWords(tokens, language ?? '');
  return tokens.folded.includes('?') ? [...words, '?'] : words;
}
