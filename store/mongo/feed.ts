import type { mongo } from 'mongoose';
import type { Change, Doc } from '../store.ts';
import { type Documents, fromStored, type Stored } from './model.ts';

type Listener = (change: Change<Doc>) => void;

const AGAIN_MS = 250;
const PIPELINE = [{ $match: { operationType: { $in: ['insert', 'replace', 'update', 'delete', 'drop', 'rename', 'invalidate'] } } }];

/** Tells what any process commits to one collection. Goes on behind the last change it told; where it cannot, and when it begins, it says `reset`. */
export class Feed {
  readonly #documents: Documents;
  readonly #listeners = new Set<Listener>();
  #stream: mongo.ChangeStream<Stored> | undefined;
  #token: unknown;
  #running = false;

  constructor(documents: Documents) {
    this.#documents = documents;
  }

  add(listener: Listener): () => void {
    this.#listeners.add(listener);
    if (!this.#running) void this.#run();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) void this.close();
    };
  }

  async close(): Promise<void> {
    this.#listeners.clear();
    await this.#stream?.close().catch(() => undefined);
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#listeners.size > 0) {
      await this.#follow().catch((error: unknown) => {
        if (!this.#canResume(error)) this.#token = undefined;
      });
      if (this.#listeners.size > 0) await new Promise((resolve) => setTimeout(resolve, AGAIN_MS).unref());
    }
    this.#token = undefined;
    this.#running = false;
  }

  async #follow(): Promise<void> {
    const anew = this.#token === undefined;
    const stream = this.#documents.watch<Stored>(PIPELINE, { fullDocument: 'updateLookup', resumeAfter: this.#token });
    this.#stream = stream;
    if (anew) stream.once('resumeTokenChanged', () => this.#tell({ op: 'reset' }));
    try {
      for await (const change of stream) {
        this.#onChange(change);
        this.#token = stream.resumeToken ?? this.#token;
      }
    } finally {
      await stream.close().catch(() => undefined);
    }
  }

  #onChange(change: mongo.ChangeStreamDocument<Stored>): void {
    if (change.operationType === 'delete') this.#tell({ op: 'remove', id: change.documentKey._id });
    else if ('fullDocument' in change && change.fullDocument) this.#tell({ op: 'put', doc: fromStored(change.fullDocument) });
    else if (change.operationType !== 'update') this.#token = undefined;
  }

  #tell(change: Change<Doc>): void {
    for (const listener of this.#listeners) listener(change);
  }

  /** The place where it stopped may be gone from the server's log, or the collection with it. */
  #canResume(error: unknown): boolean {
    return !NOT_RESUMABLE.has((error as { code?: unknown }).code) && !String(error).includes('invalidate');
  }
}

/** ChangeStreamFatalError, ChangeStreamHistoryLost, InvalidResumeToken. */
const NOT_RESUMABLE = new Set<unknown>([280, 286, 260]);
