import { editDistance } from '../text/distance.ts';
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
  /** The sign of a long word that is written wrongly: "vierns", "thurday". */
  mend(word: string): string | undefined;
  numbers: ReadonlyMap<string, number>;
  ordinals: ReadonlyMap<string, number>;
  articles: ReadonlySet<string>;
  /** The same by sound: "kince". */
  numberSounds: ReadonlyMap<string, number>;
  thousand: string;
  million: ReadonlySet<string>;
  /** What makes hundreds of the number before it, and is none itself: "dos cientos". */
  hundreds: ReadonlySet<string>;
  /** What stands for one before a million: "un millón". */
  one: ReadonlySet<string>;
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
  const numbers = new Map(Object.entries<number>(words.numbers));
  if (language === 'es') for (const [word, value] of runTogether(numbers)) numbers.set(word, value);
  return {
    language, signs, sounds,
    mend: mender(words.mended.split(' '), new Set(words.unmended.split(' ')), signs),
    numbers,
    numberSounds: new Map(language === 'en' ? [] : [...numbers].filter(([word]) => word.length >= LEAST_FOR_SOUND && word !== words.unheard).map(([word, value]) => [soundOf(word), value])),
    million: new Set(words.million.split(' ')),
    hundreds: new Set(words.hundreds.split(' ')),
    one: new Set(words.one.split(' ')),
    ordinals: new Map(ordinals),
    articles: new Set(words.articles.split(' ')),
    thousand: words.thousand,
    and: words.and,
    feasts: words.feasts,
    corrections: new Set(words.corrections),
  };
}

/** "Treintaicinco", "cuarentaydos". */
function runTogether(numbers: ReadonlyMap<string, number>): [string, number][] {
  const tens = [...numbers].filter(([, value]) => value >= 30 && value < 100 && value % 10 === 0);
  const units = [...numbers].filter(([, value]) => value > 0 && value < 10);
  return tens.flatMap(([ten, high]) => units.flatMap(([unit, low]): [string, number][] => [[`${ten}i${unit}`, high + low], [`${ten}y${unit}`, high + low]]));
}

const REMEMBERED = 5000;
/** From so many letters on two may be wrong. */
const LONG = 8;

/** Finds the word that was meant among those worth mending: the same first letter, one edit away, two when it is long. */
function mender(meant: readonly string[], right: ReadonlySet<string>, signs: ReadonlyMap<string, string>): (word: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  const search = (word: string): string | undefined => {
    if (right.has(word)) return undefined;
    for (const one of meant) {
      const limit = one.length >= LONG ? 2 : 1;
      if (one[0] === word[0] && Math.abs(one.length - word.length) <= limit && editDistance(word, one, limit) <= limit) return signs.get(one) ?? one;
    }
    return undefined;
  };
  return (word) => {
    if (known.has(word)) return known.get(word);
    const sign = search(word);
    if (known.size >= REMEMBERED) known.clear();
    known.set(word, sign);
    return sign;
  };
}
