import { cpus } from 'node:os';

/** One JSON line: the benchmark, the machine, the figures. */
export function print(bench: string, figures: Record<string, unknown>): void {
  console.log(JSON.stringify({ bench, cores: cpus().length, node: process.version, ...figures }));
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}

export function round(value: number, digits = 0): number {
  return Number(value.toFixed(digits));
}
