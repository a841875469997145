import { randomUUID } from 'node:crypto';
import { ChatClient } from './chatclient.ts';

/** A citizen who keeps writing at an even pace, whatever happens to the server: reconnects, sends again what was not acknowledged, never gives up. */
export class Talker {
  readonly sent: { id: string; text: string }[] = [];
  readonly client: ChatClient;
  #connecting: Promise<void> | undefined;
  readonly #urls: readonly string[];
  readonly #name: string;

  constructor(urls: readonly string[], name: string) {
    this.#urls = urls;
    this.#name = name;
    this.client = new ChatClient(urls[0] ?? '');
  }

  /** Writes a message every `everyMs` as long as it may, whatever became of those before. */
  async talk(everyMs: number, going: () => boolean): Promise<void> {
    await this.#connected();
    const started = Date.now();
    for (let n = 1; going(); n += 1) {
      const message = { id: randomUUID(), text: `¿Cómo me empadrono? ${this.#name}-${n}` };
      this.sent.push(message);
      if (this.#ready) this.client.send({ t: 'say', ...message });
      else void this.#connected();
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, started + n * everyMs - Date.now())));
    }
  }

  /** Resolves when all that was written is acknowledged, and the answer to the last of it was seen. */
  async settle(ms = 60_000): Promise<void> {
    const end = Date.now() + ms;
    while (this.#unacknowledged().length > 0 || !this.#answered()) {
      if (Date.now() > end) throw new Error(`${this.#name} after ${this.sent.length} messages: ${this.#state()}`);
      await this.#connected();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** For whoever must find out why it does not settle. */
  #state(): string {
    const { lines, open, disorder } = this.client;
    const seen = lines.some((line) => line.clientId === this.sent.at(-1)?.id);
    return `${this.#unacknowledged().length} not acknowledged, the last one ${seen ? 'seen' : 'not seen'}, ${lines.length} lines up to seq ${lines.at(-1)?.seq}, ${open ? 'open' : 'closed'}, disorder: ${disorder.slice(0, 3).join('; ')}`;
  }

  #answered(): boolean {
    const last = this.sent.at(-1);
    const own = this.client.lines.findIndex((line) => line.clientId === last?.id);
    return last === undefined || (own >= 0 && this.client.lines.slice(own + 1).some((line) => line.from === 'bot'));
  }

  #unacknowledged(): { id: string; text: string }[] {
    return this.sent.filter(({ id }) => !this.client.acked.has(id));
  }

  /** Connected, and what was not acknowledged before is sent again: what is new may follow it. */
  get #ready(): boolean {
    return this.client.open && this.#connecting === undefined;
  }

  /** Connects to whichever server answers, then sends again, in order, what is not acknowledged. */
  #connected(): Promise<void> {
    if (this.#ready) return Promise.resolve();
    this.#connecting ??= this.#connect().finally(() => (this.#connecting = undefined));
    return this.#connecting;
  }

  async #connect(): Promise<void> {
    for (let tries = 0; ; tries += 1) {
      try {
        await this.client.connect(this.#urls[tries % this.#urls.length]);
        for (const message of this.#unacknowledged()) this.client.send({ t: 'say', ...message });
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }
}
