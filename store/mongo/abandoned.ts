import type { mongo } from 'mongoose';

/** By this name the server knows our transactions. */
export const APP_NAME = 'ventanilla';

const INACTIVE_MS = 1_500;
const EVERY_MS = 500;

interface IdleTransaction {
  lsid: { id: unknown };
}

/**
 * A process that is killed in the middle of a transaction leaves it open, and the server holds the documents for a minute. Ours take milliseconds, so one that has
 * been inactive for long is ended by whoever is held up by it. Should its process live after all, it only begins its transaction again.
 */
export class Abandoned {
  readonly #admin: mongo.Db;
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(client: mongo.MongoClient) {
    this.#admin = client.db('admin');
  }

  async end(): Promise<void> {
    const now = performance.now();
    if (now - this.#lookedAt < EVERY_MS) return;
    this.#lookedAt = now;
    try {
      const found = await this.#admin.aggregate<IdleTransaction>([
        { $currentOp: { idleSessions: true } },
        { $match: { type: 'idleSession', appName: APP_NAME, 'transaction.timeInactiveMicros': { $gt: INACTIVE_MS * 1000 } } },
        { $project: { lsid: 1 } },
      ]).toArray();
      if (found.length > 0) await this.#admin.command({ killSessions: found.map(({ lsid }) => ({ id: lsid.id })) });
    } catch {
      // Without a primary, or without leave to look, the server's own limit ends them.
    }
  }
}
