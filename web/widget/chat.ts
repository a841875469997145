import type { ChatChoice, ChatLine, ClientFrame, Deed, Limits, ServerFrame } from '../../server/contract/chat.ts';
import { Connection, type Wire } from './connection.ts';
import { merge, settledBy } from './entries.ts';
import type { Keep, Queued, Rated } from './keep.ts';

export interface ChatState {
  /** `new` until the chat is opened, `loading` until the server has answered once, then `ready`. */
  phase: 'new' | 'loading' | 'ready';
  up: boolean;
  /** Failed tries to connect in a row. */
  tries: number;
  lines: readonly ChatLine[];
  queue: readonly Queued[];
  rated: Rated;
  limits: Limits;
  /** The language of the conversation as the server last said. */
  spoken?: string;
  /** What the server says is in the way, in the citizen's language. */
  trouble?: string;
}

export interface ChatOptions {
  dial: () => Wire;
  keep: Keep;
  language: string;
  onChange: (state: ChatState) => void;
  now?: () => number;
  newId?: () => string;
  random?: () => number;
}

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;

/** How long an acknowledgement may take before the connection counts as lost. */
const ACK_MS = 10_000;
const RETRY_MS = 3_000;
const TRIES = 5;

/**
 * The conversation of one visitor. What the citizen does waits in a queue that survives the page; it goes out one by one, in order, under the same id until
 * the server says that it is durable. So nothing is lost, doubled or out of order, whichever tab or connection carries it.
 */
export class Chat {
  readonly #options: ChatOptions;
  readonly #keep: Keep;
  readonly #connection: Connection;
  #state: ChatState;
  /** The id under way, and how often the server failed on it. */
  #sent: string | undefined;
  #failures = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #opened = false;
  /** The token of the last hello. */
  #known: string | undefined;

  constructor(options: ChatOptions) {
    this.#options = options;
    this.#keep = options.keep;
    this.#state = { phase: 'new', up: false, tries: 0, lines: [], queue: this.#keep.queue(), rated: this.#keep.rated, limits: { text: 2000, file: 10 * 1024 * 1024 } };
    this.#connection = new Connection({
      dial: options.dial,
      random: options.random,
      hello: () => this.#hello(),
      onFrame: (frame) => this.#onFrame(frame),
      onChange: (up, tries) => this.#onConnection(up, tries),
    });
  }

  get state(): ChatState {
    return this.#state;
  }

  /** Connects; from the first opening on the conversation stays connected while the page lives. */
  start(): void {
    if (this.#state.phase === 'new') this.#set({ phase: 'loading' });
    this.#connection.start();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#connection.stop();
  }

  /** The device says that the network came back, or the page is looked at again. */
  wake(): void {
    if (this.#connection.wanted) this.#connection.probe();
  }

  /** The device says that the network is gone. */
  sleep(): void {
    if (this.#connection.wanted) this.#connection.restart();
  }

  say(text: string): void {
    this.#do({ t: 'say', text }, text);
  }

  choose({ id, title }: ChatChoice): void {
    this.#do({ t: 'choose', choice: id, text: title.slice(0, 500) }, title);
  }

  rate(message: string, value: 'up' | 'down'): void {
    this.#keep.rated = { ...this.#state.rated, [message]: value };
    this.#set({ rated: this.#keep.rated });
    this.#do({ t: 'rate', message, value });
  }

  /** `file` is the id that the upload gave; returns the id of the message. */
  sendFile(file: string, name: string): string {
    return this.#do({ t: 'file', file }, name);
  }

  speak(language: string): void {
    this.#keep.language = language;
    if (this.#state.lines.length > 0) this.#do({ t: 'language', language });
  }

  /** Takes back what the server refused; returns its text for the citizen to change. */
  discard(id: string): string | undefined {
    const queued = this.#state.queue.find(({ deed }) => deed.id === id);
    if (!queued?.refused) return undefined;
    this.#settle([queued]);
    return queued.deed.t === 'say' ? queued.deed.text : undefined;
  }

  /** Forgets the conversation on this device and begins another. */
  forget(): void {
    this.#keep.forget();
    this.#begin();
  }

  /** Another tab changed what both keep. */
  onKept(key: string): void {
    if (key === 'token' && this.#keep.token === undefined) return this.#begin();
    if (key === 'rated') this.#set({ rated: this.#keep.rated });
    if (key.startsWith('queue:')) this.#adopt();
  }

  #hello(): ClientFrame {
    this.#known = this.#keep.token;
    return { t: 'hello', token: this.#known, after: this.#state.lines.at(-1)?.seq ?? 0, language: this.#keep.language ?? this.#options.language };
  }

  #begin(): void {
    const { phase } = this.#state;
    this.#connection.stop();
    clearTimeout(this.#timer);
    this.#sent = undefined;
    this.#opened = false;
    this.#set({ phase: phase === 'new' ? 'new' : 'loading', up: false, lines: [], queue: [], rated: {}, trouble: undefined });
    if (phase !== 'new') this.#connection.start();
  }

  #do(deed: WithoutId<Deed>, shown?: string): string {
    const newest = this.#state.queue.at(-1)?.at ?? 0;
    // The order of the queue is that of its times: never two at the same.
    const at = Math.max((this.#options.now ?? Date.now)(), newest + 1);
    const queued: Queued = { deed: { ...deed, id: (this.#options.newId ?? newId)() } as Deed, at, ...(shown === undefined ? {} : { shown }) };
    this.#keep.put(queued);
    this.#set({ queue: [...this.#state.queue, queued] });
    this.start();
    this.#pump();
    return queued.deed.id;
  }

  /** What other tabs left in the queue is shown here, and sent when nobody else does. */
  #adopt(): void {
    const kept = this.#keep.queue();
    const ids = new Set(kept.map(({ deed }) => deed.id));
    const mine = this.#state.queue.filter(({ deed }) => ids.has(deed.id) || deed.id === this.#sent);
    const have = new Set(mine.map(({ deed }) => deed.id));
    this.#set({ queue: [...mine, ...kept.filter(({ deed }) => !have.has(deed.id))].sort((a, b) => a.at - b.at) });
  }

  #onConnection(up: boolean, tries: number): void {
    if (up) return;
    this.#sent = undefined;
    clearTimeout(this.#timer);
    this.#set({ up: false, tries });
  }

  #onFrame(frame: ServerFrame): void {
    if (frame.t === 'welcome') return this.#onWelcome(frame);
    if (frame.t === 'messages') return this.#onLines(frame.messages);
    if (frame.t === 'ack') return this.#onAck(frame.id);
    if (frame.t === 'error') this.#onError(frame);
  }

  #onWelcome({ token, language, messages, limits }: Extract<ServerFrame, { t: 'welcome' }>): void {
    const kept = this.#keep.token;
    // Two tabs opened at once: the first to be welcomed names the visitor for both.
    if (kept !== this.#known) return this.#begin();
    this.#keep.token = token;
    const adopted = new Map([...this.#keep.queue(), ...this.#state.queue].map((queued) => [queued.deed.id, queued]));
    const queue = [...adopted.values()].sort((a, b) => a.at - b.at);
    this.#set({ phase: 'ready', up: true, tries: 0, limits, spoken: language, queue, trouble: undefined });
    this.#onLines(messages);
    if (this.#state.lines.length === 0 && this.#state.queue.length === 0 && !this.#opened) {
      this.#opened = true;
      this.#do({ t: 'open' });
    }
    this.#sent = undefined;
    this.#pump();
  }

  #onLines(arrived: readonly ChatLine[]): void {
    if (arrived.length === 0) return;
    this.#set({ lines: merge(this.#state.lines, arrived) });
    this.#settle(settledBy(arrived, this.#state.queue));
  }

  #onAck(id: string): void {
    const queued = this.#state.queue.find(({ deed }) => deed.id === id);
    const shown = this.#state.lines.some(({ clientId }) => clientId === id);
    this.#failures = 0;
    if (queued) {
      this.#keep.drop(queued);
      // It stays in sight until the transcript brings it.
      if (queued.shown === undefined || shown) this.#settle([queued]);
      else this.#set({ queue: this.#state.queue.map((one) => (one === queued ? { ...one, durable: true } : one)) });
    }
    this.#next(id);
  }

  #onError({ id, code, status, text, retryAfterMs }: Extract<ServerFrame, { t: 'error' }>): void {
    const about = id ?? this.#sent;
    if (about === undefined || about !== this.#sent) return;
    this.#failures += 1;
    const passing = status === 429 || (status >= 500 && (code !== 'internal' || this.#failures < TRIES));
    clearTimeout(this.#timer);
    if (passing) {
      this.#set({ trouble: text });
      this.#timer = setTimeout(() => this.#next(about), retryAfterMs ?? RETRY_MS);
      return;
    }
    this.#failures = 0;
    const queue = this.#state.queue.map((one) => (one.deed.id === about ? { ...one, refused: text } : one));
    for (const one of queue) if (one.deed.id === about) this.#keep.put(one);
    this.#set({ queue: queue.filter(({ refused, shown }) => refused === undefined || shown !== undefined) });
    this.#next(about);
  }

  /** The one under way is done with: the next one goes. */
  #next(id: string): void {
    if (id !== this.#sent) return;
    clearTimeout(this.#timer);
    this.#sent = undefined;
    this.#set({ trouble: undefined });
    this.#pump();
  }

  #settle(done: readonly Queued[]): void {
    if (done.length === 0) return;
    const ids = new Set(done.map(({ deed }) => deed.id));
    for (const queued of done) this.#keep.drop(queued);
    this.#set({ queue: this.#state.queue.filter(({ deed }) => !ids.has(deed.id)) });
    if (this.#sent !== undefined && ids.has(this.#sent)) this.#next(this.#sent);
  }

  #pump(): void {
    if (!this.#state.up || this.#sent !== undefined) return;
    const queued = this.#state.queue.find(({ refused, durable }) => refused === undefined && durable !== true);
    if (!queued) return;
    this.#sent = queued.deed.id;
    this.#connection.send(queued.deed);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#connection.restart(), ACK_MS);
  }

  #set(change: Partial<ChatState>): void {
    this.#state = { ...this.#state, ...change };
    this.#options.onChange(this.#state);
  }
}

/** Random in every browser: randomUUID is missing where the page is not served over https. */
function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
