import { type Mistake, Mistakes } from '../bot/errors.ts';
import type { Log } from '../bot/log.ts';
import { createKnowledgeBase } from '../knowledge-base/knowledge-base.ts';
import { Errand } from './errand.ts';
import { CouncilFiles, type CouncilFolder } from './folder.ts';
import { FolderWatch } from './folderwatch.ts';
import { type CouncilMind, changeAnswers, lessonsOf, mindOf, teachAlike } from './mind.ts';
import type { ModelFolders } from './models.ts';
import { ParsedArticles } from './parsed.ts';
import { learnAside } from './understanding.ts';

export interface LiveOptions {
  models: ModelFolders;
  log: Log;
}

/**
 * A council's folder at work. What changes in it is answered from then on, without a restart and without a pause: articles, forms and words at once,
 * what is to be learnt from them as soon as a thread has learnt it. A turn keeps the mind that it began with.
 */
export class LiveCouncil {
  readonly #files: CouncilFiles;
  readonly #options: LiveOptions;
  readonly #watch: FolderWatch;
  readonly #end = new AbortController();
  readonly #looking = new Errand(() => this.#look());
  readonly #learning = new Errand(() => this.#learn());
  readonly #listeners: ((read: CouncilFolder, before: CouncilFolder) => void)[] = [];
  #read: CouncilFolder;
  #mind: CouncilMind;
  /** What the mind's understanding was learnt from. */
  #learnt: CouncilFolder;
  #mistakes: readonly Mistake[] = [];
  /** Files to be looked at, or all. */
  #paths: Set<string> | 'all' = new Set();

  private constructor(files: CouncilFiles, read: CouncilFolder, mind: CouncilMind, options: LiveOptions) {
    this.#files = files;
    this.#read = read;
    this.#mind = mind;
    this.#learnt = read;
    this.#options = options;
    this.#watch = new FolderWatch(files.folder, (paths) => void this.refresh(paths));
  }

  /** Reads everything, and learns in a thread what was not kept. Throws `Mistakes` with all that is wrong. */
  static async open(folder: string, options: LiveOptions): Promise<LiveCouncil> {
    const files = CouncilFiles.open(folder, new ParsedArticles(options.models));
    const read = files.read();
    const end = new AbortController();
    const learning = learnAside(lessonsOf(read), { ...options, calmly: false, signal: end.signal });
    learning.catch(() => undefined);
    try {
      const answers = createKnowledgeBase(read);
      return new LiveCouncil(files, read, mindOf(read, answers, await learning), options);
    } finally {
      end.abort();
    }
  }

  get mind(): CouncilMind {
    return this.#mind;
  }

  get read(): CouncilFolder {
    return this.#read;
  }

  /** What is wrong in the folder now, and therefore not answered yet. */
  get mistakes(): readonly Mistake[] {
    return this.#mistakes;
  }

  /** Tells whenever something else is said than before. */
  onChange(listener: (read: CouncilFolder, before: CouncilFolder) => void): void {
    this.#listeners.push(listener);
  }

  async watch(): Promise<void> {
    await this.#watch.start();
    /* What was written between the first reading and now. */
    await this.refresh();
  }

  stop(): void {
    this.#watch.stop();
    this.#end.abort();
  }

  /** Looks at the files, at these alone if they are named; resolves when what is right in them is answered. */
  refresh(paths?: readonly string[]): Promise<void> {
    if (!paths) this.#paths = 'all';
    else if (this.#paths !== 'all') for (const path of paths) this.#paths.add(path);
    return this.#looking.ask();
  }

  /** Resolves when everything is learnt that the live files teach. */
  learn(): Promise<void> {
    return this.#learning.ask();
  }

  async #look(): Promise<void> {
    const paths = this.#paths === 'all' ? undefined : [...this.#paths];
    this.#paths = new Set();
    try {
      const changed = await this.#files.refresh(paths);
      this.#tell(this.#files.mistakes);
      if (changed) this.#take(this.#files.read());
    } catch (error) {
      if (error instanceof Mistakes) this.#tell(error.mistakes);
      else this.#options.log('error', 'council.not_read', { error: error instanceof Error ? error.stack : String(error) });
    }
  }

  #take(read: CouncilFolder): void {
    const started = performance.now();
    const before = this.#read;
    const { answers, understand } = this.#mind;
    changeAnswers(answers, before.articles, read.articles);
    this.#mind = mindOf(read, answers, understand);
    this.#read = read;
    const ms = Math.round((performance.now() - started) * 10) / 10;
    this.#options.log('info', 'council.changed', { articles: read.articles.length, forms: read.forms.length, ms });
    for (const listener of this.#listeners) listener(read, before);
    if (!teachAlike(read, this.#learnt)) void this.learn();
  }

  async #learn(): Promise<void> {
    const read = this.#read;
    if (teachAlike(read, this.#learnt) || this.#end.signal.aborted) return;
    try {
      const understand = await learnAside(lessonsOf(read), { ...this.#options, calmly: true, signal: this.#end.signal });
      this.#mind = { ...this.#mind, understand };
      this.#learnt = read;
    } catch (error) {
      if (!this.#end.signal.aborted) this.#options.log('error', 'understanding.not_learnt', { error: error instanceof Error ? error.stack : String(error) });
    }
  }

  /** Each mistake is told once, for as long as it stays. */
  #tell(mistakes: readonly Mistake[]): void {
    const known = new Set(this.#mistakes.map((one) => JSON.stringify(one)));
    this.#mistakes = mistakes;
    for (const one of mistakes) {
      const { file, line, key, problem, mend } = one;
      if (!known.has(JSON.stringify(one))) this.#options.log('error', 'council.mistake', { file, at: line, key, problem, mend });
    }
    if (known.size > 0 && mistakes.length === 0) this.#options.log('info', 'council.mended');
  }
}
