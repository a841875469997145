import { plain } from '../bot/phrases.ts';
import en from './phrases/en.json' with { type: 'json' };
import es from './phrases/es.json' with { type: 'json' };

type Kind = keyof typeof es & keyof typeof en;

/** A step folds the same text again and again. */
let last = { text: '', folded: '' };

/** Phrases of one kind by their first word, the longest first. */
type Shelf = ReadonlyMap<string, readonly string[]>;

/** Of people's own words, folded, those of all languages together: somebody who writes in one may think in another. */
const SHELVES = new Map<Kind, Shelf>((Object.keys(es) as Kind[]).map((kind) => [kind, shelve([...es[kind], ...en[kind]].map(fold))]));

function shelve(phrases: readonly string[]): Shelf {
  const shelf = new Map<string, string[]>();
  for (const phrase of [...new Set(phrases)].sort((one, other) => other.length - one.length)) {
    const first = phrase.split(' ', 1)[0] ?? '';
    shelf.set(first, [...(shelf.get(first) ?? []), phrase]);
  }
  return shelf;
}

/** Lower case, no accents, no punctuation, single spaces. */
export function fold(text: string): string {
  if (text !== last.text) last = { text, folded: plain(text) };
  return last.folded;
}

export function wordsOf(text: string): string[] {
  const folded = fold(text);
  return folded === '' ? [] : folded.split(' ');
}

/** True when not one word could be said aloud: "jjj", "xkcd". */
export function isNoise(text: string): boolean {
  const words = wordsOf(text);
  return words.length > 0 && words.every((word) => word.length > 2 && !/[aeiouy\d]/.test(word));
}

/** True when a folded text holds the folded phrase as whole words. */
export function holds(folded: string, phrase: string): boolean {
  return phrase !== '' && ` ${folded} `.includes(` ${phrase} `);
}

export function isOneOf(kind: Kind, folded: string): boolean {
  return beginsWith(kind, folded) === folded;
}

export function holdsOneOf(kind: Kind, folded: string): boolean {
  for (let at = 0; at >= 0 && at < folded.length; at = folded.indexOf(' ', at) + 1 || -1) {
    if (found(kind, folded, at) !== undefined) return true;
  }
  return false;
}

/** The longest phrase of the kind with which the folded text begins. */
export function beginsWith(kind: Kind, folded: string): string | undefined {
  return folded === '' ? undefined : found(kind, folded, 0);
}

/** The longest phrase of the kind that stands in the folded text at a place, as whole words. */
function found(kind: Kind, folded: string, at: number): string | undefined {
  const end = folded.indexOf(' ', at);
  const first = folded.slice(at, end < 0 ? undefined : end);
  return SHELVES.get(kind)?.get(first)?.find((phrase) => folded.startsWith(phrase, at) && isBorder(folded, at + phrase.length));
}

function isBorder(folded: string, at: number): boolean {
  return at === folded.length || folded[at] === ' ';
}

/** Text behind its first words, as many as the folded phrase has; punctuation between them goes too. */
export function behind(text: string, phrase: string): string {
  let rest = text;
  for (const _ of phrase.split(' ')) rest = rest.replace(/^[^\p{L}\p{N}]*[\p{L}\p{N}\p{M}]+/u, '');
  return rest.replace(/^[^\p{L}\p{N}+¿«"(@]+/u, '');
}
