import { type Obstacle, obstacleOf, type Uploading, upload } from './upload.ts';

/** A file on its way: shown in the conversation until its message is. */
export interface Attachment {
  key: string;
  name: string;
  size: number;
  mime: string;
  /** A local picture of it, when it is one. */
  preview: string | undefined;
  share: number;
  state: 'waiting' | 'uploading' | 'failed';
  obstacle?: Obstacle;
}

export interface AttachmentsOptions {
  url: string;
  token: () => string | undefined;
  limit: () => number;
  online: () => boolean;
  /** The file is kept: its message may go. */
  onKept: (id: string, attachment: Attachment) => void;
  onChange: (attachments: readonly Attachment[]) => void;
}

const AGAIN_MS = 4_000;

/** Files that a citizen chose, sent one after another; what fails for want of a connection is tried again. */
export class Attachments {
  readonly #options: AttachmentsOptions;
  readonly #files = new Map<string, File>();
  #all: readonly Attachment[] = [];
  #running: Uploading | undefined;
  #count = 0;

  constructor(options: AttachmentsOptions) {
    this.#options = options;
  }

  add(file: File): void {
    const obstacle = obstacleOf(file, this.#options.limit());
    this.#count += 1;
    const key = `file-${this.#count}`;
    const preview = obstacle === undefined && /^image\/(jpeg|png|webp|gif)$/.test(file.type) ? URL.createObjectURL(file) : undefined;
    this.#files.set(key, file);
    this.#set([...this.#all, { key, name: file.name, size: file.size, mime: file.type, preview, share: 0, state: obstacle ? 'failed' : 'waiting', obstacle }]);
    this.run();
  }

  discard(key: string): void {
    const gone = this.#all.find((one) => one.key === key);
    if (gone?.preview) URL.revokeObjectURL(gone.preview);
    this.#files.delete(key);
    this.#set(this.#all.filter((one) => one.key !== key));
  }

  retry(key: string): void {
    this.#change(key, { state: 'waiting', obstacle: undefined, share: 0 });
    this.run();
  }

  clear(): void {
    this.#running?.stop();
    for (const { key } of this.#all) this.discard(key);
  }

  /** Sends the next one, if there is one and the server can be reached. */
  run(): void {
    const next = this.#all.find(({ state }) => state === 'waiting');
    const file = next && this.#files.get(next.key);
    const token = this.#options.token();
    if (this.#running || !next || !file || token === undefined || !this.#options.online()) return;
    this.#change(next.key, { state: 'uploading' });
    this.#running = upload(this.#options.url, token, file, (share) => this.#change(next.key, { share }));
    void this.#running.done.then((outcome) => this.#onDone(next.key, outcome));
  }

  #onDone(key: string, outcome: Awaited<Uploading['done']>): void {
    this.#running = undefined;
    const attachment = this.#all.find((one) => one.key === key);
    if (attachment && 'id' in outcome) {
      this.#files.delete(key);
      this.#set(this.#all.filter((one) => one !== attachment));
      this.#options.onKept(outcome.id, attachment);
    } else if ('obstacle' in outcome) {
      this.#change(key, { state: 'failed', obstacle: outcome.obstacle });
    } else {
      this.#change(key, { state: 'waiting', share: 0 });
      setTimeout(() => this.run(), AGAIN_MS);
      return;
    }
    this.run();
  }

  #change(key: string, change: Partial<Attachment>): void {
    this.#set(this.#all.map((one) => (one.key === key ? { ...one, ...change } : one)));
  }

  #set(all: readonly Attachment[]): void {
    this.#all = all;
    this.#options.onChange(all);
  }
}
