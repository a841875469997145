import { soundOf } from '../text/sound.ts';
import { type Tokens, wordsOf } from '../text/tokens.ts';
import { entityAt, type Finder, type FoundEntity, type Named } from './entity.ts';

/** In words that count. */
const LONGEST = 8;
/** Words that come and go in names: "la oficina de la vivienda", "Oficina de Vivienda". */
const LITTLE: ReadonlySet<string> = new Set(['de', 'del', 'la', 'las', 'el', 'los', 'al', 'a', 'y', 'of', 'the', 'and', 's']);

/** The names that a council gave, by the sound of their words. */
interface Book {
  names: ReadonlyMap<string, Named>;
  /** With what a name can begin. */
  first: ReadonlySet<string>;
}

const books = new WeakMap<readonly Named[], Book>();

/** Names that the council gave, as whole words that sound like it; the longest wins. */
export const findNames: Finder = (tokens, { names }) => {
  const book = bookOf(names);
  const found: FoundEntity[] = [];
  for (let from = 0; from < tokens.tokens.length; from += 1) {
    const longest = longestAt(tokens, from, book);
    if (!longest) continue;
    found.push(entityAt(tokens, longest.named.type, from, longest.to, longest.named.id));
    from = longest.to;
  }
  return found;
};

/** Whether a text holds any of the names. */
export function holdsName(tokens: Tokens, names: readonly Named[]): boolean {
  if (names.length === 0) return false;
  const book = bookOf(names);
  return tokens.tokens.some((_, from) => longestAt(tokens, from, book) !== undefined);
}

function longestAt({ tokens }: Tokens, from: number, { names, first }: Book): { named: Named; to: number } | undefined {
  let key = keyOf(tokens[from]?.word ?? '');
  if (!first.has(key)) return undefined;
  let longest: { named: Named; to: number } | undefined;
  let words = 1;
  for (let to = from; to < tokens.length && words <= LONGEST; to += 1) {
    const word = tokens[to]?.word ?? '';
    if (to > from && LITTLE.has(word)) continue;
    if (to > from) {
      key += ` ${keyOf(word)}`;
      words += 1;
    }
    const named = names.get(key);
    if (named) longest = { named, to };
  }
  return longest;
}

function bookOf(all: readonly Named[]): Book {
  const known = books.get(all);
  if (known) return known;
  const names = new Map<string, Named>();
  const first = new Set<string>();
  for (const named of all) {
    for (const name of named.names) {
      const words = wordsOf(name);
      const telling = words.filter((word) => !LITTLE.has(word));
      const keys = (telling.length > 0 ? telling : words).map(keyOf);
      if (keys[0] === undefined) continue;
      first.add(keys[0]);
      names.set(keys.join(' '), named);
    }
  }
  const book = { names, first };
  books.set(all, book);
  return book;
}

const LEAST_FOR_SOUND = 5;

/** Longer words by their sound; an abbreviation is what it is. */
function keyOf(word: string): string {
  return word.length >= LEAST_FOR_SOUND ? soundOf(word) : word;
}
