import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { today } from '../../bot/calendar.ts';
import { Mistakes } from '../../bot/errors.ts';
import { judge } from '../../bot/policy.ts';
import { parseArticle } from '../../knowledge-base/article.ts';
import { type Asked, articlesFrom, build, type Evaluation, evaluate, type Measures, type Wrong } from '../../knowledge-base/evaluation.ts';
import type { KnowledgeBase } from '../../knowledge-base/knowledge-base.ts';
import { parseDocs, parseQueries, parseQuestionSet, parseVariants } from '../../knowledge-base/question-set.ts';
import { filesBelow, readAll, readCouncil } from '../council.ts';

interface EvalOptions {
  docs?: string;
  queries: string[];
  variants?: string;
  council?: string;
  today?: string;
  leastP1?: number;
  leastSilent?: number;
  wrong?: boolean;
}

interface Result extends Evaluation {
  buildMs: number;
}

export function addKbEval(kb: Command, day: (value: string) => string): void {
  kb.command('eval')
    .description('measure how well questions find what answers them: of documents (JSON lines) or of a council; prints one JSON line')
    .addOption(new Option('--docs <file>', 'JSON lines {id, question, answer, lang}').conflicts('council'))
    .addOption(new Option('--variants <file>', 'JSON lines {id, text}: other ways to ask a document').conflicts('council'))
    .option('--council <folder>', 'measure the articles of this council')
    .requiredOption('--queries <file...>', 'with --docs JSON lines {query, docId, relevance}; with --council YAML: questions under the article that answers them, or under none')
    .option('--today <date>', 'search as on this day, YYYY-MM-DD', day)
    .option('--least-p1 <percent>', 'fail when fewer find the right article first', share)
    .option('--least-silent <percent>', 'fail when fewer of those without an answer are left unanswered', share)
    .option('--wrong', 'print also each question that went wrong')
    .action((options: EvalOptions) => {
      const { measures, wrong, buildMs } = options.council === undefined ? evaluateDocs(options) : evaluateCouncil(options.council, options.queries, options.today);
      if (options.wrong) for (const one of wrong) console.log(describeWrong(one));
      console.log(JSON.stringify({ ...rounded(measures), buildMs: round(buildMs, 1) }));
      if (measures.p1 < (options.leastP1 ?? 0) || (measures.silent ?? 100) < (options.leastSilent ?? 0)) process.exitCode = 1;
    });
}

/** Throws `Mistakes` with everything that is wrong in any of the files. */
export function evaluateDocs({ docs: file, queries, variants }: Pick<EvalOptions, 'docs' | 'queries' | 'variants'>): Result {
  if (file === undefined) throw new Mistakes('bad_configuration', [{ key: '--docs', problem: 'it is missing', mend: 'name a file of documents, or a council with --council' }]);
  const docs = parseDocs(read('--docs', file), file);
  const ids = new Set(docs.map(({ id }) => id));
  const [more, asked] = readAll(
    () => (variants === undefined ? [] : parseVariants(read('--variants', variants), variants, ids)),
    () => readAll(...queries.map((one) => () => parseQueries(read('--queries', one), one, ids))),
  );
  const { kb, buildMs } = build(articlesFrom(docs, more));
  return { ...run(kb, asked.flat(), docs[0]?.lang ?? 'es', '2000-01-01'), buildMs };
}

/** The same for a council's articles and its own questions. */
export function evaluateCouncil(folder: string, queries: readonly string[], on?: string): Result {
  const council = readCouncil(folder);
  const articles = readAll(...filesBelow(join(folder, 'articles'), '.yaml').map((file) => () => parseArticle(readFileSync(file, 'utf8'), file)));
  const ids = new Set(articles.map(({ id }) => id));
  const asked = readAll(...queries.map((file) => () => parseQuestionSet(read('--queries', file), file, ids)));
  const { kb, buildMs } = build(articles);
  return { ...run(kb, asked.flat(), council.languages[0] ?? 'es', on ?? today(Date.now(), council.timeZone)), buildMs };
}

function run(kb: KnowledgeBase, asked: readonly Asked[], language: string, on: string): Evaluation {
  return evaluate(kb, asked, { language, today: on, answers: (found) => judge(found).kind === 'answer' });
}

function read(key: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new Mistakes('bad_configuration', [{ file, key, problem: `it cannot be read: ${error instanceof Error ? error.message : String(error)}`, mend: 'name a file that exists' }]);
  }
}

function describeWrong({ query, right, found }: Wrong): string {
  const got = found.slice(0, 3).map(({ article, confidence }) => `${article} ${Math.round(confidence * 100)} %`).join(', ');
  return `${right.length === 0 ? 'answered' : 'missed  '} ${query} — should be ${right.join(' or ') || 'left unanswered'} — found ${got || 'nothing'}`;
}

function rounded({ p1, p3, mrr10, silent, ece, p50Ms, p99Ms, ...counts }: Measures): Measures {
  return { ...counts, p1: round(p1, 1), p3: round(p3, 1), mrr10: round(mrr10, 3), silent: silent === null ? null : round(silent, 1), ece: round(ece, 3), p50Ms: round(p50Ms, 3), p99Ms: round(p99Ms, 3) };
}

function round(value: number, places: number): number {
  return Math.round(value * 10 ** places) / 10 ** places;
}

function share(value: string): number {
  const number = Number(value);
  if (!(number >= 0 && number <= 100)) throw new InvalidArgumentError('write a number of percent, 0 to 100');
  return number;
}
