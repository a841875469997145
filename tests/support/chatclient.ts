import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';

export interface Line {
  seq: number;
  id: string;
  from: string;
  text: string;
  clientId?: string;
  act?: { type: string; choices?: { id: string; title: string }[]; article?: string; rate?: boolean };
}

type Frame = { t: string; id?: string; messages?: Line[]; token?: string; code?: string; status?: number; repeat?: boolean; retryAfterMs?: number };

/** A web chat client without a browser: speaks the protocol, checks that the transcript comes in order and without gaps. */
export class ChatClient {
  token: string | undefined;
  readonly lines: Line[] = [];
  readonly errors: Frame[] = [];
  readonly acked = new Set<string>();
  /** Transcript lines that came out of order, twice or with a gap. */
  readonly disorder: string[] = [];
  #socket: WebSocket | undefined;
  #url: string;
  #waiting: { done: () => boolean; resolve: () => void; reject: (error: Error) => void }[] = [];

  constructor(url: string, token?: string) {
    this.#url = url;
    this.token = token;
  }

  /** Connects, to another server if one is named, and says hello with what it has. */
  async connect(url = this.#url): Promise<void> {
    this.#url = url;
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/webchat/socket`);
    this.#socket = socket;
    let welcomed = false;
    socket.on('message', (data) => {
      const frame = JSON.parse(String(data)) as Frame;
      if (frame.t === 'welcome') welcomed = true;
      this.#onFrame(frame);
    });
    socket.on('close', () => this.#fail(new Error('closed')));
    socket.on('error', () => this.#fail(new Error('failed')));
    await new Promise<void>((resolve, reject) => {
      socket.once('open', () => resolve());
      socket.once('error', reject);
    });
    this.send({ t: 'hello', token: this.token, after: this.lines.at(-1)?.seq ?? 0, language: 'es' });
    await this.until(() => welcomed);
  }

  send(frame: object): void {
    this.#socket?.send(JSON.stringify(frame));
  }

  raw(data: string | Buffer): void {
    this.#socket?.send(data);
  }

  /** Says something; resolves when it is acknowledged. The same id may be sent again. */
  async say(text: string, id: string = randomUUID()): Promise<string> {
    this.send({ t: 'say', id, text });
    await this.until(() => this.acked.has(id));
    return id;
  }

  /** Says something and resolves with the bot's words that follow it. */
  async ask(text: string): Promise<Line[]> {
    const id = await this.say(text);
    return this.#answersTo(id);
  }

  async choose(choice: { id: string; title: string }): Promise<Line[]> {
    const id = randomUUID();
    this.send({ t: 'choose', id, choice: choice.id, text: choice.title });
    await this.until(() => this.acked.has(id));
    return this.#answersTo(id);
  }

  async #answersTo(id: string): Promise<Line[]> {
    const own = (): number => this.lines.findIndex((line) => line.clientId === id);
    await this.until(() => own() >= 0 && this.lines.slice(own() + 1).some((line) => line.from !== 'contact'));
    return this.lines.slice(own() + 1).filter((line) => line.from !== 'contact');
  }

  until(done: () => boolean, ms = 20_000): Promise<void> {
    if (done()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('waited too long for the server')), ms);
      this.#waiting.push({
        done,
        resolve: () => {
          clearTimeout(timer);
          resolve();
        },
        reject: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      });
    });
  }

  get open(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  close(): void {
    this.#socket?.close();
  }

  #onFrame(frame: Frame): void {
    this.token = frame.token ?? this.token;
    if (frame.t === 'ack' && frame.id !== undefined) this.acked.add(frame.id);
    if (frame.t === 'error') this.errors.push(frame);
    for (const line of frame.messages ?? []) {
      const expected = (this.lines.at(-1)?.seq ?? 0) + 1;
      if (line.seq !== expected) this.disorder.push(`seq ${line.seq} where ${expected} was due`);
      this.lines.push(line);
    }
    const still = this.#waiting.filter((one) => !one.done());
    for (const one of this.#waiting.filter((waiting) => !still.includes(waiting))) one.resolve();
    this.#waiting = still;
  }

  #fail(error: Error): void {
    for (const one of this.#waiting.splice(0)) one.reject(error);
  }
}
