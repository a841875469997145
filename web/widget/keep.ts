import type { Deed } from '../../server/contract/chat.ts';

/** Something a citizen did that the server has not acknowledged yet. */
export interface Queued {
  deed: Deed;
  /** When, epoch ms. */
  at: number;
  /** What the conversation shows meanwhile; absent when nothing is shown. */
  shown?: string;
  /** Acknowledged; the transcript will bring it. Never kept. */
  durable?: boolean;
  /** Why the server did not take it; it waits for the citizen to mend it. */
  refused?: string;
}

export type Rated = Readonly<Record<string, 'up' | 'down'>>;

/** The part of the browser's storage that is needed. */
export interface Drawer {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

const RATED_KEPT = 50;

/** What stays in the browser between two visits, shared by its tabs: who the visitor is and what waits to be sent. The words of the conversation do not. */
export class Keep {
  readonly #drawer: Drawer;
  readonly #prefix: string;

  constructor(drawer: Drawer, prefix: string) {
    this.#drawer = drawer;
    this.#prefix = `ventanilla:${prefix}:`;
  }

  get token(): string | undefined {
    return this.#get('token');
  }

  set token(value: string) {
    this.#set('token', value);
  }

  get language(): string | undefined {
    return this.#get('language');
  }

  set language(value: string) {
    this.#set('language', value);
  }

  /** True when answers are shown in plain language first. */
  get plain(): boolean {
    return this.#get('plain') === 'yes';
  }

  set plain(value: boolean) {
    this.#set('plain', value ? 'yes' : 'no');
  }

  get rated(): Rated {
    return this.#json<Rated>('rated') ?? {};
  }

  set rated(value: Rated) {
    this.#set('rated', JSON.stringify(Object.fromEntries(Object.entries(value).slice(-RATED_KEPT))));
  }

  /** One entry each, so that two tabs that write at once lose nothing; in the order in which they were done. */
  queue(): Queued[] {
    return this.#keys().filter((key) => key.startsWith('queue:')).sort().flatMap((key) => this.#json<Queued>(key) ?? []);
  }

  put(queued: Queued): void {
    this.#set(queueKey(queued), JSON.stringify(queued));
  }

  drop(queued: Queued): void {
    this.#drawer.removeItem(this.#prefix + queueKey(queued));
  }

  /** Forgets the visitor on this device; the chosen language and reading level stay. */
  forget(): void {
    for (const key of this.#keys()) if (key !== 'language' && key !== 'plain') this.#drawer.removeItem(this.#prefix + key);
  }

  /** Which of our entries a storage event is about; undefined when it is another's. */
  own(key: string | null): string | undefined {
    return key?.startsWith(this.#prefix) ? key.slice(this.#prefix.length) : undefined;
  }

  #keys(): string[] {
    return Array.from({ length: this.#drawer.length }, (_, index) => this.own(this.#drawer.key(index)) ?? '').filter(Boolean);
  }

  #get(key: string): string | undefined {
    return this.#drawer.getItem(this.#prefix + key) ?? undefined;
  }

  #set(key: string, value: string): void {
    try {
      this.#drawer.setItem(this.#prefix + key, value);
    } catch {
      // The storage is full: the conversation goes on, this entry only lives as long as the page.
    }
  }

  #json<T>(key: string): T | undefined {
    try {
      return JSON.parse(this.#get(key) ?? '') as T;
    } catch {
      return undefined;
    }
  }
}

function queueKey({ at, deed }: Queued): string {
  return `queue:${String(at).padStart(16, '0')}:${deed.id}`;
}

/** The browser's storage, or the page's memory where it is blocked. */
export function openDrawer(): Drawer {
  try {
    const { localStorage } = window;
    localStorage.setItem('ventanilla:try', '1');
    localStorage.removeItem('ventanilla:try');
    return localStorage;
  } catch {
    return new MemoryDrawer();
  }
}

export class MemoryDrawer implements Drawer {
  readonly #entries = new Map<string, string>();

  get length(): number {
    return this.#entries.size;
  }

  key(index: number): string | null {
    return [...this.#entries.keys()][index] ?? null;
  }

  getItem(key: string): string | null {
    return this.#entries.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    this.#entries.set(key, value);
  }

  removeItem(key: string): void {
    this.#entries.delete(key);
  }
}
