import type { Example } from '../text/judge.ts';
import { soundOf } from '../text/sound.ts';
import en from '../words/danger.en.json' with { type: 'json' };
import es from '../words/danger.es.json' with { type: 'json' };
import notions from '../words/notions.json' with { type: 'json' };
import { type HeardText, hearText } from './heard.ts';

/** Beginnings of words that mean one notion, by their sound. */
const NOTIONS = Object.entries(notions).map(([notion, words]) => ({ notion, ...beginnings(words) }));
const MOST = 12;

function beginnings(words: string): { whole: ReadonlySet<string>; starts: readonly string[] } {
  const all = words.split(' ').filter(Boolean);
  return { whole: new Set(all.filter((word) => !word.endsWith('*')).map(soundOf)), starts: all.filter((word) => word.endsWith('*')).map((word) => soundOf(word.slice(0, -1))) };
}

export function dangerExamples(): Example[] {
  const examples = (texts: readonly string[], language: string, label?: string): Example[] => texts.map((text) => ({ words: dangerWords(hearText(text, language)), label }));
  return [...examples(es.danger, 'es', 'danger'), ...examples(en.danger, 'en', 'danger'), ...examples(es.safe, 'es'), ...examples(en.safe, 'en')];
}

/** The words of a message, how they sound, the notions they mean, and which notions meet in it: fire and a question are no fire. */
export function dangerWords({ tokens, words }: HeardText): string[] {
  const sounds = words.map(soundOf);
  const found = new Set<string>();
  for (const [i, sound] of sounds.entries()) {
    for (const { notion, whole, starts } of NOTIONS) if (whole.has(sound) || starts.some((start) => sound.startsWith(start)) || whole.has(words[i] ?? '')) found.add(notion);
  }
  if (tokens.text.includes('?')) found.add('ask');
  if (tokens.text.includes('!')) found.add('cry');
  const met = [...found].sort().slice(0, MOST);
  const pairs = met.flatMap((one, i) => met.slice(i + 1).map((other) => `${one}+${other}`));
  return [...words, '|', ...sounds, '|', ...met, '|', ...pairs.flatMap((pair) => [pair, '|'])];
}
