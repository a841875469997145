import { collection, type Doc, insert, type Store } from '../store/store.ts';
import { Duplicate } from './errors.ts';
import { type Inbound, lineOf } from './inbound.ts';

/** What a provider delivered, once: the row stays for a month after it is done, so that a repeat is known. */
export interface InboxRow extends Doc {
  /** The conversation's address while the row waits; absent once it is done. */
  waiting?: string;
  line: string;
  /** When it was accepted, ms. */
  at: number;
  /** Whole while it waits, dropped once done. */
  inbound?: Inbound;
  doneAt?: number;
}

/** The id is channel, account and the provider's message id: the primary key itself keeps a repeat out. */
export const inboxRows = collection<InboxRow>(
  'inbox',
  { waiting: 'string', line: 'string', at: 'number', inbound: 'mixed', doneAt: 'number' },
  [{ fields: ['waiting'] }, { fields: ['doneAt'] }],
);

const MONTH_MS = 30 * 24 * 3_600_000;

export function newRow(inbound: Inbound, at: number): InboxRow {
  const line = lineOf(inbound);
  return { id: [inbound.channel, inbound.account, inbound.externalId].map(encodeURIComponent).join(':'), v: 1, waiting: line, line, at, inbound };
}

/** The row as it is kept once its turn is committed. */
export function doneRow(row: InboxRow, at: number): InboxRow {
  return { id: row.id, v: row.v, line: row.line, at: row.at, doneAt: at };
}

/** Durable when it resolves: `true` for a new row, `false` for a repeat. Throws StoreUnavailable; then do not acknowledge. */
export async function accept(store: Store, row: InboxRow): Promise<boolean> {
  try {
    await store.commit([insert(inboxRows, row)]);
    return true;
  } catch (error) {
    if (error instanceof Duplicate) return false;
    throw error;
  }
}

/** Rows that wait, of one line or of all, in the order in which they are to be taken. */
export async function waitingRows(store: Store, line?: string): Promise<InboxRow[]> {
  const rows = await store.find(inboxRows, { where: { waiting: line ?? { gte: '' } }, orderBy: [['waiting', 'asc']] });
  return rows.sort(byOrder);
}

/** The provider's running number where both have one, else when they were accepted. */
export function byOrder(a: InboxRow, b: InboxRow): number {
  const [x, y] = [a.inbound?.order, b.inbound?.order];
  if (x && y && x.stream === y.stream) return x.n - y.n;
  return a.at - b.at || (a.id < b.id ? -1 : 1);
}

/** Forgets rows done more than a month ago; returns how many. */
export async function purge(store: Store, now: number): Promise<number> {
  const old = await store.find(inboxRows, { where: { doneAt: { lt: now - MONTH_MS } }, orderBy: [['doneAt', 'asc']], limit: 1000 });
  if (old.length > 0) await store.commit(old.map((row) => ({ op: 'remove' as const, into: inboxRows, id: row.id })));
  return old.length;
}
