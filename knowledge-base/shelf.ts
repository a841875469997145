import { letterGrams, wordGrams } from '../nlu/text/grams.ts';
import type { Article, ArticleText } from './article.ts';
import { Bodies, IN_ANSWER, IN_FACTS, IN_QUESTION, IN_VARIANT, type Looked } from './body.ts';
import { Postings } from './postings.ts';
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
  /** The variant that is nearest by words, −1 when none has any of them. */
  variant: number;
}

/** A variant of the shelf, the question being one, too. */
export interface Variant {
  article: number;
  text: string;
}

/** What a variant puts into the indexes. */
interface Parts {
  words: readonly string[];
  keys: ReadonlySet<string>;
  pieces: ReadonlySet<number>;
  phrases: ReadonlySet<number>;
}

const LETTERS = [3, 5] as const;
/** Most articles that are looked at closely. */
const CLOSELY = 12;
/** So many words are remembered with their pieces. */
const REMEMBERED = 4000;

/** The articles of one language, ready to be searched. */
export class Shelf {
  readonly articles: readonly Article[];
  readonly variants: Variant[] = [];
  readonly reader: Reader;
  readonly #nearest = new Postings<string>();
  readonly #bodies = new Bodies<string>();
  readonly #pieces = new Bodies<number>();
  readonly #phrases = new Bodies<number>();
  readonly #spelling: Spelling;
  /** Articles by their variants, word for word. */
  readonly #exact = new Map<string, Set<number>>();
  readonly #known = new Set<string>();
  readonly #looked = new Map<string, Looked<number>>();

  constructor(language: string, articles: readonly Article[], synonyms: readonly (readonly string[])[] = []) {
    this.articles = articles;
    this.reader = new Reader(language, synonyms);
    this.#spelling = new Spelling(language);
    for (const word of this.reader.known.keys()) this.#spelling.addCareful(word);
    for (const { texts } of articles) this.#hear(texts[language]);
    for (const [number, article] of articles.entries()) {
      const text = article.texts[language];
      if (text) this.#add(number, text);
    }
    for (const index of [this.#nearest, this.#bodies, this.#pieces, this.#phrases]) index.settle(articles.length);
  }

  /** Questions and answers are written with care. */
  #hear(text: ArticleText | undefined): void {
    for (const word of this.reader.words(`${text?.question ?? ''} ${plainText(text?.answer ?? '')}`)) this.#spelling.addCareful(word);
  }

  /** The words of a text, those that sound like a careful one written so. */
  words(text: string): string[] {
    return this.reader.words(text).map((word) => (this.reader.isStopword(word) || this.reader.isEveryday(word) ? word : this.#spelling.mend(word)));
  }

  #add(article: number, text: ArticleText): void {
    for (const [i, variant] of [text.question, ...text.variants].entries()) {
      const { words, keys, pieces, phrases } = this.#partsOf(variant);
      const weight = i === 0 ? IN_QUESTION : IN_VARIANT;
      const exact = words.join(' ');
      this.#exact.set(exact, (this.#exact.get(exact) ?? new Set()).add(article));
      this.#nearest.add(article, keys);
      this.#bodies.add(article, keys, weight);
      this.#pieces.add(article, pieces, weight);
      this.#phrases.add(article, phrases, weight);
      this.variants.push({ article, text: variant });
    }
    this.#addSaid(article, text.answer, IN_ANSWER);
    this.#addSaid(article, `${text.plain ?? ''} ${Object.values(text.facts).join(' ')}`, IN_FACTS);
  }

  #addSaid(article: number, said: string, weight: number): void {
    this.#bodies.add(article, this.reader.content(this.words(plainText(said))).map((word) => this.#learn(word)), weight);
  }

  #partsOf(variant: string): Parts {
    const words = this.words(variant);
    const content = this.reader.content(words);
    return {
      words,
      keys: new Set([...content.map((word) => this.#learn(word)), ...this.reader.concepts(words)]),
      pieces: piecesOf(content),
      phrases: phrasesOf(words.map((word) => this.reader.stem(word))),
    };
  }

  #learn(word: string): string {
    this.#spelling.add(word);
    this.#known.add(word);
    return this.reader.stem(word);
  }

  /** A text as a query: misspelt words mended, synonyms found. */
  read(text: string): Query {
    const all = this.words(text);
    const telling = new Set(this.reader.content(all));
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

  #meaningOf(word: string): Meaning {
    const stem = this.reader.stem(word);
    if (this.#known.has(word) || this.#bodies.has(stem) || this.reader.known.has(word)) return [{ key: stem, weight: 1, word }];
    if (this.reader.isEveryday(word)) return [];
    return this.#spelling.meant(word).map((meant) => ({ key: this.reader.stem(meant.word), weight: meant.weight, word: meant.word }));
  }

  /** The articles that come near, roughly in order. `skip` is a variant that is not to count, to see what the base says without it. */
  search(query: Query, skip = -1): Signals[] {
    const count = this.articles.length;
    const skipped = this.variants[skip];
    const left = skipped && this.#partsOf(skipped.text);
    const of = skipped?.article;
    const groups = [...query.words.map(({ meaning }) => meaning), ...query.concepts.map((key) => [{ key, weight: 1 }])];
    const nearest = this.#nearest.nearest(groups, count, skip);
    const body = this.#bodies.score(groups, count, of, left?.keys);
    const pieces = left
      ? this.#pieces.scoreKeys(piecesOf(query.words.map(({ word }) => word)), count, of, left.pieces)
      : this.#pieces.scoreLooked(query.words.map(({ word }) => this.#piecesOf(word)), count);
    const phrases = this.#phrases.scoreKeys(phrasesOf(query.stems), count, of, left?.phrases);
    const exact = skip < 0 ? this.#exact.get(query.exact) : undefined;
    const found: { score: number; signals: Signals }[] = [];
    let least = 0;
    for (let article = 0; article < count; article += 1) {
      const isExact = exact?.has(article) ? 1 : 0;
      const score = 4 * isExact + (nearest.scores[article] as number) + 3 * (body[article] as number) + 2 * (pieces[article] as number) + (phrases[article] as number);
      if (score <= least) continue;
      least = keepBest(found, score, {
        article, words: nearest.scores[article] as number, body: body[article] as number, pieces: pieces[article] as number, phrases: phrases[article] as number,
        exact: isExact, variant: nearest.texts[article] as number,
      });
    }
    return found.map(({ signals }) => signals);
  }

  #piecesOf(word: string): Looked<number> {
    const remembered = this.#looked.get(word);
    if (remembered) return remembered;
    const looked = this.#pieces.look(piecesOf([word]));
    if (this.#looked.size >= REMEMBERED) this.#looked.clear();
    this.#looked.set(word, looked);
    return looked;
  }

  /** The share of what a query says that the base knows, and that one article says, 0–1, words and their synonyms alone. */
  shares(query: Query, article: number | undefined): { known: number; said: number } {
    let known = 0;
    let said = 0;
    let total = 0;
    for (const { word, meaning } of query.words) {
      const [best] = meaning;
      const weight = this.#bodies.idf(best?.key ?? '');
      total += weight;
      if (best && this.#bodies.has(best.key)) known += weight * best.weight;
      if (article === undefined) continue;
      const direct = meaning.find(({ key }) => this.#bodies.says(article, key));
      const meant = this.reader.conceptsOf(best?.word ?? word).some((concept) => this.#bodies.says(article, concept));
      said += weight * Math.max(direct?.weight ?? 0, meant ? (best?.weight ?? 0) : 0);
    }
    return total > 0 ? { known: known / total, said: said / total } : { known, said };
  }
}

/** Puts an article where it belongs among the best, if it does; returns the score that the next one must exceed. */
function keepBest(best: { score: number; signals: Signals }[], score: number, signals: Signals): number {
  let place = best.length;
  while (place > 0 && score > (best[place - 1]?.score ?? 0)) place -= 1;
  best.splice(place, 0, { score, signals });
  if (best.length > CLOSELY) best.pop();
  return best.length < CLOSELY ? 0 : (best.at(-1)?.score ?? 0);
}

function piecesOf(words: readonly string[]): Set<number> {
  const found = new Set<number>();
  letterGrams(words, ...LETTERS, (hash) => found.add(hash));
  return found;
}

function phrasesOf(stems: readonly string[]): Set<number> {
  const found = new Set<number>();
  wordGrams(stems, (hash) => found.add(hash));
  return found;
}

/** Markdown without its marks and the addresses of its links. */
function plainText(markdown: string): string {
  return markdown.replace(/\]\([^)]*\)/g, ' ').replace(/[*_#`|[\]]/g, ' ');
}
