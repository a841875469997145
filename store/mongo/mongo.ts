import mongoose, { type Connection, type mongo } from 'mongoose';
import { StoreUnavailable, VentanillaError } from '../../bot/errors.ts';
import type { Files } from '../files.ts';
import { checkQuery } from '../shape.ts';
import type { Change, Collection, Doc, OpenStore, Query, Scalar, Store, Tally, Where, Write } from '../store.ts';
import { APP_NAME } from './abandoned.ts';
import { Commits } from './commits.ts';
import { Feed } from './feed.ts';
import { gridFiles } from './files.ts';
import { type Documents, fromStored, openModel, toStoredName } from './model.ts';
import { filterOf, pageOf } from './query.ts';
import { prepare } from './write.ts';

export interface MongoOptions {
  /** `mongodb://…` of a replica set; its database is `ventanilla` unless the address names one. */
  uri: string;
}

/** A store that cannot be reached is known as such within a few seconds, also when it hangs. */
const CONNECTION = {
  appName: APP_NAME,
  serverSelectionTimeoutMS: 2_000,
  connectTimeoutMS: 2_000,
  heartbeatFrequencyMS: 2_000,
  waitQueueTimeoutMS: 5_000,
  maxPoolSize: 32,
  retryWrites: true,
  retryReads: true,
  writeConcern: { w: 'majority', j: true, wtimeoutMS: 5_000 },
  readPreference: 'primary',
  autoIndex: false,
  autoCreate: false,
  bufferCommands: false,
} as const;

const DATABASE = 'ventanilla';

export const openMongo: OpenStore<MongoOptions> = async ({ uri }, collections) => {
  const connection = mongoose.createConnection(uri, { ...CONNECTION, dbName: databaseOf(uri) });
  try {
    await connection.asPromise();
    await checkReplicaSet(connection);
    const opened = await Promise.all(collections.map(async (one): Promise<[string, Documents]> => [one.name, await openModel(connection, one)]));
    return new MongoStore(connection, placeOf(uri), new Map(opened));
  } catch (error) {
    await connection.close().catch(() => undefined);
    throw error instanceof VentanillaError ? error : new StoreUnavailable(error);
  }
};

/** Files beside the documents of a store that `openMongo` opened. */
export function mongoFiles(store: Store): Files {
  if (!(store instanceof MongoStore)) throw new VentanillaError('internal', 'these files belong to a MongoDB store');
  return gridFiles(store.db);
}

/** The store on a MongoDB replica set, shared by any number of processes: majority writes, journaled; several writes are one transaction. */
class MongoStore implements Store {
  readonly kind = 'mongodb';
  readonly place: string;
  readonly shared = true;
  readonly db: mongo.Db;
  readonly #connection: Connection;
  readonly #documents: ReadonlyMap<string, Documents>;
  readonly #commits: Commits;
  readonly #feeds = new Map<string, Feed>();

  constructor(connection: Connection, place: string, documents: ReadonlyMap<string, Documents>) {
    this.#connection = connection;
    this.place = place;
    this.#documents = documents;
    this.db = connection.getClient().db(connection.name);
    this.#commits = new Commits(connection.getClient());
  }

  async get<T extends Doc>(from: Collection<T>, id: string): Promise<T | undefined> {
    const found = await this.#read(() => this.#of(from).findOne({ _id: { $eq: id } }));
    return found ? fromStored<T>(found) : undefined;
  }

  async find<T extends Doc>(from: Collection<T>, query: Query<T> = {}): Promise<T[]> {
    checkQuery(from, query);
    if (query.limit === 0) return [];
    const { filter, sort } = pageOf(query);
    const found = await this.#read(() => this.#of(from).find(filter, { sort, limit: query.limit, allowDiskUse: true, batchSize: 1_000 }).toArray());
    return found.map((one) => fromStored<T>(one));
  }

  async count<T extends Doc>(from: Collection<T>, where?: Where<T>): Promise<number> {
    checkQuery(from, { where });
    return this.#read(() => this.#of(from).countDocuments(filterOf(where)));
  }

  async tally<T extends Doc>(from: Collection<T>, { where, by, sum = [] }: { where?: Where<T>; by: readonly (keyof T & string)[]; sum?: readonly (keyof T & string)[] }): Promise<Tally[]> {
    checkQuery(from, { where, orderBy: by.map((field) => [field, 'asc'] as const) });
    const keys = Object.fromEntries(by.map((field) => [field, { $ifNull: [`$${toStoredName(field)}`, null] }]));
    const sums = Object.fromEntries(sum.map((field, index) => [`sum${index}`, { $sum: `$${field}` }]));
    const rows = await this.#read(() => this.#of(from).aggregate<{ _id: Record<string, Scalar | null>; n: number; [sum: string]: unknown }>([
      { $match: filterOf(where) },
      { $group: { _id: keys, n: { $sum: 1 }, ...sums } },
      { $sort: Object.fromEntries(by.map((field) => [`_id.${field}`, 1])) },
    ], { allowDiskUse: true }).toArray());
    return rows.map((row) => ({ key: row._id, count: row.n, sums: Object.fromEntries(sum.map((field, index) => [field, Number(row[`sum${index}`])])) }));
  }

  async commit(writes: readonly Write[]): Promise<void> {
    return this.#commits.commit(writes.map((write) => prepare(write, this.#of(write.into))));
  }

  watch<T extends Doc>(from: Collection<T>, listener: (change: Change<T>) => void): () => void {
    let feed = this.#feeds.get(from.name);
    if (!feed) {
      feed = new Feed(this.#of(from));
      this.#feeds.set(from.name, feed);
    }
    return feed.add(listener as (change: Change<Doc>) => void);
  }

  async ping(): Promise<void> {
    try {
      await this.db.collection<{ _id: string; at: number }>('meta').updateOne({ _id: 'ping' }, { $set: { at: Date.now() } }, { upsert: true });
    } catch (error) {
      throw new StoreUnavailable(error);
    }
  }

  async close(): Promise<void> {
    await this.#commits.settle();
    await Promise.all([...this.#feeds.values()].map((feed) => feed.close()));
    await this.#connection.close();
  }

  async #read<R>(read: () => Promise<R>): Promise<R> {
    try {
      return await read();
    } catch (error) {
      throw new StoreUnavailable(error);
    }
  }

  #of(from: Collection<never> | Collection): Documents {
    const documents = this.#documents.get(from.name);
    if (!documents) throw new VentanillaError('internal', `the collection ${from.name} was not opened`);
    return documents;
  }
}

/** A server on its own has no transactions: nothing could be committed, and nobody would see why. */
async function checkReplicaSet(connection: Connection): Promise<void> {
  const { setName, msg } = await connection.getClient().db('admin').command({ hello: 1 });
  if (setName === undefined && msg !== 'isdbgrid') {
    throw new VentanillaError('bad_configuration', 'MONGODB_URI names a server that is not part of a replica set; start it with --replSet and initiate the set (one node is enough)');
  }
}

/** Undefined when the address names a database. */
function databaseOf(uri: string): string | undefined {
  return /^mongodb(\+srv)?:\/\/[^/]+\/[^?]+/.test(uri) ? undefined : DATABASE;
}

/** The address without credentials and options. */
function placeOf(uri: string): string {
  return uri.replace(/\/\/[^/]*@/, '//').replace(/\?.*$/, '');
}
