import type { WebSocket } from 'ws';
import { FILE_LIMIT } from '../../bot/attachment.ts';
import { ERRORS, type ErrorCode, StoreUnavailable, VentanillaError } from '../../bot/errors.ts';
import { type Inbound, lineOf } from '../../bot/inbound.ts';
import type { Language, Message } from '../../bot/message.ts';
import type { FileRef } from '../../store/files.ts';
import type { House } from '../channel.ts';
import { type Frame, parseFrame, type Said, TEXT_LIMIT } from './frame.ts';
import type { Pace } from './pace.ts';
import { type MessageView, view } from './view.ts';
import { type Visitor, visitorOf } from './visitor.ts';

export interface SessionOptions {
  house: House;
  channel: string;
  account: string;
  pace: Pace;
}

/** One open socket of a visitor: acknowledges what is durable, and shows the transcript in order, each line once. */
export class Session {
  readonly #socket: WebSocket;
  readonly #options: SessionOptions;
  #visitor: Visitor | undefined;
  #line = '';
  #language: Language = 'es';
  /** The highest seq that this socket has been sent. */
  #shown = 0;
  #fresh: Message[] = [];
  #catchingUp = false;
  #unfollow: () => void = () => undefined;

  constructor(socket: WebSocket, options: SessionOptions) {
    this.#socket = socket;
    this.#options = options;
    socket.on('message', (data, binary) => void this.#onFrame(binary ? '' : String(data)));
    socket.on('close', () => this.#unfollow());
    socket.on('error', () => socket.terminate());
  }

  async #onFrame(raw: string): Promise<void> {
    const frame = parseFrame(raw);
    try {
      if (!frame) return this.#error('bad_request');
      if (frame.t === 'hello') return await this.#onHello(frame);
      if (!this.#visitor) return this.#error('bad_request');
      if (frame.t !== 'typing') await this.#onSaid(frame, this.#visitor);
    } catch (error) {
      const code = error instanceof VentanillaError ? error.code : 'internal';
      if (!(error instanceof StoreUnavailable)) this.#options.house.log('error', 'webchat.frame', { error: String(error) });
      this.#error(code, frame && 'id' in frame ? frame.id : undefined);
    }
  }

  async #onHello(hello: Extract<Frame, { t: 'hello' }>): Promise<void> {
    const { house, channel, account } = this.#options;
    this.#unfollow();
    this.#visitor = visitorOf(hello.token);
    this.#line = lineOf({ channel, account, from: this.#visitor });
    this.#catchingUp = true;
    this.#fresh = [];
    this.#unfollow = house.follow(this.#line, (message) => this.#onMessage(message));
    const past = await house.replay(this.#line, hello.after ?? 0, PAGE);
    const languages = house.words.languages;
    this.#language = past?.language ?? languages.find((one) => one === hello.language?.slice(0, 2)) ?? languages[0] ?? 'es';
    const messages = past?.messages ?? [];
    this.#shown = messages.at(-1)?.seq ?? hello.after ?? 0;
    this.#send({ t: 'welcome', token: this.#visitor.token, language: this.#language, messages: messages.map(view), limits: { text: TEXT_LIMIT, file: FILE_LIMIT } });
    if (hello.after !== undefined && hello.after > 0 && messages.length === PAGE) return this.#fillGap();
    this.#catchingUp = false;
    if (this.#fresh.length > 0) this.#flush();
  }

  async #onSaid(said: Said, visitor: Visitor): Promise<void> {
    if (said.t === 'say' && said.text.length > TEXT_LIMIT) return this.#error('too_large', said.id);
    const waitMs = this.#options.pace.take(visitor.id);
    if (waitMs > 0) return this.#error('too_many', said.id, waitMs);
    const content = await this.#content(said);
    if (!content) return this.#error('not_found', said.id);
    const { house, channel, account } = this.#options;
    const inbound: Inbound = {
      channel, account, externalId: `${visitor.id}.${said.id}`, from: { id: visitor.id, language: this.#language }, at: house.now(), ...content,
    };
    const [receipt] = await house.receive([inbound]);
    this.#send({ t: 'ack', id: said.id, repeat: receipt?.status === 'repeat' });
  }

  async #content(said: Said): Promise<Pick<Inbound, 'text' | 'choice' | 'event' | 'file'> | undefined> {
    switch (said.t) {
      case 'open':
        return { event: { type: 'start' } };
      case 'say':
        return { text: said.text };
      case 'choose':
        return { text: said.text, choice: said.choice };
      case 'rate':
        return { event: { type: 'rate', message: said.message, value: said.value } };
      case 'language':
        this.#language = said.language;
        return { event: { type: 'language', language: said.language } };
      case 'file': {
        const file: FileRef | undefined = (await this.#options.house.files.get(said.file))?.ref;
        return file && { file };
      }
    }
  }

  #onMessage(message: Message): void {
    this.#fresh.push(message);
    if (this.#fresh.length === 1 && !this.#catchingUp) queueMicrotask(() => this.#flush());
  }

  /** Sends what follows on what was shown, in one frame; a gap is filled from the store first. */
  #flush(): void {
    const fresh = this.#fresh.filter((message) => message.seq > this.#shown).sort((a, b) => a.seq - b.seq);
    this.#fresh = [];
    const [first] = fresh;
    if (!first) return;
    if (first.seq !== this.#shown + 1) return void this.#fillGap();
    const views: MessageView[] = [];
    for (const message of fresh) {
      if (message.seq === this.#shown) continue;
      if (message.seq !== this.#shown + 1) return void this.#fillGap(views);
      this.#shown = message.seq;
      views.push(view(message));
    }
    this.#send({ t: 'messages', messages: views });
  }

  async #fillGap(before: MessageView[] = []): Promise<void> {
    if (before.length > 0) this.#send({ t: 'messages', messages: before });
    this.#catchingUp = true;
    let page: readonly Message[];
    do {
      page = (await this.#options.house.replay(this.#line, this.#shown, PAGE).catch(() => undefined))?.messages ?? [];
      this.#shown = page.at(-1)?.seq ?? this.#shown;
      if (page.length > 0) this.#send({ t: 'messages', messages: page.map(view) });
    } while (page.length === PAGE);
    this.#catchingUp = false;
    if (this.#fresh.length > 0) this.#flush();
  }

  #error(code: ErrorCode, id?: string, retryAfterMs?: number): void {
    const { words } = this.#options.house;
    const key = SPOKEN.has(code) ? code : 'internal';
    const text = words.say(this.#language, `webchat.${key}`, { limit: TEXT_LIMIT, seconds: Math.ceil((retryAfterMs ?? 0) / 1000) });
    this.#send({ t: 'error', id, code, status: ERRORS[code].status, text, retryAfterMs });
  }

  #send(frame: object): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(JSON.stringify(frame));
  }
}

/** Most lines of a transcript that go in one frame; whoever has some of them gets the rest page by page, without a gap. */
const PAGE = 500;

const SPOKEN = new Set<ErrorCode>(['bad_request', 'too_many', 'too_large', 'store_unavailable', 'not_found', 'internal']);
