/** Numbers that stand for words and pieces of words, so that no piece is ever cut out as a string of its own. */

const PRIME = 16777619;
const WORD_SEED = 0x2545f491;
const PIECE_SEED = 0x811c9dc5;

export function wordHash(word: string): number {
  let hash = WORD_SEED;
  for (let i = 0; i < word.length; i += 1) hash = Math.imul(hash ^ word.charCodeAt(i), PRIME);
  return finish(hash);
}

/** Each word, and each two words that follow one another. */
export function wordGrams(words: readonly string[], emit: (hash: number) => void): void {
  let before = 0;
  for (let i = 0; i < words.length; i += 1) {
    const hash = wordHash(words[i] ?? '');
    emit(hash);
    if (i > 0) emit(pairHash(before, hash));
    before = hash;
  }
}

/** Two words that follow one another, by the hashes of both. */
export function pairHash(before: number, hash: number): number {
  return finish(Math.imul(before ^ 0x5bd1e995, PRIME) ^ hash);
}

/** Each run of `least` to `most` letters inside the words, their beginnings and ends marked. */
export function letterGrams(words: readonly string[], least: number, most: number, emit: (hash: number) => void): void {
  for (const word of words) {
    const length = word.length + 2;
    for (let start = 0; start + least <= length; start += 1) {
      let hash = PIECE_SEED;
      const stop = Math.min(length, start + most);
      for (let at = start; at < stop; at += 1) {
        const code = at === 0 ? 1 : at === length - 1 ? 2 : word.charCodeAt(at - 1);
        hash = Math.imul(hash ^ code, PRIME);
        if (at - start + 1 >= least) emit(finish(hash));
      }
    }
  }
}

/** Spreads the bits, so that the low ones serve as an address. */
function finish(hash: number): number {
  let mixed = hash ^ (hash >>> 15);
  mixed = Math.imul(mixed, 0x2c1b3c6d);
  mixed ^= mixed >>> 12;
  return mixed | 0;
}
