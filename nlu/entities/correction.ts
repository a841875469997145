import type { Tokens } from '../text/tokens.ts';
import { entityAt, type Finder, type FoundEntity } from './entity.ts';
import { gapAfter } from './numerals.ts';
import { vocabularyOf } from './vocabulary.ts';

const LONGEST = 5;
const THANKS: ReadonlySet<string> = new Set(['gracias', 'muchas', 'thanks', 'thank', 'many']);

/**
 * Words that take back what was said: "no, mejor", "perdón, quería decir", "no, I meant". They stand at the beginning or after a pause, and something follows
 * them. A form reads what stands behind `end` as the new value; what stands before it no longer counts.
 */
export const findCorrections: Finder = (tokens, { language }) => {
  const { corrections } = vocabularyOf(language);
  const words = tokens.tokens.map(({ word }) => word);
  const found: FoundEntity[] = [];
  for (let from = 0; from < words.length; from += 1) {
    if (from > 0 && !/[,;.!?\n]/.test(gapAfter(tokens, from - 1))) continue;
    const before = from;
    for (let to = Math.min(words.length - 2, from + LONGEST - 1); to >= from; to -= 1) {
      if (!corrections.has(words.slice(from, to + 1).join(' '))) continue;
      found.push(entityAt(tokens, 'correction', from, to, true));
      from = to;
      break;
    }
    const said = found.at(-1)?.start === tokens.tokens[before]?.start;
    if (!said && isTakenBack(tokens, words, before)) found.push(entityAt(tokens, 'correction', before, before, true));
  }
  return found;
};

/** "El jueves… no, el viernes", but not "no, gracias". */
function isTakenBack(tokens: Tokens, words: readonly string[], at: number): boolean {
  if (words[at] !== 'no' || at === 0 || at + 1 >= words.length || THANKS.has(words[at + 1] ?? '')) return false;
  return /[,;.]/.test(gapAfter(tokens, at - 1)) && !/\?/.test(gapAfter(tokens, at - 1)) && /^,/.test(gapAfter(tokens, at));
}
