import { Mistakes } from '../bot/errors.ts';
import { TEXT_LIMIT } from '../nlu/text/tokens.ts';
import type { Article, ArticleText } from './article.ts';
import { rank } from './confidence.ts';
import { type Query, Shelf, type Signals } from './shelf.ts';

export interface KnowledgeBaseOptions {
  articles: readonly Article[];
  /** A council's own words that mean the same, by language. */
  synonyms?: Readonly<Record<string, readonly (readonly string[])[]>>;
}

export interface SearchOptions {
  language: string;
  /** Only articles that are valid on this day, YYYY-MM-DD. */
  today: string;
  /** Articles for everyone and for this audience; without one, for all. */
  audience?: string;
  limit?: number;
}

/** An article found; `confidence` is calibrated: the share of answers at this confidence that are right. */
export interface Found {
  article: string;
  confidence: number;
  /** In whose words it was found. */
  language: string;
}

/** Why an article was found. */
export interface Reason extends Found {
  signals: Signals;
  /** The question or variant that comes nearest. */
  variant: string | undefined;
}

export interface Explanation {
  query: Query;
  /** The words and phrases that were read as the same as one of the query's. */
  concepts: readonly (readonly string[])[];
  found: Reason[];
}

/** An article as it is answered. */
export interface Answered {
  id: string;
  language: string;
  question: string;
  text: string;
  spoken?: string;
  plain?: string;
  link?: { title: string; url: string };
  tier: 1 | 2;
  sensitive: boolean;
  topic: string;
  owner: string;
  form?: string;
  related: string[];
  /** One plain sentence each. */
  facts: ArticleText['facts'];
}

const LIMIT = 5;
/** Below this the query is tried in the other languages, too. */
const UNSURE = 0.25;
/** What is found in another language than the query was said to be in is worth this much. */
const ELSEWHERE = 0.9;

/** The articles of a council, searched and answered. */
export class KnowledgeBase {
  readonly #articles: Map<string, Article>;
  /** In the order of the languages' names. */
  #shelves: ReadonlyMap<string, Shelf>;
  readonly #synonyms: Readonly<Record<string, readonly (readonly string[])[]>>;
  readonly #lacking = new Map<string, ReadonlySet<string>>();

  constructor({ articles, synonyms = {} }: KnowledgeBaseOptions) {
    this.#articles = new Map(articles.map((article) => [article.id, article]));
    if (this.#articles.size < articles.length) throw new Mistakes('bad_data', doubles(articles));
    this.#synonyms = synonyms;
    const languages = [...new Set(articles.flatMap(({ texts }) => Object.keys(texts)))].sort();
    this.#shelves = new Map(languages.map((language) => [language, new Shelf(language, articles.filter(({ texts }) => language in texts), synonyms[language])]));
  }

  /** An article that is new, or says something new, from the next search on; the others are not read again. */
  put(article: Article): void {
    this.#articles.set(article.id, article);
    for (const shelf of this.#shelves.values()) shelf.put(article);
    const fresh = Object.keys(article.texts).filter((language) => !this.#shelves.has(language));
    this.#keep([...this.#shelves, ...fresh.map((language) => [language, new Shelf(language, [article], this.#synonyms[language])] as const)]);
  }

  /** An article is no longer found from the next search on. One that is unknown changes nothing. */
  remove(id: string): void {
    this.#articles.delete(id);
    for (const shelf of this.#shelves.values()) shelf.remove(id);
    this.#keep([...this.#shelves]);
  }

  #keep(shelves: readonly (readonly [string, Shelf])[]): void {
    this.#shelves = new Map(shelves.filter(([, shelf]) => shelf.size > 0).sort(([a], [b]) => (a < b ? -1 : 1)));
    this.#lacking.clear();
  }

  /** The articles that answer a query, the surest first. */
  search(query: string, options: SearchOptions): Found[] {
    return this.explain(query, options).found.map(({ article, confidence, language }) => ({ article, confidence, language }));
  }

  /** The same with what speaks for each. Of a text longer than `TEXT_LIMIT` only the beginning is read. */
  explain(text: string, options: SearchOptions): Explanation {
    const query = text.slice(0, TEXT_LIMIT);
    const own = this.#shelves.get(options.language);
    const asked = own ? this.#ask(own, options.language, query, options) : { query: EMPTY, concepts: [], found: [] };
    const best = new Map(asked.found.map((one) => [one.article, one]));
    const unsure = (asked.found[0]?.confidence ?? 0) < UNSURE;
    for (const [language, shelf] of this.#shelves) {
      const untranslated = language === options.language ? NONE : this.#untranslated(shelf, language, options.language);
      if (language === options.language || !(unsure || untranslated.size > 0)) continue;
      for (const one of this.#ask(shelf, language, query, options).found) {
        if (!unsure && !untranslated.has(one.article)) continue;
        const confidence = one.confidence * ELSEWHERE;
        if (confidence > (best.get(one.article)?.confidence ?? 0)) best.set(one.article, { ...one, confidence });
      }
    }
    const found = [...best.values()].sort((a, b) => b.confidence - a.confidence || (a.article < b.article ? -1 : 1));
    return { ...asked, found: found.slice(0, options.limit ?? LIMIT) };
  }

  /** The articles of one language that another lacks. */
  #untranslated(shelf: Shelf, language: string, lacking: string): ReadonlySet<string> {
    const key = `${language} ${lacking}`;
    const known = this.#lacking.get(key) ?? new Set(shelf.articles.flatMap((article) => (article && article.texts[lacking] === undefined ? [article.id] : [])));
    if (this.#shelves.has(lacking)) this.#lacking.set(key, known);
    return known;
  }

  #ask(shelf: Shelf, language: string, text: string, options: SearchOptions): Explanation {
    const query = shelf.read(text);
    const shown = shelf.search(query).filter(({ article }) => isShown(shelf.article(article), options));
    const found = rank(shelf, query, shown).map(({ signals, confidence }) => ({
      article: shelf.article(signals.article)?.id ?? '', confidence, language, signals, variant: shelf.variant(signals.article, signals.variant),
    }));
    return { query, concepts: query.concepts.map((concept) => shelf.reader.synonyms(concept)), found };
  }

  /** The article in that language, or in another when it is not translated; undefined when there is no such article. */
  answer(id: string, language: string): Answered | undefined {
    const article = this.#articles.get(id);
    if (!article) return undefined;
    const spoken = article.texts[language] ? language : Object.keys(article.texts)[0];
    const text = article.texts[spoken ?? ''];
    if (spoken === undefined || !text) return undefined;
    const { tier, sensitive, topic, owner, form, related } = article;
    return {
      id, language: spoken, question: text.question, text: text.answer, spoken: text.spoken, plain: text.plain, link: text.link,
      tier, sensitive, topic, owner, form, related, facts: text.facts,
    };
  }
}

export function createKnowledgeBase(options: KnowledgeBaseOptions): KnowledgeBase {
  return new KnowledgeBase(options);
}

const NONE: ReadonlySet<string> = new Set();
const EMPTY: Query = { words: [], concepts: [], stems: [], exact: '', says: false, elsewhere: false };

function isShown(article: Article | undefined, { today, audience }: SearchOptions): boolean {
  if (!article || today < article.valid.from || today > article.valid.until) return false;
  return audience === undefined || article.audience === 'everyone' || article.audience === audience;
}

function doubles(articles: readonly Article[]): { key: string; problem: string; mend: string }[] {
  const twice = articles.map(({ id }) => id).filter((id, i, ids) => ids.indexOf(id) !== i);
  return twice.map((id) => ({ key: 'id', problem: `two articles have the id "${id}"`, mend: 'give each article an id of its own' }));
}
