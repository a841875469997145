import assert from 'node:assert/strict';
import type { Context } from 'mocha';
import mongoose from 'mongoose';
import { Conflict, Duplicate, StoreUnavailable, VentanillaError } from '../../bot/errors.ts';
import { mongoFiles, openMongo } from '../../store/mongo/mongo.ts';
import { type Change, insert, replace, type Store } from '../../store/store.ts';
import { contractCollections, entries, eventually, type Fixture, type Person, people, storeContract } from '../contracts/store.ts';
import { loneMongod, ownMongod, type ReplicaSet, sharedMongod } from '../support/mongod.ts';

async function mongoFixture(test: Context): Promise<Fixture> {
  test.timeout(120_000);
  const set = await sharedMongod(test);
  const uri = set.database();
  const [node] = set.nodes;
  return {
    open: () => openMongo({ uri }, contractCollections),
    files: mongoFiles,
    async breakdown() {
      await node?.kill();
      return async () => {
        await node?.start();
        await set.primary();
      };
    },
    remove: () => set.admin(async (client) => void (await client.db(new URL(uri).pathname.slice(1)).dropDatabase())),
  };
}

describe('the MongoDB store', () => {
  describe('holds the contract:', () => storeContract(mongoFixture));

  it('says where the data lies without a password, and uses the database that the address names', async function () {
    const set = await sharedMongod(this);
    const named = await openMongo({ uri: set.database() }, contractCollections);
    assert.match(named.place, /^mongodb:\/\/127\.0\.0\.1:\d+\/t[0-9a-f]+$/);
    await named.close();
    await assert.rejects(openMongo({ uri: 'mongodb://ana:secret@127.0.0.1:1/?replicaSet=rs0' }, []), StoreUnavailable);
  });

  it('refuses a server that is not part of a replica set, and says what to do', async function () {
    const node = await loneMongod(this);
    await assert.rejects(openMongo({ uri: `mongodb://${node.host}/` }, contractCollections), /MONGODB_URI .*--replSet/);
    await node.kill();
  });

  it('uses an index for every question that has one', async function () {
    const set = await sharedMongod(this);
    const uri = set.database();
    const store = await openMongo({ uri }, contractCollections);
    await store.commit(Array.from({ length: 50 }, (_, n) => insert(people, { id: `p${n}`, name: `n${n}`, town: 't', age: n })));
    const stages = await set.admin(async (client) => {
      const documents = client.db(new URL(uri).pathname.slice(1)).collection('people');
      const questions = [{ name: { $eq: 'n1' } }, { name: { $gte: '' } }, { name: { $in: ['n1', 'n2'] } }, { town: { $eq: 't' } }, { town: { $eq: 't' }, age: { $gt: 3 } }, { age: { $lte: 3 } }];
      return Promise.all(questions.map(async (question) => JSON.stringify((await documents.find(question).explain('queryPlanner')).queryPlanner.winningPlan)));
    });
    for (const stage of stages) assert.match(stage, /IXSCAN/);
    await store.close();
  });

  it('refuses a document that MongoDB cannot hold, alone or among others, and stores the others', async function () {
    const set = await sharedMongod(this);
    const store = await openMongo({ uri: set.database() }, contractCollections);
    const huge = insert(people, { id: 'huge', extra: 'x'.repeat(17_000_000) });
    const isInvalid = (error: unknown): boolean => error instanceof VentanillaError && error.code === 'invalid';
    await assert.rejects(store.commit([huge]), isInvalid);
    const results = await Promise.allSettled([store.commit([insert(people, { id: 'a' }), insert(people, { id: 'b' })]), store.commit([huge, insert(people, { id: 'c' })]), store.commit([huge])]);
    assert.deepEqual(results.map((one) => one.status), ['fulfilled', 'rejected', 'rejected']);
    for (const one of results) if (one.status === 'rejected') assert.ok(isInvalid(one.reason), String(one.reason));
    assert.equal(await store.count(people), 2);
    await store.close();
  });

  it('tells what was committed while its watching was interrupted', async function () {
    this.timeout(120_000);
    const set = await ownMongod(this, 1);
    const uri = set.database();
    const [store, other] = [await openMongo({ uri }, contractCollections), await openMongo({ uri }, contractCollections)];
    try {
      const told: string[] = [];
      store.watch(people, (change: Change<Person>) => told.push(change.op === 'put' ? change.doc.id : change.op));
      await eventually(() => assert.deepEqual(told, ['reset']));
      await other.commit([insert(people, { id: 'before' })]);
      await set.nodes[0]?.kill();
      await set.nodes[0]?.start();
      await eventually(() => other.commit([insert(people, { id: 'after' })]), 30_000);
      await eventually(() => assert.deepEqual(told, ['reset', 'before', 'after']), 30_000);
      await set.admin(async (client) => void (await client.db(new URL(uri).pathname.slice(1)).dropCollection('people')));
      await eventually(() => assert.equal(told.at(-1), 'reset'), 10_000);
    } finally {
      await Promise.all([store.close(), other.close()]);
      await set.stop();
    }
  });

  it('is held up for seconds only by a transaction that a dead process left open', async function () {
    const set = await sharedMongod(this);
    const uri = set.database();
    const store = await openMongo({ uri }, contractCollections);
    await store.commit([insert(people, { id: 'a' }), insert(people, { id: 'b' })]);
    const dead = await mongoose.createConnection(uri, { appName: 'ventanilla' }).asPromise();
    const session = await dead.startSession();
    session.startTransaction();
    await dead.collection<{ _id: string }>('people').updateMany({ _id: { $in: ['a', 'b'] } }, { $set: { age: 99 } }, { session });
    const started = Date.now();
    await Promise.all([store.commit([replace(people, { id: 'a', v: 1, age: 1 })]), store.commit([replace(people, { id: 'b', v: 1, age: 1 }), insert(entries, { id: 'e', person: 'b', n: 1 })])]);
    assert.ok(Date.now() - started < 5_000, `${Date.now() - started} ms`);
    assert.deepEqual((await store.find(people)).map(({ age }) => age), [1, 1]);
    await assert.rejects(session.commitTransaction());
    await dead.close();
    await store.close();
  });

  it('notices within seconds that a server hangs, and goes on when it wakes', async function () {
    this.timeout(120_000);
    const set = await ownMongod(this, 1);
    const store = await openMongo({ uri: set.database() }, contractCollections);
    try {
      await store.commit([insert(people, { id: 'a' })]);
      set.nodes[0]?.signal('SIGSTOP');
      const started = Date.now();
      await assert.rejects(store.commit([replace(people, { id: 'a', v: 1 }), insert(entries, { id: 'e', person: 'a', n: 1 })]), StoreUnavailable);
      assert.ok(Date.now() - started < 20_000, `${Date.now() - started} ms`);
      set.nodes[0]?.signal('SIGCONT');
      await eventually(() => store.ping(), 30_000);
      await store.commit([insert(people, { id: 'b' })]);
    } finally {
      set.nodes[0]?.signal('SIGCONT');
      await store.close();
      await set.stop();
    }
  });

  it('loses and doubles nothing on three nodes while primaries step down, are killed and hang', async function () {
    this.timeout(240_000);
    const set = await ownMongod(this, 3);
    const uri = set.database();
    const stores = [await openMongo({ uri }, contractCollections), await openMongo({ uri }, contractCollections)];
    try {
      const load = startLoad(stores, 8);
      for (const trouble of [stepDown, stepDown, killPrimary, stepDown, hangPrimary, killPrimary]) {
        await new Promise((resolve) => setTimeout(resolve, 1_500));
        await trouble(set);
      }
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      const counters = await load.stop();
      await eventually(() => stores[0]?.ping(), 30_000);
      for (const [n, { acknowledged, unsure }] of counters.entries()) await checkCounter(stores[0] as Store, n, acknowledged, unsure);
      assert.ok(counters.reduce((sum, one) => sum + one.acknowledged.length, 0) > 200);
    } finally {
      for (const node of set.nodes) node.signal('SIGCONT');
      await Promise.all(stores.map((store) => store.close()));
      await set.stop();
    }
  });
});

async function stepDown(set: ReplicaSet): Promise<void> {
  await set.primary();
  await set.admin((client) => client.db('admin').command({ replSetStepDown: 3, secondaryCatchUpPeriodSecs: 2 })).catch((error: unknown) => {
    if (!(error instanceof mongoose.mongo.MongoError)) throw error;
  });
  await set.primary();
}

async function killPrimary(set: ReplicaSet): Promise<void> {
  const node = await set.primary();
  await node.kill();
  await set.primary();
  await node.start();
}

async function hangPrimary(set: ReplicaSet): Promise<void> {
  const node = await set.primary();
  node.signal('SIGSTOP');
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  node.signal('SIGCONT');
  await set.primary();
}

interface Counted {
  acknowledged: number[];
  /** Steps whose commit failed with StoreUnavailable and was found applied when it was tried again. */
  unsure: number[];
}

/** Each writer counts up a document of its own and notes each step in another, in one commit; after a failure it reads and goes on from there. */
function startLoad(stores: readonly Store[], writers: number): { stop: () => Promise<Counted[]> } {
  let going = true;
  const writer = async (n: number): Promise<Counted> => {
    const store = stores[n % stores.length] as Store;
    const counted: Counted = { acknowledged: [], unsure: [] };
    const id = `w${n}`;
    let known: Person = { id, v: 0, points: 0 };
    while (going) {
      const step = (known.points ?? 0) + 1;
      const next = { ...known, points: step };
      try {
        await store.commit([known.v === 0 ? insert(people, next) : replace(people, next), insert(entries, { id: `${id}.${step}`, person: id, n: step })]);
        counted.acknowledged.push(step);
        known = { ...next, v: known.v + 1 };
      } catch (error) {
        if (!(error instanceof StoreUnavailable || error instanceof Conflict || error instanceof Duplicate)) throw error;
        const found = await store.get(people, id).catch(() => undefined);
        if (found && (found.points ?? 0) === step) counted.unsure.push(step);
        known = found ?? known;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
    return counted;
  };
  const all = Promise.all(Array.from({ length: writers }, (_, n) => writer(n)));
  return {
    stop: () => {
      going = false;
      return all;
    },
  };
}

async function checkCounter(store: Store, n: number, acknowledged: readonly number[], unsure: readonly number[]): Promise<void> {
  const counter = await store.get(people, `w${n}`);
  const steps = (await store.find(entries, { where: { person: `w${n}` }, orderBy: [['person', 'asc'], ['n', 'asc']] })).map((one) => one.n);
  assert.deepEqual(steps, Array.from({ length: counter?.points ?? 0 }, (_, step) => step + 1), 'counter and notes agree: every commit was whole');
  assert.equal(counter?.v, counter?.points, 'no step was taken twice');
  assert.deepEqual(acknowledged.filter((step) => !steps.includes(step)), [], 'nothing acknowledged is lost');
  assert.equal(new Set([...acknowledged, ...unsure]).size, acknowledged.length + unsure.length, 'no step is acknowledged twice');
}
