import type { Tokens } from '../text/tokens.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A number in a text; `to` is its last token. */
export interface Numeral {
  from: number;
  to: number;
  value: number;
  /** Written with digits. */
  digits: boolean;
}

const LONGEST_DIGITS = 15;
const ZERO = 48;
const NINE = 57;

/** The number that begins at a token, in digits ("1.250,50") or in words ("doscientos treinta y uno"). */
export function numeralAt(tokens: Tokens, at: number, vocabulary: Vocabulary): Numeral | undefined {
  const word = tokens.tokens[at]?.word ?? '';
  const first = word.charCodeAt(0);
  if (first >= ZERO && first <= NINE && /^\d+$/.test(word)) return word.length > LONGEST_DIGITS ? undefined : digitsAt(tokens, at, vocabulary);
  return vocabulary.numbers.has(word) || word === vocabulary.thousand ? wordsAt(tokens, at, vocabulary) : undefined;
}

function digitsAt(tokens: Tokens, at: number, { language }: Vocabulary): Numeral {
  const group = language === 'en' ? ',' : '.';
  const decimal = language === 'en' ? '.' : ',';
  let text = tokens.tokens[at]?.word ?? '';
  let to = at;
  while (gapAfter(tokens, to) === group && /^\d{3}$/.test(tokens.tokens[to + 1]?.word ?? '') && text.length <= 3 * (to - at + 1)) {
    to += 1;
    text += tokens.tokens[to]?.word ?? '';
  }
  if (gapAfter(tokens, to) === decimal && /^\d{1,2}$/.test(tokens.tokens[to + 1]?.word ?? '') && gapAfter(tokens, to + 1) !== decimal) {
    to += 1;
    text += `.${tokens.tokens[to]?.word}`;
  }
  return { from: at, to, value: Number(text), digits: true };
}

function wordsAt({ tokens }: Tokens, at: number, { numbers, thousand, and }: Vocabulary): Numeral | undefined {
  let total = 0;
  let group = 0;
  let to = -1;
  let last = Number.POSITIVE_INFINITY;
  for (let i = at; i < tokens.length && i < at + 9; i += 1) {
    const word = tokens[i]?.word ?? '';
    const value = numbers.get(word);
    if (word === thousand && total === 0) {
      total = Math.max(group, 1) * 1000;
      group = 0;
      last = Number.POSITIVE_INFINITY;
    } else if (value === 100 && group > 0 && group < 10) {
      group *= 100;
      last = 100;
    } else if (value !== undefined && value < last && fits(value, last)) {
      group += value;
      last = value;
    } else if (word === and && to === i - 1 && ((last >= 30 && last < 100) || last === 100 || last === 20) && joins(numbers.get(tokens[i + 1]?.word ?? ''), last)) {
      continue;
    } else {
      break;
    }
    to = i;
  }
  return to < at ? undefined : { from: at, to, value: total + group, digits: false };
}

/** "Treinta" takes a unit after it, "cien" takes tens; "cinco seis" are two numbers. */
function fits(value: number, last: number): boolean {
  if (last === Number.POSITIVE_INFINITY) return true;
  if (last >= 100) return value < 100;
  return last >= 20 && last % 10 === 0 && value > 0 && value < 10;
}

function joins(value: number | undefined, last: number): boolean {
  return value !== undefined && value > 0 && value < (last >= 100 ? 100 : 10);
}

/** What stands between a token and the next. */
export function gapAfter({ folded, from, to, tokens }: Tokens, at: number): string {
  return at + 1 < tokens.length ? folded.slice(to[at] ?? 0, from[at + 1] ?? 0) : '\n';
}
