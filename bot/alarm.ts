import type { Store } from '../store/store.ts';
import type { Clock } from './clock.ts';
import { type Conversation, conversations } from './conversation.ts';
import { StoreUnavailable } from './errors.ts';
import type { Lines } from './lines.ts';
import type { Committed, Turns } from './turn.ts';

const EVERY_MS = 1_000;

/** Wakes conversations whose time has come: reminders and time-outs live in the store, so they survive a restart. */
export class Alarm {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #lines: Lines;
  readonly #turns: Turns;
  readonly #committed: (turn: Committed) => void;
  readonly #serves: (channel: string) => boolean;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: { store: Store; clock: Clock; lines: Lines; turns: Turns; committed: (turn: Committed) => void; serves: (channel: string) => boolean }) {
    this.#store = options.store;
    this.#clock = options.clock;
    this.#lines = options.lines;
    this.#turns = options.turns;
    this.#committed = options.committed;
    this.#serves = options.serves;
  }

  start(): void {
    this.#timer = setInterval(() => void this.ring().catch(ignoreUnavailable), EVERY_MS);
    this.#timer.unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** The next time anybody must be woken, ms; undefined when nobody must. */
  async next(): Promise<number | undefined> {
    const [first] = await this.#store.find(conversations, { where: { wakeAt: { gte: 0 } }, orderBy: [['wakeAt', 'asc']], limit: 1 });
    return first?.wakeAt;
  }

  /** Wakes all that are due, in the order in which they fell due; returns their turns. */
  async ring(): Promise<Committed[]> {
    const due: Conversation[] = await this.#store.find(conversations, { where: { wakeAt: { lte: this.#clock.now() } }, orderBy: [['wakeAt', 'asc']], limit: 200 });
    const turns: Committed[] = [];
    for (const { id, line, channel } of due) {
      if (!this.#serves(channel)) continue;
      const turn = await this.#lines.alone(line, () => this.#turns.wake(id));
      if (!turn) continue;
      this.#committed(turn);
      turns.push(turn);
    }
    return turns;
  }
}

function ignoreUnavailable(error: unknown): void {
  if (!(error instanceof StoreUnavailable)) throw error;
}
