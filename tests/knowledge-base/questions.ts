import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { filesBelow } from '../../app/council.ts';
import { type Article, parseArticle } from '../../knowledge-base/article.ts';

/** A question of a citizen with the articles that answer it; none when the council does not. */
export interface Question {
  text: string;
  language: string;
  articles: string[];
  half: 'development' | 'test';
  /** Written by somebody who had not seen the variants. */
  blind: boolean;
}

export const LANGUAGES = ['es', 'en'] as const;
const FOLDER = 'tests/knowledge-base';

export function sampleArticles(): Article[] {
  return filesBelow('examples/benalmara/articles', '.yaml').map((file) => parseArticle(readFileSync(file, 'utf8'), file));
}

/**
 * The questions of `questions.yaml` and `unanswerable.yaml`, where every second one of an article belongs to the test, and those of `council.*.yaml`,
 * written by somebody who had not seen the articles' variants: every second one of a file belongs to the test.
 */
export function questions(): Question[] {
  const answerable = read<Record<string, Record<string, string[]>>>('questions.yaml');
  const unanswerable = read<Record<string, string[]>>('unanswerable.yaml');
  const own = LANGUAGES.flatMap((language) => [
    ...Object.entries(answerable[language] ?? {}).flatMap(([articles, texts]) => texts.map((text, i) => question(text, language, articles.split(' | '), i))),
    ...(unanswerable[language] ?? []).map((text, i) => question(text, language, [], i)),
  ]);
  return [...own, ...blindQuestions()];
}

/** The questions of `council.answerable.yaml` and `council.unanswerable.yaml`. */
export function blindQuestions(): Question[] {
  const answerable = read<Record<string, Record<string, string[]>>>('council.answerable.yaml');
  const unanswerable = read<Record<string, string[]>>('council.unanswerable.yaml');
  const asked = LANGUAGES.flatMap((language) => Object.entries(answerable[language] ?? {}).flatMap(([articles, texts]) => texts.map((text) => ({ text, language, articles: articles.split(' | ') }))));
  const outside = LANGUAGES.flatMap((language) => (unanswerable[language] ?? []).map((text) => ({ text, language, articles: [] })));
  return [asked, outside].flatMap((file) => file.map(({ text, language, articles }, i) => question(text, language, articles, i, true)));
}

/** Everyday sentences, for calibration alone. */
export function background(language: string): string[] {
  return (read<Record<string, unknown[]>>('background.yaml')[language] ?? []).map(String);
}

function question(text: string, language: string, articles: string[], i: number, blind = false): Question {
  return { text: String(text), language, articles, half: i % 2 === 0 ? 'development' : 'test', blind };
}

function read<T>(file: string): T {
  return parse(readFileSync(join(FOLDER, file), 'utf8')) as T;
}
