/** A score, and whether it belongs to one of those that should score high. */
export interface Scored {
  score: number;
  high: boolean;
}

/** The chance that one that should score high scores above one that should not, 0–1; ties count half. Null when one side is empty. */
export function areaUnderCurve(scored: readonly Scored[]): number | null {
  const sorted = [...scored].sort((a, b) => a.score - b.score);
  const highs = sorted.filter(({ high }) => high).length;
  const pairs = highs * (sorted.length - highs);
  if (pairs === 0) return null;
  let won = 0;
  let below = 0;
  for (let from = 0; from < sorted.length; ) {
    let to = from;
    while (to < sorted.length && sorted[to]?.score === sorted[from]?.score) to += 1;
    const tied = sorted.slice(from, to);
    const high = tied.filter((one) => one.high).length;
    won += high * (below + (tied.length - high) / 2);
    below += tied.length - high;
    from = to;
  }
  return won / pairs;
}

/** How far the probabilities (`score`) are from how often they come true (`high`), 0–1: the mean over equally wide bins, each by its size. NaN of nothing. */
export function calibrationError(scored: readonly Scored[], bins = 15): number {
  const filled = Array.from({ length: bins }, () => ({ sure: 0, true: 0 }));
  for (const { score, high } of scored) {
    const bin = filled[Math.max(0, Math.min(bins - 1, Math.floor(score * bins)))];
    if (!bin) continue;
    bin.sure += score;
    bin.true += Number(high);
  }
  return filled.reduce((sum, bin) => sum + Math.abs(bin.sure - bin.true), 0) / scored.length;
}

/**
 * The score below which a text is refused: the highest for which those refused that were right (`high`) are not more than `share` (0–1) of all.
 * Without any, nothing is refused.
 */
export function thresholdFor(scored: readonly Scored[], share: number): number {
  const sorted = [...scored].sort((a, b) => a.score - b.score);
  let spent = 0;
  for (const { score, high } of sorted) {
    if (high) spent += 1;
    if (spent > share * sorted.length) return score;
  }
  return Number.NEGATIVE_INFINITY;
}

/** The value below which the share `q` (0–1) of all lies; NaN of nothing. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}
