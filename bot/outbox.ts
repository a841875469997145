import { remove, replace, type Store, type Write } from '../store/store.ts';
import type { Clock } from './clock.ts';
import { Conflict, Refused, StoreUnavailable, Unreachable } from './errors.ts';
import type { Log, Meter } from './log.ts';
import { type Message, messages } from './message.ts';
import { type OutboxRow, outboxRows } from './outboxrow.ts';

/** What the outbox asks of a channel. */
export type Send = (row: OutboxRow) => Promise<{ externalId?: string }>;

export interface OutboxOptions {
  store: Store;
  clock: Clock;
  /** The way out of a channel; undefined while it is off, then its rows wait. */
  sender: (channel: string, account: string) => Send | undefined;
  log: Log;
  meter: Meter;
  /** 0–1, for the jitter of retries. */
  random?: () => number;
}

const LEASE_MS = 30_000;
const SEND_TIMEOUT_MS = 20_000;
const FIRST_BACKOFF_MS = 1_000;
const LAST_BACKOFF_MS = 15 * 60_000;
const GIVE_UP_MS = 24 * 3_600_000;
const AT_ONCE = 32;

/** Sends what turns committed: first in, first out per recipient, retried with backoff, dead letters kept for a person. */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #busy = new Set<string>();
  readonly #again = new Set<string>();
  readonly #queue: string[] = [];
  /** Until when a channel asked us to hold back. */
  readonly #paused = new Map<string, number>();
  #active = 0;
  #stopped = false;
  #timer: NodeJS.Timeout | undefined;
  #idle: (() => void)[] = [];

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** Takes up what was left; of a store that nobody else writes, also what a crash interrupted in the middle of a send. */
  async start(): Promise<void> {
    if (!this.#options.store.shared) await this.#releaseInterrupted();
    await this.sweep();
    this.#timer = setInterval(() => void this.sweep(), 1_000);
    this.#timer.unref();
  }

  /** Something was committed for this line. */
  kick(line: string): void {
    if (this.#stopped) return;
    if (this.#busy.has(line)) {
      this.#again.add(line);
      return;
    }
    this.#busy.add(line);
    this.#queue.push(line);
    this.#pump();
  }

  async sweep(): Promise<void> {
    try {
      const due = await this.#options.store.find(outboxRows, { where: { due: { lte: this.#options.clock.now() } }, orderBy: [['due', 'asc']], limit: 500 });
      for (const row of due) if (row.line !== undefined) this.kick(row.line);
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
    }
  }

  /** Starts no more sends and resolves when those under way are noted. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    if (this.#active > 0) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  #pump(): void {
    while (this.#active < AT_ONCE && this.#queue.length > 0 && !this.#stopped) {
      const line = this.#queue.shift();
      if (line !== undefined) void this.#run(line);
    }
  }

  async #run(line: string): Promise<void> {
    this.#active += 1;
    try {
      while (!this.#stopped && (await this.#sendFirst(line)));
    } catch (error) {
      this.#options.log('warn', 'outbox.store', { error: String(error) });
    } finally {
      this.#active -= 1;
      this.#busy.delete(line);
      if (this.#again.delete(line)) this.kick(line);
      if (this.#active === 0) for (const resolve of this.#idle.splice(0)) resolve();
      this.#pump();
    }
  }

  /** Sends the line's first row; false when there is none, or it is not its time. */
  async #sendFirst(line: string): Promise<boolean> {
    const { store, clock } = this.#options;
    const [row] = await store.find(outboxRows, { where: { line }, orderBy: [['seq', 'asc']], limit: 1 });
    if (!row) return false;
    const send = this.#options.sender(row.channel, row.account);
    const now = clock.now();
    const paused = this.#paused.get(`${row.channel}:${row.account}`) ?? 0;
    if (!send || (row.due ?? now) > now || paused > now) {
      if (send) this.#later(line, Math.max(row.due ?? now, paused) - now);
      return false;
    }
    const leased: OutboxRow = { ...row, state: 'sending', due: now + LEASE_MS, attempts: row.attempts + 1 };
    try {
      await store.commit([replace(outboxRows, leased)]);
    } catch (error) {
      if (error instanceof Conflict) return false;
      throw error;
    }
    return this.#attempt({ ...leased, v: leased.v + 1 }, send);
  }

  async #attempt(row: OutboxRow, send: Send): Promise<boolean> {
    const { meter } = this.#options;
    const started = performance.now();
    try {
      const { externalId } = await withTimeout(send(row), SEND_TIMEOUT_MS);
      await this.#settle(row, (message) => (row.last ? { ...message, status: 'sent', externalId } : message), [remove(outboxRows, row.id, row.v)]);
      meter.count('outbox', { channel: row.channel, result: 'sent' });
      return true;
    } catch (error) {
      if (error instanceof Conflict || error instanceof StoreUnavailable) throw error;
      if (error instanceof Refused) return await this.#die(row, error.message);
      return await this.#retry(row, error);
    } finally {
      meter.time('send', (performance.now() - started) / 1000, { channel: row.channel });
    }
  }

  async #die(row: OutboxRow, reason: string): Promise<boolean> {
    const dead: OutboxRow = { ...row, state: 'dead', line: undefined, due: undefined, error: reason };
    await this.#settle(row, (message) => ({ ...message, status: 'failed', reason }), [replace(outboxRows, dead)]);
    this.#options.meter.count('outbox', { channel: row.channel, result: 'dead' });
    this.#options.log('warn', 'outbox.dead', { channel: row.channel, conversation: row.conversation, row: row.id, attempts: row.attempts });
    return true;
  }

  async #retry(row: OutboxRow, error: unknown): Promise<boolean> {
    const { clock, store, meter } = this.#options;
    const now = clock.now();
    const reason = error instanceof Error ? error.message : String(error);
    if (now - row.createdAt > GIVE_UP_MS) return this.#die(row, reason);
    const asked = error instanceof Unreachable ? error.retryAfterMs : undefined;
    if (asked !== undefined) this.#paused.set(`${row.channel}:${row.account}`, now + asked);
    const wait = asked ?? backoff(row.attempts, this.#options.random ?? Math.random);
    await store.commit([replace(outboxRows, { ...row, state: 'ready', due: now + wait, error: reason })]);
    meter.count('outbox', { channel: row.channel, result: 'retry' });
    this.#later(row.line ?? '', wait);
    return false;
  }

  /** Notes the fate of a send on the message and the row in one commit; a status that arrived meanwhile is met by reading again. */
  async #settle(row: OutboxRow, change: (message: Message) => Message, writes: Write[]): Promise<void> {
    const { store } = this.#options;
    for (let attempt = 1; ; attempt += 1) {
      const message = await store.get(messages, row.message);
      const changed = message && change(message);
      try {
        return await store.commit(changed && changed !== message ? [...writes, replace(messages, changed)] : writes);
      } catch (error) {
        if (!(error instanceof Conflict) || error.data.collection !== messages.name || attempt === 10) throw error;
      }
    }
  }

  #later(line: string, ms: number): void {
    if (!this.#stopped) setTimeout(() => this.kick(line), Math.min(ms + 1, 60_000)).unref();
  }

  /** A crash in the middle of a send leaves its row leased: it is sent again, the one duplicate that a crash may cause. */
  async #releaseInterrupted(): Promise<void> {
    const { store, clock, sender } = this.#options;
    const rows = await store.find(outboxRows, { where: { state: 'sending' } });
    for (const row of rows.filter((one) => sender(one.channel, one.account))) await store.commit([replace(outboxRows, { ...row, state: 'ready', due: clock.now() })]);
  }
}

/** 1 s, 2 s, 4 s … 15 min, each ± half, so that retries do not march in step. */
export function backoff(attempts: number, random: () => number): number {
  const full = Math.min(FIRST_BACKOFF_MS * 2 ** (attempts - 1), LAST_BACKOFF_MS);
  return Math.round(full / 2 + random() * full);
}

async function withTimeout<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Unreachable(`no answer within ${ms / 1000} s`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
