import type { mongo } from 'mongoose';
import { Conflict } from '../../bot/errors.ts';
import { shaped } from '../shape.ts';
import type { Collection, Write } from '../store.ts';
import { type Documents, type Stored, toStored } from './model.ts';

/** A write as MongoDB takes it. */
export interface Prepared {
  into: Documents;
  of: Collection;
  id: string;
  op: Write['op'];
  operation: mongo.AnyBulkWriteOperation<Stored>;
  /** True when it must meet a document: the version that was read. */
  exact: boolean;
}

/** Checks a write and says what MongoDB must do. Throws `invalid`. */
export function prepare(write: Write, into: Documents): Prepared {
  const of = write.into;
  switch (write.op) {
    case 'insert': {
      const document = toStored(shaped(of, { ...write.doc, v: 1 }));
      return { into, of, id: document._id, op: 'insert', operation: { insertOne: { document } }, exact: false };
    }
    case 'replace': {
      const { v } = write.doc;
      const { _id, ...replacement } = toStored(shaped(of, { ...write.doc, v: v + 1 }));
      return { into, of, id: _id, op: 'replace', operation: { replaceOne: { filter: { _id, v }, replacement } }, exact: true };
    }
    case 'remove': {
      const filter = write.v === undefined ? { _id: write.id } : { _id: write.id, v: write.v };
      return { into, of, id: write.id, op: 'remove', operation: { deleteOne: { filter } }, exact: write.v !== undefined };
    }
  }
}

/** Some write of a batch met no document; which one is not known. */
export class Unmet extends Error {}

/** Applies writes to one collection in one command. Throws Unmet, or the driver's error. */
export async function applyBatch(batch: readonly Prepared[], session: mongo.ClientSession): Promise<void> {
  const [first] = batch;
  if (!first) return;
  const { matchedCount, deletedCount } = await first.into.bulkWrite(batch.map((one) => one.operation), { session, ordered: true });
  const replaces = batch.filter((one) => one.op === 'replace').length;
  const removes = batch.filter((one) => one.op === 'remove');
  const allMet = removes.length === deletedCount || !removes.some((one) => one.exact);
  if (matchedCount !== replaces || !allMet) throw new Unmet();
}

/** Applies one write. Throws Conflict, Duplicate or `invalid` for it; in a transaction, what may be tried again as the driver says it. */
export async function applyOne(write: Prepared, session?: mongo.ClientSession): Promise<void> {
  const { matchedCount, deletedCount } = await write.into.bulkWrite([write.operation], { session });
  if (write.exact && matchedCount + deletedCount === 0) throw new Conflict({ collection: write.of.name, id: write.id });
}
