import { pack, unpack } from './bytes.ts';
import { Classifier, type ClassifierOptions } from './classifier.ts';
import { Corpus, type Part } from './corpus.ts';
import { FEATURES, type Vector } from './features.ts';
import { fitLogistic, type Logistic, type Observation, probability } from './logistic.ts';
import { randomFrom } from './svm.ts';

/** A text as words; without a label it is an example of none. */
export interface Example {
  words: readonly string[];
  label?: string;
}

/** What somebody else noticed about the same words: clues that the confidence weighs in, and a label that is certain. */
export interface Hint {
  clues: readonly number[];
  label?: string;
}

export type Hinter = (words: readonly string[]) => Hint;

export interface Verdict {
  label: string;
  /** 0–1: the share of verdicts at this confidence that are right, as seen on examples that were held out of the training. */
  confidence: number;
  /** The label that comes second, and how far it is behind. */
  second?: { label: string; gap: number };
}

export interface JudgeOptions extends ClassifierOptions {
  /** Makes the hints from the examples that may be seen. */
  hints?: (seen: readonly Example[]) => Hinter;
  /** How many times worse it is to miss an example of a label than to raise a false alarm; 1 when both are equally bad. */
  missCost?: number;
  folds?: number;
}

const OWN_CLUES = 3;
const FOLDS = 2;
/** A judge is asked for a probability, not for the last half point: a looser stop halves the training. */
const FAST = { tolerance: 0.4 } as const;

/** A classifier that also knows when it does not know: how sure it may be was learnt on examples it had not seen. */
export class Judge {
  readonly #classifier: Classifier;
  readonly #trust: Logistic;
  readonly #hinter: Hinter | undefined;

  private constructor(classifier: Classifier, trust: Logistic, hinter: Hinter | undefined) {
    this.#classifier = classifier;
    this.#trust = trust;
    this.#hinter = hinter;
  }

  static train(examples: readonly Example[], options: JudgeOptions = {}): Judge {
    const { folds = FOLDS, missCost = 1 } = options;
    const corpus = new Corpus(examples.map(({ words }) => words), { ...FEATURES, ...options.features });
    const labels = examples.map(({ label }) => label);
    const fold = foldsOf(examples.length, folds);
    const seen: Observation[] = [];
    for (let held = 0; held < folds; held += 1) {
      const rest = [...examples.keys()].filter((i) => fold[i] !== held);
      const part = corpus.learn(rest);
      const judge = new Judge(learn(part, rest, labels, options), { weights: [] }, options.hints?.(rest.map((i) => examples[i] as Example)));
      for (const [i, { words, label }] of examples.entries()) {
        if (fold[i] !== held) continue;
        const { clues, label: found } = judge.#look(words, part.vector(i));
        if (found !== undefined) seen.push({ clues, right: found === label, weight: found === label ? missCost : 1 });
      }
    }
    const clues = seen[0]?.clues.length ?? OWN_CLUES;
    const all = [...examples.keys()];
    return new Judge(learn(corpus.learn(all), all, labels, options), fitLogistic(seen, clues), options.hints?.(examples));
  }

  /** Undefined when there is no label to give. */
  judge(words: readonly string[]): Verdict | undefined {
    const { clues, label, second } = this.#look(words);
    return label === undefined ? undefined : { label, confidence: probability(this.#trust, clues), second };
  }

  /** `vector` is what the words are, where that is known already. */
  #look(words: readonly string[], vector?: Vector): { clues: number[]; label?: string; second?: Verdict['second'] } {
    const { labels } = this.#classifier;
    if (labels.length === 0) return { clues: [] };
    const margins = vector ? this.#classifier.marginsOf(vector) : this.#classifier.margins(words);
    const hint = this.#hinter?.(words);
    let best = hint?.label === undefined ? -1 : labels.indexOf(hint.label);
    if (best < 0) best = highest(margins, -1);
    const next = highest(margins, best);
    const top = margins[best] ?? 0;
    const gap = next < 0 ? 0 : top - (margins[next] ?? 0);
    const clues = [top, gap, this.#classifier.known(words), ...(hint?.clues ?? [])];
    return { clues, label: labels[best], second: next < 0 ? undefined : { label: labels[next] ?? '', gap } };
  }

  toBytes(): Uint8Array {
    return pack(this.#trust, [this.#classifier.toBytes()]);
  }

  /** What `toBytes` wrote; the hinter must be made anew from the same examples. */
  static from(bytes: Uint8Array, hinter?: Hinter): Judge {
    const { about, parts } = unpack(bytes);
    return new Judge(Classifier.from(parts[0] ?? new Uint8Array()), about as Logistic, hinter);
  }
}

function learn(part: Part, texts: readonly number[], labels: readonly (string | undefined)[], options: ClassifierOptions): Classifier {
  return Classifier.learn(part, texts, labels, { ...options, svm: { ...FAST, ...options.svm } });
}

/** Which part each example belongs to, by a luck that is always the same. */
function foldsOf(count: number, folds: number): number[] {
  const random = randomFrom(count);
  return Array.from({ length: count }, () => Math.floor(random() * folds));
}

function highest(values: Float64Array, but: number): number {
  let best = -1;
  for (let i = 0; i < values.length; i += 1) if (i !== but && (best < 0 || (values[i] ?? 0) > (values[best] ?? 0))) best = i;
  return best;
}
