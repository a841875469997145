import { soundOf } from '../text/sound.ts';
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
  if (vocabulary.one.has(word)) return vocabulary.million.has(tokens.tokens[at + 1]?.word ?? '') ? { from: at, to: at + 1, value: 1_000_000, digits: false } : undefined;
  return word === vocabulary.thousand || numberOf(word, vocabulary) !== undefined ? wordsAt(tokens, at, vocabulary) : undefined;
}

const LEAST_FOR_SOUND = 5;

/** The number that a word is, or sounds like. */
function numberOf(word: string, { numbers, numberSounds }: Vocabulary): number | undefined {
  const value = numbers.get(word);
  return value !== undefined || word.length < LEAST_FOR_SOUND || numberSounds.size === 0 ? value : numberSounds.get(soundOf(word));
}

function digitsAt(tokens: Tokens, at: number, { language, thousand, million }: Vocabulary): Numeral {
  const group = language === 'en' ? ',' : '.';
  const decimal = language === 'en' ? '.' : ',';
  let text = tokens.tokens[at]?.word ?? '';
  let to = at;
  while (gapAfter(tokens, to) === group && /^\d{3}$/.test(tokens.tokens[to + 1]?.word ?? '') && text.length <= 3 * (to - at + 1)) {
    to += 1;
    text += tokens.tokens[to]?.word ?? '';
  }
  const isDecimal = gapAfter(tokens, to) === decimal || (language === 'es' && gapAfter(tokens, to) === "'");
  if (isDecimal && /^\d{1,2}$/.test(tokens.tokens[to + 1]?.word ?? '') && gapAfter(tokens, to + 1) !== decimal) {
    to += 1;
    text += `.${tokens.tokens[to]?.word}`;
  }
  const times = tokens.tokens[to + 1]?.word ?? '';
  const many = times === thousand ? 1000 : million.has(times) ? 1_000_000 : 1;
  return { from: at, to: many > 1 ? to + 1 : to, value: Number(text) * many, digits: true };
}

function wordsAt({ tokens }: Tokens, at: number, vocabulary: Vocabulary): Numeral | undefined {
  const { thousand, million, hundreds, and, language } = vocabulary;
  let total = 0;
  let group = 0;
  let to = -1;
  let last = Number.POSITIVE_INFINITY;
  for (let i = at; i < tokens.length && i < at + 9; i += 1) {
    const word = tokens[i]?.word ?? '';
    const value = numberOf(word, vocabulary);
    if (word === thousand && total === 0) {
      total = Math.max(group, 1) * 1000;
      group = 0;
      last = Number.POSITIVE_INFINITY;
    } else if (million.has(word) && total === 0 && group > 0) {
      return { from: at, to: i, value: group * 1_000_000, digits: false };
    } else if ((value === 100 || hundreds.has(word)) && group > 0 && group < 10) {
      group *= 100;
      last = 100;
    } else if (value !== undefined && value < last && fits(value, last)) {
      group += value;
      last = value;
    } else if (word === and && to === i - 1 && ((last >= 30 && last < 100) || last === 100 || last === 20) && joins(numberOf(tokens[i + 1]?.word ?? '', vocabulary), last)) {
      continue;
    } else if (language === 'en' && word === and && to === i - 1 && total > 0 && group === 0 && joins(numberOf(tokens[i + 1]?.word ?? '', vocabulary), 100)) {
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
