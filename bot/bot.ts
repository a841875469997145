import type { Collection, Store } from '../store/store.ts';
import { Alarm } from './alarm.ts';
import type { Clock } from './clock.ts';
import { contacts } from './contact.ts';
import { conversations } from './conversation.ts';
import type { Mind } from './draft.ts';
import { inboxRows, purge } from './inbox.ts';
import { Lines } from './lines.ts';
import type { Log, Meter } from './log.ts';
import { messages } from './message.ts';
import { Outbox, type Send } from './outbox.ts';
import { outboxRows } from './outboxrow.ts';
import { ratings } from './rating.ts';
import { Transcript } from './transcript.ts';
import { type ChannelTraits, type Committed, Turns } from './turn.ts';
import { unanswered } from './unanswered.ts';

/** The collections that this room declares. */
export const botCollections: readonly Collection[] = [inboxRows, conversations, contacts, messages, outboxRows, unanswered, ratings] as unknown as Collection[];

export interface BotOptions {
  store: Store;
  clock: Clock;
  mind: () => Mind;
  traits: (channel: string) => ChannelTraits;
  sender: (channel: string, account: string) => Send | undefined;
  /** Whether this process has the channel. */
  serves: (channel: string) => boolean;
  /** False when whoever drives the clock also rings the alarm. */
  ownAlarm?: boolean;
  log: Log;
  meter: Meter;
}

const SWEEP_MS = 1_000;
const PURGE_MS = 3_600_000;

/** The life of a message from acceptance to the way out: inbox, turn, transcript, outbox, alarm. */
export class Bot {
  readonly lines: Lines;
  readonly outbox: Outbox;
  readonly alarm: Alarm;
  readonly transcript: Transcript;
  readonly #options: BotOptions;
  #timers: NodeJS.Timeout[] = [];

  constructor(options: BotOptions) {
    const { store, clock, log, meter, serves } = options;
    const committed = (turn: Committed): void => this.#committed(turn);
    const turns = new Turns(options);
    this.#options = options;
    this.transcript = new Transcript(store);
    this.lines = new Lines({ store, clock, turns, committed, log, serves });
    this.outbox = new Outbox({ store, clock, sender: options.sender, log, meter });
    this.alarm = new Alarm({ store, clock, lines: this.lines, turns, committed, serves });
  }

  /** Takes up what was left waiting, then keeps looking. */
  async start(): Promise<void> {
    const recovered = await this.lines.recover();
    if (recovered > 0) this.#options.log('info', 'inbox.recovered', { rows: recovered });
    await this.outbox.start();
    if (this.#options.ownAlarm ?? true) this.alarm.start();
    if (this.#options.store.shared) this.#every(SWEEP_MS, () => this.lines.sweep());
    this.#every(PURGE_MS, () => purge(this.#options.store, this.#options.clock.now()));
  }

  /** Takes nothing new and resolves when what is under way is committed. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    this.alarm.stop();
    await this.lines.stop();
    await this.outbox.stop();
    this.transcript.close();
  }

  #every(ms: number, job: () => Promise<unknown>): void {
    const timer = setInterval(() => void job().catch((error: unknown) => this.#options.log('warn', 'sweep.failed', { error: String(error) })), ms);
    timer.unref();
    this.#timers.push(timer);
  }

  #committed(turn: Committed): void {
    this.transcript.publish(turn.line, turn.messages);
    if (turn.outbox.length > 0) this.outbox.kick(turn.line);
  }
}
