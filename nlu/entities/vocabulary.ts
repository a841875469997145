import { soundOf } from '../text/sound.ts';
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };

/** The words of one language that dates, times and numbers are made of. */
export interface Vocabulary {
  language: 'es' | 'en';
  /** A word as a sign that rules can be written in: `W4`, `M3`, `Uday`, or another word for it. */
  signs: ReadonlyMap<string, string>;
  /** The same by sound, for the longer words: "juebes". */
  sounds: ReadonlyMap<string, string>;
  numbers: ReadonlyMap<string, number>;
  ordinals: ReadonlyMap<string, number>;
  articles: ReadonlySet<string>;
  thousand: string;
  and: string;
  feasts: Readonly<Record<string, string>>;
  corrections: ReadonlySet<string>;
}

const LEAST_FOR_SOUND = 5;
const SPANISH = compile('es', es);
const ENGLISH = compile('en', en);

/** Dates in English are English; everyone else who writes here is taken to speak Spanish. */
export function vocabularyOf(language: string): Vocabulary {
  return language === 'en' ? ENGLISH : SPANISH;
}

function compile(language: 'es' | 'en', words: typeof es | typeof en): Vocabulary {
  const signs = new Map<string, string>();
  const sounds = new Map<string, string>();
  const put = (all: string, sign: string): void => {
    for (const word of all.split(' ')) {
      signs.set(word, sign);
      if (language === 'es' && word.length >= LEAST_FOR_SOUND) sounds.set(soundOf(word), sign);
    }
  };
  for (const [i, all] of words.weekdays.entries()) put(all, `W${i + 1}`);
  for (const [i, all] of words.months.entries()) put(all, `M${i + 1}`);
  for (const [unit, all] of Object.entries(words.units)) put(all, `U${unit}`);
  for (const [alias, word] of Object.entries(words.aliases)) if (!signs.has(alias)) signs.set(alias, word);
  const ordinals = Object.entries(words.ordinals).flatMap(([place, all]) => all.split(' ').map((word) => [word, Number(place)] as const));
  return {
    language, signs, sounds,
    numbers: new Map(Object.entries(words.numbers)),
    ordinals: new Map(ordinals),
    articles: new Set(words.articles.split(' ')),
    thousand: words.thousand,
    and: words.and,
    feasts: words.feasts,
    corrections: new Set(words.corrections),
  };
}
