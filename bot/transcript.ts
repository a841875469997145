import type { Change, Store } from '../store/store.ts';
import { type Conversation, conversations } from './conversation.ts';
import type { Language, Message } from './message.ts';
import { messages } from './message.ts';

type Listener = (message: Message) => void;

/** What was said on each line: read again from any point, and followed live, whichever process committed it. */
export class Transcript {
  readonly #store: Store;
  readonly #listeners = new Map<string, Set<Listener>>();
  /** Conversation → line, for changes that come from another process. */
  readonly #lines = new Map<string, string>();
  readonly #unwatch: () => void;

  constructor(store: Store) {
    this.#store = store;
    this.#unwatch = store.shared ? store.watch(messages, (change) => void this.#onChange(change)) : () => undefined;
  }

  /** The messages of a line, oldest first: the first `limit` behind `after`, of a whole transcript (0) the last. Undefined when nobody has written on that line. */
  async replay(line: string, after: number, limit = 500): Promise<{ language: Language; messages: Message[] } | undefined> {
    const conversation = await this.#conversation(line);
    if (!conversation) return undefined;
    const found = await this.#store.find(messages, {
      where: { conversation: conversation.id, seq: { gt: after } }, orderBy: [['seq', after === 0 ? 'desc' : 'asc']], limit,
    });
    return { language: conversation.language, messages: after === 0 ? found.reverse() : found };
  }

  follow(line: string, listener: Listener): () => void {
    const known = this.#listeners.get(line) ?? new Set();
    this.#listeners.set(line, known.add(listener));
    return () => {
      known.delete(listener);
      if (known.size === 0) this.#listeners.delete(line);
    };
  }

  /** Tells those who follow the line; called by whoever committed. */
  publish(line: string, committed: readonly Message[]): void {
    const listeners = this.#listeners.get(line);
    if (listeners) for (const message of committed) for (const listener of listeners) listener(message);
  }

  close(): void {
    this.#unwatch();
  }

  async #conversation(line: string): Promise<Conversation | undefined> {
    const [conversation] = await this.#store.find(conversations, { where: { line }, limit: 1 });
    return conversation;
  }

  async #onChange(change: Change<Message>): Promise<void> {
    if (change.op === 'put') await this.#onRemote(change.doc);
    else if (change.op === 'reset') await this.#tellLast().catch(() => undefined);
  }

  /** Changes were missed: the last message of each line shows to those who follow it what they lack. */
  async #tellLast(): Promise<void> {
    for (const line of [...this.#listeners.keys()]) this.publish(line, (await this.replay(line, 0, 1))?.messages ?? []);
  }

  async #onRemote(message: Message): Promise<void> {
    if (this.#listeners.size === 0) return;
    const line = this.#lines.get(message.conversation) ?? (await this.#lineOf(message.conversation));
    if (line !== undefined) this.publish(line, [message]);
  }

  async #lineOf(conversation: string): Promise<string | undefined> {
    const line = (await this.#store.get(conversations, conversation).catch(() => undefined))?.line;
    if (this.#lines.size > 10_000) this.#lines.clear();
    if (line !== undefined) this.#lines.set(conversation, line);
    return line;
  }
}
