import type { Sentence } from '../example.ts';
import type { Example, Hinter } from '../text/judge.ts';
import en from '../words/en.json' with { type: 'json' };
import es from '../words/es.json' with { type: 'json' };
import { hearText } from './heard.ts';
import { Phrasebook, soundKey } from './phrasebook.ts';

const { filler: spanishFiller, ...spanish } = es;
const { filler: englishFiller, ...english } = en;

/** Of several things said at once the first of these is what is meant: "sí, hola, quiero hablar con una persona". */
const RANK = ['person', 'language.es', 'language.en', 'cancel', 'restart', 'back', 'skip', 'help', 'no', 'bye', 'yes', 'thanks', 'greet'];

/** Small talk and what can be said to any form at any moment, as examples. */
export function controlExamples(): Example[] {
  return [...examplesOf(spanish, 'es'), ...examplesOf(english, 'en')];
}

let allHints: Hinter | undefined;

/** What reads messages with all of the examples; made once, as it is always the same. */
export function knownHints(): Hinter {
  allHints ??= controlHints(controlExamples());
  return allHints;
}

/** The examples as they are written. */
export function controlSentences(): Sentence[] {
  const all = (texts: Record<string, string[]>, language: string): Sentence[] => Object.values(texts).flat().map((text) => ({ language, text }));
  return [...all(spanish, 'es'), ...all(english, 'en')];
}

function examplesOf(texts: Record<string, string[]>, language: string): Example[] {
  return Object.entries(texts).flatMap(([label, all]) => all.map((text) => ({ words: framed(hearText(text, language).words), label })));
}

/** A message with its beginning, its end and its length: "ayuda" alone is a cry for help, "ayuda a domicilio" is not. */
export function framed(words: readonly string[]): string[] {
  return ['^', ...words, '$', `#${words.length < 8 ? words.length : words.length < 12 ? 8 : 12}`];
}

/** Reads messages that are nothing but known phrases and fillers. */
export function controlHints(seen: readonly Example[]): Hinter {
  const book = new Phrasebook();
  for (const text of spanishFiller) book.ignore(hearText(text, 'es').words);
  for (const text of englishFiller) book.ignore(hearText(text, 'en').words);
  const known = new Set<string>();
  for (const { words, label } of seen) {
    if (label === undefined) continue;
    book.learn(words.slice(1, -2), label);
    for (const word of words) known.add(soundKey(word));
  }
  return (words) => {
    const inner = words.slice(1, -2);
    const { labels, unknown } = book.read(inner);
    const label = unknown === 0 ? RANK.find((one) => labels.includes(one)) : undefined;
    let strangers = 0;
    for (const word of inner) if (!known.has(soundKey(word))) strangers += 1;
    const strange = strangers / Math.max(inner.length, 1);
    return { clues: [strange, strange === 1 ? 1 : 0, unknown, label === undefined ? 0 : 1, labels.length > 0 ? 1 : 0, Math.log(1 + inner.length)], label };
  };
}
