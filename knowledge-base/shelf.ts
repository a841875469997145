import type { Article } from './article.ts';
import { Bodies, type Group, type Looked } from './body.ts';
import { Entry, type Indexes, phraseKeys, piecesOf } from './entry.ts';
import { Spelling } from './spelling.ts';
import { Reader } from './terms.ts';

/** What one word of a query may stand for, best first; nothing when nobody knows it. */
export type Meaning = readonly { key: string; weight: number; word: string }[];

export interface QueryWord {
  word: string;
  meaning: Meaning;
}

export interface Query {
  /** The words that say something. */
  words: readonly QueryWord[];
  /** What synonyms share. */
  concepts: readonly string[];
  /** All words, misspelt ones mended, as stems. */
  stems: readonly string[];
  exact: string;
  /** False when not one word says anything: "no es eso", "1". */
  says: boolean;
  /** True when it is asked of another town. */
  elsewhere: boolean;
}

/** What speaks for one article. */
export interface Signals {
  article: number;
  /** Nearness of the nearest variant by its words, 0–1. */
  words: number;
  /** Shares of what the query says that the article says, too, 0–1: by words, by pieces of words, by words in their order. */
  body: number;
  pieces: number;
  phrases: number;
  /** 1 when a variant says it word for word. */
  exact: number;
  /** The place of the variant that is nearest by words, 0 the question; −1 when none has any of them. */
  variant: number;
}

/** A variant of the shelf, the question being one, too. */
export interface Variant {
  article: number;
  /** Its place in the article, 0 for the question. */
  place: number;
  text: string;
}

const NUMBER = /^\d+$/;
/** Most articles that are looked at closely. */
const CLOSELY = 12;
/** So many words are remembered with their pieces. */
const REMEMBERED = 4000;
/** What a word is worth that is another way to say the query's. */
const SYNONYM = 0.9;

/** The articles of one language, ready to be searched. They come and go one by one; a search finds what it would had all been put in anew. */
export class Shelf {
  readonly reader: Reader;
  readonly #language: string;
  readonly #indexes: Indexes;
  /** By number; a number that is free has none. */
  readonly #entries: (Entry | undefined)[] = [];
  readonly #numbers = new Map<string, number>();
  /** Articles by their variants, word for word. */
  readonly #exact = new Map<string, number[]>();
  readonly #looked = new Map<string, Looked<number>>();
  /** What each key of a query is worth in a variant, and which part of the query it stands for. */
  #worth = new Float64Array(0);
  #part = new Int32Array(0);
  #change = 0;

  constructor(language: string, articles: readonly Article[], synonyms: readonly (readonly string[])[] = []) {
    this.reader = new Reader(language, synonyms);
    this.#language = language;
    this.#indexes = { reader: this.reader, spelling: new Spelling(language), words: new Bodies(), pieces: new Bodies(), phrases: new Bodies() };
    for (const word of this.reader.known.keys()) this.#indexes.spelling.addCareful(word);
    for (const article of articles) this.#receive(article)?.hear(this.#indexes);
    for (const number of this.#entries.keys()) this.#index(number);
  }

  /** By number; a number that is free has none. */
  get articles(): readonly (Article | undefined)[] {
    return this.#entries.map((entry) => entry?.article);
  }

  get variants(): Variant[] {
    return this.#entries.flatMap((entry, article) => entry?.texts.map((text, place) => ({ article, place, text })) ?? []);
  }

  get size(): number {
    return this.#numbers.size;
  }

  article(number: number): Article | undefined {
    return this.#entries[number]?.article;
  }

  variant(article: number, place: number): string | undefined {
    return this.#entries[article]?.texts[place];
  }

  /** Takes an article in, or what it says now instead of what it said. */
  put(article: Article): void {
    const sounds = this.#forget(article.id);
    const entry = this.#receive(article);
    for (const sound of entry?.hear(this.#indexes) ?? []) sounds.add(sound);
    this.#readAgain(sounds);
    const number = this.#numbers.get(article.id);
    if (number !== undefined) this.#index(number);
    this.#changed();
  }

  remove(id: string): void {
    this.#readAgain(this.#forget(id));
    this.#changed();
  }

  #changed(): void {
    this.#change += 1;
    this.#looked.clear();
  }

  #receive(article: Article): Entry | undefined {
    const text = article.texts[this.#language];
    if (!text) return undefined;
    const entry = new Entry(article, text, this.#indexes);
    const free = this.#numbers.size < this.#entries.length ? this.#entries.indexOf(undefined) : -1;
    const number = free < 0 ? this.#entries.length : free;
    this.#entries[number] = entry;
    this.#numbers.set(article.id, number);
    return entry;
  }

  /** Takes an article away; returns the sounds of the words that it had with care. */
  #forget(id: string): Set<string> {
    const number = this.#numbers.get(id);
    const entry = this.#entries[number ?? -1];
    if (number === undefined || !entry) return new Set();
    this.#unindex(number, entry);
    this.#numbers.delete(id);
    this.#entries[number] = undefined;
    return entry.unhear(this.#indexes);
  }

  /** A careful word more or less mends others otherwise: the articles that have them are read again. */
  #readAgain(sounds: ReadonlySet<string>): void {
    if (!this.#indexes.spelling.hears) return;
    for (const [number, entry] of this.#entries.entries()) {
      if (!entry?.isMisread(sounds, this.#indexes)) continue;
      this.#unindex(number, entry);
      this.#index(number);
    }
  }

  #index(number: number): void {
    const entry = this.#entries[number];
    if (!entry) return;
    entry.put(number, this.#indexes);
    for (const exact of entry.exact) this.#exact.set(exact, [...(this.#exact.get(exact) ?? []), number]);
  }

  #unindex(number: number, entry: Entry): void {
    for (const exact of entry.exact) {
      const left = (this.#exact.get(exact) ?? []).filter((one) => one !== number);
      if (left.length > 0) this.#exact.set(exact, left);
      else this.#exact.delete(exact);
    }
    entry.remove(number, this.#indexes);
  }

  /** The words of a text, those that sound like a careful one written so. */
  words(text: string): string[] {
    const { spelling } = this.#indexes;
    return this.reader.words(text).map((word) => (this.reader.isStopword(word) || this.reader.isEveryday(word) ? word : spelling.mend(word)));
  }

  /** A text as a query: misspelt words mended, synonyms found. */
  read(text: string): Query {
    const all = this.words(text);
    const telling = this.#tellingOf(all);
    const words = new Map<string, QueryWord>();
    const mended = all.map((word) => {
      if (!telling.has(word)) return word;
      const known = words.get(word) ?? { word, meaning: this.#meaningOf(word) };
      words.set(word, known);
      return known.meaning[0]?.word ?? word;
    });
    return {
      words: [...words.values()], concepts: this.reader.concepts(mended),
      stems: mended.map((word) => this.reader.stem(word)), exact: mended.join(' '),
      says: this.reader.saysSomething(all), elsewhere: this.reader.isElsewhere(all),
    };
  }

  /** What the articles must answer to: not the number of a fine or of a house, which none of them has. */
  #tellingOf(all: readonly string[]): ReadonlySet<string> {
    const content = this.reader.content(all);
    const told = content.filter((word) => !NUMBER.test(word) || this.#indexes.words.has(word));
    return new Set(told.length > 0 ? told : content);
  }

  #meaningOf(word: string): Meaning {
    const stem = this.reader.stem(word);
    if (this.#indexes.words.has(stem) || this.reader.known.has(word)) return [{ key: stem, weight: 1, word }];
    if (this.reader.isEveryday(word)) return [];
    return this.#indexes.spelling.meant(word).map((meant) => ({ key: this.reader.stem(meant.word), weight: meant.weight, word: meant.word }));
  }

  /** The articles that come near, roughly in order. `skip` is a variant that is not to count, to see what the base says without it. */
  search(query: Query, skip?: Variant): Signals[] {
    const { words, pieces, phrases } = this.#indexes;
    const left = skip && this.#entries[skip.article]?.brought(skip.place, this.#indexes);
    const of = skip?.article;
    const said = words.score(this.#merged(query), of, left?.words);
    const bits = left
      ? pieces.scoreKeys(piecesOf(query.words.map(({ word }) => word)), of, left.pieces)
      : pieces.scoreLooked(query.words.map(({ word }) => this.#piecesOf(word)));
    const order = phrases.scoreKeys(phraseKeys(query.stems), of, left?.phrases);
    const exact = skip ? undefined : this.#exact.get(query.exact);
    const found: { score: number; article: number; id: string }[] = [];
    let least = 0;
    for (let article = 0; article < this.#entries.length; article += 1) {
      const isExact = exact?.includes(article) ? 1 : 0;
      const score = 4 * isExact + 3 * (said[article] as number) + 2 * (bits[article] as number) + (order[article] as number);
      if (score === 0 || score < least) continue;
      least = keepBest(found, { score, article, id: this.#entries[article]?.article.id ?? '' });
    }
    const nearest = this.#nearest(query, found.map(({ article }) => article), skip);
    return found.map(({ article }, i) => ({
      article, words: nearest[i]?.near ?? 0, body: said[article] as number, pieces: bits[article] as number, phrases: order[article] as number,
      exact: exact?.includes(article) ? 1 : 0, variant: nearest[i]?.place ?? -1,
    }));
  }

  /** What an article may say for each part of a query: the word, what it may be a misspelling of, or another word for the same. */
  #merged(query: Query): Group<string>[] {
    const left = new Set(query.concepts);
    const groups = query.words.map(({ meaning }): Group<string> => {
      const [best] = meaning;
      const concepts = best ? this.reader.conceptsOf(best.word) : [];
      for (const concept of concepts) left.delete(concept);
      return concepts.length === 0 ? meaning : [...meaning, ...concepts.map((key) => ({ key, weight: SYNONYM * (best?.weight ?? 0) }))];
    });
    return [...groups, ...[...left].map((key) => [{ key, weight: 1 }])];
  }

  /** The cosine between a query and the nearest variant of each of some articles. */
  #nearest(query: Query, articles: readonly number[], skip: Variant | undefined): { near: number; place: number }[] {
    const { words } = this.#indexes;
    const groups = [...query.words.map(({ meaning }) => meaning), ...query.concepts.map((key) => [{ key, weight: 1 }])];
    const norm = this.#weigh(groups);
    const best = new Float64Array(groups.length);
    const found = articles.map((article) => {
      const entry = this.#entries[article];
      return entry ? this.#nearestOf(entry, norm, best, skip?.article === article ? skip.place : -1) : { near: 0, place: -1 };
    });
    for (const group of groups) for (const { key } of group) this.#worth[words.find(key)] = 0;
    return found;
  }

  #nearestOf(entry: Entry, norm: number, best: Float64Array, skipped: number): { near: number; place: number } {
    const norms = entry.norms(this.#indexes.words, this.#change);
    const { variants } = entry;
    let near = 0;
    let place = -1;
    for (let i = 0; i < variants.length; i += 1) {
      if (i === skipped) continue;
      const sum = this.#overlap(variants[i] as Int32Array, best);
      if (sum === 0) continue;
      const score = sum / ((norms[i] as number) * norm);
      if (score <= near) continue;
      near = score;
      place = i;
    }
    return { near, place };
  }

  /** Lays out what the keys of a query are worth; returns its length as a vector. */
  #weigh(groups: readonly Group<string>[]): number {
    const { words } = this.#indexes;
    if (this.#worth.length < words.keys) {
      this.#worth = new Float64Array(words.keys * 2);
      this.#part = new Int32Array(words.keys * 2);
    }
    let sum = 0;
    for (const [part, group] of groups.entries()) {
      sum += words.idf(group[0]?.key ?? '') ** 2;
      for (const { key, weight } of group) {
        const id = words.find(key);
        const worth = weight * words.idfOf(id) ** 2;
        if (id < 0 || worth <= (this.#worth[id] as number)) continue;
        this.#worth[id] = worth;
        this.#part[id] = part;
      }
    }
    return Math.sqrt(sum) || 1;
  }

  /** What a variant says of a query; of several ways to say the same part only the best counts. `best` is all nought, before and after. */
  #overlap(keys: Int32Array, best: Float64Array): number {
    const worths = this.#worth;
    let sum = 0;
    for (let i = 0; i < keys.length; i += 1) {
      const worth = worths[keys[i] as number] as number;
      if (worth === 0) continue;
      const part = this.#part[keys[i] as number] as number;
      const before = best[part] as number;
      if (worth <= before) continue;
      sum += worth - before;
      best[part] = worth;
    }
    if (sum > 0) best.fill(0);
    return sum;
  }

  #piecesOf(word: string): Looked<number> {
    const remembered = this.#looked.get(word);
    if (remembered) return remembered;
    const looked = this.#indexes.pieces.look(piecesOf([word]));
    if (this.#looked.size >= REMEMBERED) this.#looked.clear();
    this.#looked.set(word, looked);
    return looked;
  }

  /** The share of what a query says that the base knows, and that one article says, words and their synonyms alone; and how telling its most telling word is that the article does not say; 0–1. */
  shares(query: Query, article: number | undefined): { known: number; said: number; unsaid: number } {
    const { words } = this.#indexes;
    let known = 0;
    let said = 0;
    let unsaid = 0;
    let total = 0;
    const most = words.idf('');
    for (const { word, meaning } of query.words) {
      const [best] = meaning;
      const weight = words.idf(best?.key ?? '');
      total += weight;
      if (best && words.has(best.key)) known += weight * best.weight;
      if (article === undefined) continue;
      const direct = meaning.find(({ key }) => words.says(article, key));
      const meant = this.reader.conceptsOf(best?.word ?? word).some((concept) => words.says(article, concept));
      const share = Math.max(direct?.weight ?? 0, meant ? (best?.weight ?? 0) : 0);
      said += weight * share;
      unsaid = Math.max(unsaid, ((1 - share) * weight) / most);
    }
    return total > 0 ? { known: known / total, said: said / total, unsaid } : { known, said, unsaid };
  }
}

/** Puts an article where it belongs among the best, if it does; returns the score that the next one must reach. */
function keepBest<T extends { score: number; id: string }>(best: T[], one: T): number {
  let place = best.length;
  while (place > 0 && isBefore(one, best[place - 1])) place -= 1;
  best.splice(place, 0, one);
  if (best.length > CLOSELY) best.pop();
  return best.length < CLOSELY ? 0 : (best.at(-1)?.score ?? 0);
}

function isBefore(one: { score: number; id: string }, other: { score: number; id: string } | undefined): boolean {
  return !other || one.score > other.score || (one.score === other.score && one.id < other.id);
}
