import { fromBytes, toBytes } from './bytes.ts';
import { squeeze } from './fold.ts';
import { type Token, type Tokens, wordsOf } from './tokens.ts';
import data from './words/languages.json' with { type: 'json' };
import marks from './words/marks.json' with { type: 'json' };

/** `confidence` 0–1; 0 when the text says nothing about its language. */
export interface LanguageGuess {
  language: string;
  confidence: number;
}

export interface Languages {
  /** The language of a text; the expected one wins where the text does not tell. `skip` marks tokens that are names (a street, an e-mail). */
  identify(tokens: Tokens, expected: string, skip?: (index: number) => boolean): LanguageGuess;
  /** What `storedLanguages` reads. */
  toBytes(): Uint8Array;
}

/** A word that a language does not have counts against it by no more than this (natural logarithm). */
const WORST_WORD = -3;
/** A word that only the council's texts teach may be used elsewhere as well. */
const WORST_TAUGHT = -1;
/** A letter that a language does not write. */
const WRONG_MARK = -1.2;
/** An unknown word tells by its letters alone, and less. */
const WORST_LETTERS = -1.5;
/** Languages that the council does not answer in must be heard clearly. */
const FOREIGN = -1.5;
const EXPECTED = 0.4;
/** The most that letters alone, without one known word, can prove. */
const LETTERS_ALONE = 0.55;
/** A word of a frequency list stands for this many occurrences. */
const LISTED = 3;

/** Knows the languages of `words/languages.json`; the council's own texts teach it their words. */
export function createLanguages(examples: Iterable<{ language: string; text: string }> = []): Languages {
  const model = new Model(Object.keys(data).filter((language) => language !== ''));
  for (const [language, { words, sample }] of Object.entries(data)) {
    if (language === '') continue;
    for (const word of words.split(' ')) model.learn(language, word, LISTED);
    for (const word of wordsOf(sample)) model.learn(language, word, 1);
  }
  const own = new Set(['es', 'en']);
  for (const { language, text } of examples) {
    own.add(language);
    for (const word of wordsOf(text)) model.learn(language, word, 1, true);
  }
  model.close();
  return languagesOf(model, own);
}

/** What `toBytes` wrote, as it was: quicker than to learn it again. Throws a TypeError when the bytes are something else. */
export function storedLanguages(bytes: Uint8Array): Languages {
  const { about, arrays } = fromBytes(bytes);
  const { kind, own, ...state } = about as Head;
  const [words, trigrams, absent] = arrays;
  if (kind !== 'languages' || !(words instanceof Float32Array) || !(trigrams instanceof Float32Array) || !(absent instanceof Float32Array)) throw new TypeError('not stored languages');
  return languagesOf(Model.from({ ...state, rows: { words, trigrams, absent } }), new Set(own));
}

interface Head extends Pick<ModelState, 'languages' | 'words' | 'trigrams'> {
  kind: 'languages';
  own: readonly string[];
}

function languagesOf(model: Model, own: ReadonlySet<string>): Languages {
  return {
    identify: (tokens, expected, skip) => identify(model, own, tokens, expected, skip),
    toBytes() {
      const { languages, words, trigrams, rows } = model.state();
      const head: Head = { kind: 'languages', own: [...own], languages, words, trigrams };
      return toBytes({ about: head, arrays: [rows.words, rows.trigrams, rows.absent] });
    },
  };
}

function identify(model: Model, own: ReadonlySet<string>, { tokens, text, folded, to }: Tokens, expected: string, skip?: (index: number) => boolean): LanguageGuess {
  const { languages } = model;
  const sums = new Float64Array(languages.length);
  let known = 0;
  let unknown = 0;
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i] as Token;
    const heard = model.hear(isElided(folded, to[i] ?? 0) ? `${token.word}'` : token.word);
    if (!heard || skip?.(i) || isInName(tokens, text, i)) continue;
    if (i === 0 || !isName(text, token.start)) addMarks(sums, languages, text, token);
    if (heard.known) {
      known += 1;
      add(sums, heard.scores);
    } else if (i === 0 || !isName(text, token.start)) {
      unknown += 1;
      add(sums, heard.scores);
    }
  }
  if (known + unknown === 0) return { language: expected, confidence: 0 };
  for (const [i, language] of languages.entries()) sums[i] = (sums[i] ?? 0) + (own.has(language) ? 0 : FOREIGN) + (language === expected ? EXPECTED : 0);
  return decide(languages, sums, known);
}

function decide(languages: readonly string[], sums: Float64Array, known: number): LanguageGuess {
  let best = 0;
  for (let i = 1; i < sums.length; i += 1) if ((sums[i] ?? 0) > (sums[best] ?? 0)) best = i;
  let total = 0;
  for (const sum of sums) total += Math.exp(sum - (sums[best] ?? 0));
  const confidence = known === 0 ? Math.min(1 / total, LETTERS_ALONE) : 1 / total;
  return { language: languages[best] ?? '', confidence };
}

const LANGUAGES_OF_MARK = new Map(Object.entries(marks).map(([mark, languages]) => [mark, new Set(languages.split(' '))]));
const BEYOND_ASCII = /[^\0-\x7f]/;

/** Letters that not all languages write speak against the others. */
function addMarks(sums: Float64Array, languages: readonly string[], text: string, { start, end }: Token): void {
  const written = text.slice(start, end);
  if (!BEYOND_ASCII.test(written)) return;
  for (const mark of new Set(written.slice(0, LONGEST_WORD).normalize('NFC').toLowerCase())) {
    const users = LANGUAGES_OF_MARK.get(mark);
    if (users) for (const [i, language] of languages.entries()) if (!users.has(language)) sums[i] = (sums[i] ?? 0) + WRONG_MARK;
  }
}

const LONGEST_WORD = 24;

/** "L'eau", "d'aigua", "don't": an apostrophe and a letter follow. */
function isElided(folded: string, end: number): boolean {
  return folded[end] === "'" && /^\p{L}/u.test(folded.slice(end + 1, end + 3));
}

const PARTICLES = new Set(['de', 'del', 'la', 'las', 'los', 'y', 'i', 'da', 'do', 'dos', 'di', 'van', 'von', 'al', 'el', 'ben', 'bin']);

/** A particle between two names: "María del Mar". */
function isInName(tokens: readonly Token[], text: string, at: number): boolean {
  if (!PARTICLES.has(tokens[at]?.word ?? '')) return false;
  return isNameBeyond(tokens, text, at, -1) && isNameBeyond(tokens, text, at, 1);
}

function isNameBeyond(tokens: readonly Token[], text: string, at: number, step: number): boolean {
  let i = at + step;
  while (PARTICLES.has(tokens[i]?.word ?? '')) i += step;
  const token = tokens[i];
  return token !== undefined && isName(text, token.start);
}

const SMALL_A = 97;
const SMALL_Z = 122;

/** Written like a name: a capital and then a small letter. */
function isName(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return !(code >= SMALL_A && code <= SMALL_Z) && /^\p{Lu}\p{Ll}/u.test(text.slice(at, at + 4));
}

function add(sums: Float64Array, scores: Float32Array): void {
  for (let i = 0; i < sums.length; i += 1) sums[i] = (sums[i] as number) + (scores[i] as number);
}

/** What a word says about the language it is in. */
interface HeardWord {
  known: boolean;
  scores: Float32Array;
}

const REMEMBERED = 5000;

/** What a model knows, as it can be stored: words and trigrams one after the other, separated by line ends, and a row of numbers for each, one per language. */
interface ModelState {
  languages: readonly string[];
  words: string;
  trigrams: string;
  rows: { words: Float32Array; trigrams: Float32Array; absent: Float32Array };
}

/** How often each language uses each word and each three letters. */
class Model {
  readonly languages: readonly string[];
  readonly neutral: ReadonlySet<string> = new Set(data[''].words.split(' '));
  /** Per word: how much it speaks against each language, 0 for the one that uses it most. */
  readonly words: Map<string, Float32Array>;
  readonly #trigrams: Map<string, Float32Array>;
  readonly #absent: Float32Array;
  readonly #heard = new Map<string, HeardWord | null>();
  /** While it learns: words that no list has. */
  readonly #taught = new Set<string>();

  constructor(languages: readonly string[], words = new Map<string, Float32Array>(), trigrams = new Map<string, Float32Array>(), absent: Float32Array = new Float32Array(languages.length)) {
    this.languages = languages;
    this.words = words;
    this.#trigrams = trigrams;
    this.#absent = absent;
  }

  static from({ languages, words, trigrams, rows }: ModelState): Model {
    return new Model(languages, rowsFrom(words, rows.words, languages.length), rowsFrom(trigrams, rows.trigrams, languages.length), rows.absent);
  }

  state(): ModelState {
    const { languages, words } = this;
    const rows = { words: joined(words, languages.length), trigrams: joined(this.#trigrams, languages.length), absent: this.#absent };
    return { languages, words: [...words.keys()].join('\n'), trigrams: [...this.#trigrams.keys()].join('\n'), rows };
  }

  learn(language: string, word: string, times: number, taught = false): void {
    const i = this.languages.indexOf(language);
    if (i < 0 || this.neutral.has(word) || /\p{N}/u.test(word)) return;
    if (taught && !this.words.has(word)) this.#taught.add(word);
    const counts = rowOf(this.words, word, this.languages.length);
    counts[i] = (counts[i] ?? 0) + times;
  }

  /** Turns counts into scores. */
  close(): void {
    const { languages } = this;
    const wordTotals = new Float64Array(languages.length);
    const letterTotals = new Float64Array(languages.length);
    for (const [word, counts] of this.words) {
      for (let i = 0; i < languages.length; i += 1) {
        const count = counts[i] ?? 0;
        if (count === 0) continue;
        wordTotals[i] = (wordTotals[i] ?? 0) + count;
        for (const trigram of trigrams(word)) {
          const row = rowOf(this.#trigrams, trigram, languages.length);
          row[i] = (row[i] ?? 0) + 1;
          letterTotals[i] = (letterTotals[i] ?? 0) + 1;
        }
      }
    }
    for (const [word, counts] of this.words) toScores(counts, wordTotals, 1e-4, this.#taught.has(word) ? WORST_TAUGHT : WORST_WORD);
    for (const row of this.#trigrams.values()) toLogs(row, letterTotals);
    for (let i = 0; i < languages.length; i += 1) this.#absent[i] = Math.log(0.2 / ((letterTotals[i] ?? 0) + 1000));
  }

  /** What a word says; null when it says nothing. */
  hear(written: string): HeardWord | null {
    const remembered = this.#heard.get(written);
    if (remembered !== undefined) return remembered;
    const word = squeeze(written);
    const scores = this.neutral.has(word) || !/^(?:\p{L}{2,}|\p{L}+')$/u.test(word) ? null : (this.words.get(word) ?? this.#letters(word));
    const heard = scores && { known: this.words.has(word), scores };
    if (this.#heard.size >= REMEMBERED) this.#heard.clear();
    this.#heard.set(written, heard);
    return heard;
  }

  /** What the letters of a word that no language knows say. */
  #letters(word: string): Float32Array {
    const sums = new Float32Array(this.languages.length);
    for (const trigram of trigrams(word.slice(0, LONGEST_WORD))) {
      const row = this.#trigrams.get(trigram) ?? this.#absent;
      for (let i = 0; i < sums.length; i += 1) sums[i] = (sums[i] ?? 0) + (row[i] ?? 0);
    }
    const best = Math.max(...sums);
    for (let i = 0; i < sums.length; i += 1) sums[i] = Math.max(WORST_LETTERS, (sums[i] ?? 0) - best);
    return sums;
  }
}

function rowOf(rows: Map<string, Float32Array>, key: string, length: number): Float32Array {
  const found = rows.get(key) ?? new Float32Array(length);
  rows.set(key, found);
  return found;
}

function joined(rows: ReadonlyMap<string, Float32Array>, length: number): Float32Array {
  const all = new Float32Array(rows.size * length);
  let place = 0;
  for (const row of rows.values()) {
    all.set(row, place);
    place += length;
  }
  return all;
}

/** Rows that look into the stored numbers: nothing is copied. */
function rowsFrom(keys: string, all: Float32Array, length: number): Map<string, Float32Array> {
  return new Map(keys.split('\n').map((key, i) => [key, all.subarray(i * length, (i + 1) * length)]));
}

function toScores(counts: Float32Array, totals: Float64Array, floor: number, worst: number): void {
  for (let i = 0; i < counts.length; i += 1) counts[i] = (counts[i] ?? 0) / Math.max(totals[i] ?? 0, 300) + floor;
  const best = Math.max(...counts);
  for (let i = 0; i < counts.length; i += 1) counts[i] = Math.max(worst, Math.log((counts[i] ?? 0) / best));
}

function toLogs(row: Float32Array, totals: Float64Array): void {
  for (let i = 0; i < row.length; i += 1) row[i] = Math.log(((row[i] ?? 0) + 0.2) / ((totals[i] ?? 0) + 1000));
}

function* trigrams(word: string): Generator<string> {
  const framed = ` ${word} `;
  for (let i = 0; i + 3 <= framed.length; i += 1) yield framed.slice(i, i + 3);
}
