import { squeeze } from './fold.ts';
import { type Token, type Tokens, wordsOf } from './tokens.ts';
import data from './words/languages.json' with { type: 'json' };

/** `confidence` 0–1; 0 when the text says nothing about its language. */
export interface LanguageGuess {
  language: string;
  confidence: number;
}

export interface Languages {
  /** The language of a text; the expected one wins where the text does not tell. `skip` marks tokens that are names (a street, an e-mail). */
  identify(tokens: Tokens, expected: string, skip?: (index: number) => boolean): LanguageGuess;
}

/** A word that a language does not have counts against it by no more than this (natural logarithm). */
const WORST_WORD = -3;
/** An unknown word tells by its letters alone, and less. */
const WORST_LETTERS = -1.5;
/** Languages that the council does not answer in must be heard clearly. */
const FOREIGN = -2;
const EXPECTED = 0.4;
/** The most that letters alone, without one known word, can prove. */
const LETTERS_ALONE = 0.55;
/** A word of a frequency list stands for this many occurrences. */
const LISTED = 3;

/** Knows the languages of `words/languages.json`; the council's own texts teach it their words. */
export function createLanguages(examples: Iterable<{ language: string; text: string }> = []): Languages {
  const model = new Model(Object.keys(data).filter((language) => language !== ''));
  for (const word of data[''].words.split(' ')) model.neutral.add(word);
  for (const [language, { words, sample }] of Object.entries(data)) {
    if (language === '') continue;
    for (const word of words.split(' ')) model.learn(language, word, LISTED);
    for (const word of wordsOf(sample)) model.learn(language, word, 1);
  }
  const own = new Set(['es', 'en']);
  for (const { language, text } of examples) {
    own.add(language);
    for (const word of wordsOf(text)) model.learn(language, word, 1);
  }
  model.close();
  return { identify: (tokens, expected, skip) => identify(model, own, tokens, expected, skip) };
}

function identify(model: Model, own: ReadonlySet<string>, { tokens, text }: Tokens, expected: string, skip?: (index: number) => boolean): LanguageGuess {
  const { languages } = model;
  const sums = new Float64Array(languages.length);
  let known = 0;
  let unknown = 0;
  for (const [i, token] of tokens.entries()) {
    const word = squeeze(token.word);
    if (skip?.(i) || isInName(tokens, text, i) || model.neutral.has(word) || !/^\p{L}{2,}$/u.test(word)) continue;
    const scores = model.words.get(word);
    if (scores) {
      known += 1;
      add(sums, scores);
    } else if (i === 0 || !isName(text, token.start)) {
      unknown += 1;
      add(sums, model.letters(word));
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

const PARTICLES = new Set(['de', 'del', 'la', 'las', 'los', 'y', 'i', 'da', 'do', 'dos', 'di', 'van', 'von', 'al', 'el', 'ben', 'bin']);

/** A particle between two names: "María del Mar". */
function isInName(tokens: readonly Token[], text: string, at: number): boolean {
  if (!PARTICLES.has(tokens[at]?.word ?? '')) return false;
  const beyond = (step: number): Token | undefined => {
    let i = at + step;
    while (PARTICLES.has(tokens[i]?.word ?? '')) i += step;
    return tokens[i];
  };
  return [beyond(-1), beyond(1)].every((token) => token !== undefined && isName(text, token.start));
}

/** Written like a name: a capital and then a small letter. */
function isName(text: string, at: number): boolean {
  return /^\p{Lu}\p{Ll}/u.test(text.slice(at, at + 4));
}

function add(sums: Float64Array, scores: Float32Array): void {
  for (let i = 0; i < sums.length; i += 1) sums[i] = (sums[i] ?? 0) + (scores[i] ?? 0);
}

/** How often each language uses each word and each three letters. */
class Model {
  readonly languages: readonly string[];
  readonly neutral = new Set<string>();
  /** Per word: how much it speaks against each language, 0 for the one that uses it most. */
  readonly words = new Map<string, Float32Array>();
  readonly #trigrams = new Map<string, Float32Array>();
  readonly #absent: Float32Array;
  readonly #seen = new Map<string, Float32Array>();

  constructor(languages: readonly string[]) {
    this.languages = languages;
    this.#absent = new Float32Array(languages.length);
  }

  learn(language: string, word: string, times: number): void {
    const i = this.languages.indexOf(language);
    if (i < 0 || this.neutral.has(word) || /\p{N}/u.test(word)) return;
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
    for (const counts of this.words.values()) toScores(counts, wordTotals, 1e-4, WORST_WORD);
    for (const row of this.#trigrams.values()) toLogs(row, letterTotals);
    for (let i = 0; i < languages.length; i += 1) this.#absent[i] = Math.log(0.2 / ((letterTotals[i] ?? 0) + 1000));
  }

  /** What the letters of a word that no language knows say. */
  letters(word: string): Float32Array {
    const remembered = this.#seen.get(word);
    if (remembered) return remembered;
    const sums = new Float32Array(this.languages.length);
    for (const trigram of trigrams(word.slice(0, 24))) {
      const row = this.#trigrams.get(trigram) ?? this.#absent;
      for (let i = 0; i < sums.length; i += 1) sums[i] = (sums[i] ?? 0) + (row[i] ?? 0);
    }
    const best = Math.max(...sums);
    for (let i = 0; i < sums.length; i += 1) sums[i] = Math.max(WORST_LETTERS, (sums[i] ?? 0) - best);
    if (this.#seen.size < 5000) this.#seen.set(word, sums);
    return sums;
  }
}

function rowOf(rows: Map<string, Float32Array>, key: string, length: number): Float32Array {
  const found = rows.get(key) ?? new Float32Array(length);
  rows.set(key, found);
  return found;
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
