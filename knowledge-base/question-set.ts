import { z } from 'zod';
import { type Mistake, Mistakes } from '../bot/errors.ts';
import { checkSource, readSource } from '../bot/source.ts';
import type { Asked, Doc } from './evaluation.ts';

/** The key under which a question set has what no article answers. */
export const NONE = 'none';

const id = z.union([z.string().min(1), z.number()]).transform(String);
const docSchema = z.object({ id, question: z.string().trim().min(1), answer: z.string(), lang: z.string().regex(/^[a-z]{2}$/, 'it is not a language of two letters') });
const querySchema = z.object({ query: z.string().trim().min(1), docId: id, relevance: z.number().default(1) });
const variantSchema = z.object({ id, text: z.string().trim().min(1) });

/** Articles of JSON lines `{id, question, answer, lang}`. Throws `Mistakes` with every line that is wrong. */
export function parseDocs(text: string, file: string): Doc[] {
  const docs = parseLines(text, file, docSchema, '{"id": "1", "question": "…", "answer": "…", "lang": "es"}');
  const twice = docs.flatMap(({ value }, i) => (docs.findIndex((one) => one.value.id === value.id) < i ? [{ file, line: docs[i]?.line, key: 'id', problem: `"${value.id}" is there twice`, mend: 'give each an id of its own' }] : []));
  refuse(twice);
  return docs.map(({ value }) => value);
}

/** Questions of JSON lines `{query, docId, relevance}`: one line for each document that answers it; a relevance of 0 is none. */
export function parseQueries(text: string, file: string, known: ReadonlySet<string>): Asked[] {
  const lines = parseLines(text, file, querySchema, '{"query": "…", "docId": "1", "relevance": 1}');
  refuse(lines.flatMap(({ value, line }) => (known.has(value.docId) ? [] : [{ file, line, key: 'docId', problem: `there is no document "${value.docId}"`, mend: 'name the id of a document' }])));
  const asked = new Map<string, string[]>();
  for (const { value: { query, docId, relevance } } of lines) asked.set(query, [...(asked.get(query) ?? []), ...(relevance > 0 ? [docId] : [])]);
  return [...asked].map(([query, right]) => ({ query, right }));
}

/** Other ways to ask, of JSON lines `{id, text}`; `id` is the document's. */
export function parseVariants(text: string, file: string, known: ReadonlySet<string>): { id: string; text: string }[] {
  const lines = parseLines(text, file, variantSchema, '{"id": "1", "text": "…"}');
  refuse(lines.flatMap(({ value, line }) => (known.has(value.id) ? [] : [{ file, line, key: 'id', problem: `there is no document "${value.id}"`, mend: 'name the id of a document' }])));
  return lines.map(({ value }) => value);
}

const texts = z.array(z.string().trim().min(1), 'it is not a list of questions');
const setSchema = z.record(z.string().regex(/^[a-z]{2}$/, 'it is not a language of two letters'), z.union([texts, z.record(z.string(), texts)], 'it holds neither a list nor articles with lists'));

/**
 * A council's own questions: by language, under each article (or `one | other` where any of them answers) a list; under `none`, or as a list without articles,
 * what no article answers. Throws `Mistakes`, also for articles that do not exist.
 */
export function parseQuestionSet(text: string, file: string, known: ReadonlySet<string>): Asked[] {
  const source = readSource(text, file, 'failsafe');
  const set = checkSource(source, setSchema, () => 'write es:, below it the id of an article (or none:), below it questions, one a line: - como me empadrono');
  const mistakes: Mistake[] = [];
  const asked = Object.entries(set).flatMap(([lang, byArticle]) => Object.entries(Array.isArray(byArticle) ? { [NONE]: byArticle } : byArticle).flatMap(([ids, questions]) => {
    const right = ids === NONE ? [] : ids.split('|').map((one) => one.trim());
    for (const one of right) {
      if (known.has(one)) continue;
      mistakes.push({ file, line: source.lineOf([lang, ids]), key: `${lang}.${ids}`, problem: `there is no article "${one}"`, mend: `name the id of an article, or ${NONE}` });
    }
    return questions.map((query) => ({ query, right, lang }));
  }));
  refuse(mistakes);
  if (asked.length === 0) refuse([{ file, problem: 'it holds no question', mend: 'write at least one' }]);
  return asked;
}

function parseLines<T>(text: string, file: string, schema: z.ZodType<T>, example: string): { value: T; line: number }[] {
  const mistakes: Mistake[] = [];
  const values = text.split('\n').flatMap((written, i): { value: T; line: number }[] => {
    if (written.trim() === '') return [];
    const line = i + 1;
    const read = schema.safeParse(parsed(written));
    if (read.success) return [{ value: read.data, line }];
    const [issue] = read.error.issues;
    mistakes.push({ file, line, key: issue?.path.join('.') || undefined, problem: issue?.message ?? 'it cannot be read', mend: `write one JSON object a line: ${example}` });
    return [];
  });
  if (values.length === 0 && mistakes.length === 0) mistakes.push({ file, problem: 'it is empty', mend: `write one JSON object a line: ${example}` });
  refuse(mistakes);
  return values;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function refuse(mistakes: readonly Mistake[]): void {
  if (mistakes.length > 0) throw new Mistakes('bad_data', mistakes);
}
