/** True when one word or title was very likely meant as the other: one slip from four letters on, two from eight, three from fourteen. */
export function near(said: string, meant: string): boolean {
  const allowed = meant.length >= 14 ? 3 : meant.length >= 8 ? 2 : meant.length >= 4 ? 1 : 0;
  return Math.abs(said.length - meant.length) <= allowed && slips(said, meant) <= allowed;
}

/** Letters added, left out, exchanged or swapped with their neighbour (optimal string alignment). */
function slips(one: string, other: string): number {
  let before: number[] = [];
  let above = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1] ? 0 : 1;
      let least = Math.min((above[column] ?? 0) + 1, (line[column - 1] ?? 0) + 1, (above[column - 1] ?? 0) + same);
      const swapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      if (swapped) least = Math.min(least, (before[column - 2] ?? 0) + 1);
      line.push(least);
    }
    before = above;
    above = line;
  }
  return above[other.length] ?? 0;
}
