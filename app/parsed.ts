import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Article } from '../knowledge-base/article.ts';
import type { ModelFolders } from './models.ts';

const NAME = /^articles-\w+\.json$/;

/** Articles as they were read before, by the hash of their file: to read the YAML of a hundred and fifty of them costs a start nearly half a second. */
export class ParsedArticles {
  readonly #folders: ModelFolders;
  readonly #file: string | undefined;
  readonly #known: ReadonlyMap<string, Article>;

  constructor(folders: ModelFolders) {
    this.#folders = folders;
    this.#file = fileName();
    this.#known = new Map(this.#file === undefined ? [] : folders.read.flatMap((folder) => entriesIn(join(folder, this.#file ?? ''))));
  }

  get(hash: string): Article | undefined {
    return this.#known.get(hash);
  }

  /** Keeps these for the next start, unless all of them were known; a folder that cannot be written costs that start half a second. */
  keep(articles: ReadonlyMap<string, Article>): void {
    if (this.#file === undefined || [...articles.keys()].every((hash) => this.#known.has(hash))) return;
    const { keep } = this.#folders;
    const aside = join(keep, `${this.#file}.${process.pid}.part`);
    try {
      mkdirSync(keep, { recursive: true });
      writeFileSync(aside, JSON.stringify([...articles]));
      for (const old of readdirSync(keep).filter((name) => NAME.test(name))) rmSync(join(keep, old), { force: true });
      renameSync(aside, join(keep, this.#file));
    } catch {
      return;
    }
  }
}

/** Another program may read an article otherwise: the name has the hash of the program, as built. Sources change by the minute: nothing is kept for them. */
function fileName(): string | undefined {
  const program = fileURLToPath(import.meta.url);
  return program.endsWith('.ts') ? undefined : `articles-${createHash('sha256').update(readFileSync(program)).digest('hex').slice(0, 16)}.json`;
}

function entriesIn(file: string): [string, Article][] {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as [string, Article][];
  } catch {
    return [];
  }
}
