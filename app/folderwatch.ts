import { type FSWatcher, watch } from 'node:fs';
import { join, relative } from 'node:path';
import { foldersOf, isOurs } from './folder.ts';

/** What is written in one go is looked at in one go; no later than `LATEST_MS` after the first of it. */
const QUIET_MS = 30;
const LATEST_MS = 100;
/** Where folders cannot be watched (a share on the network) the files are looked at this often; elsewhere, too, as nobody promises that every change is told. */
const POLL_MS = 5_000;
const BLIND_POLL_MS = 1_000;

/** Tells of changes in a council's folder: the paths that were written, or nothing when any file may have been. */
export class FolderWatch {
  readonly #folder: string;
  readonly #changed: (paths?: readonly string[]) => void;
  readonly #watchers = new Map<string, FSWatcher>();
  readonly #named = new Set<string>();
  #all = false;
  #since = 0;
  #timer: NodeJS.Timeout | undefined;
  #poll: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(folder: string, changed: (paths?: readonly string[]) => void) {
    this.#folder = folder;
    this.#changed = changed;
  }

  /** Resolves when every folder is watched, or when it is known that they cannot be: then the files are looked at once a second. */
  async start(): Promise<void> {
    const sees = await this.#look();
    this.#poll = setInterval(() => this.#heard(), sees ? POLL_MS : BLIND_POLL_MS).unref();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    clearInterval(this.#poll);
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  /** Folders come and go. False when one cannot be watched. */
  async #look(): Promise<boolean> {
    const folders = new Set(await foldersOf(this.#folder));
    if (this.#stopped) return true;
    for (const [folder, watcher] of this.#watchers) {
      if (folders.has(folder)) continue;
      watcher.close();
      this.#watchers.delete(folder);
    }
    try {
      for (const folder of folders) if (!this.#watchers.has(folder)) this.#open(folder);
      return true;
    } catch {
      return false;
    }
  }

  #open(folder: string): void {
    const watcher = watch(folder, { persistent: false }, (_event, name) => this.#heard(name === null ? undefined : relative(this.#folder, join(folder, name))));
    watcher.on('error', () => {
      watcher.close();
      this.#watchers.delete(folder);
    });
    this.#watchers.set(folder, watcher);
  }

  /** A path that is none of ours may be a folder: then everything is looked at. */
  #heard(path?: string): void {
    if (path !== undefined && isOurs(path)) this.#named.add(path);
    else this.#all = true;
    const now = performance.now();
    if (!this.#timer) this.#since = now;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#tell(), Math.max(0, Math.min(QUIET_MS, this.#since + LATEST_MS - now))).unref();
  }

  async #tell(): Promise<void> {
    this.#timer = undefined;
    const paths = this.#all ? undefined : [...this.#named];
    this.#all = false;
    this.#named.clear();
    if (paths === undefined) await this.#look();
    if (!this.#stopped) this.#changed(paths);
  }
}
