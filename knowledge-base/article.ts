import { basename, dirname } from 'node:path';
import { Mistakes } from '../bot/errors.ts';
import { isDate } from './dates.ts';
import { readYaml, type YamlMap } from './yaml.ts';

/** What the council answers to one matter, in each of its languages. */
export interface Article {
  id: string;
  topic: string;
  /** 2 where a person must decide; the answer still gives first help. */
  tier: 1 | 2;
  /** A wrong answer hurts. */
  sensitive: boolean;
  /** The department that answers for it. */
  owner: string;
  audience: string;
  /** Days from which and until which it may be shown, both included, YYYY-MM-DD. */
  valid: { from: string; until: string };
  reviewed?: string;
  law?: string;
  related: string[];
  /** A form that this article can start. */
  form?: string;
  texts: Record<string, ArticleText>;
}

export interface ArticleText {
  question: string;
  /** Other ways to ask it, as citizens write. */
  variants: string[];
  /** Markdown. */
  answer: string;
  /** For voice and SMS. */
  spoken?: string;
  /** Plain language (lectura fácil). */
  plain?: string;
  link?: { title: string; url: string };
  /** One plain sentence each. */
  facts: Partial<Record<Fact, string>>;
}

export const FACTS = ['price', 'hours', 'documents', 'place', 'deadline', 'phone'] as const;
export type Fact = (typeof FACTS)[number];
export const AUDIENCES = ['everyone', 'residents', 'business', 'students', 'seniors'] as const;
export const LEAST_VARIANTS = 5;

/** What a council has; articles that name something else are refused. */
export interface Known {
  topics?: readonly string[];
  owners?: readonly string[];
  forms?: readonly string[];
}

const KEYS = ['id', 'topic', 'tier', 'sensitive', 'owner', 'audience', 'valid', 'reviewed', 'law', 'related', 'form'];
const TEXT_KEYS = ['question', 'variants', 'answer', 'spoken', 'plain', 'link', 'facts'];
const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const places = new WeakMap<Article, { file: string; lineOf(path: readonly (string | number)[]): number | undefined }>();

/** Where an article that came from a file says something; `path` such as `['es', 'variants', 2]`. */
export function placeOf(article: Article, path: readonly (string | number)[] = []): { file: string; line?: number } | undefined {
  const place = places.get(article);
  return place && { file: place.file, line: place.lineOf(path) };
}

/** Reads one article. Throws `Mistakes` with everything that is wrong in it, each with its line and how to mend it. */
export function parseArticle(source: string, file: string, known: Known = {}): Article {
  const root = readYaml(source, file);
  const languages = root.keys().filter((key) => /^[a-z]{2}$/.test(key) && !KEYS.includes(key));
  root.only([...KEYS, ...languages]);
  if (languages.length === 0) root.wrong('', 'it has no text in any language', 'add es: with question, variants and answer');
  const article = readArticle(root, file, known);
  for (const language of languages) {
    const text = root.map(language);
    if (text) article.texts[language] = readText(text);
  }
  if (root.mistakes.length > 0) throw new Mistakes('bad_data', root.mistakes);
  places.set(article, { file, lineOf: root.lineOf });
  return article;
}

function readArticle(root: YamlMap, file: string, known: Known): Article {
  const article: Article = {
    id: readId(root, file),
    topic: readTopic(root, file, known),
    tier: root.oneOf('tier', ['1', '2'], '1') === '2' ? 2 : 1,
    sensitive: root.oneOf('sensitive', ['true', 'false'], 'false') === 'true',
    owner: known.owners ? root.oneOf('owner', known.owners) : root.text('owner', 'name the department of council.yaml that answers for it'),
    audience: root.oneOf('audience', AUDIENCES, 'everyone'),
    valid: readValid(root),
    related: root.list('related', 'write the ids of other articles: related: [padron-alta]') ?? [],
    texts: {},
  };
  const reviewed = root.optional('reviewed');
  if (reviewed !== undefined) article.reviewed = readDate(root, 'reviewed', reviewed);
  const law = root.optional('law');
  if (law !== undefined) article.law = law;
  const form = root.has('form') && known.forms ? root.oneOf('form', known.forms) : root.optional('form');
  if (form !== undefined) article.form = form;
  return article;
}

function readId(root: YamlMap, file: string): string {
  const id = root.text('id', 'write the name of the file without .yaml');
  const name = basename(file).replace(/\.ya?ml$/, '');
  if (id !== '' && !NAME.test(id)) root.wrong('id', `"${id}" is not a name`, 'use small letters, digits and hyphens');
  else if (id !== '' && id !== name) root.wrong('id', `"${id}" is not the name of the file`, `write ${name}, or rename the file`);
  return id;
}

function readTopic(root: YamlMap, file: string, known: Known): string {
  const topic = known.topics ? root.oneOf('topic', known.topics) : root.text('topic', 'name a topic of council.yaml');
  const folder = basename(dirname(file));
  if (topic !== '' && known.topics?.includes(folder) && folder !== topic) root.wrong('topic', `"${topic}" is not the folder's topic`, `write ${folder}, or move the file`);
  return topic;
}

function readValid(root: YamlMap): Article['valid'] {
  const mend = 'write valid: { from: 2026-01-01, until: 2027-12-31 }';
  if (!root.has('valid')) root.wrong('valid', 'it is missing', mend);
  const valid = root.map('valid', mend);
  if (!valid) return { from: '', until: '' };
  valid.only(['from', 'until']);
  const from = readDate(valid, 'from', valid.text('from', 'write a date: 2026-01-01'));
  const until = readDate(valid, 'until', valid.text('until', 'write a date: 2027-12-31'));
  if (isDate(from) && isDate(until) && until < from) valid.wrong('until', `${until} is before ${from}`, 'write a later date');
  return { from, until };
}

function readDate(map: YamlMap, key: string, value: string): string {
  if (value !== '' && !isDate(value)) map.wrong(key, `"${value}" is not a date`, 'write year-month-day, for example 2026-10-05');
  return value;
}

function readText(map: YamlMap): ArticleText {
  map.only(TEXT_KEYS);
  const text: ArticleText = {
    question: map.text('question', 'write the question as the council would ask it'),
    variants: readVariants(map),
    answer: map.text('answer', 'write the answer in Markdown'),
    facts: {},
  };
  const spoken = map.optional('spoken');
  if (spoken !== undefined) text.spoken = spoken;
  const plain = map.optional('plain');
  if (plain !== undefined) text.plain = plain;
  const link = map.map('link', 'write link: { title: ..., url: https://... }');
  if (link) text.link = readLink(link);
  const facts = map.map('facts', `write one sentence under each of ${FACTS.join(', ')}`);
  if (facts) {
    facts.only(FACTS);
    for (const fact of FACTS) {
      const said = facts.optional(fact);
      if (said !== undefined) text.facts[fact] = said;
    }
  }
  return text;
}

function readVariants(map: YamlMap): string[] {
  const variants = map.list('variants', 'write at least five other ways to ask it, one a line: - como me empadrono');
  if (variants === undefined) {
    if (!map.has('variants')) map.wrong('variants', 'it is missing', 'write at least five other ways to ask it, as citizens write');
    return [];
  }
  if (variants.length < LEAST_VARIANTS) map.wrong('variants', `there are ${variants.length}`, `write at least ${LEAST_VARIANTS}, as citizens write`);
  return variants;
}

function readLink(map: YamlMap): { title: string; url: string } {
  map.only(['title', 'url']);
  const title = map.text('title', 'write what the citizen finds there');
  const url = map.text('url', 'write the whole address: https://...');
  if (url !== '' && !/^https?:\/\/\S+$/.test(url)) map.wrong('url', `"${url}" is not an address`, 'write the whole address: https://...');
  return { title, url };
}
