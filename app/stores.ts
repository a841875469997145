import { mkdirSync } from 'node:fs';
import { botCollections } from '../bot/bot.ts';
import { cases } from '../bot/case.ts';
import type { Files } from '../store/files.ts';
import type { Collection, Store } from '../store/store.ts';
import type { Config } from './config.ts';

const COLLECTIONS: readonly Collection[] = [...botCollections, cases as unknown as Collection];

/** Opens the store that the configuration names: MongoDB when it has a MONGODB_URI, the embedded one otherwise. */
export async function openStore(config: Pick<Config, 'MONGODB_URI' | 'VENTANILLA_DATA'>): Promise<{ store: Store; files: Files }> {
  if (config.MONGODB_URI !== undefined) {
    const { openMongo, mongoFiles } = await import('../store/mongo/mongo.ts');
    const store = await openMongo({ uri: config.MONGODB_URI }, COLLECTIONS);
    return { store, files: mongoFiles(store) };
  }
  const [{ openSqlite }, { folderFiles }] = await Promise.all([import('../store/sqlite/sqlite.ts'), import('../store/sqlite/files.ts')]);
  mkdirSync(config.VENTANILLA_DATA, { recursive: true });
  const store = await openSqlite({ folder: config.VENTANILLA_DATA }, COLLECTIONS);
  return { store, files: folderFiles(config.VENTANILLA_DATA) };
}
