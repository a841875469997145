import { pairHash } from './grams.ts';

const START = 0x1b873593;
const END = 0x3c6ef372;
const APART = 0x27d4eb2f;

/** How a text begins and ends, and each two words with one between, by the hashes of its words. */
export function frames(words: ArrayLike<number>, length: number, emit: (hash: number) => void): void {
  if (length === 0) return;
  emit(pairHash(START, words[0] as number));
  emit(pairHash(words[length - 1] as number, END));
  for (let i = 2; i < length; i += 1) emit(pairHash((words[i - 2] as number) ^ APART, words[i] as number));
}
