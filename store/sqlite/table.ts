import type { Database, Statement } from 'better-sqlite3';
import { Conflict, Duplicate } from '../../bot/errors.ts';
import { shaped } from '../shape.ts';
import type { Collection, Doc, Write } from '../store.ts';

type Column = string | number | null;

/** A collection as a table: the document as JSON, and a real column for each field that may be asked for. */
export class Table {
  readonly collection: Collection;
  readonly name: string;
  readonly #columns: readonly string[];
  #insert: Statement<Column[]>;
  #replace: Statement<Column[]>;
  /** Where no indexed field changes, no index is written: it is most of the cost. */
  #replaceInPlace: Statement<Column[]>;
  #remove: Statement<[string]>;
  #removeVersion: Statement<[string, number]>;

  constructor(db: Database, collection: Collection) {
    this.collection = collection;
    this.name = collection.name;
    this.#columns = [...new Set(collection.indexes.flatMap((index) => index.fields))].filter((field) => field !== 'id' && field !== 'v');
    this.#create(db);
    const columns = this.#columns.map((column) => `, "${column}"`).join('');
    const sets = this.#columns.map((column) => `, "${column}" = ?`).join('');
    this.#insert = db.prepare(`INSERT INTO "${this.name}" (id, v, doc${columns}) VALUES (?, ?, ?${', ?'.repeat(this.#columns.length)})`);
    this.#replace = db.prepare(`UPDATE "${this.name}" SET v = ?, doc = ?${sets} WHERE id = ? AND v = ?`);
    const same = this.#columns.map((column) => ` AND "${column}" IS ?`).join('');
    this.#replaceInPlace = db.prepare(`UPDATE "${this.name}" SET v = ?, doc = ? WHERE id = ? AND v = ?${same}`);
    this.#remove = db.prepare(`DELETE FROM "${this.name}" WHERE id = ?`);
    this.#removeVersion = db.prepare(`DELETE FROM "${this.name}" WHERE id = ? AND v = ?`);
  }

  /** Applies one write inside the transaction under way, and returns the document as stored. */
  apply(write: Write): Doc | undefined {
    switch (write.op) {
      case 'insert': {
        const doc = shaped(this.collection, { ...write.doc, v: 1 });
        this.#run(doc.id, () => this.#insert.run(doc.id, 1, JSON.stringify(doc), ...this.#values(doc)));
        return doc;
      }
      case 'replace': {
        const { v } = write.doc;
        const doc = shaped(this.collection, write.doc);
        doc.v = v + 1;
        if (!this.#replaced(doc, v)) throw new Conflict({ collection: this.name, id: doc.id });
        return doc;
      }
      case 'remove': {
        const { changes } = write.v === undefined ? this.#remove.run(write.id) : this.#removeVersion.run(write.id, write.v);
        if (changes === 0 && write.v !== undefined) throw new Conflict({ collection: this.name, id: write.id });
        return undefined;
      }
    }
  }

  #replaced(doc: Doc, v: number): boolean {
    const text = JSON.stringify(doc);
    const values = this.#values(doc);
    if (this.#replaceInPlace.run(doc.v, text, doc.id, v, ...values).changes > 0) return true;
    return values.length > 0 && this.#run(doc.id, () => this.#replace.run(doc.v, text, ...values, doc.id, v)).changes > 0;
  }

  #run<T>(id: string, statement: () => T): T {
    try {
      return statement();
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      if (code === 'SQLITE_CONSTRAINT_PRIMARYKEY') throw new Duplicate({ collection: this.name, id });
      if (code === 'SQLITE_CONSTRAINT_UNIQUE') throw new Duplicate({ collection: this.name, id, index: message.slice(message.indexOf(':') + 2).replaceAll(`${this.name}.`, '') });
      throw error;
    }
  }

  #values(doc: Doc): Column[] {
    const fields = doc as unknown as Record<string, unknown>;
    return this.#columns.map((column) => toColumn(fields[column]));
  }

  /** Creates what is missing: the table, the columns of fields that are indexed by now (filled from the documents), the indexes. */
  #create(db: Database): void {
    db.exec(`CREATE TABLE IF NOT EXISTS "${this.name}" (id TEXT PRIMARY KEY, v INTEGER NOT NULL, doc TEXT NOT NULL) WITHOUT ROWID`);
    const present = new Set(db.prepare<[], { name: string }>(`PRAGMA table_info("${this.name}")`).all().map((column) => column.name));
    for (const column of this.#columns.filter((one) => !present.has(one))) {
      db.exec(`ALTER TABLE "${this.name}" ADD COLUMN "${column}"`);
      db.exec(`UPDATE "${this.name}" SET "${column}" = json_extract(doc, '$.${column}')`);
    }
    for (const { fields, unique } of this.collection.indexes) {
      const list = fields.map((field) => `"${field}"`).join(', ');
      const name = `${this.name}_${fields.join('_')}${unique ? '_unique' : ''}`;
      db.exec(`CREATE ${unique ? 'UNIQUE ' : ''}INDEX IF NOT EXISTS "${name}" ON "${this.name}" (${list}) WHERE "${fields[0]}" IS NOT NULL`);
    }
  }
}

export function toColumn(value: unknown): Column {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}
