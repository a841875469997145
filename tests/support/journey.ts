import assert from 'node:assert/strict';
import { ChatClock } from '../../app/chat/clock.ts';
import { Script, type ScriptResult } from '../../app/chat/script.ts';
import type { Mind } from '../../bot/draft.ts';
import { lineOf } from '../../bot/inbound.ts';
import type { Message } from '../../bot/message.ts';
import { Terminal } from '../../channels/terminal/terminal.ts';
import { openHouse, type TestHouse } from './house.ts';

/** Tuesday 24 November 2026, 10:00 in Madrid: the office is open. */
export const TUESDAY_MORNING = '2026-11-24T10:00:00+01:00';

/** A conversation as a test tells it, through the real pipeline on a clock that stands still. */
export class Citizen {
  last: ScriptResult | undefined;
  readonly #name: string;
  readonly #journey: Journey;

  constructor(name: string, journey: Journey) {
    this.#name = name;
    this.#journey = journey;
  }

  async says(text: string): Promise<this> {
    return this.#take({ text });
  }

  /** Presses a button by its title (or a part of it), its id or its number. */
  async presses(choice: string): Promise<this> {
    const offered = this.last?.replies.flatMap((reply) => reply.choices ?? []) ?? [];
    const found = offered.find((one) => one.id === choice || one.title === choice) ?? offered.find((one) => one.title.includes(choice));
    return this.#take({ choice: found?.id ?? choice });
  }

  /** The bot's words of the last turn, together. */
  get heard(): string {
    return this.last?.replies.map((reply) => reply.text).join('\n') ?? '';
  }

  get choices(): string[] {
    return this.last?.replies.flatMap((reply) => reply.choices ?? []).map((choice) => choice.title) ?? [];
  }

  hears(...patterns: RegExp[]): this {
    for (const pattern of patterns) assert.match(this.heard, pattern);
    return this;
  }

  doesNotHear(...patterns: RegExp[]): this {
    for (const pattern of patterns) assert.doesNotMatch(this.heard, pattern);
    return this;
  }

  turn(expected: Partial<ScriptResult>): this {
    for (const [key, value] of Object.entries(expected)) assert.deepEqual(this.last?.[key as keyof ScriptResult], value, `${key}; heard: ${this.heard}`);
    return this;
  }

  async #take(said: { text?: string; choice?: string }): Promise<this> {
    const results = await this.#journey.take(this.#name, said);
    this.last = results.at(-1);
    return this;
  }
}

export class Journey {
  readonly #clock: ChatClock;
  readonly #house: TestHouse;
  #script: Script;
  #terminal: Terminal;
  #n = 0;

  private constructor(house: TestHouse, clock: ChatClock, terminal: Terminal) {
    this.#house = house;
    this.#clock = clock;
    this.#terminal = terminal;
    this.#script = new Script({ running: house.running, terminal, clock });
  }

  static async open(at = TUESDAY_MORNING, mind?: Mind): Promise<Journey> {
    const clock = new ChatClock(Date.parse(at));
    let terminal = new Terminal();
    const plans = (): { name: string; make: () => Terminal }[] => {
      terminal = new Terminal();
      return [{ name: 'terminal', make: () => terminal }];
    };
    const house = await openHouse({ plans, clock, mind });
    const journey = new Journey(house, clock, terminal);
    journey.#current = () => terminal;
    return journey;
  }

  #current: () => Terminal = () => this.#terminal;

  citizen(name = 'ana'): Citizen {
    return new Citizen(name, this);
  }

  get store(): TestHouse['running']['store'] {
    return this.#house.running.store;
  }

  take(contact: string, said: { text?: string; choice?: string }): Promise<ScriptResult[]> {
    this.#n += 1;
    return this.#script.take({ contact, ...said }, `n${this.#n}`);
  }

  async lastBotMessage(contact: string): Promise<Message> {
    const line = lineOf({ channel: 'terminal', account: 'local', from: { id: contact } });
    const said = (await this.#house.running.bot.transcript.replay(line, 0))?.messages ?? [];
    const last = said.findLast((message) => message.from === 'bot');
    if (!last) throw new Error(`${contact} has heard nothing`);
    return last;
  }

  async rate(contact: string, message: string, value: 'up' | 'down'): Promise<void> {
    this.#n += 1;
    await (await this.#terminal.say(contact, `n${this.#n}`, { event: { type: 'rate', message, value } })).turn;
  }

  /** Lets time pass; returns what fell due on the way. */
  passes(minutes: number): Promise<ScriptResult[]> {
    return this.#script.take({ contact: 'nobody', at: this.#clock.now() + minutes * 60_000 }, 'time');
  }

  /** A restart; with another mind, a deploy. */
  async restart(mind?: Mind): Promise<void> {
    await this.#house.reopen(mind);
    this.#terminal = this.#current();
    this.#script = new Script({ running: this.#house.running, terminal: this.#terminal, clock: this.#clock });
  }

  close(): Promise<void> {
    return this.#house.close();
  }
}
