import { readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { today } from '../../bot/calendar.ts';
import { describeMistake } from '../../bot/errors.ts';
import { judge, POLICY } from '../../bot/policy.ts';
import { parseArticle } from '../../knowledge-base/article.ts';
import { checkArticles } from '../../knowledge-base/check.ts';
import { isDate } from '../../knowledge-base/dates.ts';
import { explainQuery, explainReason } from '../../knowledge-base/explanation.ts';
import type { Finding } from '../../knowledge-base/finding.ts';
import { createKnowledgeBase } from '../../knowledge-base/knowledge-base.ts';
import { filesBelow, readAll, readCouncil } from '../council.ts';
import { SAMPLE_COUNCIL } from '../sample.ts';
import { addKbEval } from './kb-eval.ts';

interface CheckOptions {
  council: string;
  today?: string;
  json?: boolean;
  hints?: boolean;
}

interface SearchOptions {
  council: string;
  today?: string;
  language?: string;
}

export function addKb(program: Command): void {
  const kb = program.command('kb').description('check, search and measure the articles of a council');
  const folder = ['--council <folder>', 'the council folder', process.env.VENTANILLA_COUNCIL ?? SAMPLE_COUNCIL] as const;
  kb.command('check')
    .description('find what is wrong in the articles, or would confuse')
    .option(...folder)
    .option('--today <date>', 'check as on this day, YYYY-MM-DD', day)
    .option('--hints', 'print also what is merely worth a look')
    .option('--json', 'print one JSON object per finding')
    .action((options: CheckOptions) => {
      const findings = checkCouncil(options.council, options.today);
      for (const line of options.json ? findings.map((finding) => JSON.stringify(finding)) : describeFindings(findings, options.hints)) console.log(line);
      if (findings.some(({ level }) => level === 'error')) process.exitCode = 1;
    });
  kb.command('search')
    .description('say which articles answer a question, and why')
    .argument('<question>')
    .option(...folder)
    .option('--language <code>', 'the language of the question (default: the first of the council)')
    .option('--today <date>', 'search as on this day, YYYY-MM-DD', day)
    .action((question: string, options: SearchOptions) => {
      for (const line of searchCouncil(options.council, question, options)) console.log(line);
    });
  addKbEval(kb, day);
}

function day(value: string): string {
  if (!isDate(value)) throw new InvalidArgumentError('write year-month-day, for example 2026-10-05');
  return value;
}

/** Everything to mend in a council's articles. Throws `Mistakes` when council.yaml cannot be read. */
export function checkCouncil(folder: string, on?: string): Finding[] {
  const council = readCouncil(folder);
  return checkArticles({
    files: filesBelow(join(folder, 'articles'), '.yaml').map((file) => ({ file: shortName(file), text: readFileSync(file, 'utf8') })),
    known: {
      languages: council.languages,
      topics: Object.keys(council.topics),
      owners: Object.keys(council.departments),
      forms: filesBelow(join(folder, 'forms'), '.yaml').map((file) => basename(file, '.yaml')),
    },
    today: on ?? today(Date.now(), council.timeZone),
  });
}

/** The findings as lines, and how many there are of each kind. */
export function describeFindings(findings: readonly Finding[], hints = false): string[] {
  const count = (level: Finding['level']): number => findings.filter((finding) => finding.level === level).length;
  return [
    ...findings.filter(({ level }) => hints || level !== 'hint').map((finding) => `${finding.level.padEnd(8)} ${describeMistake(finding)}`),
    `${count('error')} errors, ${count('warning')} warnings, ${count('hint')} hints${hints || count('hint') === 0 ? '' : ' (--hints shows them)'}`,
  ];
}

/** What the bot would do with a question, and what speaks for each article. */
export function searchCouncil(folder: string, question: string, options: { language?: string; today?: string } = {}): string[] {
  const council = readCouncil(folder);
  const language = options.language ?? council.languages[0] ?? 'es';
  const articles = readAll(...filesBelow(join(folder, 'articles'), '.yaml').map((file) => () => parseArticle(readFileSync(file, 'utf8'), shortName(file))));
  const kb = createKnowledgeBase({ articles });
  const explanation = kb.explain(question, { language, today: options.today ?? today(Date.now(), council.timeZone) });
  const lines = [...explainQuery(explanation), verdict(explanation.found), ''];
  for (const [i, reason] of explanation.found.entries()) {
    const { question: title = '' } = kb.answer(reason.article, language) ?? {};
    lines.push(`${i + 1}. ${reason.article} — ${title} — sure by ${Math.round(reason.confidence * 100)} %`, ...explainReason(reason, language).map((line) => `   ${line}`));
  }
  return lines;
}

function verdict(found: readonly { article: string; confidence: number }[]): string {
  const judgement = judge(found);
  switch (judgement.kind) {
    case 'answer':
      return `The bot answers with ${judgement.article}.`;
    case 'which':
      return `The bot asks which is meant: ${judgement.articles.join(', ')}. It answers from ${POLICY.answer * 100} % on, with a lead of ${POLICY.lead * 100} %.`;
    case 'unknown':
      return found.length === 0 ? 'The bot says that it does not know: no article shares anything with this.' : `The bot says that it does not know: no article reaches ${POLICY.which * 100} %. If one of these answers it, add the question to its variants.`;
  }
}

function shortName(file: string): string {
  const short = relative(process.cwd(), file);
  return short.startsWith('..') ? file : short;
}
