import { squeeze } from './fold.ts';
import type { Token, Tokens } from './tokens.ts';
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
  /** What words were read as before. */
  known: Map<string, readonly string[]>;
}

const REMEMBERED = 10_000;
/** What is longer is no word; its beginning stands for it, so that nobody spends time on the rest. */
const LONGEST_WORD = 30;

function compile({ shorthand, endings, keep }: Habits): Table {
  return {
    shorthand: new Map(Object.entries(shorthand).map(([short, long]) => [short, long.split(' ').filter(Boolean)])),
    endings: endings.map(([said = '', written = '']) => [said, written] as const),
    keep: new Set(keep),
    known: new Map(),
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
    const said = (tokens[i] as Token).word;
    const word = said.length > LONGEST_WORD ? said.slice(0, LONGEST_WORD) : said;
    const meant = table ? (table.known.get(word) ?? meaning(word, table)) : [squeeze(word)];
    for (let k = 0; k < meant.length; k += 1) {
      words.push(meant[k] as string);
      from.push(i);
    }
  }
  return { words, tokens: from };
}

function meaning(said: string, table: Table): readonly string[] {
  const word = squeeze(said);
  const meant = table.shorthand.get(word) ?? [mendEnding(word, table)];
  if (table.known.size >= REMEMBERED) table.known.clear();
  table.known.set(said, meant);
  return meant;
}

function mendEnding(word: string, { endings, keep }: Table): string {
  if (word.length < 5) return word;
  for (const [said, written] of endings) {
    if (word.endsWith(said) && !keep.has(word)) return word.slice(0, -said.length) + written;
  }
  return word;
}
