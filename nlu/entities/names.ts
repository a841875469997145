import { wordsOf } from '../text/tokens.ts';
import { entityAt, type Finder, type FoundEntity, type Named } from './entity.ts';

const LONGEST = 8;
const books = new WeakMap<readonly Named[], ReadonlyMap<string, Named>>();

/** Names that the council gave, as whole words; the longest wins. */
export const findNames: Finder = (tokens, { names }) => {
  const book = bookOf(names);
  if (book.size === 0) return [];
  const found: FoundEntity[] = [];
  const words = tokens.tokens.map(({ word }) => word);
  for (let from = 0; from < words.length; from += 1) {
    for (let to = Math.min(words.length, from + LONGEST) - 1; to >= from; to -= 1) {
      const named = book.get(words.slice(from, to + 1).join(' '));
      if (!named) continue;
      found.push(entityAt(tokens, named.type, from, to, named.id));
      from = to;
      break;
    }
  }
  return found;
};

function bookOf(names: readonly Named[]): ReadonlyMap<string, Named> {
  const known = books.get(names);
  if (known) return known;
  const book = new Map(names.flatMap((named) => named.names.map((name) => [wordsOf(name).join(' '), named] as const)));
  books.set(names, book);
  return book;
}
