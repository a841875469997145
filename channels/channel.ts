import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Inbound } from '../bot/inbound.ts';
import type { Act, Language, Message, Trace } from '../bot/message.ts';
import type { Words } from '../bot/ports.ts';
import type { Files } from '../store/files.ts';

/** What a channel can show and how it behaves, as data. */
export interface Traits {
  /** Longest text of one message, in characters. */
  textLimit: number;
  /** Most buttons under one message, 0 when none, and the longest title. */
  buttons: { max: number; title: number };
  /** Most rows of a list, 0 when none. */
  list: { max: number; title: number };
  markdown: 'full' | 'basic' | 'none';
  attachments: boolean;
  threads: boolean;
  voice: boolean;
  /** True when every keystroke can be seen by both sides (real-time text). */
  liveTyping: boolean;
  /** How long after the citizen's last message we may write freely, ms; absent when always. */
  replyWindowMs?: number;
  /**
   * How words reach the citizen. `push`: the outbox sends them. `pull`: the citizen's side follows the transcript by `seq`.
   * `inline`: they go out in the answer to the request (voice, terminal).
   */
  delivery: 'push' | 'pull' | 'inline';
}

/** What a turn gave back, for channels that answer in the same request. */
export interface TurnResult {
  conversation: string;
  contact: string;
  replies: Message[];
  trace: Trace;
}

export interface Receipt {
  /** `repeat`: the provider delivered it before; there is no second effect. */
  status: 'new' | 'repeat';
  /** Settles when the turn is committed; of a repeat, at once with no result. */
  turn: Promise<TurnResult | undefined>;
}

/** Resolves when all of them are committed to the inbox: only then acknowledge. Throws StoreUnavailable (503) otherwise. */
export type Receive = (inbound: readonly Inbound[]) => Promise<Receipt[]>;

/** What the house gives to a channel. */
export interface House {
  receive: Receive;
  /** The transcript of a line, oldest first: the first `limit` messages behind `after`, or the last ones when `after` is 0. */
  replay(line: string, after: number, limit?: number): Promise<{ language: Language; messages: Message[] } | undefined>;
  /** Calls the listener with each message of the line as it is committed, by any process; returns a function that stops it. */
  follow(line: string, listener: (message: Message) => void): () => void;
  files: Files;
  words: Words;
  now(): number;
  /** Structured log without personal data. */
  log(level: 'info' | 'warn' | 'error', event: string, data?: Record<string, unknown>): void;
}

/** A message on its way out, already within the traits: `text` and `choices` fit, `act` is the original. */
export interface Outgoing {
  /** Stable across retries. */
  id: string;
  to: string;
  thread?: string;
  language: Language;
  text: string;
  choices: { id: string; title: string }[];
  act: Act;
}

/** A handler for raw requests, in front of Express. It answers by itself, and never throws. */
export interface RawHandler {
  method: 'GET' | 'POST' | 'OPTIONS';
  path: string;
  handle(request: IncomingMessage, response: ServerResponse): void;
}

export interface Socket {
  path: string;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

export interface Channel {
  readonly name: string;
  readonly account: string;
  readonly traits: Traits;
  readonly webhooks?: readonly RawHandler[];
  readonly socket?: Socket;
  start(house: House): Promise<void>;
  /** Resolves with the provider's id once accepted. Throws Refused (do not repeat) or Unreachable (try again). Absent on pull and inline channels. */
  send?(message: Outgoing): Promise<{ externalId?: string }>;
  stop(): Promise<void>;
  /** For doctor and readiness: a sentence without a citizen's data. */
  health?(): Promise<{ ok: boolean; detail: string }>;
}
