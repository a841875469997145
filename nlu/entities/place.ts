import type { Tokens } from '../text/tokens.ts';
import { entityAt, type Finder, type FoundEntity } from './entity.ts';
import { gapAfter, numeralAt } from './numerals.ts';
import { vocabularyOf } from './vocabulary.ts';
import words from './words/places.json' with { type: 'json' };

export interface PlaceValue {
  street: string;
  number?: string;
  /** What was said instead of a number: "frente al 20". */
  detail?: string;
}

const BEFORE = set(words.before);
const AFTER = set(words.after);
const INSIDE = set(words.inside);
const STOP = set(words.stop);
const NOT = set(words.not);
/** Shortened words inside names; the point behind one ends nothing. */
const TITLES = set(words.titles);
const NUMBER = set(words.number);
const DETAILS = set(words.details);
const LEAD = new Set(['en', 'el', 'al', 'at']);
const LONGEST_NAME = 6;
const LONGEST_DETAIL = 5;

/** Whether a word is one that places have before or after their names. */
export function isPlaceWord(one: string): boolean {
  return BEFORE.has(one) || AFTER.has(one);
}

/** Streets and squares by name, with the number or what was said in its place. */
export const findPlaces: Finder = (tokens, { language }) => {
  const found: FoundEntity[] = [];
  for (let at = 0; at < tokens.tokens.length; at += 1) {
    const place = spanish(tokens, at, language) ?? english(tokens, at);
    if (!place) continue;
    found.push(entityAt(tokens, 'place', place.from, place.to, place.value));
    at = place.to;
  }
  return found;
};

interface Place {
  from: number;
  to: number;
  value: PlaceValue;
}

/** "C/ Real nº 5", "avda. de la Constitución, frente al 20". */
function spanish(tokens: Tokens, at: number, language: string): Place | undefined {
  const kind = word(tokens, at);
  if (!BEFORE.has(kind) || (kind.length === 1 && !gapAfter(tokens, at).startsWith('/'))) return undefined;
  let end = at;
  let names = 0;
  for (let i = at + 1; i <= at + LONGEST_NAME && i < tokens.tokens.length; i += 1) {
    if (/[,;!?()\n]|\.\s*$/.test(gapAfter(tokens, i - 1)) && i > at + 1 && !(TITLES.has(word(tokens, i - 1)) && /^\. ?$/.test(gapAfter(tokens, i - 1)))) break;
    if (isNumberless(tokens, i)) break;
    const next = word(tokens, i);
    const capital = isCapital(tokens, i);
    if (i === at + 1 && isDayName(tokens, i, language)) {
      names = 1;
      end = i + 2;
      break;
    }
    if (names > 0 && !capital && vocabularyOf(language).numbers.has(next)) break;
    if (INSIDE.has(next) && (next !== 'y' || isCapital(tokens, i + 1))) continue;
    if (NUMBER.has(next) || /^\d/.test(next) || (!capital && (STOP.has(next) || vocabularyOf(language).signs.has(next))) || (names === 0 && NOT.has(next))) break;
    if (names > 0 && !capital && isCapital(tokens, end)) break;
    names += 1;
    end = i;
    if (names >= 3 && !isCapital(tokens, i + 1)) break;
  }
  if (names === 0) return undefined;
  return extended(tokens, at, end, language);
}

/** The number or the detail behind the name. */
function extended(tokens: Tokens, from: number, end: number, language: string): Place {
  const street = textOf(tokens, from, end);
  const number = numberAfter(tokens, end, language);
  if (number) return { from, to: number.to, value: { street, number: number.text } };
  const detail = detailAfter(tokens, end);
  return detail === undefined ? { from, to: end, value: { street } } : { from, to: detail, value: { street, detail: textOf(tokens, end + 1, detail) } };
}

function numberAfter(tokens: Tokens, end: number, language: string): { to: number; text: string } | undefined {
  let at = end + 1;
  if (isNumberless(tokens, at)) return { to: at + 1, text: 's/n' };
  const lead = [1, 2].find((n) => NUMBER.has(word(tokens, at + n)) && LEAD.has(word(tokens, at)) && LEAD.has(word(tokens, at + n - 1)));
  if (lead !== undefined) at += lead;
  const named = NUMBER.has(word(tokens, at));
  if (named) at += 1;
  const digits = /^(?:n|nº)?(\d{1,4})([a-z]|bis)?$/.exec(word(tokens, at));
  if (!digits) {
    const said = named || gapAfter(tokens, end).trim() === '' ? numeralAt(tokens, at, vocabularyOf(language)) : undefined;
    return said && !said.digits && (named || isLast(tokens, said.to)) ? { to: said.to, text: String(said.value) } : undefined;
  }
  if (/^[:/]|^[.,]\d/.test(gapAfter(tokens, at)) || (!named && /^(?:de|a|h|horas|pm|am|personas|veces|dias)$/.test(word(tokens, at + 1)) && !/[,.]/.test(gapAfter(tokens, at)))) return undefined;
  const letter = digits[2] ?? (/^(?:[a-d]|bis)$/.test(word(tokens, at + 1)) && gapAfter(tokens, at) === ' ' && isLast(tokens, at + 1) ? word(tokens, at + 1) : undefined);
  return { to: digits[2] === undefined && letter !== undefined ? at + 1 : at, text: `${digits[1]}${letter?.toUpperCase() ?? ''}` };
}

/** "S/n": a house without a number. */
function isNumberless(tokens: Tokens, at: number): boolean {
  return word(tokens, at) === 's' && word(tokens, at + 1) === 'n' && gapAfter(tokens, at) === '/';
}

function detailAfter(tokens: Tokens, end: number): number | undefined {
  const first = word(tokens, end + 1) === 'a' && word(tokens, end + 2) === 'la' ? end + 3 : end + 1;
  if (!DETAILS.has(word(tokens, first))) return undefined;
  let to = first;
  while (to + 1 < tokens.tokens.length && to - first < LONGEST_DETAIL && !/[,;.!?\n]/.test(gapAfter(tokens, to)) && !['desde', 'hay', 'since', 'que'].includes(word(tokens, to + 1))) to += 1;
  return to > first ? to : undefined;
}

/** "12 Main street", "Main street 12". */
function english(tokens: Tokens, at: number): Place | undefined {
  if (!AFTER.has(word(tokens, at))) return undefined;
  let from = at;
  while (from > 0 && at - from < 4 && gapAfter(tokens, from - 1) === ' ' && /^\p{L}/u.test(word(tokens, from - 1)) && isName(tokens, from - 1, at - from)) from -= 1;
  if (from === at || INSIDE.has(word(tokens, from))) return undefined;
  const street = textOf(tokens, from, at);
  const before = /^\d{1,4}[a-z]?$/.exec(word(tokens, from - 1))?.[0];
  if (before !== undefined) return { from: from - 1, to: at, value: { street, number: before.toUpperCase() } };
  return extended(tokens, from, at, 'en');
}

/** "2 de Mayo" is the name of many a street. */
function isDayName(tokens: Tokens, at: number, language: string): boolean {
  return /^\d{1,2}$/.test(word(tokens, at)) && word(tokens, at + 1) === 'de' && /^M\d/.test(vocabularyOf(language).signs.get(word(tokens, at + 2)) ?? '');
}

function isName(tokens: Tokens, at: number, names: number): boolean {
  const name = word(tokens, at);
  return isCapital(tokens, at) ? at > 0 || !STOP.has(name) : names === 0 && !STOP.has(name) && !INSIDE.has(name) && !['a', 'this', 'same', 'main'].includes(name);
}

function isCapital({ text, tokens }: Tokens, at: number): boolean {
  return /^\p{Lu}/u.test(text.slice(tokens[at]?.start ?? text.length));
}

function isLast({ tokens }: Tokens, at: number): boolean {
  return at === tokens.length - 1;
}

function word({ tokens }: Tokens, at: number): string {
  return tokens[at]?.word ?? '';
}

function textOf({ text, tokens }: Tokens, from: number, to: number): string {
  return text.slice(tokens[from]?.start, tokens[to]?.end);
}

function set(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}
