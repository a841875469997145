import type { Vector } from './features.ts';
import { randomFrom, type SvmOptions, type Weights } from './svm.ts';

/** A weight that would move by less is left alone. */
const STILL = 1e-3;

/**
 * The machines of `trainSvm` with a fixed bias, all classes at once: an example's features are read once for all classes, which is twice as fast where there are
 * many and a few passes will do. `labels[i]` is the class of example i; −1 is an example of none.
 */
export function trainMachines(vectors: readonly Vector[], labels: Int32Array, classes: number, features: number, { cost, passes, bias }: SvmOptions & { bias: number }): Weights {
  const rows = new Float32Array((features + 1) * classes);
  const alphas = new Float32Array(vectors.length * classes);
  const softness = 1 / (2 * cost);
  const order = Int32Array.from(vectors.keys());
  const random = randomFrom(1);
  const sums = new Float64Array(classes);
  const moving = new Int32Array(classes);
  const steps = new Float64Array(classes);
  for (let pass = 0; pass < passes; pass += 1) {
    for (let i = order.length - 1; i >= 0; i -= 1) {
      const j = Math.floor(random() * (i + 1));
      const example = order[j] as number;
      order[j] = order[i] as number;
      order[i] = example;
      const vector = vectors[example] as Vector;
      sums.fill(bias);
      addRows(rows, vector, sums);
      const stiffness = squareOf(vector) + softness;
      let moved = 0;
      for (let c = 0; c < classes; c += 1) {
        const sign = labels[example] === c ? 1 : -1;
        const alpha = alphas[example * classes + c] as number;
        const gradient = sign * (sums[c] as number) - 1 + alpha * softness;
        const step = Math.max(alpha - gradient / stiffness, 0) - alpha;
        if (step < STILL && step > -STILL) continue;
        alphas[example * classes + c] = alpha + step;
        moving[moved] = c;
        steps[moved] = sign * step;
        moved += 1;
      }
      moveRows(rows, vector, classes, moving.subarray(0, moved), steps);
    }
  }
  rows.fill(bias, features * classes);
  return { classes, rows };
}

function addRows(rows: Float32Array, { ids, values }: Vector, sums: Float64Array): void {
  const classes = sums.length;
  for (let j = 0; j < ids.length; j += 1) {
    const row = (ids[j] as number) * classes;
    const value = values[j] as number;
    for (let c = 0; c < classes; c += 1) sums[c] = (sums[c] as number) + value * (rows[row + c] as number);
  }
}

function moveRows(rows: Float32Array, { ids, values }: Vector, classes: number, moving: Int32Array, steps: Float64Array): void {
  for (let j = 0; j < ids.length; j += 1) {
    const row = (ids[j] as number) * classes;
    const value = values[j] as number;
    for (let k = 0; k < moving.length; k += 1) {
      const place = row + (moving[k] as number);
      rows[place] = (rows[place] as number) + value * (steps[k] as number);
    }
  }
}

function squareOf({ values }: Vector): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return sum;
}
