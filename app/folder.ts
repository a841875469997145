import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { type Mistake, Mistakes } from '../bot/errors.ts';
import { type Form, parseForm } from '../dialogs/form.ts';
import { type Article, parseArticle } from '../knowledge-base/article.ts';
import { type Council, filesBelow, noCouncil, parseCouncil, parseOwnWords, shortName } from './council.ts';
import type { ParsedArticles } from './parsed.ts';
import { KNOWN_KEYS } from './words.ts';

/** Everything that a council's folder says. */
export interface CouncilFolder {
  folder: string;
  council: Council;
  articles: Article[];
  forms: Form[];
  ownWords: Record<string, Record<string, string>>;
}

/** What one file says. */
type Part =
  | { kind: 'council'; value: Council }
  | { kind: 'article'; value: Article }
  | { kind: 'form'; value: Form }
  | { kind: 'words'; language: string; value: Record<string, string> };

interface KnownFile {
  /** Changes whenever the file was written. */
  stamp: string;
  /** Of the bytes that were read last. */
  hash: string;
  /** What it said when it last was right; absent when it never was. */
  part?: Part;
  /** What is wrong with what it says now. */
  mistakes: readonly Mistake[];
}

const COUNCIL = 'council.yaml';
const FOLDERS = ['articles', 'forms', 'words'];

/**
 * The files of a council's folder, each read once and again only when it was written. A file with mistakes goes on saying what it said before:
 * an editor's slip never takes an answer away.
 */
export class CouncilFiles {
  readonly folder: string;
  readonly #files = new Map<string, KnownFile>();
  readonly #parsed: ParsedArticles | undefined;

  private constructor(folder: string, parsed: ParsedArticles | undefined) {
    this.folder = folder;
    this.#parsed = parsed;
  }

  /** Throws `Mistakes` with all that is wrong in all of the files. */
  static open(folder: string, parsed?: ParsedArticles): CouncilFiles {
    const files = new CouncilFiles(folder, parsed);
    const names = [COUNCIL, ...FOLDERS.flatMap((below) => filesBelow(join(folder, below), '.yaml').map((file) => relative(folder, file)))];
    for (const path of names.filter((name) => isOurs(name) && existsSync(join(folder, name)))) {
      files.#take(path, stampOf(statSync(join(folder, path))), readFileSync(join(folder, path), 'utf8'));
    }
    const { mistakes } = files;
    if (mistakes.length > 0) throw new Mistakes('bad_data', mistakes);
    parsed?.keep(new Map([...files.#files.values()].flatMap(({ hash, part }) => (part?.kind === 'article' ? [[hash, part.value] as const] : []))));
    return files;
  }

  /**
   * Looks at the files again, at these alone if they are named (paths within the folder). True when something else is to be answered than before.
   * A file that cannot be read, or whose id another file has, is a mistake and changes nothing.
   */
  async refresh(paths?: readonly string[]): Promise<boolean> {
    const there = paths ?? [COUNCIL, ...(await Promise.all(FOLDERS.map((below) => this.#list(below)))).flat()];
    /* What is wrong may be put right by another file: a double that was removed. */
    const wrong = [...this.#files].filter(([, { mistakes }]) => mistakes.length > 0).map(([path]) => path);
    const asked = [...new Set([...there, ...wrong])].filter((path) => isOurs(path)).sort();
    const looked = await Promise.all(asked.map(async (path) => ({ path, stamp: await stat(join(this.folder, path)).then(stampOf, () => undefined) })));
    const present = new Set(looked.filter(({ stamp }) => stamp !== undefined).map(({ path }) => path));
    const gone = (paths ? asked : [...this.#files.keys()]).filter((path) => this.#files.has(path) && !present.has(path));
    let changed = false;
    for (const path of gone) changed = this.#remove(path) || changed;
    for (const { path, stamp } of looked) {
      const known = this.#files.get(path);
      if (stamp === undefined || (known?.stamp === stamp && known.mistakes.length === 0)) continue;
      const text = await readFile(join(this.folder, path), 'utf8').catch(() => undefined);
      changed = (text === undefined ? this.#unreadable(path, stamp) : this.#take(path, stamp, text)) || changed;
    }
    return changed;
  }

  get mistakes(): readonly Mistake[] {
    const found = this.#sorted().flatMap(([, { mistakes }]) => mistakes);
    return this.#files.has(COUNCIL) ? found : [noCouncil(join(this.folder, COUNCIL)), ...found];
  }

  /** What the files say, as far as they are right. Throws `Mistakes` when nobody says who the council is. */
  read(): CouncilFolder {
    const parts = this.#sorted().flatMap(([, { part }]) => part ?? []);
    const council = parts.find((part) => part.kind === 'council')?.value;
    if (!council) throw new Mistakes('bad_data', this.mistakes);
    const own = new Map(parts.flatMap((part) => (part.kind === 'words' ? [[part.language, part.value] as const] : [])));
    return {
      folder: this.folder, council,
      articles: parts.flatMap((part) => (part.kind === 'article' ? part.value : [])),
      forms: parts.flatMap((part) => (part.kind === 'form' ? part.value : [])),
      ownWords: Object.fromEntries(council.languages.map((language) => [language, own.get(language) ?? {}])),
    };
  }

  #sorted(): [string, KnownFile][] {
    return [...this.#files].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  async #list(below: string): Promise<string[]> {
    return pathsIn(below, await readdir(join(this.folder, below), { recursive: true, encoding: 'utf8' }).catch(() => []));
  }

  /** True when what the file says is right and new. */
  #take(path: string, stamp: string, text: string): boolean {
    const known = this.#files.get(path);
    const hash = createHash('sha256').update(text).digest('hex');
    if (known?.hash === hash && known.mistakes.length === 0) {
      known.stamp = stamp;
      return false;
    }
    const { part, mistakes } = this.#parse(path, text, this.#parsed?.get(hash));
    this.#files.set(path, { stamp, hash, part: part ?? known?.part, mistakes });
    return part !== undefined;
  }

  #unreadable(path: string, stamp: string): false {
    const mistakes = [{ file: shortName(join(this.folder, path)), problem: 'it cannot be read', mend: 'let the program read the file' }];
    this.#files.set(path, { stamp, hash: '', part: this.#files.get(path)?.part, mistakes });
    return false;
  }

  #parse(path: string, text: string, before: Article | undefined): { part?: Part; mistakes: readonly Mistake[] } {
    const file = shortName(join(this.folder, path));
    try {
      const part: Part = before && isNamed(before, path) ? { kind: 'article', value: before } : partOf(path, text, file);
      const double = part.kind === 'article' || part.kind === 'form' ? this.#holderOf(part.kind, part.value.id, path) : undefined;
      if (double === undefined) return { part, mistakes: [] };
      return { mistakes: [{ file, key: 'id', problem: `${shortName(join(this.folder, double))} has the same id`, mend: 'give each an id of its own, or remove one' }] };
    } catch (error) {
      if (!(error instanceof Mistakes)) throw error;
      return { mistakes: error.mistakes };
    }
  }

  #holderOf(kind: 'article' | 'form', id: string, but: string): string | undefined {
    for (const [path, { part }] of this.#files) if (path !== but && part?.kind === kind && part.value.id === id) return path;
    return undefined;
  }

  /** Without council.yaml there is no council: what it said stays. */
  #remove(path: string): boolean {
    const known = this.#files.get(path);
    if (path === COUNCIL && known?.part) {
      this.#files.set(path, { ...known, stamp: '', hash: '', mistakes: [noCouncil(join(this.folder, path))] });
      return false;
    }
    this.#files.delete(path);
    return known?.part !== undefined;
  }
}

/** Reads a council's folder; throws `Mistakes` with all that is wrong in all of its files. */
export function readCouncilFolder(folder: string, parsed?: ParsedArticles): CouncilFolder {
  return CouncilFiles.open(folder, parsed).read();
}

/** The folders within a council's folder in which files are looked for; the first is the folder itself. */
export async function foldersOf(folder: string): Promise<string[]> {
  const below = await Promise.all(FOLDERS.map(async (name) => {
    const entries = await readdir(join(folder, name), { recursive: true, withFileTypes: true }).catch(() => undefined);
    return entries ? [join(folder, name), ...entries.filter((entry) => entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name))] : [];
  }));
  return [folder, ...below.flat()];
}

function partOf(path: string, text: string, file: string): Part {
  if (path === COUNCIL) return { kind: 'council', value: parseCouncil(text, file) };
  const [room] = path.split(sep);
  if (room === 'articles') return { kind: 'article', value: parseArticle(text, file) };
  if (room === 'forms') return { kind: 'form', value: parseForm(text, file) };
  return { kind: 'words', language: basename(path, '.yaml'), value: parseOwnWords(text, file, KNOWN_KEYS) };
}

/** A file that says something: council.yaml, an article, a form, the council's own words in a language. */
export function isOurs(path: string): boolean {
  const [room = '', ...rest] = path.split(sep);
  if (!path.endsWith('.yaml')) return false;
  if (rest.length === 0) return room === COUNCIL;
  return room === 'words' ? rest.length === 1 && /^[a-z]{2}\.yaml$/.test(rest[0] ?? '') : FOLDERS.includes(room);
}

function isNamed({ id }: Article, path: string): boolean {
  return path.startsWith(`articles${sep}`) && basename(path, '.yaml') === id;
}

function pathsIn(below: string, names: readonly string[]): string[] {
  return names.filter((name) => name.endsWith('.yaml')).map((name) => join(below, name)).sort();
}

function stampOf({ mtimeMs, size, ino }: { mtimeMs: number; size: number; ino: number }): string {
  return `${mtimeMs} ${size} ${ino}`;
}
