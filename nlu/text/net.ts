import type { Vector } from './features.ts';
import { randomFrom } from './svm.ts';

export interface NetOptions {
  /** Numbers between features and labels; a multiple of four. */
  width: number;
  /** Passes over the examples. */
  passes: number;
  /** How far the first steps go; the last go a tenth of it. */
  step: number;
  /** The share of the features that each look at an example goes without, so that none is relied on alone. */
  dropped: number;
  /** At most so many nets, each begun by another luck, decide together. */
  most: number;
}

export const NET: NetOptions = { width: 64, passes: 8, step: 0.06, dropped: 0.6, most: 2 };

/** Where there is much to learn, one net must do: examples × (labels + ABOUT), for all nets. */
const WORK = 4_000_000;
const ABOUT = 100;
/** A label whose probability is off by less teaches nothing, and is passed over. */
const NEGLIGIBLE = 0.002;
const TINY = 1e-6;

/** What a net has learnt: a row of `width` numbers per feature and per label, and one constant per label. */
export interface NetState {
  width: number;
  features: Float32Array;
  labels: Float32Array;
  constants: Float32Array;
}

/** As many nets as are worth their time. `classes[i]` is the class of example i; −1 is an example of none. */
export function trainNets(vectors: readonly Vector[], classes: Int32Array, count: number, features: number, options: NetOptions): NetState[] {
  const work = vectors.length * (count + ABOUT);
  const nets = Math.max(1, Math.min(options.most, Math.round(WORK / Math.max(work, 1))));
  return Array.from({ length: nets }, (_, i) => new Lesson(vectors, classes, count, features, options, i + 1).learn());
}

/** How much speaks for each label, by all nets together; the mean of a text's labels is zero. */
export function opinions(nets: readonly NetState[], vector: Vector): Float64Array {
  const sums = new Float64Array(nets[0]?.constants.length ?? 0);
  for (const net of nets) addOpinion(net, vector, sums);
  let mean = 0;
  for (let c = 0; c < sums.length; c += 1) mean += (sums[c] as number) / sums.length;
  for (let c = 0; c < sums.length; c += 1) sums[c] = ((sums[c] as number) - mean) / nets.length;
  return sums;
}

function addOpinion({ width, features, labels, constants }: NetState, { ids, values }: Vector, sums: Float64Array): void {
  const middle = new Float64Array(width);
  for (let j = 0; j < ids.length; j += 1) {
    const row = (ids[j] as number) * width;
    const value = values[j] as number;
    for (let a = 0; a < width; a += 1) middle[a] = (middle[a] as number) + value * (features[row + a] as number);
  }
  for (let a = 0; a < width; a += 1) if ((middle[a] as number) < 0) middle[a] = 0;
  for (let c = 0; c < sums.length; c += 1) sums[c] = (sums[c] as number) + (constants[c] as number) + product(middle, labels, c * width);
}

/** In four sums, which need not wait for one another. */
function product(middle: Float64Array, rows: Float32Array | Float64Array, row: number): number {
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  for (let a = 0; a < middle.length; a += 4) {
    first += (middle[a] as number) * (rows[row + a] as number);
    second += (middle[a + 1] as number) * (rows[row + a + 1] as number);
    third += (middle[a + 2] as number) * (rows[row + a + 2] as number);
    fourth += (middle[a + 3] as number) * (rows[row + a + 3] as number);
  }
  return first + second + (third + fourth);
}

/** The training of one net with one hidden layer of rectified sums: softmax loss, one example at a time, steps that shrink with what a row has moved (AdaGrad). */
class Lesson {
  readonly #vectors: readonly Vector[];
  readonly #classes: Int32Array;
  readonly #count: number;
  readonly #options: NetOptions;
  readonly #random: () => number;
  readonly #features: Float32Array;
  readonly #labels: Float64Array;
  readonly #constants: Float64Array;
  /** How much each row has moved already. */
  readonly #featureMoves: Float32Array;
  readonly #labelMoves: Float64Array;
  readonly #middle: Float64Array;
  readonly #blame: Float64Array;
  readonly #chances: Float64Array;
  /** The features that this look has, and how much of each. */
  #kept = new Int32Array(512);
  #values = new Float64Array(512);
  #length = 0;

  constructor(vectors: readonly Vector[], classes: Int32Array, count: number, features: number, options: NetOptions, seed: number) {
    const { width } = options;
    this.#vectors = vectors;
    this.#classes = classes;
    this.#count = count;
    this.#options = options;
    this.#random = randomFrom(seed);
    this.#features = new Float32Array(features * width);
    this.#labels = new Float64Array(count * width);
    spread(this.#features, 0.1, this.#random);
    spread(this.#labels, Math.sqrt(3 / width), this.#random);
    this.#constants = new Float64Array(count);
    this.#featureMoves = new Float32Array(features);
    this.#labelMoves = new Float64Array(count);
    this.#middle = new Float64Array(width);
    this.#blame = new Float64Array(width);
    this.#chances = new Float64Array(count);
  }

  learn(): NetState {
    const { passes, step, width } = this.#options;
    const order = Int32Array.from(this.#vectors.keys());
    for (let pass = 0; pass < passes; pass += 1) {
      const far = step * (1 - (0.9 * pass) / passes);
      for (let i = order.length - 1; i >= 0; i -= 1) {
        const j = Math.floor(this.#random() * (i + 1));
        const example = order[j] as number;
        order[j] = order[i] as number;
        order[i] = example;
        this.#look(this.#vectors[example] as Vector);
        this.#guess();
        if (this.#correctLabels(this.#classes[example] as number, far)) this.#correctFeatures(far);
      }
    }
    return { width, features: this.#features, labels: Float32Array.from(this.#labels), constants: Float32Array.from(this.#constants) };
  }

  /** Reads an example, without some of its features. */
  #look({ ids, values }: Vector): void {
    if (ids.length > this.#kept.length) {
      this.#kept = new Int32Array(ids.length * 2);
      this.#values = new Float64Array(ids.length * 2);
    }
    const share = 1 - this.#options.dropped;
    const random = this.#random;
    const kept = this.#kept;
    const amounts = this.#values;
    const middle = this.#middle;
    const features = this.#features;
    const width = middle.length;
    let length = 0;
    middle.fill(0);
    for (let j = 0; j < ids.length; j += 1) {
      if (random() >= share) continue;
      const row = (ids[j] as number) * width;
      const value = (values[j] as number) / share;
      kept[length] = row;
      amounts[length] = value;
      length += 1;
      for (let a = 0; a < width; a += 1) middle[a] = (middle[a] as number) + value * (features[row + a] as number);
    }
    for (let a = 0; a < width; a += 1) if ((middle[a] as number) < 0) middle[a] = 0;
    this.#length = length;
  }

  /** The probability of each label. */
  #guess(): void {
    const chances = this.#chances;
    const width = this.#middle.length;
    let most = Number.NEGATIVE_INFINITY;
    for (let c = 0; c < chances.length; c += 1) {
      const score = (this.#constants[c] as number) + product(this.#middle, this.#labels, c * width);
      chances[c] = score;
      if (score > most) most = score;
    }
    let sum = 0;
    for (let c = 0; c < chances.length; c += 1) {
      const chance = Math.exp((chances[c] as number) - most);
      chances[c] = chance;
      sum += chance;
    }
    for (let c = 0; c < chances.length; c += 1) chances[c] = (chances[c] as number) / sum;
  }

  /** Moves the labels' rows, and leaves in `blame` what the middle should have been; false when nothing is to be learnt. An example of none belongs to all equally. */
  #correctLabels(right: number, step: number): boolean {
    const middle = this.#middle;
    const blame = this.#blame;
    const labels = this.#labels;
    const width = middle.length;
    const size = squares(middle) / width;
    blame.fill(0);
    for (let c = 0; c < this.#count; c += 1) {
      const wrong = (this.#chances[c] as number) - (right < 0 ? 1 / this.#count : c === right ? 1 : 0);
      if (wrong < NEGLIGIBLE && wrong > -NEGLIGIBLE) continue;
      const moves = (this.#labelMoves[c] as number) + wrong * wrong * size;
      const far = (step * wrong) / Math.sqrt(moves + TINY);
      const row = c * width;
      this.#labelMoves[c] = moves;
      for (let a = 0; a < width; a += 1) {
        const weight = labels[row + a] as number;
        blame[a] = (blame[a] as number) + wrong * weight;
        labels[row + a] = weight - far * (middle[a] as number);
      }
      this.#constants[c] = (this.#constants[c] as number) - far / 2;
    }
    for (let a = 0; a < width; a += 1) if (middle[a] === 0) blame[a] = 0;
    return squares(blame) > 1e-12;
  }

  #correctFeatures(step: number): void {
    const blame = this.#blame;
    const features = this.#features;
    const width = blame.length;
    const size = squares(blame) / width;
    for (let j = 0; j < this.#length; j += 1) {
      const row = this.#kept[j] as number;
      const value = this.#values[j] as number;
      const moves = (this.#featureMoves[row / width] as number) + size * value * value;
      const far = (step * value) / Math.sqrt(moves + TINY);
      this.#featureMoves[row / width] = moves;
      for (let a = 0; a < width; a += 1) features[row + a] = (features[row + a] as number) - far * (blame[a] as number);
    }
  }
}

/** Any numbers, none further from zero than `most`. */
function spread(rows: Float32Array | Float64Array, most: number, random: () => number): void {
  for (let i = 0; i < rows.length; i += 1) rows[i] = (random() * 2 - 1) * most;
}

function squares(values: Float64Array): number {
  let sum = 0;
  for (let a = 0; a < values.length; a += 1) sum += (values[a] as number) * (values[a] as number);
  return sum;
}
