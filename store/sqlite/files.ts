import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StoreUnavailable } from '../../bot/errors.ts';
import type { FileRef, Files } from '../files.ts';

const ID = /^[0-9a-f-]{36}$/;

/** Files in a folder beside the database: content and description, each written aside, synced and renamed. */
export function folderFiles(folder: string): Files {
  const root = join(folder, 'files');
  const pathOf = (id: string, ending: 'bin' | 'json'): string => join(root, `${id}.${ending}`);
  return {
    async put(content, { name, mime }) {
      const ref: FileRef = { id: randomUUID(), name, mime, size: content.length };
      try {
        await mkdir(root, { recursive: true });
        await writeSynced(pathOf(ref.id, 'bin'), content);
        await writeSynced(pathOf(ref.id, 'json'), Buffer.from(JSON.stringify(ref)));
        await syncFolder(root);
      } catch (error) {
        throw new StoreUnavailable(error);
      }
      return ref;
    },
    async get(id) {
      if (!ID.test(id)) return undefined;
      try {
        const [ref, content] = await Promise.all([readFile(pathOf(id, 'json'), 'utf8'), readFile(pathOf(id, 'bin'))]);
        return { ref: JSON.parse(ref) as FileRef, content };
      } catch {
        return undefined;
      }
    },
    async remove(id) {
      if (ID.test(id)) await Promise.all([rm(pathOf(id, 'json'), { force: true }), rm(pathOf(id, 'bin'), { force: true })]);
    },
  };
}

async function writeSynced(path: string, content: Uint8Array): Promise<void> {
  const aside = `${path}.part`;
  const file = await open(aside, 'w');
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(aside, path);
}

/** A rename is only durable once the folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
