import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Mistake, Mistakes } from '../bot/errors.ts';
import { type Article, type Known, parseArticle, placeOf } from './article.ts';

/** Reads every article of a folder and its subfolders, in the order of their paths. Throws `Mistakes` with what is wrong in all of them. */
export function loadArticles(folder: string, known: Known = {}): Article[] {
  const mistakes: Mistake[] = [];
  const articles: Article[] = [];
  for (const file of articleFiles(folder)) {
    try {
      articles.push(parseArticle(readFileSync(file, 'utf8'), shortName(file), known));
    } catch (error) {
      if (!(error instanceof Mistakes)) throw error;
      mistakes.push(...error.mistakes);
    }
  }
  mistakes.push(...doubles(articles));
  if (mistakes.length > 0) throw new Mistakes('bad_data', mistakes);
  return articles;
}

function articleFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.ya?ml$/.test(name)).map((name) => join(folder, name)).sort();
}

function shortName(file: string): string {
  const short = relative(process.cwd(), file);
  return short.startsWith('..') ? file : short;
}

function doubles(articles: readonly Article[]): Mistake[] {
  const seen = new Map<string, Article>();
  return articles.flatMap((article) => {
    const first = seen.get(article.id);
    if (!first) {
      seen.set(article.id, article);
      return [];
    }
    return [{ ...placeOf(article, ['id']), key: 'id', problem: `"${article.id}" is also the id of ${placeOf(first)?.file ?? 'another article'}`, mend: 'give each article an id of its own' }];
  });
}
