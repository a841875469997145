import type { ClientFrame, ServerFrame } from '../../server/contract/chat.ts';

/** What the chat needs of a WebSocket; tests bring their own. */
export interface Wire {
  send(text: string): void;
  close(): void;
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: (() => void) | null;
}

export interface ConnectionOptions {
  dial: () => Wire;
  hello: () => ClientFrame;
  onFrame: (frame: ServerFrame) => void;
  /** Called when the connection is made and lost; `tries` failed in a row. */
  onChange: (up: boolean, tries: number) => void;
  random?: () => number;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
/** A connection that does not answer hello within this time counts as lost. */
const PATIENCE_MS = 8_000;

/** How long to wait before the next try, ms: twice as long each time up to half a minute, spread so that a town does not come back at once. */
export function waitBefore(tries: number, random: () => number = Math.random): number {
  const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(tries, 10));
  return longest / 2 + random() * (longest / 2);
}

/** One socket, made again whenever it is lost. It is up once the server has answered hello. */
export class Connection {
  readonly #options: ConnectionOptions;
  #wire: Wire | undefined;
  #up = false;
  #wanted = false;
  #tries = 0;
  #again: ReturnType<typeof setTimeout> | undefined;
  #patience: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  get up(): boolean {
    return this.#up;
  }

  get wanted(): boolean {
    return this.#wanted;
  }

  /** Connects, now: also when a later try was planned. */
  start(): void {
    this.#wanted = true;
    clearTimeout(this.#again);
    if (!this.#wire) this.#dial();
  }

  stop(): void {
    this.#wanted = false;
    clearTimeout(this.#again);
    this.#drop();
  }

  /** Gives the socket up and makes another: it is silent, or the network went away. */
  restart(): void {
    this.#drop();
    if (this.#wanted) this.#plan();
  }

  /** Asks an open connection whether it still lives: the server answers a hello with what was missed. */
  probe(): void {
    if (!this.#wire) return this.#wanted ? this.start() : undefined;
    if (this.#up) this.#sayHello();
  }

  send(frame: ClientFrame): void {
    this.#wire?.send(JSON.stringify(frame));
  }

  #dial(): void {
    let wire: Wire;
    try {
      wire = this.#options.dial();
    } catch {
      return this.#plan();
    }
    this.#wire = wire;
    this.#waitPatiently();
    wire.onopen = () => this.#sayHello();
    wire.onmessage = ({ data }) => this.#wire === wire && this.#onData(String(data));
    wire.onclose = () => {
      if (this.#wire !== wire) return;
      this.#drop();
      if (this.#wanted) this.#plan();
    };
  }

  #sayHello(): void {
    this.#waitPatiently();
    this.send(this.#options.hello());
  }

  #waitPatiently(): void {
    clearTimeout(this.#patience);
    this.#patience = setTimeout(() => this.restart(), PATIENCE_MS);
  }

  #onData(data: string): void {
    const frame = JSON.parse(data) as ServerFrame;
    if (frame.t === 'welcome') {
      clearTimeout(this.#patience);
      this.#up = true;
      this.#tries = 0;
    }
    this.#options.onFrame(frame);
    if (frame.t === 'welcome') this.#options.onChange(true, 0);
  }

  #drop(): void {
    const wire = this.#wire;
    this.#wire = undefined;
    clearTimeout(this.#patience);
    if (wire) {
      wire.onopen = wire.onmessage = wire.onclose = null;
      wire.close();
    }
    this.#up = false;
  }

  #plan(): void {
    clearTimeout(this.#again);
    this.#again = setTimeout(() => this.start(), waitBefore(this.#tries, this.#options.random));
    this.#tries += 1;
    this.#options.onChange(false, this.#tries);
  }
}
