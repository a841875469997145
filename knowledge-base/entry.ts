import { letterGrams, wordGrams } from '../nlu/text/grams.ts';
import type { Article, ArticleText } from './article.ts';
import { type Bodies, type Counts, IN_ANSWER, IN_FACTS, IN_QUESTION, IN_VARIANT } from './body.ts';
import type { Spelling } from './spelling.ts';
import type { Reader } from './terms.ts';

const LETTERS = [3, 5] as const;

/** Where the words of a language's articles are kept. */
export interface Indexes {
  reader: Reader;
  spelling: Spelling;
  words: Bodies<string>;
  pieces: Bodies<number>;
  phrases: Bodies<number>;
}

/** One text of an article as words before they are mended. */
interface Said {
  raw: readonly string[];
  /** What each telling word counts, tenths. */
  weight: number;
}

/** What one variant brings to its article. */
export interface Brought {
  words: Counts;
  pieces: Counts;
  phrases: Counts;
}

/** An article as the indexes of one language hold it. */
export class Entry {
  readonly article: Article;
  /** The question, then the variants. */
  readonly texts: readonly string[];
  /** By variant, its words and concepts by their numbers. */
  variants: Int32Array[] = [];
  /** By variant, word for word. */
  exact: string[] = [];
  readonly #asked: readonly Said[];
  readonly #answered: readonly Said[];
  readonly #careful: readonly string[];
  #mended = new Map<string, string>();
  #learnt: string[] = [];
  #words: Counts = new Map();
  #pieces: Counts = new Map();
  #phrases: Counts = new Map();
  #norms = new Float64Array(0);
  #normed = -1;

  constructor(article: Article, text: ArticleText, { reader }: Indexes) {
    this.article = article;
    this.texts = [text.question, ...text.variants];
    this.#asked = this.texts.map((one, i) => ({ raw: reader.words(one), weight: i === 0 ? IN_QUESTION : IN_VARIANT }));
    const answer = { raw: reader.words(plainText(text.answer)), weight: IN_ANSWER };
    this.#answered = [answer, { raw: reader.words(plainText(`${text.plain ?? ''} ${Object.values(text.facts).join(' ')}`)), weight: IN_FACTS }];
    this.#careful = [...(this.#asked[0]?.raw ?? []), ...answer.raw];
  }

  /** The question and the answer are written with care. Returns the sounds of these words. */
  hear({ spelling }: Indexes): Set<string> {
    for (const word of this.#careful) spelling.addCareful(word);
    return new Set(this.#careful.map((word) => spelling.sound(word)));
  }

  unhear({ spelling }: Indexes): Set<string> {
    for (const word of this.#careful) spelling.removeCareful(word);
    return new Set(this.#careful.map((word) => spelling.sound(word)));
  }

  /** True when one of its words is mended otherwise since the careful words of these sounds changed. */
  isMisread(sounds: ReadonlySet<string>, { spelling }: Indexes): boolean {
    for (const [word, mended] of this.#mended) if (sounds.has(spelling.sound(word)) && spelling.mend(word) !== mended) return true;
    return false;
  }

  put(number: number, indexes: Indexes): void {
    const { spelling, words, pieces, phrases } = indexes;
    const telling = new Map<string, number>();
    this.#mended = new Map();
    this.#words = new Map();
    this.#phrases = new Map();
    for (const said of this.#asked) this.#ask(said, telling, indexes);
    for (const said of this.#answered) this.#say(said, indexes);
    this.#pieces = piecesBrought(telling, pieces);
    for (const word of this.#learnt) spelling.add(word);
    words.put(number, this.#words);
    pieces.put(number, this.#pieces);
    phrases.put(number, this.#phrases);
    this.#normed = -1;
  }

  remove(number: number, { spelling, words, pieces, phrases }: Indexes): void {
    for (const word of this.#learnt) spelling.remove(word);
    words.remove(number, this.#words);
    pieces.remove(number, this.#pieces);
    phrases.remove(number, this.#phrases);
    this.variants = [];
    this.exact = [];
    this.#learnt = [];
  }

  #ask({ raw, weight }: Said, telling: Map<string, number>, indexes: Indexes): void {
    const { reader } = indexes;
    const words = this.#mend(raw, indexes);
    const content = new Set(reader.content(words));
    const keys = keysOf(content, words, indexes);
    for (const id of keys) count(this.#words, id, weight);
    for (const word of content) telling.set(word, (telling.get(word) ?? 0) + weight);
    for (const id of phrasesOf(words, indexes)) count(this.#phrases, id, weight);
    this.#learnt.push(...content);
    this.variants.push(Int32Array.from(keys));
    this.exact.push(words.join(' '));
  }

  #say({ raw, weight }: Said, indexes: Indexes): void {
    const { reader, words } = indexes;
    for (const word of reader.content(this.#mend(raw, indexes))) {
      count(this.#words, words.number(reader.stem(word)), weight);
      this.#learnt.push(word);
    }
  }

  #mend(raw: readonly string[], { reader, spelling }: Indexes): string[] {
    return raw.map((word) => {
      if (reader.isStopword(word) || reader.isEveryday(word)) return word;
      const known = this.#mended.get(word);
      if (known !== undefined) return known;
      const mended = spelling.mend(word);
      this.#mended.set(word, mended);
      return mended;
    });
  }

  /** What the article would lose with one of its variants. */
  brought(place: number, indexes: Indexes): Brought {
    const words = this.#mend(this.#asked[place]?.raw ?? [], indexes);
    const weight = this.#asked[place]?.weight ?? 0;
    const content = new Set(indexes.reader.content(words));
    const all = (ids: Iterable<number>): Counts => new Map([...ids].map((id) => [id, weight]));
    return {
      words: all(keysOf(content, words, indexes)),
      pieces: piecesBrought(new Map([...content].map((word) => [word, weight])), indexes.pieces),
      phrases: all(phrasesOf(words, indexes)),
    };
  }

  /** The length of each variant as a vector of what its words say; weighed again once articles came or went. */
  norms(words: Bodies<string>, change: number): Float64Array {
    if (this.#normed === change) return this.#norms;
    this.#norms = Float64Array.from(this.variants, (keys) => Math.sqrt(keys.reduce((sum, id) => sum + words.idfOf(id) ** 2, 0)) || 1);
    this.#normed = change;
    return this.#norms;
  }
}

/** Each piece of each word once. */
export function piecesOf(words: Iterable<string>): Set<number> {
  const found = new Set<number>();
  letterGrams([...words], ...LETTERS, (hash) => found.add(hash));
  return found;
}

/** Each of some stems, and each two that follow one another. */
export function phraseKeys(stems: readonly string[]): Set<number> {
  const found = new Set<number>();
  wordGrams(stems, (hash) => found.add(hash));
  return found;
}

/** Markdown without its marks and the addresses of its links. */
export function plainText(markdown: string): string {
  return markdown.replace(/\]\([^)]*\)/g, ' ').replace(/[*_#`|[\]]/g, ' ');
}

function keysOf(content: ReadonlySet<string>, all: readonly string[], { reader, words }: Indexes): Set<number> {
  const ids = new Set<number>();
  for (const word of content) ids.add(words.number(reader.stem(word)));
  for (const concept of reader.concepts(all)) ids.add(words.number(concept));
  return ids;
}

function phrasesOf(all: readonly string[], { reader, phrases }: Indexes): Set<number> {
  return new Set([...phraseKeys(all.map((word) => reader.stem(word)))].map((hash) => phrases.number(hash)));
}

/** Pieces by what the words that have them count together. */
function piecesBrought(words: ReadonlyMap<string, number>, pieces: Bodies<number>): Counts {
  const counts: Counts = new Map();
  for (const [word, weight] of words) for (const hash of piecesOf([word])) count(counts, pieces.number(hash), weight);
  return counts;
}

function count(counts: Counts, id: number, weight: number): void {
  counts.set(id, (counts.get(id) ?? 0) + weight);
}
