import { basename, dirname } from 'node:path';
import { Mistakes } from '../bot/errors.ts';
import { articleFrom, readArticleSource } from './article.ts';
import { checkConfusion } from './confusion.ts';
import { daysBetween } from './dates.ts';
import { type Finding, finding, type Placed } from './finding.ts';

/** What the council has; an article that names something else is wrong. */
export interface Known {
  languages: readonly string[];
  topics: readonly string[];
  owners: readonly string[];
  forms: readonly string[];
}

export interface CheckOptions {
  files: readonly { file: string; text: string }[];
  known: Known;
  /** YYYY-MM-DD. */
  today: string;
}

/** An article that ends within so many days is told about. */
const SOON_DAYS = 60;

/** Everything in a council's articles that is wrong, or would confuse. */
export function checkArticles({ files, known, today }: CheckOptions): Finding[] {
  const findings: Finding[] = [];
  const placed: Placed[] = [];
  for (const { file, text } of files) {
    try {
      const source = readArticleSource(text, file);
      placed.push({ source, article: articleFrom(source) });
    } catch (error) {
      if (!(error instanceof Mistakes)) throw error;
      findings.push(...error.mistakes.map((mistake) => ({ level: 'error' as const, ...mistake })));
    }
  }
  findings.push(...checkIds(placed));
  const ids = new Set(placed.map(({ article }) => article.id));
  for (const one of placed) {
    findings.push(...checkNames(one, known), ...checkLinks(one, ids), ...checkDates(one, today), ...checkTexts(one, known));
  }
  findings.push(...checkConfusion(placed));
  return findings.sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
}

const LEVELS: readonly Finding['level'][] = ['error', 'warning', 'hint'];

function checkIds(placed: readonly Placed[]): Finding[] {
  const first = new Map<string, string>();
  return placed.flatMap((one) => {
    const { id } = one.article;
    const before = first.get(id);
    if (before !== undefined) return [finding('error', one, ['id'], `"${id}" is also the id of ${before}`, 'give each article an id of its own')];
    first.set(id, one.source.file);
    return [];
  });
}

function checkNames(one: Placed, known: Known): Finding[] {
  const { topic, owner, form } = one.article;
  const findings: Finding[] = [];
  const folder = basename(dirname(one.source.file));
  if (!known.topics.includes(topic)) findings.push(finding('error', one, ['topic'], `council.yaml has no topic "${topic}"`, `write one of ${known.topics.join(', ')}`));
  else if (folder !== topic && known.topics.includes(folder)) findings.push(finding('warning', one, ['topic'], `it lies in the folder of another topic, ${folder}`, `write ${folder}, or move the file`));
  if (!known.owners.includes(owner)) findings.push(finding('error', one, ['owner'], `council.yaml has no department "${owner}"`, `write one of ${known.owners.join(', ')}`));
  if (form !== undefined && !known.forms.includes(form)) findings.push(finding('error', one, ['form'], `there is no form "${form}"`, known.forms.length > 0 ? `write one of ${known.forms.join(', ')}` : 'remove the key'));
  return findings;
}

function checkLinks(one: Placed, ids: ReadonlySet<string>): Finding[] {
  const { article } = one;
  const findings: Finding[] = [];
  for (const [i, related] of article.related.entries()) {
    if (related === article.id) findings.push(finding('warning', one, ['related', i], 'the article is related to itself', 'remove it'));
    else if (!ids.has(related)) findings.push(finding('error', one, ['related', i], `there is no article "${related}"`, 'correct the id, or remove it'));
  }
  for (const [language, text] of Object.entries(article.texts)) {
    for (const key of ['answer', 'spoken', 'plain'] as const) {
      for (const [, id = ''] of (text[key] ?? '').matchAll(/\]\(article:([^)\s]*)\)/g)) {
        if (!ids.has(id)) findings.push(finding('error', one, [language, key], `its link leads to an article "${id}" that does not exist`, 'correct the id, or remove the link'));
      }
    }
    if (/\]\(|https?:/.test(text.spoken ?? '')) findings.push(finding('warning', one, [language, 'spoken'], 'it has a link, and it is read aloud', 'say it without the link'));
  }
  return findings;
}

function checkDates(one: Placed, today: string): Finding[] {
  const { from, until } = one.article.valid;
  const mend = 'read it again and write a later date, or remove the article';
  if (until < today) return [finding('warning', one, ['valid', 'until'], `it expired on ${until} and is no longer answered`, mend)];
  if (from > today) return [finding('hint', one, ['valid', 'from'], `it is not answered before ${from}`, 'nothing to do if that is meant')];
  const days = daysBetween(today, until);
  if (days <= SOON_DAYS) return [finding('warning', one, ['valid', 'until'], `it expires in ${days} days, on ${until}`, mend)];
  return [];
}

function checkTexts(one: Placed, { languages }: Known): Finding[] {
  const { texts, sensitive, audience, tier } = one.article;
  const findings: Finding[] = [];
  for (const language of languages) {
    const text = texts[language];
    if (!text) {
      findings.push(finding('warning', one, [language], 'it is not translated', `add ${language}: with question, variants and answer`));
      continue;
    }
    if (text.spoken === undefined) findings.push(finding('warning', one, [language, 'spoken'], 'it has no spoken form for telephone and SMS', 'write one to three sentences without links'));
    const matters = sensitive || audience === 'seniors' || tier === 2;
    if (text.plain === undefined && matters) findings.push(finding('warning', one, [language, 'plain'], 'it has no plain-language form, and here it matters', 'write short sentences, one idea each'));
  }
  for (const language of Object.keys(texts)) {
    if (!languages.includes(language)) findings.push(finding('hint', one, [language], `the council does not answer in "${language}"`, 'add it to languages in council.yaml when all is translated'));
  }
  return findings;
}
