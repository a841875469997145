import type { ChatCouncil } from '../../server/contract/council.ts';
import { type Attachment, Attachments } from './attachments.ts';
import { Chat, type ChatState } from './chat.ts';
import type { Wire } from './connection.ts';
import { Keep, openDrawer } from './keep.ts';

export interface View {
  state: ChatState;
  files: readonly Attachment[];
  previews: ReadonlyMap<string, string>;
}

/** Everything of the chat that is not shown: the conversation, the files on their way, what the browser keeps, and what the page tells. */
export class Engine {
  readonly keep: Keep;
  readonly chat: Chat;
  readonly attachments: Attachments;
  readonly council: Promise<ChatCouncil>;
  #view: View;
  #listener: (view: View) => void = () => undefined;

  /** `base`: where the script came from, with its slash. */
  constructor(base: URL, language: string) {
    this.keep = new Keep(openDrawer(), base.host);
    this.chat = new Chat({
      keep: this.keep,
      language,
      dial: () => new WebSocket(socketAddress(base)) as Wire,
      onChange: (state) => {
        this.#show({ state });
        if (state.up) this.attachments.run();
      },
    });
    this.attachments = new Attachments({
      url: new URL('webchat/files', base).href,
      token: () => this.keep.token,
      limit: () => this.chat.state.limits.file,
      online: () => this.chat.state.up,
      onChange: (files) => this.#show({ files }),
      onKept: (id, { name, preview }) => {
        const message = this.chat.sendFile(id, name);
        if (preview) this.#show({ previews: new Map(this.#view.previews).set(message, preview) });
      },
    });
    this.#view = { state: this.chat.state, files: [], previews: new Map() };
    this.council = loadCouncil(new URL('webchat/council.json', base));
    this.#listen();
    // What could not be sent last time goes out without the chat being opened.
    if (this.chat.state.queue.length > 0) this.chat.start();
  }

  get view(): View {
    return this.#view;
  }

  follow(listener: (view: View) => void): () => void {
    this.#listener = listener;
    listener(this.#view);
    return () => (this.#listener = () => undefined);
  }

  forget(): void {
    this.attachments.clear();
    for (const picture of this.#view.previews.values()) URL.revokeObjectURL(picture);
    this.#show({ previews: new Map() });
    this.chat.forget();
  }

  #show(change: Partial<View>): void {
    // The parts are made one after another, and the first may already have something to show.
    if (!this.#view) return;
    this.#view = { ...this.#view, ...change };
    this.#listener(this.#view);
  }

  #listen(): void {
    addEventListener('online', () => this.chat.wake());
    addEventListener('offline', () => this.chat.sleep());
    addEventListener('pageshow', (event) => event.persisted && this.chat.wake());
    document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && this.chat.wake());
    addEventListener('storage', (event) => {
      const key = this.keep.own(event.key);
      if (key !== undefined) this.chat.onKept(key);
    });
  }
}

function socketAddress(base: URL): string {
  const address = new URL('webchat/socket', base);
  address.protocol = base.protocol === 'https:' ? 'wss:' : 'ws:';
  return address.href;
}

const AGAIN_MS = [1_000, 3_000, 10_000, 30_000];

/** The council's facts; where they cannot be had at once, a little later. */
async function loadCouncil(address: URL, tries = 0): Promise<ChatCouncil> {
  try {
    const answer = await fetch(address, { credentials: 'omit' });
    if (answer.ok) return (await answer.json()) as ChatCouncil;
  } catch {
    // No connection: tried again below.
  }
  await new Promise((resolve) => setTimeout(resolve, AGAIN_MS[Math.min(tries, AGAIN_MS.length - 1)]));
  return loadCouncil(address, tries + 1);
}
