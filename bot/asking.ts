import type { Language } from './message.ts';
import { type FoundPhrase, Phrases, plain } from './phrases.ts';
import en from './words/asking.en.json' with { type: 'json' };
import es from './words/asking.es.json' with { type: 'json' };

/** What an article may state in one sentence. */
export const FACT_NAMES = ['price', 'hours', 'documents', 'place', 'deadline', 'phone'] as const;
export type FactName = (typeof FACT_NAMES)[number];

/** What people ask about a matter, and the facts that answer it; `online` is answered by a passage of the text. */
const ANSWERED_BY = {
  price: ['price'], hours: ['hours'], documents: ['documents'], place: ['place'], deadline: ['deadline'], phone: ['phone'],
  duration: ['deadline'], when: ['deadline', 'hours'], online: [],
} as const satisfies Record<string, readonly FactName[]>;
export type Kind = keyof typeof ANSWERED_BY;

export function factsFor(kind: Kind): readonly FactName[] {
  return ANSWERED_BY[kind];
}

/** A short message taken apart. */
export interface Asking {
  language: Language;
  words: readonly string[];
  /** What is asked for, in the order in which it was said. */
  kinds: readonly Kind[];
  /** The words that name a matter or a circumstance: neither a kind, nor glue. */
  rest: readonly string[];
  /** Without the words that name the matter: "cuándo se paga el" of "cuándo se paga el IBI". */
  frame: readonly string[];
  /** It goes on from what was said before: "y", "but". */
  joined: boolean;
  /** It names a circumstance: "y si vivo de alquiler", "and for my son". */
  isCase: boolean;
}

/** A message that moves the matter: what was meant instead; nothing when it only says that it was not that. */
export interface Correction {
  meant: string;
}

/** What is longer than this says for itself what it is about. */
const LONGEST = 16;
const LONGEST_TEXT = 140;
const LONGEST_WISH = 60;

interface Habits {
  shorthand: Record<string, string>;
  leads: string[];
  joins: string[];
  cases: string[];
  glue: string[];
  articles: string[];
  kinds: Record<Kind, string[]>;
  /** Words by which a passage tells where no fact does. */
  evidence: Partial<Record<Kind, string[]>>;
  /** Beginnings of words for people and circumstances that articles call otherwise. */
  alike: string[][];
  /** What belongs to many a matter, so that "la tasa" is its own. */
  parts: string[];
  corrections: string[];
  rejections: string[];
  wishes: string[];
  /** Things of which a council has several, and what to look for to find them. */
  generic: Record<string, string[]>;
}

interface Table {
  shorthand: ReadonlyMap<string, string>;
  beginnings: Phrases<'lead' | 'join'>;
  cases: Phrases<true>;
  kinds: Phrases<Kind>;
  glue: ReadonlySet<string>;
  articles: ReadonlySet<string>;
  evidence: Readonly<Partial<Record<Kind, readonly string[]>>>;
  alike: readonly (readonly string[])[];
  parts: ReadonlySet<string>;
  corrections: Phrases<true>;
  rejections: Phrases<true>;
  wishes: ReadonlySet<string>;
  generic: ReadonlyMap<string, readonly string[]>;
  /** What was read last: one turn asks for the same several times. */
  last?: { text: string; asking: Asking | undefined };
}

const HABITS: Readonly<Record<Language, Habits>> = { es, en };
const tables = new Map(Object.entries(HABITS).map(([language, habits]) => [language, compile(habits)]));

function compile(habits: Habits): Table {
  const { shorthand, leads, joins, cases, kinds, glue, articles, evidence, alike, parts, corrections, rejections, wishes, generic } = habits;
  const known = new Set([leads, joins, cases, glue, corrections, rejections, wishes, ...Object.values(kinds)].flat().flatMap((phrase) => phrase.split(' ')).filter((word) => !word.endsWith('*')));
  const marked = <T>(phrases: readonly string[], value: T): [string, T][] => phrases.map((phrase) => [phrase, value]);
  return {
    shorthand: new Map(Object.entries(shorthand)),
    beginnings: new Phrases([...marked(leads, 'lead' as const), ...marked(joins, 'join' as const)], known),
    cases: new Phrases(marked(cases, true as const), known),
    kinds: new Phrases(Object.entries(kinds).flatMap(([kind, phrases]) => marked(phrases, kind as Kind)), known),
    glue: new Set(glue),
    articles: new Set(articles),
    evidence, alike, parts: new Set(parts),
    corrections: new Phrases(marked(corrections, true as const), known),
    rejections: new Phrases(marked(rejections, true as const), known),
    wishes: new Set(wishes),
    generic: new Map(Object.entries(generic)),
  };
}

/** Reads what a short message asks for; nothing when it is long, or in a language whose words are not known. */
export function readAsking(text: string, language: Language): Asking | undefined {
  const table = tables.get(language);
  if (!table) return undefined;
  if (table.last?.text === text) return table.last.asking;
  const words = wordsOf(text, table);
  const asking = words && words.length > 0 ? takeApart(words, language, table) : undefined;
  table.last = { text, asking };
  return asking;
}

function takeApart(words: readonly string[], language: Language, table: Table): Asking {
  const { at, joined } = passBeginning(words, table);
  const asked = words.slice(at);
  const isCase = caseAt(words, at, table);
  const found = table.kinds.in(asked);
  const covered = coveredBy(found);
  const names = asked.map((word, i) => !covered.has(i) && !table.glue.has(word));
  return {
    language, words, joined, isCase,
    kinds: [...new Set(found.map(({ value }) => value))],
    rest: asked.filter((_, i) => names[i]),
    frame: frameOf(asked, names, table),
  };
}

/** The same in the first of several languages in which it asks for a fact. */
export function readAskingIn(text: string, languages: readonly Language[]): Asking | undefined {
  const all: Asking[] = [];
  for (const language of languages) {
    const asking = readAsking(text, language);
    if (asking && asking.kinds.length > 0 && asking.rest.length === 0) return asking;
    if (asking) all.push(asking);
  }
  return all.find(({ kinds, isCase }) => kinds.length > 0 || isCase) ?? all[0];
}

/** "No, me refería al coche": what was meant. */
export function readCorrection(text: string, language: Language): Correction | undefined {
  const table = tables.get(language);
  const words = table && wordsOf(text, table);
  if (!words || words.length === 0) return undefined;
  const start = beginningsOf(words, table);
  const rejected = start.map((at) => table.rejections.at(words, at)).find((one) => one !== undefined);
  const corrected = start.map((at) => table.corrections.at(words, at)).find((one) => one !== undefined);
  if (rejected && rejected.to === words.length) return { meant: '' };
  const after = rejected && table.corrections.at(words, rejected.to);
  const from = after?.to ?? (corrected && corrected.to > (rejected?.to ?? 0) ? corrected.to : rejected?.to);
  return from === undefined ? undefined : { meant: words.slice(from).join(' ') };
}

/** A wish for a thing of which there are several, "un certificado": what to look for. */
export function genericWish(text: string, language: Language): readonly string[] | undefined {
  if (text.length > LONGEST_WISH) return undefined;
  const table = tables.get(language);
  const words = table && wordsOf(text, table);
  if (!words) return undefined;
  const said = words.join(' ');
  for (const [phrase, queries] of table.generic) {
    if (!` ${said} `.includes(` ${phrase} `)) continue;
    const others = ` ${said} `.replace(` ${phrase} `, ' ').trim().split(' ');
    if (others.every((word) => word === '' || table.wishes.has(word))) return queries;
  }
  return undefined;
}

/** Words by which a passage is known to answer a kind of question. */
export function evidenceOf(kind: Kind, language: Language): readonly string[] {
  return tables.get(language)?.evidence[kind] ?? [];
}

/** Whether a word names what belongs to many a matter: its fee, its licence, its form. */
export function isPart(word: string, language: Language): boolean {
  return tables.get(language)?.parts.has(word) ?? false;
}

/** The beginnings under which an article may speak of what some words name. */
export function alike(words: readonly string[], language: Language): string[] {
  const groups = tables.get(language)?.alike ?? [];
  return words.flatMap((word) => [word.length >= LONG_WORD ? word.slice(0, -2) : word, ...groups.filter((group) => group.some((one) => word.startsWith(one))).flat()]);
}

/** Endings that differ: of a word of so many letters or more the last two do not count. */
const LONG_WORD = 6;

function wordsOf(text: string, { shorthand }: Table): string[] | undefined {
  if (text.length > LONGEST_TEXT) return undefined;
  const words = plain(text.replace(/['’]/gu, '')).split(' ').filter(Boolean).flatMap((word) => (shorthand.get(word) ?? word).split(' '));
  return words.length <= LONGEST ? words : undefined;
}

/** Passes "vale, gracias, y" at the beginning. */
function passBeginning(words: readonly string[], table: Table): { at: number; joined: boolean } {
  let at = 0;
  let joined = false;
  for (let found = table.beginnings.at(words, at); found && found.to < words.length; found = table.beginnings.at(words, at)) {
    if (found.value === 'lead' && caseAt(words, at, table)) break;
    joined ||= found.value === 'join';
    at = found.to;
  }
  return { at, joined };
}

/** A circumstance begins with or without its "y": where the joint was passed it is read with it. */
function caseAt(words: readonly string[], at: number, { cases }: Table): boolean {
  return [at, at - 1, at - 2].some((from) => from >= 0 && (cases.at(words, from)?.to ?? 0) > at);
}

function beginningsOf(words: readonly string[], table: Table): number[] {
  return [...new Set([0, passBeginning(words, table).at])];
}

function coveredBy(found: readonly FoundPhrase<Kind>[]): ReadonlySet<number> {
  return new Set(found.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i)));
}

function frameOf(words: readonly string[], names: readonly boolean[], { articles }: Table): string[] {
  const frame = words.filter((_, i) => !names[i]);
  while (frame.length > 0 && articles.has(frame.at(-1) ?? '')) frame.pop();
  return frame;
}
