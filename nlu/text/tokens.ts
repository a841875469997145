import { foldAligned } from './fold.ts';

/** A word or a number of a text, folded, with its place in the original. */
export interface Token {
  word: string;
  start: number;
  end: number;
}

/** A text taken apart: what every part of understanding starts from. */
export interface Tokens {
  /** As it was written. */
  text: string;
  /** Folded; `tokens` know their places in it, too, so that what stands between two of them can be read. */
  folded: string;
  tokens: Token[];
  /** Where the token of the same index begins and ends in `folded`. */
  from: number[];
  to: number[];
}

/** Longest text that is read; what is longer is refused by whoever calls. */
export const TEXT_LIMIT = 4000;

const WORD = /[\p{L}\p{N}]+|\p{Extended_Pictographic}/gu;

export function tokenise(text: string): Tokens {
  const { text: folded, at } = foldAligned(text);
  const tokens: Token[] = [];
  const from: number[] = [];
  const to: number[] = [];
  WORD.lastIndex = 0;
  for (let match = WORD.exec(folded); match; match = WORD.exec(folded)) {
    const word = match[0];
    const end = match.index + word.length;
    tokens.push({ word, start: at ? (at[match.index] ?? 0) : match.index, end: at ? endOf(at, end, text) : end });
    from.push(match.index);
    to.push(end);
  }
  return { text, folded, tokens, from, to };
}

/** The words alone. */
export function wordsOf(text: string): string[] {
  return tokenise(text).tokens.map((token) => token.word);
}

/** Behind the last character of a token, combining marks of the original included. */
function endOf(at: Uint32Array, end: number, text: string): number {
  const last = at[end - 1] ?? 0;
  const width = (text.codePointAt(last) ?? 0) > 0xffff ? 2 : 1;
  let place = last + width;
  const next = at[end] ?? text.length;
  while (place < next && /\p{M}/u.test(text[place] ?? '')) place += 1;
  return place;
}
