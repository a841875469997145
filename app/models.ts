import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where trained models are looked for, first to last, and where a new one is kept. */
export interface ModelFolders {
  read: readonly string[];
  keep: string;
}

/** What the build trained for the sample council, so that the first start of all need not train either. */
const BUILT = fileURLToPath(new URL('./models', import.meta.url));

export function modelFolders(dataFolder: string): ModelFolders {
  const keep = join(dataFolder, 'models');
  return { read: [BUILT, keep], keep };
}

/**
 * The model that `train` makes of `lessons`, kept under the hash of both name and lessons: a restart does not train, a change does.
 * A folder that cannot be written costs the next start a training, nothing else.
 */
export function keptModel<L>(folders: ModelFolders, name: string, lessons: L, train: (lessons: L) => Uint8Array): Uint8Array {
  const file = `${name}-${createHash('sha256').update(JSON.stringify(lessons)).digest('hex').slice(0, 32)}.bin`;
  for (const folder of folders.read) {
    const known = read(join(folder, file));
    if (known) return known;
  }
  const trained = train(lessons);
  write(folders.keep, file, trained);
  return trained;
}

function read(file: string): Uint8Array | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** Written aside and renamed: another process never reads half a model. */
function write(folder: string, file: string, bytes: Uint8Array): void {
  const aside = join(folder, `${file}.${process.pid}.part`);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(aside, bytes);
    renameSync(aside, join(folder, file));
  } catch {
    return;
  }
}
