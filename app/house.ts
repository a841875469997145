import { Bot } from '../bot/bot.ts';
import type { Clock } from '../bot/clock.ts';
import type { Mind } from '../bot/draft.ts';
import { VentanillaError } from '../bot/errors.ts';
import type { Inbound } from '../bot/inbound.ts';
import type { Log, Meter } from '../bot/log.ts';
import type { OutboxRow } from '../bot/outboxrow.ts';
import type { Committed } from '../bot/turn.ts';
import type { Channel, House, Outgoing, Receipt, TurnResult } from '../channels/channel.ts';
import type { Files } from '../store/files.ts';
import type { Store } from '../store/store.ts';
import type { Plan } from './channels.ts';

export interface HouseOptions {
  store: Store;
  files: Files;
  clock: Clock;
  mind: () => Mind;
  plans: readonly Plan[];
  log: Log;
  meter: Meter;
  /** False when whoever drives the clock also rings the alarm. */
  ownAlarm?: boolean;
}

export interface ChannelState {
  name: string;
  channel?: Channel;
  /** Why it is off. */
  off?: string;
}

/** The running program without its HTTP server: store, bot and channels joined. */
export class Running {
  readonly bot: Bot;
  readonly store: Store;
  readonly files: Files;
  readonly channels: readonly ChannelState[];
  readonly #options: HouseOptions;
  #draining = false;

  private constructor(options: HouseOptions, channels: readonly ChannelState[]) {
    const { store, clock, mind, log, meter } = options;
    this.#options = options;
    this.store = store;
    this.files = options.files;
    this.channels = channels;
    this.bot = new Bot({
      store, clock, mind, log, meter,
      ownAlarm: options.ownAlarm,
      serves: (name) => channels.some((one) => one.name === name && one.channel !== undefined),
      traits: (name) => this.#channel(name).traits,
      sender: (name) => {
        const { channel } = channels.find((one) => one.name === name) ?? {};
        const send = channel?.send?.bind(channel);
        return send && ((row) => send(outgoing(row)));
      },
    });
  }

  static async open(options: HouseOptions): Promise<Running> {
    const channels = await Promise.all(options.plans.map(async ({ name, make, off }): Promise<ChannelState> => ({ name, off, channel: await make?.() })));
    return new Running(options, channels);
  }

  /** Takes up what was left, then opens the channels. A channel that fails to start is off with its reason; the others go on. */
  async start(): Promise<void> {
    await this.bot.start();
    await Promise.all(this.channels.map(async (state) => {
      try {
        await state.channel?.start(this.#house());
      } catch (error) {
        state.off = error instanceof Error ? error.message : String(error);
        this.#options.log('error', 'channel.not_started', { channel: state.name, error: state.off });
      }
    }));
  }

  /** Takes nothing new, finishes what is under way, and closes the store. */
  async stop(): Promise<void> {
    this.#draining = true;
    await Promise.all(this.channels.map(({ channel }) => channel?.stop()));
    await this.bot.stop();
    await this.store.close();
  }

  get draining(): boolean {
    return this.#draining;
  }

  #channel(name: string): Channel {
    const found = this.channels.find((one) => one.name === name)?.channel;
    if (!found) throw new VentanillaError('not_found', `channel ${name}`);
    return found;
  }

  #house(): House {
    const { files, clock, log, mind } = this.#options;
    const { transcript } = this.bot;
    return {
      receive: (inbound) => this.receive(inbound),
      replay: (line, after, limit) => transcript.replay(line, after, limit),
      follow: (line, listener) => transcript.follow(line, listener),
      now: () => clock.now(),
      get words() {
        return mind().words;
      },
      files, log,
    };
  }

  /** Resolves when all are in the inbox. */
  async receive(inbound: readonly Inbound[]): Promise<Receipt[]> {
    if (this.#draining) throw new VentanillaError('draining');
    return Promise.all(inbound.map((one) => this.#accept(one)));
  }

  async #accept(inbound: Inbound): Promise<Receipt> {
    const { meter } = this.#options;
    const started = performance.now();
    const { status, turn } = await this.bot.lines.accept(inbound);
    meter.count('inbound', { channel: inbound.channel, status });
    return {
      status,
      turn: turn.then((committed) => {
        meter.time('turn', (performance.now() - started) / 1000, { channel: inbound.channel });
        return committed && result(committed);
      }),
    };
  }
}

export function result({ conversation, contact, messages, trace }: Committed): TurnResult {
  return { conversation, contact, trace, replies: messages.filter((message) => message.from === 'bot') };
}

function outgoing({ id, to, thread, language, text, choices, act }: OutboxRow): Outgoing {
  return { id, to, thread, language, text, choices, act };
}
