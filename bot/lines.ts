import type { Store } from '../store/store.ts';
import type { Clock } from './clock.ts';
import { StoreUnavailable } from './errors.ts';
import type { Inbound } from './inbound.ts';
import { accept, byOrder, type InboxRow, newRow, waitingRows } from './inbox.ts';
import type { Log } from './log.ts';
import { Sequence } from './sequence.ts';
import type { Committed, Turns } from './turn.ts';
import { WakefulClock } from './wakeful.ts';

export interface LinesOptions {
  store: Store;
  clock: Clock;
  turns: Turns;
  /** Called after each committed turn. */
  committed: (turn: Committed) => void;
  log: Log;
  /** Whether this process has the channel; rows of others wait for a process that does. */
  serves: (channel: string) => boolean;
}

export interface Accepted {
  status: 'new' | 'repeat';
  turn: Promise<Committed | undefined>;
}

type WaitingRow = InboxRow & { inbound: Inbound };

/** A line's rows in this process, and whether somebody is taking them. */
interface Line {
  /** Those whose acceptance is under way: not to be taken yet, nor to be overtaken. */
  coming: Set<WaitingRow>;
  waiting: WaitingRow[];
  busy: boolean;
}

const STUCK_MS = 2_000;
const RETRY_MS = [50, 100, 250, 500, 1000, 2000];

/** One conversation is one line: its messages are accepted, and taken one after another, in order; lines run side by side. */
export class Lines {
  readonly #options: LinesOptions;
  readonly #lines = new Map<string, Line>();
  readonly #sequence = new Sequence();
  readonly #awake = new WakefulClock();
  /** Who waits for the turn of a row, by the row's id. */
  readonly #expected = new Map<string, (turn: Committed | undefined) => void>();
  /** The acceptances under way on a shared store, by line. */
  readonly #keeping = new Map<string, Promise<void>>();
  #lastStamp = 0;
  #stopped = false;
  #running = 0;
  #idle: (() => void)[] = [];

  constructor(options: LinesOptions) {
    this.#options = options;
  }

  /** Resolves when the message is durable: only then acknowledge. Throws StoreUnavailable. */
  async accept(inbound: Inbound): Promise<Accepted> {
    const row = newRow(inbound, this.#stamp());
    if (inbound.order) this.#sequence.arrive(inbound.order.stream, inbound.order.n, this.#awake.now());
    if (this.#isFree(row)) return this.#takeAtOnce(row);
    return this.#queue(row as WaitingRow);
  }

  /** On a shared store the line may meet the row, and take it, before its acceptance returns: whoever waits for the turn is noted first. */
  async #queue(row: WaitingRow): Promise<Accepted> {
    const first = !this.#expected.has(row.id);
    const turn = first ? new Promise<Committed | undefined>((settle) => this.#expected.set(row.id, settle)) : Promise.resolve(undefined);
    const { coming } = this.#line(row.line);
    coming.add(row);
    let kept = false;
    try {
      kept = await this.#keep(row);
    } finally {
      coming.delete(row);
      if (first && !kept) this.#expected.delete(row.id);
      if (!kept) this.#drop(row.line);
    }
    if (!kept) return { status: 'repeat', turn: Promise.resolve(undefined) };
    const taken = first && !this.#expected.has(row.id);
    if (!taken) this.#wait(row);
    void this.#drain(row.line);
    return { status: 'new', turn };
  }

  #wait(row: WaitingRow): void {
    const { waiting } = this.#line(row.line);
    if (!waiting.some((one) => one.id === row.id)) waiting.push(row);
  }

  /** Nobody is taking the line, nothing waits on it, nothing is overtaken, and no other process could be at work on it. */
  #isFree({ line: key, inbound }: InboxRow): boolean {
    const line = this.#lines.get(key);
    const overtakes = inbound?.order !== undefined && this.#sequence.wait(inbound.order.stream, inbound.order.n, this.#awake.now()) > 0;
    return !this.#options.store.shared && !this.#stopped && !overtakes && (line === undefined || isQuiet(line));
  }

  /** On a free line, acceptance and turn are one commit: decided in memory, then durable together, then acknowledged. */
  async #takeAtOnce(row: InboxRow): Promise<Accepted> {
    const line = this.#line(row.line);
    line.busy = true;
    this.#running += 1;
    try {
      const turn = await this.#options.turns.takeNew(row as WaitingRow);
      if (!turn) return { status: 'repeat', turn: Promise.resolve(undefined) };
      this.#options.committed(turn);
      return { status: 'new', turn: Promise.resolve(turn) };
    } finally {
      this.#release(row.line, line);
    }
  }

  #release(key: string, line: Line): void {
    line.busy = false;
    this.#running -= 1;
    if (this.#running === 0) for (const resolve of this.#idle.splice(0)) resolve();
    if (line.waiting.length === 0) this.#drop(key);
    else if (!this.#stopped) void this.#drain(key);
  }

  /** Forgets a line on which nothing goes on. */
  #drop(key: string): void {
    const line = this.#lines.get(key);
    if (line && isQuiet(line)) this.#lines.delete(key);
  }

  /** The embedded store keeps commits in the order of the calls; on a shared one those of a line follow one another. */
  async #keep(row: InboxRow): Promise<boolean> {
    const { store } = this.#options;
    if (!store.shared) return accept(store, row);
    const before = this.#keeping.get(row.line);
    const keeping = (before ?? Promise.resolve()).then(() => accept(store, row));
    const settled = keeping.then(() => undefined, () => undefined);
    this.#keeping.set(row.line, settled);
    try {
      return await keeping;
    } finally {
      if (this.#keeping.get(row.line) === settled) this.#keeping.delete(row.line);
    }
  }

  /** Takes up what a crash, or another process, left waiting. Returns how many rows. */
  async recover(olderThanMs = 0): Promise<number> {
    const limit = Date.now() - olderThanMs;
    const waiting = await waitingRows(this.#options.store);
    const rows = waiting.filter((row) => row.inbound && this.#options.serves(row.inbound.channel) && (olderThanMs === 0 || row.at <= limit));
    let taken = 0;
    for (const row of rows) {
      const line = this.#line(row.line);
      if (line.busy || line.waiting.some((one) => one.id === row.id)) continue;
      line.waiting.push(row as WaitingRow);
      taken += 1;
    }
    for (const key of new Set(rows.map((row) => row.line))) void this.#drain(key);
    return taken;
  }

  /** On a shared store: takes up rows whose process died. */
  sweep(): Promise<number> {
    return this.recover(STUCK_MS);
  }

  /** Runs a job with the line to itself: an alarm must not meet a message in the middle. */
  async alone<T>(key: string, job: () => Promise<T>): Promise<T | undefined> {
    const line = this.#line(key);
    if (line.busy || line.waiting.length > 0) return undefined;
    line.busy = true;
    this.#running += 1;
    try {
      return await job();
    } finally {
      this.#release(key, line);
    }
  }

  /** Takes no more turns, and resolves when those under way are committed. What waits stays in the inbox. */
  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#running > 0) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  /** Strictly rising, so that two messages of one millisecond keep their order. */
  #stamp(): number {
    this.#lastStamp = Math.max(this.#options.clock.now(), this.#lastStamp + 0.001);
    return this.#lastStamp;
  }

  #line(key: string): Line {
    let line = this.#lines.get(key);
    if (!line) {
      line = { coming: new Set(), waiting: [], busy: false };
      this.#lines.set(key, line);
    }
    return line;
  }

  async #drain(key: string): Promise<void> {
    const line = this.#line(key);
    if (line.busy || this.#stopped) return;
    line.busy = true;
    this.#running += 1;
    try {
      for (;;) {
        const next = await this.#next(key, line);
        if (!next || this.#stopped) break;
        await this.#take(next, line);
      }
    } finally {
      this.#release(key, line);
    }
  }

  /** The line's first row, once those that it overtook have come or have had their time. */
  async #next(key: string, line: Line): Promise<WaitingRow | undefined> {
    for (;;) {
      if (this.#options.store.shared) await this.#untilMet(key, line);
      if (line.waiting.length > 1) line.waiting.sort(byOrder);
      const [first] = line.waiting;
      const order = first?.inbound.order;
      const waitMs = order ? this.#sequence.wait(order.stream, order.n, this.#awake.now()) : 0;
      const overtakes = first !== undefined && [...line.coming].some((row) => byOrder(row, first) < 0);
      if (waitMs === 0 && !overtakes) return first;
      await new Promise((resolve) => setTimeout(resolve, overtakes ? 1 : Math.min(waitMs, 10)));
    }
  }

  /** Rows of the same line that another process accepted must not be overtaken: while they cannot be read, the line waits. */
  async #untilMet(key: string, line: Line): Promise<void> {
    for (let attempt = 0; line.waiting.length > 0 && !this.#stopped; attempt += 1) {
      const rows = await waitingRows(this.#options.store, key).catch(() => undefined);
      for (const row of rows ?? []) this.#wait(row as WaitingRow);
      if (rows) return;
      await pause(attempt);
    }
  }

  async #take(row: WaitingRow, line: Line): Promise<void> {
    const turn = await this.#untilStored(row);
    line.waiting.splice(line.waiting.indexOf(row), 1);
    if (turn) this.#options.committed(turn);
    this.#expected.get(row.id)?.(turn);
    this.#expected.delete(row.id);
  }

  /** A store that cannot write makes the line wait, not lose: the row is durable, the turn is tried again. */
  async #untilStored(row: WaitingRow): Promise<Committed | undefined> {
    for (let attempt = 0; !this.#stopped; attempt += 1) {
      try {
        return await this.#options.turns.take(row);
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) this.#options.log('error', 'turn.not_committed', { row: row.id, error: String(error) });
        await pause(attempt);
      }
    }
    return undefined;
  }
}

function isQuiet({ busy, waiting, coming }: Line): boolean {
  return !busy && waiting.length === 0 && coming.size === 0;
}

function pause(attempt: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)]));
}
