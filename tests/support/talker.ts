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

  /** Writes `count` messages, one every `everyMs`, and resolves when all are acknowledged. */
  async talk(count: number, everyMs: number): Promise<void> {
    await this.#connected();
    for (let n = 1; n <= count; n += 1) {
      const message = { id: randomUUID(), text: `¿Cómo me empadrono? ${this.#name}-${n}` };
      this.sent.push(message);
      if (this.client.open) this.client.send({ t: 'say', ...message });
      else void this.#connected();
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
    while (this.#unacknowledged().length > 0) {
      await this.#connected();
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }

  #unacknowledged(): { id: string; text: string }[] {
    return this.sent.filter(({ id }) => !this.client.acked.has(id));
  }

  /** Connects to whichever server answers, then sends again, in order, what is not acknowledged. */
  #connected(): Promise<void> {
    if (this.client.open) return Promise.resolve();
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
