import mongoose, { type mongo } from 'mongoose';
import { StoreUnavailable, VentanillaError } from '../../bot/errors.ts';
import { Abandoned } from './abandoned.ts';
import { asOurs, duplicateOf, isDuplicate, isTransient, isUnfit, isUnknownCommit, isWriteConflict } from './failure.ts';
import { applyBatch, applyOne, type Prepared, Unmet } from './write.ts';

interface Job {
  writes: readonly Prepared[];
  /** The documents that it writes. */
  keys: readonly string[];
  /** When it is given up, on the clock of `performance.now()`. */
  deadline: number;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** How long a commit may wait for a primary before it is given up, ms. */
const PATIENCE_MS = 5_000;
/** More transactions at a time only take the processor from one another. */
const FLIGHTS = 4;
const GROUP = 64;
/** A flight that takes longer looks for what holds it up, ms. */
const SLOW_MS = 500;
const DURABLE = { w: 'majority', j: true } as const;

/**
 * Commits that arrive together share one transaction, and one wait for the majority's journals. They never share a document, so no one depends on another;
 * where one of them fails, the group is halved until it fails alone.
 */
export class Commits {
  readonly #client: mongo.MongoClient;
  readonly #abandoned: Abandoned;
  #queue: Job[] = [];
  /** Documents that a flight under way writes: who writes them next waits for it. */
  readonly #aloft = new Set<string>();
  #flights = 0;
  #due = false;
  #idle: (() => void)[] = [];

  constructor(client: mongo.MongoClient) {
    this.#client = client;
    this.#abandoned = new Abandoned(client);
  }

  commit(writes: readonly Prepared[]): Promise<void> {
    if (writes.length === 0) return Promise.resolve();
    const keys = [...new Set(writes.map(({ of, id }) => `${of.name}/${id}`))];
    return new Promise((resolve, reject) => {
      this.#queue.push({ writes, keys, deadline: performance.now() + PATIENCE_MS, resolve, reject });
      if (this.#due) return;
      this.#due = true;
      setImmediate(() => {
        this.#due = false;
        this.#launch();
      });
    });
  }

  /** Resolves when nothing is under way. */
  async settle(): Promise<void> {
    if (this.#flights > 0 || this.#queue.length > 0) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  #launch(): void {
    while (this.#flights < FLIGHTS) {
      const jobs = this.#board();
      if (jobs.length === 0) break;
      this.#flights += 1;
      const slow = setInterval(() => void this.#abandoned.end(), SLOW_MS);
      void this.#fly(jobs).finally(() => {
        clearInterval(slow);
        for (const job of jobs) for (const key of job.keys) this.#aloft.delete(key);
        this.#flights -= 1;
        this.#launch();
      });
    }
    if (this.#flights === 0 && this.#queue.length === 0) for (const resolve of this.#idle.splice(0)) resolve();
  }

  /** The next group: those that arrived first and fit together. Takes those out that have waited too long. */
  #board(): Job[] {
    const now = performance.now();
    const jobs: Job[] = [];
    const left: Job[] = [];
    let kind: string | undefined;
    for (const job of this.#queue) {
      if (job.deadline < now) {
        job.reject(new StoreUnavailable(new Error(`not written within ${PATIENCE_MS} ms`)));
      } else if (jobs.length < GROUP && (kind === undefined || kind === kindOf(job)) && !job.keys.some((key) => this.#aloft.has(key))) {
        kind = kindOf(job);
        jobs.push(job);
        for (const key of job.keys) this.#aloft.add(key);
      } else {
        left.push(job);
      }
    }
    this.#queue = left;
    return jobs;
  }

  async #fly(jobs: readonly Job[]): Promise<void> {
    const [first] = jobs;
    const [write] = first?.writes ?? [];
    if (!first || !write) return;
    if (jobs.length === 1) return await settleJob(first, first.writes.length === 1 ? () => alone(write) : () => this.#single(first));
    if (kindOf(first) !== MIXED) return await insertAll(jobs);
    try {
      await this.#transact((session) => applyGroup(jobs, session), Math.min(...jobs.map((job) => job.deadline)), isWriteConflict);
      for (const job of jobs) job.resolve();
    } catch (error) {
      if (isOwnFault(error)) return await this.#halve(jobs);
      for (const job of jobs) job.reject(new StoreUnavailable(error));
    }
  }

  async #halve(jobs: readonly Job[]): Promise<void> {
    const middle = Math.ceil(jobs.length / 2);
    await this.#fly(jobs.slice(0, middle));
    await this.#fly(jobs.slice(middle));
  }

  /** In as few commands as can be; where that fails, write by write, to know which one failed. */
  async #single({ writes, deadline }: Job): Promise<void> {
    try {
      await this.#transact((session) => applyBatches(writes, session), deadline);
    } catch (error) {
      if (!isOwnFault(error)) throw new StoreUnavailable(error);
      await this.#transact((session) => applyEach(writes, session), deadline);
    }
  }

  /** One transaction, begun again while that can help. Throws what the work threw, or the driver's last error. */
  async #transact(work: (session: mongo.ClientSession) => Promise<void>, deadline: number, gaveUp: (error: unknown) => boolean = () => false): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const session = this.#client.startSession();
      try {
        session.startTransaction({ writeConcern: DURABLE, readConcern: { level: 'local' }, readPreference: 'primary' });
        await work(session);
        return await commitSession(session, deadline);
      } catch (error) {
        if (session.inTransaction()) await session.abortTransaction().catch(() => undefined);
        if (!isTransient(error) || gaveUp(error) || performance.now() > deadline) throw error;
        await new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(5 * 2 ** attempt, 200)));
      } finally {
        void session.endSession().catch(() => undefined);
      }
    }
  }
}

const MIXED = '';

/** Lone inserts into one collection need no transaction to go together. */
function kindOf({ writes }: Job): string {
  const [first] = writes;
  return first && writes.length === 1 && first.op === 'insert' ? first.of.name : MIXED;
}

/** The commits' own fault, not the store's. */
function isOwnFault(error: unknown): boolean {
  return error instanceof Unmet || error instanceof VentanillaError || isDuplicate(error) || isUnfit(error) || isWriteConflict(error);
}

async function settleJob(job: Job, work: () => Promise<void>): Promise<void> {
  try {
    await work();
    job.resolve();
  } catch (error) {
    job.reject(error instanceof VentanillaError ? error : new StoreUnavailable(error));
  }
}

async function alone(write: Prepared): Promise<void> {
  try {
    await applyOne(write);
  } catch (error) {
    throw asOurs(error, write.of, write.id);
  }
}

/** Each is a commit of its own: those that are taken already fail, the others stand. */
async function insertAll(jobs: readonly Job[]): Promise<void> {
  const writes = jobs.flatMap((job) => job.writes);
  try {
    await writes[0]?.into.bulkWrite(writes.map((write) => write.operation), { ordered: false });
    for (const job of jobs) job.resolve();
  } catch (error) {
    const failed = writeErrorsOf(error);
    const kept = failed !== undefined;
    for (const [index, job] of jobs.entries()) {
      const write = writes[index];
      const message = failed?.get(index);
      if (kept && message === undefined) job.resolve();
      else if (write && message !== undefined) job.reject(duplicateOf(write.of, write.id, message));
      else if (isUnfit(error) && write) await settleJob(job, () => alone(write));
      else job.reject(new StoreUnavailable(error));
    }
  }
}

/** Which writes of an unordered bulk were duplicates; undefined when anything else went wrong too, so that nothing is certain of the rest. */
function writeErrorsOf(error: unknown): Map<number, string> | undefined {
  if (!(error instanceof mongoose.mongo.MongoBulkWriteError) || error.result.getWriteConcernError()) return undefined;
  const errors = [error.writeErrors].flat();
  return errors.every((one) => one.code === 11000) ? new Map(errors.map((one) => [one.index, one.errmsg ?? ''])) : undefined;
}

function applyGroup(jobs: readonly Job[], session: mongo.ClientSession): Promise<void> {
  return applyBatches(jobs.flatMap((job) => job.writes), session);
}

/** One command a collection: in order within it, and no collection depends on another. */
async function applyBatches(writes: readonly Prepared[], session: mongo.ClientSession): Promise<void> {
  const batches = new Map<string, Prepared[]>();
  for (const write of writes) {
    const batch = batches.get(write.of.name);
    if (batch) batch.push(write);
    else batches.set(write.of.name, [write]);
  }
  for (const batch of batches.values()) await applyBatch(batch, session);
}

async function applyEach(writes: readonly Prepared[], session: mongo.ClientSession): Promise<void> {
  for (const write of writes) {
    try {
      await applyOne(write, session);
    } catch (error) {
      throw isTransient(error) ? error : asOurs(error, write.of, write.id);
    }
  }
}

/** Until it is known that the commit stands, or the time is over. */
async function commitSession(session: mongo.ClientSession, deadline: number): Promise<void> {
  for (;;) {
    try {
      return await session.commitTransaction();
    } catch (error) {
      if (!isUnknownCommit(error) || performance.now() > deadline) throw error;
    }
  }
}
