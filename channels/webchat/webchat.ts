import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Channel, House, RawHandler, Socket, Traits } from '../channel.ts';
import { FRAME_LIMIT } from './frame.ts';
import type { Pace } from './pace.ts';
import { Session } from './session.ts';
import { uploadHandlers } from './upload.ts';

export const WEBCHAT_TRAITS: Traits = {
  textLimit: 100_000,
  buttons: { max: 20, title: 200 },
  list: { max: 0, title: 0 },
  markdown: 'full',
  attachments: true,
  threads: false,
  voice: false,
  liveTyping: true,
  delivery: 'pull',
};

export interface WebchatOptions {
  /** Origins whose pages may open the chat; `*` lets all. Requests without an Origin header are not from a page and pass. */
  origins: readonly string[];
  pace: Pace;
}

/** The web chat: sockets follow their transcript by seq, so a lost connection loses and doubles nothing. */
export class Webchat implements Channel {
  readonly name = 'webchat';
  readonly account = 'site';
  readonly traits = WEBCHAT_TRAITS;
  readonly webhooks: readonly RawHandler[];
  readonly socket: Socket;
  readonly #options: WebchatOptions;
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: FRAME_LIMIT, perMessageDeflate: false, clientTracking: true });
  /** Those who answered the last ping. */
  readonly #heard = new WeakSet<WebSocket>();
  #house: House | undefined;
  #beat: NodeJS.Timeout | undefined;

  constructor(options: WebchatOptions) {
    this.#options = options;
    this.socket = { path: '/webchat/socket', upgrade: (request, socket, head) => this.#upgrade(request, socket, head) };
    this.webhooks = uploadHandlers({ house: () => this.#house, allows: (request) => this.#allows(request), ...options });
  }

  async start(house: House): Promise<void> {
    this.#house = house;
    this.#beat = setInterval(() => this.#dropDead(), 30_000);
    this.#beat.unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#beat);
    for (const client of this.#server.clients) client.close(1012);
    await new Promise((resolve) => setTimeout(resolve, this.#server.clients.size > 0 ? 200 : 0));
    for (const client of this.#server.clients) client.terminate();
    this.#house = undefined;
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const house = this.#house;
    if (!house) return void socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
    if (!this.#allows(request)) return void socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
    this.#server.handleUpgrade(request, socket, head, (client) => {
      this.#heard.add(client);
      client.on('pong', () => this.#heard.add(client));
      new Session(client, { house, channel: this.name, account: this.account, pace: this.#options.pace });
    });
  }

  #allows(request: IncomingMessage): boolean {
    const { origin, host } = request.headers;
    if (origin === undefined || this.#options.origins.includes('*')) return true;
    return this.#options.origins.includes(origin) || sameHost(origin, host);
  }

  /** A socket that did not answer the last ping is gone. */
  #dropDead(): void {
    for (const client of this.#server.clients) {
      if (!this.#heard.delete(client)) client.terminate();
      else client.ping();
    }
  }
}

function sameHost(origin: string, host: string | undefined): boolean {
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}
