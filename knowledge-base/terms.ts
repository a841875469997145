import { newStemmer } from 'snowball-stemmers';
import { fold } from '../nlu/text/fold.ts';
import { normalWords } from '../nlu/text/normal.ts';
import { tokenise } from '../nlu/text/tokens.ts';
import places from './words/elsewhere.json' with { type: 'json' };
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };

/** Words of one language that say nothing about the matter, and words that mean the same. */
export interface Lexicon {
  stopwords: string;
  /** What people say before they ask: "quiero información sobre". */
  openings: string[];
  /** Words that the stemmer would confuse with others, by the stem they shall have: `{ "plazo": "plazo plazos" }`. */
  stems: Record<string, string>;
  /** Groups of words and phrases that mean the same: `["padron", "empadronamiento"]`. */
  synonyms: string[][];
  /** Everyday words, never a council's matter: each means itself, and is no misspelling of a word of the base. */
  everyday: string;
  /** What comes right before the name of a town where something is asked of it: "en Sevilla". */
  there: string;
  /** What is said of the town that one comes from: "soy de Sevilla". */
  origin: string;
}

const NOTHING: Lexicon = { stopwords: '', openings: [], stems: {}, synonyms: [], everyday: '', there: '', origin: '' };
const LEXICONS: Readonly<Record<string, Lexicon>> = { es, en };
const STEMMERS: Readonly<Record<string, string>> = {
  es: 'spanish', en: 'english', ca: 'catalan', eu: 'basque', pt: 'portuguese', gl: 'portuguese', fr: 'french', de: 'german', it: 'italian', ro: 'romanian', ar: 'arabic',
};
/** Longest synonym, words. */
const LONGEST = 6;
/** So many words before the name of a town may say that one comes from there. */
const ORIGIN = 4;
/** Towns, provinces and countries that are not the council's. */
const PLACES = new Set(places.elsewhere.split(' '));

/** How one language's texts are read: into content words, their stems, and the concepts that synonyms share. */
export class Reader {
  /** Every stem that synonyms know, so that a misspelt one can be mended. */
  readonly known: ReadonlyMap<string, string>;
  readonly #language: string;
  readonly #groups: readonly (readonly string[])[];
  readonly #stopwords: ReadonlySet<string>;
  readonly #openings: ReadonlySet<string>;
  /** Words that an opening begins with. */
  readonly #opens: ReadonlySet<string>;
  readonly #everyday: ReadonlySet<string>;
  readonly #there: ReadonlySet<string>;
  readonly #origin: ReadonlySet<string>;
  readonly #phrases = new Map<string, number[]>();
  /** Stems that a synonym begins with, and how many words the longest has. */
  readonly #beginnings = new Map<string, number>();
  readonly #concepts = new Map<string, readonly string[]>();
  readonly #stems = new Map<string, string>();
  readonly #stemmer: { stem(word: string): string } | undefined;

  constructor(language: string, own: readonly (readonly string[])[] = []) {
    const { stopwords, openings, stems, synonyms, everyday, there, origin } = LEXICONS[language] ?? NOTHING;
    const algorithm = STEMMERS[language];
    this.#language = language;
    this.#stemmer = algorithm === undefined ? undefined : newStemmer(algorithm);
    this.#stopwords = new Set(stopwords.split(' '));
    this.#openings = new Set(openings);
    this.#opens = new Set(openings.map((opening) => opening.split(' ')[0] ?? ''));
    this.#everyday = new Set(everyday.split(' '));
    this.#there = new Set(there.split(' '));
    this.#origin = new Set(origin.split(' '));
    for (const [stem, words] of Object.entries(stems)) for (const word of words.split(' ')) this.#stems.set(word, stem);
    const known = new Map<string, string>();
    this.#groups = [...synonyms, ...own];
    for (const [group, texts] of this.#groups.entries()) for (const text of texts) this.#learn(text, group, known);
    this.known = known;
  }

  /** The words of a text as they would be written with care, without what is said before the question. */
  words(text: string): string[] {
    const { words } = normalWords(tokenise(text), this.#language);
    let start = 0;
    for (let length = this.#opening(words, start); length > 0; length = this.#opening(words, start)) start += length;
    return start > 0 ? words.slice(start) : words;
  }

  /** How many words at a place open a question; none when nothing would be left. */
  #opening(words: readonly string[], start: number): number {
    if (!this.#opens.has(words[start] ?? '')) return 0;
    for (let length = Math.min(LONGEST, words.length - start - 1); length > 0; length -= 1) {
      if (this.#openings.has(words.slice(start, start + length).join(' '))) return length;
    }
    return 0;
  }

  isStopword(word: string): boolean {
    return this.#stopwords.has(word);
  }

  /** True when a word is a careful one that the base need not know. */
  isEveryday(word: string): boolean {
    return this.#everyday.has(word) || PLACES.has(word);
  }

  /** True when something is asked of another town: "el ibi en Sevilla", not "vengo de Sevilla". */
  isElsewhere(words: readonly string[]): boolean {
    return words.some((word, i) => {
      if (!PLACES.has(word)) return false;
      const before = words.slice(Math.max(0, i - ORIGIN), i);
      return this.#there.has(before.at(-1) ?? '') && !before.some((one) => this.#origin.has(one));
    });
  }

  /** Words that say something; all of them when none does. */
  content(words: readonly string[]): string[] {
    const telling = words.filter((word) => this.#tells(word));
    return telling.length > 0 ? telling : [...words];
  }

  saysSomething(words: readonly string[]): boolean {
    return words.some((word) => this.#tells(word));
  }

  /** A small number tells nothing by itself. */
  #tells(word: string): boolean {
    return !this.#stopwords.has(word) && !/^\d{1,2}$/.test(word);
  }

  stem(word: string): string {
    const remembered = this.#stems.get(word);
    if (remembered !== undefined) return remembered;
    const stem = this.#stemmer ? fold(this.#stemmer.stem(accented(word, this.#language))) : word;
    if (this.#stems.size < 20_000) this.#stems.set(word, stem);
    return stem;
  }

  /** The concepts that a run of words names, the longest phrase first; stopwords count here. */
  concepts(words: readonly string[]): string[] {
    const stems = words.map((word) => this.stem(word));
    const found = new Set<number>();
    for (let i = 0; i < stems.length; i += 1) {
      const longest = this.#beginnings.get(stems[i] ?? '');
      if (longest === undefined) continue;
      for (let length = Math.min(longest, stems.length - i); length > 0; length -= 1) {
        const groups = this.#phrases.get(stems.slice(i, i + length).join(' '));
        if (!groups) continue;
        for (const group of groups) found.add(group);
        break;
      }
    }
    return [...found].map((group) => `=${group}`);
  }

  /** The concepts that a word names by itself. */
  conceptsOf(word: string): readonly string[] {
    const remembered = this.#concepts.get(word);
    if (remembered) return remembered;
    const concepts = this.concepts([word]);
    if (this.#concepts.size < 20_000) this.#concepts.set(word, concepts);
    return concepts;
  }

  /** The words and phrases that share a concept. */
  synonyms(concept: string): readonly string[] {
    return this.#groups[Number(concept.slice(1))] ?? [];
  }

  #learn(text: string, group: number, known: Map<string, string>): void {
    const words = this.words(text).slice(0, LONGEST);
    const stems = words.map((word) => this.stem(word));
    const phrase = stems.join(' ');
    const [first] = stems;
    if (first === undefined) return;
    this.#phrases.set(phrase, [...(this.#phrases.get(phrase) ?? []), group]);
    this.#beginnings.set(first, Math.max(stems.length, this.#beginnings.get(first) ?? 0));
    for (const [i, word] of words.entries()) if (!this.#stopwords.has(word)) known.set(word, stems[i] ?? '');
  }
}

/** The stemmer knows Spanish endings by an accent that folding took away. */
function accented(word: string, language: string): string {
  return language === 'es' || language === 'gl' ? word.replace(/([cs])ion$/, '$1ión') : word;
}
