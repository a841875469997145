import type { Inbound } from '../../bot/inbound.ts';
import type { Channel, House, Receipt, Traits } from '../channel.ts';

export const TERMINAL_TRAITS: Traits = {
  textLimit: 100_000,
  buttons: { max: 20, title: 200 },
  list: { max: 0, title: 0 },
  markdown: 'none',
  attachments: false,
  threads: false,
  voice: false,
  liveTyping: false,
  delivery: 'inline',
};

/** The terminal: whoever drives it says a line and awaits the turn's replies. */
export class Terminal implements Channel {
  readonly name = 'terminal';
  readonly account = 'local';
  readonly traits = TERMINAL_TRAITS;
  #house: House | undefined;

  async start(house: House): Promise<void> {
    this.#house = house;
  }

  /** `id` is unique within the contact: the same id twice has no second effect. */
  async say(contact: string, id: string, said: Pick<Inbound, 'text' | 'choice' | 'event' | 'file'>): Promise<Receipt> {
    if (!this.#house) throw new Error('the terminal is not started');
    const inbound: Inbound = { channel: this.name, account: this.account, externalId: `${contact}.${id}`, from: { id: contact }, at: this.#house.now(), ...said };
    const [receipt] = await this.#house.receive([inbound]);
    if (!receipt) throw new Error('no receipt');
    return receipt;
  }

  async stop(): Promise<void> {
    this.#house = undefined;
  }
}
