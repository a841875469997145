import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where trained models are kept. The first folder is written to; the others are only read. */
export type ModelFolders = readonly [string, ...string[]];

/** What the build trained for the sample council, so that the first start of all need not train either. */
const BUILT = fileURLToPath(new URL('./models', import.meta.url));

export function modelFolders(dataFolder: string): ModelFolders {
  return [join(dataFolder, 'models'), BUILT];
}

/**
 * The model that `train` makes of `lessons`, kept under the hash of both name and lessons: a restart does not train, a change does.
 * A folder that cannot be written costs the next start a training, nothing else.
 */
export function keptModel<L>(folders: ModelFolders, name: string, lessons: L, train: (lessons: L) => Uint8Array): Uint8Array {
  const file = `${name}-${createHash('sha256').update(JSON.stringify(lessons)).digest('hex').slice(0, 32)}.bin`;
  const known = folders.map((folder) => read(join(folder, file))).find((bytes) => bytes !== undefined);
  if (known) return known;
  const trained = train(lessons);
  write(folders[0], file, trained);
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
