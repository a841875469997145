import { VentanillaError } from '../bot/errors.ts';
import type { Collection, Doc, FieldType, Query, Where } from './store.ts';

/** Checks a document by its collection's declaration, and leaves undefined fields out. Throws `invalid`, naming the field. */
export function shaped(of: Collection, doc: Doc): Doc {
  const clean: Record<string, unknown> = {};
  for (const key in doc) {
    const value = (doc as unknown as Record<string, unknown>)[key];
    if (value === undefined) continue;
    if (key !== 'id' && key !== 'v') checkField(of, key, value);
    clean[key] = value;
  }
  if (typeof doc.id !== 'string' || doc.id === '') throw new VentanillaError('invalid', `${of.name}: a document needs an id`);
  return clean as unknown as Doc;
}

function checkField(of: Collection, key: string, value: unknown): void {
  const type: FieldType | undefined = of.fields[key];
  if (type === undefined) throw new VentanillaError('invalid', `${of.name} has no field ${key}`);
  if (type !== 'mixed' && typeof value !== type) throw new VentanillaError('invalid', `${of.name}.${key} is a ${type}, not ${value === null ? 'null' : typeof value}`);
}

/** The fields that a collection may be asked for: `id` and those of its indexes. */
export function indexedFields(of: Collection): ReadonlySet<string> {
  let known = cache.get(of);
  if (!known) {
    known = new Set(['id', ...of.indexes.flatMap((index) => index.fields)]);
    cache.set(of, known);
  }
  return known;
}

const cache = new WeakMap<Collection, ReadonlySet<string>>();

const RANGE = new Set(['gt', 'gte', 'lt', 'lte', 'eq']);

/** Throws `bad_request` when a query asks for a field without an index (nobody may come to rely on a full scan), or by a condition that is none. */
export function checkQuery<T extends Doc>(of: Collection<T>, query: Pick<Query<T>, 'where' | 'orderBy'>): void {
  const known = indexedFields(of as Collection);
  const asked = [...Object.keys(query.where ?? {}), ...(query.orderBy ?? []).map(([field]) => field)];
  const strange = asked.find((field) => !known.has(field));
  if (strange !== undefined) throw new VentanillaError('bad_request', `${of.name}.${strange} has no index`);
  for (const [field, condition] of conditions(query.where)) {
    if (!Object.entries(condition).every(isCondition)) throw new VentanillaError('bad_request', `${of.name}.${field} is asked for by a condition that there is not`);
  }
}

function isCondition([operator, operand]: [string, unknown]): boolean {
  if (operator === 'in') return Array.isArray(operand) && operand.every(isScalar);
  return RANGE.has(operator) && (operand === undefined || isScalar(operand));
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

/** Conditions that are set, by field. */
export function conditions<T extends Doc>(where: Where<T> = {}): [string, Record<string, unknown>][] {
  return Object.entries(where)
    .filter(([, condition]) => condition !== undefined)
    .map(([field, condition]) => [field, typeof condition === 'object' && condition !== null ? (condition as Record<string, unknown>) : { eq: condition }]);
}
