import type { Vector } from './features.ts';

export interface SvmOptions {
  /** What a mistake costs against a simple model. */
  cost: number;
  /** Most passes over the examples, per class. */
  passes: number;
  /** Stops when no example moves by more than this. */
  tolerance: number;
  /**
   * Where a text without any known feature lies. Fixed at −1, outside every class, training is twice as fast, as examples that share nothing with a class
   * cost it nothing; `learnt` is up to half a point better where a class has hundreds of examples.
   */
  bias: number | 'learnt';
}

export const SVM: SvmOptions = { cost: 1, passes: 30, tolerance: 0.2, bias: -1 };

/** One row of weights per feature, one number per class; the last row is the bias. */
export interface Weights {
  classes: number;
  rows: Float32Array;
}

/**
 * One-against-rest linear support vector machines with squared hinge loss, by dual coordinate descent
 * (Hsieh et al. 2008). `labels[i]` is the class of example i; −1 is an example of none.
 */
export function trainSvm(vectors: readonly Vector[], labels: Int32Array, classes: number, features: number, options: SvmOptions = SVM): Weights {
  const rows = new Float32Array((features + 1) * classes);
  const problem = new Problem(vectors, features, options);
  for (let one = 0; one < classes; one += 1) {
    problem.turnTo(labels, one);
    problem.solve(labels, one);
    for (let feature = 0; feature < features; feature += 1) rows[feature * classes + one] = problem.weights[feature] ?? 0;
    rows[features * classes + one] = (problem.weights[features] ?? 0) + problem.offset;
  }
  return { classes, rows };
}

/** The examples, one after the other in flat arrays, and the machine that is being solved. */
class Problem {
  readonly weights: Float64Array;
  /** The fixed bias. */
  readonly offset: number;
  readonly #starts: Int32Array;
  readonly #ids: Int32Array;
  readonly #values: Float32Array;
  readonly #squares: Float64Array;
  readonly #order: Int32Array;
  readonly #alpha: Float64Array;
  readonly #options: SvmOptions;

  constructor(vectors: readonly Vector[], features: number, options: SvmOptions) {
    const total = vectors.reduce((sum, { ids }) => sum + ids.length + 1, 0);
    this.weights = new Float64Array(features + 1);
    this.#starts = new Int32Array(vectors.length + 1);
    this.#ids = new Int32Array(total);
    this.#values = new Float32Array(total);
    const unit = options.bias === 'learnt' ? 1 : 0;
    this.offset = options.bias === 'learnt' ? 0 : options.bias;
    this.#squares = Float64Array.from(vectors, (vector) => squareOf(vector) + unit);
    this.#order = Int32Array.from(vectors.keys());
    this.#alpha = new Float64Array(vectors.length);
    this.#options = options;
    let place = 0;
    for (const [i, { ids, values }] of vectors.entries()) {
      this.#ids.set(ids, place);
      this.#values.set(values, place);
      place += ids.length;
      this.#ids[place] = features;
      this.#values[place] = unit;
      place += 1;
      this.#starts[i + 1] = place;
    }
  }

  /**
   * Begins the machine of a class where that of the class before ended: only the examples of those two stand on another side,
   * and only they must let go of what they had.
   */
  turnTo(labels: Int32Array, one: number): void {
    for (let i = 0; i < labels.length; i += 1) {
      const label = labels[i] ?? -1;
      if (label !== one && label !== one - 1) continue;
      const alpha = this.#alpha[i] ?? 0;
      if (alpha === 0) continue;
      this.#move(i, label === one ? alpha : -alpha);
      this.#alpha[i] = 0;
    }
  }

  /** The machine of one class against all others; leaves its weights in `weights`. */
  solve(labels: Int32Array, one: number): void {
    const order = this.#order;
    const { passes, tolerance } = this.#options;
    const random = randomFrom(one + 1);
    let active = order.length;
    let bound = Number.POSITIVE_INFINITY;
    for (let i = 0; i < active; i += 1) order[i] = i;
    for (let pass = 0; pass < passes; pass += 1) {
      let most = 0;
      shuffle(order, active, random);
      for (let k = 0; k < active; k += 1) {
        const i = order[k] ?? 0;
        const moved = this.#improve(i, labels[i] === one ? 1 : -1, bound);
        if (moved > most) most = moved;
        if (moved >= 0) continue;
        active -= 1;
        order[k] = order[active] ?? 0;
        order[active] = i;
        k -= 1;
      }
      if (most >= tolerance) {
        bound = most;
      } else if (active === order.length) {
        return;
      } else {
        active = order.length;
        bound = Number.POSITIVE_INFINITY;
      }
    }
  }

  /** Sets one example right; returns how wrong it was, −1 when it is so right that it need not be looked at for a while. */
  #improve(i: number, sign: number, bound: number): number {
    const softness = 1 / (2 * this.#options.cost);
    const alpha = this.#alpha[i] as number;
    const gradient = sign * this.#product(i) - 1 + alpha * softness;
    if (alpha === 0 && gradient > bound) return -1;
    const projected = alpha === 0 ? Math.min(gradient, 0) : gradient;
    if (projected > -1e-12 && projected < 1e-12) return 0;
    const fresh = Math.max(alpha - gradient / ((this.#squares[i] as number) + softness), 0);
    this.#alpha[i] = fresh;
    this.#move(i, (fresh - alpha) * sign);
    return Math.abs(projected);
  }

  #product(i: number): number {
    const { weights } = this;
    const ids = this.#ids;
    const values = this.#values;
    const end = this.#starts[i + 1] as number;
    let sum = this.offset;
    for (let j = this.#starts[i] as number; j < end; j += 1) sum += (weights[ids[j] as number] as number) * (values[j] as number);
    return sum;
  }

  #move(i: number, step: number): void {
    const { weights } = this;
    const ids = this.#ids;
    const values = this.#values;
    const end = this.#starts[i + 1] as number;
    for (let j = this.#starts[i] as number; j < end; j += 1) {
      const id = ids[j] as number;
      weights[id] = (weights[id] as number) + step * (values[j] as number);
    }
  }
}

/** How far on its own side of each class's border a text lies. */
export function margins({ classes, rows }: Weights, { ids, values }: Vector): Float64Array {
  const sums = new Float64Array(classes);
  const bias = rows.length - classes;
  if (classes === 1) {
    let sum = rows[bias] as number;
    for (let j = 0; j < ids.length; j += 1) sum += (values[j] as number) * (rows[ids[j] as number] as number);
    sums[0] = sum;
    return sums;
  }
  for (let c = 0; c < classes; c += 1) sums[c] = rows[bias + c] as number;
  for (let j = 0; j < ids.length; j += 1) {
    const row = (ids[j] as number) * classes;
    const value = values[j] as number;
    for (let c = 0; c < classes; c += 1) sums[c] = (sums[c] as number) + value * (rows[row + c] as number);
  }
  return sums;
}

function squareOf({ values }: Vector): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return sum;
}

function shuffle(order: Int32Array, length: number, random: () => number): void {
  for (let i = length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1));
    const held = order[i] ?? 0;
    order[i] = order[j] ?? 0;
    order[j] = held;
  }
}

/** The same numbers every time: training must not depend on luck. */
export function randomFrom(seed: number): () => number {
  let state = Math.imul(seed, 0x9e3779b1) | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
