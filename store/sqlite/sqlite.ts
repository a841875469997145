import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite, { type Database, type Statement } from 'better-sqlite3';
import { StoreUnavailable, VentanillaError } from '../../bot/errors.ts';
import { checkQuery } from '../shape.ts';
import type { Change, Collection, Doc, OpenStore, Query, Scalar, Store, Tally, Where, Write } from '../store.ts';
import { selectSql, whereSql } from './query.ts';
import { Table } from './table.ts';

export interface SqliteOptions {
  /** The folder that holds the database; made when it is not there. */
  folder: string;
  /** For tests: the file may not grow beyond this many pages. */
  maxPages?: number;
}

interface Job {
  writes: readonly Write[];
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** What a transaction came to: why each job was refused, undefined where it was not; and what changed. */
interface Applied {
  outcomes: (VentanillaError | undefined)[];
  changes: { collection: string; change: Change<Doc> }[];
}

interface Watcher {
  collection: string;
  listener: (change: Change<Doc>) => void;
}

/** 4 MB: a checkpoint takes a few milliseconds. At 32 MB it held every answer up for a tenth of a second. */
const LOG_PAGES = 1000;
const OTHERS_EVERY_MS = 250;
/** A ping needs as much room as a turn, in bytes: a full disk must not pass for a writable one. */
const ROOM = 16_384;

export const openSqlite: OpenStore<SqliteOptions> = async ({ folder, maxPages }, collections) => {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'ventanilla.db');
  try {
    const db = new Sqlite(file, { timeout: 5000 });
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('cache_size = -32000');
    db.pragma(`wal_autocheckpoint = ${LOG_PAGES}`);
    if (maxPages !== undefined) db.pragma(`max_page_count = ${maxPages}`);
    return new SqliteStore(db, file, collections);
  } catch (error) {
    throw new StoreUnavailable(error);
  }
};

/** The embedded store: one file, WAL, synchronous FULL; commits that arrive together share one transaction and one fsync. */
class SqliteStore implements Store {
  readonly kind = 'sqlite';
  readonly place: string;
  readonly shared = false;
  readonly #db: Database;
  readonly #tables = new Map<string, Table>();
  readonly #statements = new Map<string, Statement<unknown[], { doc: string }>>();
  /** BEGIN, COMMIT, SAVEPOINT and their like. */
  readonly #control = new Map<string, Statement>();
  readonly #watchers = new Set<Watcher>();
  #queue: Job[] = [];
  #flushing = false;
  #others: NodeJS.Timeout | undefined;
  #dataVersion = 0;

  constructor(db: Database, file: string, collections: readonly Collection[]) {
    this.#db = db;
    this.place = file;
    db.exec('CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID');
    db.transaction(() => {
      for (const collection of collections) this.#tables.set(collection.name, new Table(db, collection));
    }).immediate();
  }

  async get<T extends Doc>(from: Collection<T>, id: string): Promise<T | undefined> {
    const row = this.#read(() => this.#prepare(`SELECT doc FROM "${this.#table(from).name}" WHERE id = ?`).get(id));
    return row && (JSON.parse(row.doc) as T);
  }

  async find<T extends Doc>(from: Collection<T>, query: Query<T> = {}): Promise<T[]> {
    checkQuery(from, query);
    const { text, values } = selectSql(this.#table(from).name, query);
    return this.#read(() => this.#prepare(text).all(...values)).map((row) => JSON.parse(row.doc) as T);
  }

  async count<T extends Doc>(from: Collection<T>, where?: Where<T>): Promise<number> {
    checkQuery(from, { where });
    const { text, values } = whereSql(where);
    const row = this.#read(() => this.#db.prepare<unknown[], { n: number }>(`SELECT count(*) AS n FROM "${this.#table(from).name}"${text && ` WHERE ${text}`}`).get(...values));
    return row?.n ?? 0;
  }

  async tally<T extends Doc>(from: Collection<T>, { where, by, sum = [] }: { where?: Where<T>; by: readonly (keyof T & string)[]; sum?: readonly (keyof T & string)[] }): Promise<Tally[]> {
    checkQuery(from, { where, orderBy: by.map((field) => [field, 'asc'] as const) });
    const filter = whereSql(where);
    const keys = by.map((field) => `"${field}"`).join(', ');
    const sums = sum.map((field) => `, total(json_extract(doc, '$.${field}')) AS "sum_${field}"`).join('');
    const text = `SELECT ${keys}, count(*) AS n${sums} FROM "${this.#table(from).name}"${filter.text && ` WHERE ${filter.text}`} GROUP BY ${keys} ORDER BY ${keys}`;
    const rows = this.#read(() => this.#db.prepare<unknown[], Record<string, Scalar | null>>(text).all(...filter.values));
    const booleans = new Set(by.filter((field) => from.fields[field] === 'boolean'));
    return rows.map((row) => ({
      key: Object.fromEntries(by.map((field) => [field, booleans.has(field) && row[field] !== null ? Boolean(row[field]) : (row[field] ?? null)])),
      count: Number(row.n),
      sums: Object.fromEntries(sum.map((field) => [field, Number(row[`sum_${field}`])])),
    }));
  }

  commit(writes: readonly Write[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ writes, resolve, reject });
      if (this.#flushing) return;
      this.#flushing = true;
      setImmediate(() => this.#flush());
    });
  }

  watch<T extends Doc>(from: Collection<T>, listener: (change: Change<T>) => void): () => void {
    const watcher: Watcher = { collection: this.#table(from).name, listener: listener as Watcher['listener'] };
    this.#watchers.add(watcher);
    if (!this.#others) {
      this.#dataVersion = this.#version();
      this.#others = setInterval(() => this.#lookForOthers(), OTHERS_EVERY_MS).unref();
    }
    return () => {
      this.#watchers.delete(watcher);
      if (this.#watchers.size > 0) return;
      clearInterval(this.#others);
      this.#others = undefined;
    };
  }

  async ping(): Promise<void> {
    try {
      this.#db.exec(`BEGIN IMMEDIATE; INSERT INTO meta (key, value) VALUES ('ping', zeroblob(${ROOM})); DELETE FROM meta WHERE key = 'ping'; COMMIT`);
    } catch (error) {
      if (this.#db.open && this.#db.inTransaction) this.#db.exec('ROLLBACK');
      throw new StoreUnavailable(error);
    }
  }

  async close(): Promise<void> {
    if (this.#flushing) this.#flush();
    clearInterval(this.#others);
    this.#watchers.clear();
    this.#db.close();
  }

  /** One transaction for all that arrived together. A commit that fails undoes only itself; a transaction that fails undoes all. */
  #flush(): void {
    this.#flushing = false;
    const jobs = this.#queue;
    this.#queue = [];
    let applied: Applied;
    try {
      this.#prepareRun('BEGIN IMMEDIATE');
      applied = this.#applyTogether(jobs) ?? this.#applyApart(jobs);
      this.#prepareRun('COMMIT');
    } catch (error) {
      if (this.#db.open && this.#db.inTransaction) this.#db.exec('ROLLBACK');
      const unavailable = new StoreUnavailable(error);
      for (const job of jobs) job.reject(unavailable);
      return;
    }
    for (const [index, job] of jobs.entries()) {
      if (applied.outcomes[index] === undefined) job.resolve();
      else job.reject(applied.outcomes[index]);
    }
    for (const { collection, change } of applied.changes) this.#tell(collection, change);
  }

  /** Without savepoints, which cost as much as the writes: undefined when a job failed half done, and nothing is applied then. */
  #applyTogether(jobs: readonly Job[]): Applied | undefined {
    const applied: Applied = { outcomes: [], changes: [] };
    for (const { writes } of jobs) {
      const { error, done } = this.#applyWrites(writes, applied.changes);
      if (error !== undefined && done > 0) {
        this.#prepareRun('ROLLBACK');
        this.#prepareRun('BEGIN IMMEDIATE');
        return undefined;
      }
      applied.outcomes.push(error);
    }
    return applied;
  }

  /** Each job behind a savepoint of its own. */
  #applyApart(jobs: readonly Job[]): Applied {
    const applied: Applied = { outcomes: [], changes: [] };
    for (const { writes } of jobs) {
      const told = applied.changes.length;
      this.#prepareRun('SAVEPOINT job');
      const { error } = this.#applyWrites(writes, applied.changes);
      if (error !== undefined) {
        applied.changes.length = told;
        this.#prepareRun('ROLLBACK TO job');
      }
      this.#prepareRun('RELEASE job');
      applied.outcomes.push(error);
    }
    return applied;
  }

  /** Applies writes up to the first that is refused, and says why and how many were done. Failures of the store itself are thrown. */
  #applyWrites(writes: readonly Write[], changes: Applied['changes']): { error?: VentanillaError; done: number } {
    let done = 0;
    try {
      for (const write of writes) {
        const table = this.#table(write.into);
        const doc = table.apply(write);
        done += 1;
        if (this.#watchers.size > 0) changes.push({ collection: table.name, change: doc ? { op: 'put', doc } : { op: 'remove', id: (write as { id: string }).id } });
      }
      return { done };
    } catch (error) {
      if (error instanceof VentanillaError) return { error, done };
      throw error;
    }
  }

  #tell(collection: string, change: Change<Doc>): void {
    for (const watcher of this.#watchers) if (watcher.collection === collection) watcher.listener(change);
  }

  /** SQLite counts the commits of other connections: when the count moves, those who watch must read again. */
  #lookForOthers(): void {
    const version = this.#version();
    if (version === this.#dataVersion) return;
    this.#dataVersion = version;
    for (const watcher of this.#watchers) watcher.listener({ op: 'reset' });
  }

  #version(): number {
    return Number(this.#db.pragma('data_version', { simple: true }));
  }

  #prepareRun(text: string): void {
    let statement = this.#control.get(text);
    if (!statement) {
      statement = this.#db.prepare(text);
      this.#control.set(text, statement);
    }
    statement.run();
  }

  #prepare(text: string): Statement<unknown[], { doc: string }> {
    let statement = this.#statements.get(text);
    if (!statement) {
      statement = this.#db.prepare<unknown[], { doc: string }>(text);
      this.#statements.set(text, statement);
    }
    return statement;
  }

  #read<R>(read: () => R): R {
    try {
      return read();
    } catch (error) {
      throw new StoreUnavailable(error);
    }
  }

  #table(from: Collection<never> | Collection): Table {
    const table = this.#tables.get(from.name);
    if (!table) throw new VentanillaError('internal', `the collection ${from.name} was not opened`);
    return table;
  }
}
