/**
 * The store port: documents in collections, and one way to write.
 * Two engines implement it (store/sqlite, store/mongo); tests/contracts/store.ts holds both to it.
 */

/** What every document has: a time-ordered id (UUIDv7 unless the collection says otherwise) and its version, 1 when inserted. */
export interface Doc {
  id: string;
  v: number;
}

export type FieldType = 'string' | 'number' | 'boolean' | 'mixed';

export interface Index {
  fields: readonly string[];
  /** Documents that lack one of the fields are left out of a unique index. */
  unique?: boolean;
}

/** A collection, declared once: only declared fields are stored, only indexed fields (and id) may be asked for. */
export interface Collection<T extends Doc = Doc> {
  readonly name: string;
  readonly fields: Readonly<Record<string, FieldType>>;
  readonly indexes: readonly Index[];
  /** Never set: carries the document's type. */
  readonly _doc?: T;
}

export function collection<T extends Doc>(
  name: string,
  fields: { readonly [K in Exclude<keyof T, 'id' | 'v'> & string]-?: FieldType },
  indexes: readonly Index[] = [],
): Collection<T> {
  return { name, fields, indexes };
}

export type Scalar = string | number | boolean;
export type Condition = Scalar | { in: readonly Scalar[] } | { gt?: Scalar; gte?: Scalar; lt?: Scalar; lte?: Scalar };
export type Where<T extends Doc> = { [K in keyof T]?: Condition };
export type Order<T extends Doc> = readonly [keyof T & string, 'asc' | 'desc'];

export interface Query<T extends Doc> {
  where?: Where<T>;
  /** `id` is always the last tie-break, in the direction of the last order given (ascending when none). */
  orderBy?: readonly Order<T>[];
  limit?: number;
  /** The last document of the page before; the page continues behind it in the same order. */
  after?: Partial<T> & { id: string };
}

export interface Tally {
  key: Record<string, Scalar | null>;
  count: number;
  sums: Record<string, number>;
}

export type Write =
  | { readonly op: 'insert'; readonly into: Collection; readonly doc: Doc }
  | { readonly op: 'replace'; readonly into: Collection; readonly doc: Doc }
  | { readonly op: 'remove'; readonly into: Collection; readonly id: string; readonly v?: number };

/** Adds a document; `Duplicate` when its id or a unique index is taken. It is stored with v = 1. */
export function insert<T extends Doc>(into: Collection<T>, doc: Omit<T, 'v'>): Write {
  return { op: 'insert', into: into as Collection, doc: { ...doc, v: 1 } as unknown as Doc };
}

/** Replaces the document whose version is still `doc.v`; `Conflict` otherwise. It is stored with v = doc.v + 1. */
export function replace<T extends Doc>(into: Collection<T>, doc: T): Write {
  return { op: 'replace', into: into as Collection, doc };
}

/** Removes a document; with `v`, only that version, and `Conflict` otherwise (also when it is gone). */
export function remove<T extends Doc>(into: Collection<T>, id: string, v?: number): Write {
  return { op: 'remove', into: into as Collection, id, v };
}

/** What `watch` tells. `reset` means: something may have changed that was not told, possibly by another process; read again. */
export type Change<T extends Doc> = { op: 'put'; doc: T } | { op: 'remove'; id: string } | { op: 'reset' };

export interface Store {
  readonly kind: 'sqlite' | 'mongodb';
  /** Where the data lies, for people: a file, or hosts without credentials. */
  readonly place: string;
  /** True when other processes may write the same data while this one runs. */
  readonly shared: boolean;
  get<T extends Doc>(from: Collection<T>, id: string): Promise<T | undefined>;
  find<T extends Doc>(from: Collection<T>, query?: Query<T>): Promise<T[]>;
  count<T extends Doc>(from: Collection<T>, where?: Where<T>): Promise<number>;
  /** Groups by indexed fields, counts, and sums number fields. */
  tally<T extends Doc>(from: Collection<T>, options: { where?: Where<T>; by: readonly (keyof T & string)[]; sum?: readonly (keyof T & string)[] }): Promise<Tally[]>;
  /**
   * All or nothing, durable when it resolves. Throws Conflict, Duplicate or StoreUnavailable; then nothing was applied. Only where the connection to a shared
   * store broke in the middle of a commit, StoreUnavailable leaves open whether all or nothing of it was; the versions tell whoever tries again.
   */
  commit(writes: readonly Write[]): Promise<void>;
  /** Calls the listener after each change committed by any process (a shared store says `reset` once it listens); returns a function that stops it. */
  watch<T extends Doc>(from: Collection<T>, listener: (change: Change<T>) => void): () => void;
  /** Resolves when a write could be committed right now; throws StoreUnavailable otherwise. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the collections (creating tables and indexes) and returns the store. */
export type OpenStore<Options> = (options: Options, collections: readonly Collection[]) => Promise<Store>;
