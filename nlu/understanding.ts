import { findEntities, mayHoldNames } from './entities/entities.ts';
import type { FoundEntity, Named } from './entities/entity.ts';
import type { IntentExample, Sentence } from './example.ts';
import { hearText } from './intents/heard.ts';
import { type Intent, Intents } from './intents/intents.ts';
import { pack, unpack } from './text/bytes.ts';
import { createLanguages, type LanguageGuess, type Languages, storedLanguages } from './text/language.ts';
import { type Tokens, tokenise } from './text/tokens.ts';

export interface Lessons {
  /** What the forms are asked for with: intents `form.<id>`. Small talk, controls and danger are known already. */
  examples: readonly IntentExample[];
  /** The questions of the council's articles: they teach the council's words, and what is neither small talk nor a form. */
  questions?: readonly Sentence[];
  /** Services and offices of the council, in the words of citizens. */
  names?: readonly Named[];
  /** The country whose telephone numbers need no prefix, two letters (ISO 3166); ES if not said. */
  country?: string;
}

export interface Context {
  /** The best guess where a text is too short to tell. */
  language: string;
  /** Milliseconds since 1970. */
  now: number;
  timeZone: string;
}

/** The shape that `bot/ports.ts` wants. */
export interface Understanding {
  language: string;
  languageConfidence: number;
  intents: Intent[];
  entities: FoundEntity[];
  outOfScope: number;
}

export interface Understander {
  understand(text: string, context: Context): Understanding;
}

/** Languages whose words are known; all others are read as the conversation's. */
const SPOKEN = new Set(['es', 'en']);
/** Below this the text is read in the conversation's language. */
const HEARD = 0.6;
const NAMES = new Set(['place', 'email', 'service', 'office', 'plate', 'document']);
const TRANSLATED = new Set(['service', 'office']);
/** What is longer is not read; the turn cuts messages off before. */
const LONGEST = 2000;

/**
 * What can be trained beforehand, in a worker thread or an earlier run: everything that depends on the lessons alone.
 * The same lessons give the same bytes, so a hash of the lessons can name them in a cache.
 */
export function trainUnderstanding({ examples, questions = [] }: Lessons): Uint8Array {
  return pack({ kind: 'understanding', version: VERSION }, [Intents.train({ examples, questions }).toBytes(), createLanguages([...examples, ...questions]).toBytes()]);
}

/** Changes whenever stored bytes of before can no longer be read, or would be read wrongly: part of the name in a cache. */
export const VERSION = 6;

/** Understands what citizens write. `trained` is what `trainUnderstanding` made of the same lessons; without it they are learnt now, in a second or less. */
export function createUnderstanding(lessons: Lessons, trained?: Uint8Array): Understander {
  const { examples, questions = [] } = lessons;
  const [heard = NOTHING, told = NOTHING] = trained ? unpack(trained).parts : [];
  const intents = trained ? Intents.from(heard) : Intents.train({ examples, questions });
  const languages = trained ? storedLanguages(told) : createLanguages([...examples, ...questions]);
  return { understand: (text, context) => understand({ intents, languages, lessons }, text, context) };
}

const NOTHING = new Uint8Array();

interface Known {
  intents: Intents;
  languages: Languages;
  lessons: Lessons;
}

function understand({ intents, languages, lessons }: Known, text: string, context: Context): Understanding {
  const tokens = tokenise(text.slice(0, LONGEST));
  const guess = languages.identify(tokens, context.language);
  const spoken = guess.confidence >= HEARD && SPOKEN.has(guess.language) ? guess.language : context.language;
  const { names = [], country = 'ES' } = lessons;
  let found: FoundEntity[] | undefined;
  const entities = (): FoundEntity[] => {
    found ??= findEntities(tokens, { ...context, language: spoken, names, country });
    return found;
  };
  const { intents: heard, outOfScope } = intents.hear(hearText(tokens, spoken));
  const { language, confidence } = mayHoldNames(tokens, names) ? unnamed(languages, tokens, context.language, entities()) : guess;
  return {
    language, languageConfidence: confidence, intents: heard, outOfScope,
    /** Looked for when first asked for: most turns do without. */
    get entities() {
      return entities();
    },
  };
}

/**
 * Streets, addresses and names of services say nothing about the language of who writes them. But services and offices have a name in each language: where
 * nothing else is said, "social services" is English.
 */
function unnamed(languages: Languages, tokens: Tokens, expected: string, entities: readonly FoundEntity[]): LanguageGuess {
  const names = entities.filter(({ type }) => NAMES.has(type));
  const guess = languages.identify(tokens, expected, covering(tokens, names));
  const others = names.filter(({ type }) => !TRANSLATED.has(type));
  return guess.confidence > 0 || others.length === names.length ? guess : languages.identify(tokens, expected, covering(tokens, others));
}

function covering({ tokens }: Tokens, names: readonly FoundEntity[]): (index: number) => boolean {
  return (index) => names.some(({ start, end }) => (tokens[index]?.start ?? 0) >= start && (tokens[index]?.start ?? 0) < end);
}
