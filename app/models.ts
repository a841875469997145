import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Lessons, VERSION } from '../nlu/understanding.ts';
import { VERSION as PROGRAM } from './version.ts';

/** Where trained models are looked for, first to last, and where a new one is kept. */
export interface ModelFolders {
  read: readonly string[];
  keep: string;
}

/** What the build trained for the sample council, so that the first start of all need not train either. */
const BUILT = fileURLToPath(new URL('./models', import.meta.url));
/** So many are kept, those that were used last: an editor who takes a change back has what was learnt before. */
const MOST = 8;

export function modelFolders(dataFolder: string): ModelFolders {
  const keep = join(dataFolder, 'models');
  return { read: [BUILT, keep], keep };
}

/** What lessons teach, in one string: quick to hash, and to give to a thread. Names of services and offices teach nothing. */
export function taughtBy({ examples, questions }: Lessons): string {
  return JSON.stringify({ examples, questions });
}

/** The file of what was learnt from that: named by its hash, so that a restart does not train and a change does. */
export function modelFile(taught: string): string {
  return `understanding-${PROGRAM}-${VERSION}-${createHash('sha256').update(taught).digest('hex').slice(0, 32)}.bin`;
}

/** What was kept under that name, the first that can be `read`, which throws where it cannot. */
export function keptModel<T>(folders: ModelFolders, file: string, read: (bytes: Uint8Array) => T): T | undefined {
  for (const folder of folders.read) {
    try {
      const model = read(readFileSync(join(folder, file)));
      touch(join(folder, file));
      return model;
    } catch {
      /* Not there, or damaged: perhaps the next one. */
    }
  }
  return undefined;
}

/**
 * Written aside and renamed: another process never reads half a model. Those that were used longest ago make room.
 * A folder that cannot be written costs the next start a training, nothing else.
 */
export function keepModel(folder: string, file: string, bytes: Uint8Array): void {
  const aside = join(folder, `${file}.${process.pid}.part`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(aside, bytes);
    renameSync(aside, join(folder, file));
    makeRoom(folder);
  } catch {
    return;
  }
}

function makeRoom(folder: string): void {
  const kept = readdirSync(folder).filter((name) => name.endsWith('.bin')).map((name) => ({ name, used: statSync(join(folder, name)).mtimeMs }));
  for (const { name } of kept.sort((a, b) => b.used - a.used).slice(MOST)) rmSync(join(folder, name), { force: true });
}

/** Says that it is still in use. */
function touch(file: string): void {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    return;
  }
}
