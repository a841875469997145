import { type Connection, type mongo, Schema } from 'mongoose';
import type { Collection, Doc, FieldType, Index } from '../store.ts';

/** A document as MongoDB keeps it: the id under `_id`. */
export interface Stored {
  _id: string;
  v: number;
  [field: string]: unknown;
}

export type Documents = mongo.Collection<Stored>;

const TYPES: Readonly<Record<FieldType, unknown>> = { string: String, number: Number, boolean: Boolean, mixed: Schema.Types.Mixed };

/** Builds the collection's schema from its declaration, and creates the collection and its indexes where they are missing. */
export async function openModel(connection: Connection, collection: Collection): Promise<Documents> {
  const fields = Object.fromEntries(Object.entries(collection.fields).map(([field, type]) => [field, { type: TYPES[type] }]));
  const schema = new Schema({ _id: { type: String }, v: { type: Number }, ...fields }, { collection: collection.name, versionKey: false, suppressReservedKeysWarning: true });
  for (const index of collection.indexes) for (const [keys, options] of indexesOf(index)) schema.index(keys, options);
  const model = connection.model(collection.name, schema);
  await model.createCollection();
  await model.createIndexes();
  return connection.getClient().db(connection.name).collection<Stored>(collection.name);
}

type IndexDefinition = [keys: Record<string, 1>, options: { name: string; unique?: boolean; partialFilterExpression: Record<string, { $exists: true }> }];

/**
 * Documents that lack one of the fields are left out of a unique index. The planner uses such an index only for a query that names all of its fields,
 * so one of several fields is joined by a plain index, which serves a query of its first field alone.
 */
function indexesOf({ fields, unique }: Index): IndexDefinition[] {
  const keys = Object.fromEntries(fields.map((field) => [toStoredName(field), 1 as const]));
  const present = (names: readonly string[]): Record<string, { $exists: true }> => Object.fromEntries(names.map((field) => [toStoredName(field), { $exists: true as const }]));
  const name = indexName(fields);
  const plain: IndexDefinition = [keys, { name, partialFilterExpression: present(fields.slice(0, 1)) }];
  if (!unique) return [plain];
  const alone: IndexDefinition = [keys, { name: `${name}${UNIQUE}`, unique: true, partialFilterExpression: present(fields) }];
  return fields.length === 1 ? [alone] : [alone, plain];
}

const UNIQUE = '_unique';

function indexName(fields: readonly string[]): string {
  return fields.join('_');
}

/** The fields of a unique index, by its name; undefined for the id's own. */
export function uniqueFields(of: Collection, name: string): readonly string[] | undefined {
  return of.indexes.find(({ fields, unique }) => unique && `${indexName(fields)}${UNIQUE}` === name)?.fields;
}

export function toStoredName(field: string): string {
  return field === 'id' ? '_id' : field;
}

/** Whole as JSON says it, so that both engines give back the same: no undefined, dates as text. */
export function toStored({ id, ...rest }: Doc): Stored {
  return { _id: id, ...(JSON.parse(JSON.stringify(rest)) as Omit<Doc, 'id'>) };
}

export function fromStored<T extends Doc>({ _id, ...rest }: Stored): T {
  return { id: _id, ...rest } as unknown as T;
}
