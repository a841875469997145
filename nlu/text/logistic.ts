/** A probability from a few clues: `weights[0]` is the constant, the others stand for the clues in order. */
export interface Logistic {
  weights: number[];
}

export interface Observation {
  clues: readonly number[];
  right: boolean;
  /** How much it counts, 1 if not said. */
  weight?: number;
}

const ROUNDS = 25;

export function probability({ weights }: Logistic, clues: readonly number[]): number {
  let sum = weights[0] ?? 0;
  for (let i = 0; i < clues.length; i += 1) sum += (weights[i + 1] ?? 0) * (clues[i] ?? 0);
  return 1 / (1 + Math.exp(-sum));
}

/** Fits the probability of `right` by Newton's method; `ridge` keeps the weights small where little was seen. */
export function fitLogistic(seen: readonly Observation[], clues: number, ridge = 0.1): Logistic {
  const size = clues + 1;
  const weights = new Array<number>(size).fill(0);
  for (let round = 0; round < ROUNDS; round += 1) {
    const slope = weights.map((weight, i) => (i === 0 ? 0 : -ridge * weight));
    const curve = Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i === j ? ridge : 0)));
    for (const { clues: values, right, weight = 1 } of seen) {
      const chance = probability({ weights }, values);
      const spread = Math.max(chance * (1 - chance), 1e-6) * weight;
      for (let i = 0; i < size; i += 1) {
        const a = i === 0 ? 1 : (values[i - 1] ?? 0);
        slope[i] = (slope[i] ?? 0) + ((right ? 1 : 0) - chance) * a * weight;
        const row = curve[i] ?? [];
        for (let j = 0; j < size; j += 1) row[j] = (row[j] ?? 0) + spread * a * (j === 0 ? 1 : (values[j - 1] ?? 0));
      }
    }
    const step = solve(curve, slope);
    for (let i = 0; i < size; i += 1) weights[i] = (weights[i] ?? 0) + Math.max(-4, Math.min(4, step[i] ?? 0));
    if (step.every((one) => Math.abs(one) < 1e-6)) break;
  }
  return { weights };
}

/** Linear equations by Gauss with pivots. */
function solve(matrix: number[][], right: number[]): number[] {
  const size = right.length;
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0]);
  for (let i = 0; i < size; i += 1) {
    const pivot = rows.slice(i).reduce((best, row, k) => (Math.abs(row[i] ?? 0) > Math.abs(rows[best]?.[i] ?? 0) ? k + i : best), i);
    [rows[i], rows[pivot]] = [rows[pivot] ?? [], rows[i] ?? []];
    const top = rows[i] ?? [];
    for (let k = 0; k < size; k += 1) {
      const row = rows[k];
      if (k === i || !row) continue;
      const factor = (row[i] ?? 0) / (top[i] || 1e-12);
      for (let j = i; j <= size; j += 1) row[j] = (row[j] ?? 0) - factor * (top[j] ?? 0);
    }
  }
  return rows.map((row, i) => (row[size] ?? 0) / (row[i] || 1e-12));
}
