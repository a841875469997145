import { fold } from '../text/fold.ts';
import type { Example } from '../text/judge.ts';
import { soundOf } from '../text/sound.ts';
import en from '../words/danger.en.json' with { type: 'json' };
import es from '../words/danger.es.json' with { type: 'json' };
import others from '../words/danger.others.json' with { type: 'json' };
import notions from '../words/notions.json' with { type: 'json' };
import { type HeardText, hearText } from './heard.ts';

/** Each notion as one letter that no text has: what a notion shares with another in its name must not count as something they have in common. */
const SIGNS = new Map([...Object.keys(notions), 'ask', 'cry'].map((notion, i) => [notion, String.fromCharCode(0xe000 + i)]));
const ASK = signOf('ask');
const CRY = signOf('cry');
/** Beginnings of words that mean one notion, by their sound. */
const NOTIONS = Object.entries(notions).map(([notion, words]) => ({ notion: signOf(notion), ...beginnings(words) }));
/** What an emergency is about; the other notions only turn it one way or the other. */
const HOT_ALONE = 'FIRE GAS DIE KILL LIFE HURT HIT SEXUAL THREAT WEAPON BODY DROWN TRAPPED COLLAPSE FLOOD CRASH BREAKIN BOMB HELP'.split(' ');
/** Harmless alone, and an emergency together. */
const HOT_PAIRS = ['ALONE CHILD', 'CHILD LOST', 'KIN LOST', 'KIN NOANSWER', 'NOANSWER SOMEBODY', 'CHILD FOLLOW', 'KIN SMELL', 'SMELL SOMEBODY'];
const HOT: ReadonlySet<string> = new Set([...HOT_ALONE.map(signOf), ...HOT_PAIRS.map((pair) => pairOf(...(pair.split(' ').map(signOf) as [string, string])))]);
const COOL: ReadonlySet<string> = new Set('QUESTION OFFICE FIGURE PAST ask'.split(' ').map(signOf));
/** All other numbers say nothing of danger. */
const EMERGENCY_NUMBERS = new Set(['112', '999', '911', '016', '024', '061']);
const MOST = 12;

function signOf(notion: string): string {
  return SIGNS.get(notion) ?? '';
}

/** The same whichever of the two comes first. */
function pairOf(one: string, other: string): string {
  return one < other ? one + other : other + one;
}

function beginnings(words: string): { whole: ReadonlySet<string>; starts: readonly string[] } {
  const all = words.split(' ').filter(Boolean).map(fold);
  return { whole: new Set(all.filter((word) => !word.endsWith('*')).map((word) => (/\d/.test(word) ? word : soundOf(word)))), starts: all.filter((word) => word.endsWith('*')).map((word) => soundOf(word.slice(0, -1))) };
}

export function dangerExamples(): Example[] {
  const examples = (texts: readonly string[], language: string, label?: string): Example[] => texts.map((text) => ({ words: dangerWords(hearText(text, language)), label }));
  /* What is said in a language that the council does not speak is read as if it were in the conversation's. */
  const foreign = ['es', 'en'].flatMap((language) => [...examples(others.danger, language, 'danger'), ...examples(others.safe, language)]);
  return [...foreign, ...examples(es.danger, 'es', 'danger'), ...examples(en.danger, 'en', 'danger'), ...examples(es.safe, 'es'), ...examples(en.safe, 'en')];
}

/**
 * The words of a message, how they sound, the notions they mean in the order they come, and which notions meet in it: fire and a question are no fire.
 * Several parts are read as one message.
 */
export function dangerWords(...parts: readonly HeardText[]): string[] {
  const heard = parts.flatMap(({ words }) => words).map((word) => KNOWN.get(word) ?? meaningOf(word));
  const words = heard.map(({ word }) => word);
  const sounds = heard.map(({ sound }) => sound);
  const found = new Set<string>();
  for (const { notions } of heard) for (const notion of notions) found.add(notion);
  if (parts.some(({ tokens }) => tokens.text.includes('?'))) found.add(ASK);
  if (parts.some(({ tokens }) => tokens.text.includes('!'))) found.add(CRY);
  const met = [...found].slice(0, MOST);
  const pairs = met.flatMap((one, i) => met.slice(i + 1).map((other) => pairOf(one, other)));
  return ['^', ...words, '$', ...sounds, '|', ...met, '|', ...pairs.flatMap((pair) => [pair, '|'])];
}

/** A word as danger is looked for in it. */
interface DangerWord {
  word: string;
  sound: string;
  notions: readonly string[];
}

const REMEMBERED = 10_000;
const KNOWN = new Map<string, DangerWord>();

function meaningOf(said: string): DangerWord {
  const digits = /\d/.test(said);
  const word = digits && !EMERGENCY_NUMBERS.has(said) ? '0' : said;
  const sound = digits ? word : soundOf(word);
  const meant = NOTIONS.filter(({ whole, starts }) => whole.has(sound) || whole.has(word) || starts.some((start) => sound.startsWith(start)));
  const known = { word, sound, notions: meant.map(({ notion }) => notion) };
  if (KNOWN.size >= REMEMBERED) KNOWN.clear();
  KNOWN.set(said, known);
  return known;
}

/** True when a sentence of the council's may well be somebody's emergency: "huele a gas" must not teach that gas is harmless because an article says so. */
export function mayBeDanger(words: readonly string[]): boolean {
  return words.some((word) => HOT.has(word)) && !words.some((word) => COOL.has(word));
}
