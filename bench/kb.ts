// The search of the knowledge base: building the sample council's, one question, 500 articles, 10,000 variants, one article changed. With two files of JSON
// lines (documents, queries) also how well they find: npm run bench -- kb DOCS QUERIES. Beside it MiniSearch, in the same run, when it is installed in
// the cache: npm install --prefix ~/.cache/ventanilla/peers/minisearch minisearch
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Article } from '../knowledge-base/article.ts';
import { type Asked, articlesFrom, build, type Doc, evaluate } from '../knowledge-base/evaluation.ts';
import { createKnowledgeBase, type KnowledgeBase } from '../knowledge-base/knowledge-base.ts';
import { parseDocs, parseQueries } from '../knowledge-base/question-set.ts';
import { questions, sampleArticles } from '../tests/knowledge-base/questions.ts';
import { median, print, round } from './support/line.ts';

const TODAY = '2026-11-24';
const RUNS = 5;

interface Peer {
  addAll(docs: readonly Doc[]): void;
  search(query: string): { id: string }[];
}

const sample = sampleArticles();
const asked = questions();
const copies = Array.from({ length: 6 }, (_, i) => sample.map((article): Article => ({ ...article, id: `${article.id}-${i}` }))).flat();
const builds = Array.from({ length: RUNS }, () => cpuMs(() => createKnowledgeBase({ articles: sample })));
const small = times(createKnowledgeBase({ articles: sample }));
const middle = times(createKnowledgeBase({ articles: copies.slice(0, 500) }));
const large = createKnowledgeBase({ articles: copies });
const many = times(large);
const changes = copies.slice(0, 40).map((article) => {
  const started = performance.now();
  large.put({ ...article, valid: { ...article.valid } });
  large.search('cuando se paga la contribucion', { language: 'es', today: TODAY });
  return performance.now() - started;
});
const [docs, queries] = process.argv.slice(2);
print('kb', {
  articles: sample.length, buildCpuMs: round(median(builds)), p50Ms: round(at(small, 0.5), 3),
  p50Ms500: round(at(middle, 0.5), 3), p99Ms500: round(at(middle, 0.99), 3),
  variants: copies.reduce((sum, { texts }) => sum + (texts.es?.variants.length ?? 0), 0), p99MsVariants: round(at(many, 0.99), 2), changedMs: round(median(changes), 1), runs: RUNS,
  ...(docs !== undefined && queries !== undefined ? compare(docs, queries) : { sets: 'none named' }),
});

/** The best of several times of each question, sorted: what the machine does beside is not the search's. */
function times(kb: KnowledgeBase): number[] {
  const best = asked.map(() => Number.POSITIVE_INFINITY);
  for (let run = 0; run < RUNS; run += 1) {
    for (const [i, { text, language }] of asked.entries()) {
      const started = performance.now();
      kb.search(text, { language, today: TODAY });
      best[i] = Math.min(best[i] ?? 0, performance.now() - started);
    }
  }
  return best.sort((a, b) => a - b);
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.floor(sorted.length * share)] ?? 0;
}

function cpuMs(job: () => unknown): number {
  const before = process.cpuUsage();
  job();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

function compare(docFile: string, queryFile: string): Record<string, number | string> {
  const documents = parseDocs(readFileSync(docFile, 'utf8'), docFile);
  const set = parseQueries(readFileSync(queryFile, 'utf8'), queryFile, new Set(documents.map(({ id }) => id)));
  const { kb } = build(articlesFrom(documents, []));
  const { measures } = evaluate(kb, set, { language: documents[0]?.lang ?? 'es', today: TODAY, answers: () => false });
  return { p1: round(measures.p1, 1), mrr10: round(measures.mrr10, 3), ...peerOn(documents, set) };
}

/** MiniSearch with its fuzzy and prefix search on, which is its better setting. */
function peerOn(documents: readonly Doc[], set: readonly Asked[]): Record<string, number | string> {
  const folder = join(process.env.VENTANILLA_CACHE ?? join(homedir(), '.cache', 'ventanilla'), 'peers', 'minisearch');
  if (!existsSync(join(folder, 'node_modules', 'minisearch'))) return { peer: `MiniSearch is not installed in ${folder}` };
  const loaded = createRequire(join(folder, 'index.js'))('minisearch') as (new (options: object) => Peer) & { default?: new (options: object) => Peer };
  const Search = loaded.default ?? loaded;
  const peer = new Search({ fields: ['question', 'answer'], searchOptions: { boost: { question: 2 }, fuzzy: 0.2, prefix: true } });
  peer.addAll(documents);
  const places = set.map(({ query, right }) => peer.search(query).slice(0, 10).findIndex(({ id }) => right.includes(id)));
  return {
    peer: 'MiniSearch', peerP1: round((100 * places.filter((place) => place === 0).length) / places.length, 1),
    peerMrr10: round(places.reduce((sum, place) => sum + (place < 0 ? 0 : 1 / (place + 1)), 0) / places.length, 3),
  };
}
