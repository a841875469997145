import { basename } from 'node:path';
import { z } from 'zod';
import { Mistakes } from '../bot/errors.ts';
import { checkSource, readSource, type Source } from '../bot/source.ts';
import { isDate } from './dates.ts';

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
  audience: Audience;
  /** Days from which and until which it may be shown, both included, YYYY-MM-DD. */
  valid: { from: string; until: string };
  reviewed?: string;
  law?: string;
  related: string[];
  /** A form that this article can start. */
  form?: string;
  texts: Record<string, ArticleText>;
}

export const FACTS = ['price', 'hours', 'documents', 'place', 'deadline', 'phone'] as const;
export type Fact = (typeof FACTS)[number];
export const AUDIENCES = ['everyone', 'residents', 'business', 'students', 'seniors'] as const;
export type Audience = (typeof AUDIENCES)[number];
export const LEAST_VARIANTS = 5;

const text = z.string({ error: ({ input }) => (input === undefined || input === null ? 'it is missing' : 'it is not a text') }).trim().min(1, 'it is empty');
const date = text.refine(isDate, 'it is not a date');

const articleText = z.strictObject({
  question: text,
  /** Other ways to ask it, as citizens write. */
  variants: z.array(text, { error: ({ input }) => (input === undefined ? 'it is missing' : 'it is not a list') }).min(LEAST_VARIANTS, `there are fewer than ${LEAST_VARIANTS}`),
  /** Markdown. */
  answer: text,
  /** For voice and SMS. */
  spoken: text.optional(),
  /** Plain language (lectura fácil). */
  plain: text.optional(),
  link: z.strictObject({ title: text, url: text.regex(/^https?:\/\/\S+$/, 'it is not an address') }).optional(),
  /** One plain sentence each. */
  facts: z.strictObject({
    price: text.optional(), hours: text.optional(), documents: text.optional(), place: text.optional(), deadline: text.optional(), phone: text.optional(),
  }).default({}),
});
export type ArticleText = z.infer<typeof articleText>;

const keys = {
  id: text.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'it is not a name'),
  topic: text,
  tier: z.enum(['1', '2'], 'it is not a tier').transform((tier) => (tier === '1' ? 1 : 2)).default(1),
  sensitive: z.enum(['true', 'false'], 'it is neither true nor false').transform((value) => value === 'true').default(false),
  owner: text,
  audience: z.enum(AUDIENCES, 'there is no such audience').default('everyone'),
  valid: z.strictObject({ from: date, until: date }, { error: ({ input }) => (input === undefined ? 'it is missing' : 'it has no keys of its own') })
    .refine(({ from, until }) => from <= until, { path: ['until'], error: 'it is before from' }),
  reviewed: date.optional(),
  law: text.optional(),
  related: z.array(text, 'it is not a list').default([]),
  form: text.optional(),
};

const schemas = new Map<string, z.ZodType<Record<string, unknown>>>();

/** Reads one article. Throws `Mistakes` with everything that is wrong in it, each with its line and how to mend it. */
export function parseArticle(source: string, file: string): Article {
  return articleFrom(readArticleSource(source, file));
}

/** An editor who writes 092 or no means those characters: nothing in an article is a number. */
export function readArticleSource(source: string, file: string): Source {
  return readSource(source, file, 'failsafe');
}

/** The article in a file that was read already. Throws as `parseArticle` does. */
export function articleFrom(source: Source): Article {
  const languages = languagesOf(source.value);
  const read = checkSource(source, schemaFor(languages), mend);
  const name = basename(source.file).replace(/\.ya?ml$/, '');
  const { id } = read;
  if (id !== name) throw wrong(source, 'id', `"${String(id)}" is not the name of the file`, `write ${name}, or rename the file`);
  if (languages.length === 0) throw wrong(source, '', 'it has no text in any language', 'add es: with question, variants and answer');
  const article = { ...read, texts: Object.fromEntries(languages.map((language) => [language, read[language]])) };
  for (const language of languages) delete (article as Record<string, unknown>)[language];
  return article as unknown as Article;
}

function languagesOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).filter((key) => /^[a-z]{2}$/.test(key) && !(key in keys));
}

function schemaFor(languages: readonly string[]): z.ZodType<Record<string, unknown>> {
  const name = languages.join();
  const schema = schemas.get(name) ?? z.strictObject({ ...keys, ...Object.fromEntries(languages.map((language) => [language, articleText])) }, 'the file holds no keys');
  schemas.set(name, schema);
  return schema;
}

function wrong(source: Source, key: string, problem: string, mended: string): Mistakes {
  return new Mistakes('bad_data', [{ file: source.file, line: source.lineOf([key]), key, problem, mend: mended }]);
}

const MENDS: Readonly<Record<string, string>> = {
  id: 'write the name of the file without .yaml, in small letters, digits and hyphens',
  topic: 'name a topic of council.yaml',
  tier: 'write 1, or 2 where a person must decide',
  sensitive: 'write true or false',
  owner: 'name the department of council.yaml that answers for it',
  audience: `write one of ${AUDIENCES.join(', ')}`,
  valid: 'write valid: { from: 2026-01-01, until: 2027-12-31 }',
  reviewed: 'write year-month-day, for example 2026-10-05',
  related: 'write the ids of other articles: related: [padron-alta]',
  question: 'write the question as the council would ask it',
  variants: `write at least ${LEAST_VARIANTS} other ways to ask it, as citizens write, one a line: - como me empadrono`,
  answer: 'write the answer in Markdown',
  link: 'write link: { title: what the citizen finds there, url: https://... }',
  facts: `write one sentence under each of ${FACTS.join(', ')}`,
};

function mend(path: string, issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return 'remove the key, or correct its spelling; see docs/writing-articles.md';
  const steps = path.split('.');
  if (issue.message === 'it is not a text' && steps.length > 1) return 'write a text, between quotes when it has a colon';
  const known = steps.find((step) => step in MENDS);
  return (known && MENDS[known]) ?? 'write a text, or remove the key';
}
