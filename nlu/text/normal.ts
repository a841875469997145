import { squeeze } from './fold.ts';
import type { Tokens } from './tokens.ts';
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };

/** How people shorten and misspell in one language. A shorthand may stand for several words, or for none. */
interface Habits {
  shorthand: Record<string, string>;
  /** Endings as they are said and as they are written: "empadronao", "empadronado". */
  endings: string[][];
  keep: string[];
}

const HABITS: Readonly<Record<string, Habits>> = { es, en };
const tables = new Map(Object.entries(HABITS).map(([language, habits]) => [language, compile(habits)]));

interface Table {
  shorthand: ReadonlyMap<string, readonly string[]>;
  endings: readonly (readonly [string, string])[];
  keep: ReadonlySet<string>;
}

function compile({ shorthand, endings, keep }: Habits): Table {
  return {
    shorthand: new Map(Object.entries(shorthand).map(([short, long]) => [short, long.split(' ').filter(Boolean)])),
    endings: endings.map(([said = '', written = '']) => [said, written] as const),
    keep: new Set(keep),
  };
}

/** The words of a text as they would be written with care; `tokens[i]` says from which token word i comes. */
export interface NormalWords {
  words: string[];
  tokens: number[];
}

export function normalWords({ tokens }: Tokens, language: string): NormalWords {
  const table = tables.get(language);
  const words: string[] = [];
  const from: number[] = [];
  for (let i = 0; i < tokens.length; i += 1) {
    const word = squeeze(tokens[i]?.word ?? '');
    const long = table?.shorthand.get(word);
    if (long) {
      for (const part of long) {
        words.push(part);
        from.push(i);
      }
      continue;
    }
    words.push(table ? mendEnding(word, table) : word);
    from.push(i);
  }
  return { words, tokens: from };
}

function mendEnding(word: string, { endings, keep }: Table): string {
  if (word.length < 5) return word;
  for (const [said, written] of endings) {
    if (word.endsWith(said) && !keep.has(word)) return word.slice(0, -said.length) + written;
  }
  return word;
}
