import type { Vector } from './features.ts';

export interface SvmOptions {
  /** What a mistake costs against a simple model. */
  cost: number;
  /** Most passes over the examples, per class. */
  passes: number;
  /** Stops when no example moves by more than this. */
  tolerance: number;
}

export const SVM: SvmOptions = { cost: 1, passes: 30, tolerance: 0.1 };

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
  const problem = { vectors, squares: vectors.map(squareOf), weights: new Float64Array(features + 1), order: Int32Array.from(vectors.keys()), alpha: new Float64Array(vectors.length), options };
  for (let one = 0; one < classes; one += 1) {
    solve(problem, labels, one);
    for (let feature = 0; feature <= features; feature += 1) rows[feature * classes + one] = problem.weights[feature] ?? 0;
  }
  return { classes, rows };
}

interface Problem {
  vectors: readonly Vector[];
  squares: number[];
  weights: Float64Array;
  order: Int32Array;
  alpha: Float64Array;
  options: SvmOptions;
}

/** The machine of one class against all others; leaves its weights in `problem.weights`. */
function solve({ vectors, squares, weights, order, alpha, options }: Problem, labels: Int32Array, one: number): void {
  weights.fill(0);
  alpha.fill(0);
  const softness = 1 / (2 * options.cost);
  const bias = weights.length - 1;
  const random = randomFrom(one + 1);
  let active = order.length;
  let bound = Number.POSITIVE_INFINITY;
  for (let i = 0; i < active; i += 1) order[i] = i;
  for (let pass = 0; pass < options.passes; pass += 1) {
    let most = 0;
    shuffle(order, active, random);
    for (let k = 0; k < active; k += 1) {
      const i = order[k] ?? 0;
      const { ids, values } = vectors[i] as Vector;
      const sign = labels[i] === one ? 1 : -1;
      const old = alpha[i] ?? 0;
      let sum = weights[bias] ?? 0;
      for (let j = 0; j < ids.length; j += 1) sum += (weights[ids[j] as number] as number) * (values[j] as number);
      const gradient = sign * sum - 1 + old * softness;
      if (old === 0 && gradient > bound) {
        active -= 1;
        order[k] = order[active] ?? 0;
        order[active] = i;
        k -= 1;
        continue;
      }
      const projected = old === 0 ? Math.min(gradient, 0) : gradient;
      if (Math.abs(projected) > most) most = Math.abs(projected);
      if (projected > -1e-12 && projected < 1e-12) continue;
      const fresh = Math.max(old - gradient / ((squares[i] ?? 0) + softness), 0);
      alpha[i] = fresh;
      const step = (fresh - old) * sign;
      weights[bias] = (weights[bias] ?? 0) + step;
      for (let j = 0; j < ids.length; j += 1) {
        const id = ids[j] as number;
        weights[id] = (weights[id] as number) + step * (values[j] as number);
      }
    }
    if (most < options.tolerance) {
      if (active === order.length) return;
      active = order.length;
      bound = Number.POSITIVE_INFINITY;
    } else {
      bound = most;
    }
  }
}

/** How far on its own side of each class's border a text lies. */
export function margins({ classes, rows }: Weights, { ids, values }: Vector): Float64Array {
  const sums = new Float64Array(classes);
  const bias = rows.length - classes;
  for (let c = 0; c < classes; c += 1) sums[c] = rows[bias + c] as number;
  for (let j = 0; j < ids.length; j += 1) {
    const row = (ids[j] as number) * classes;
    const value = values[j] as number;
    for (let c = 0; c < classes; c += 1) sums[c] = (sums[c] as number) + value * (rows[row + c] as number);
  }
  return sums;
}

function squareOf({ values }: Vector): number {
  let sum = 1;
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
