import assert from 'node:assert/strict';
import type { Context } from 'mocha';
import { Conflict, Duplicate, StoreUnavailable, VentanillaError } from '../../bot/errors.ts';
import type { Files } from '../../store/files.ts';
import { type Change, type Collection, collection, type Doc, insert, type Query, remove, replace, type Store } from '../../store/store.ts';

export interface Person extends Doc {
  name?: string;
  town?: string;
  age?: number;
  member?: boolean;
  extra?: unknown;
  points?: number;
}

export const people = collection<Person>(
  'people',
  { name: 'string', town: 'string', age: 'number', member: 'boolean', extra: 'mixed', points: 'number' },
  [{ fields: ['name'], unique: true }, { fields: ['town', 'age'], unique: true }, { fields: ['age'] }, { fields: ['member'] }],
);

export interface Entry extends Doc {
  person: string;
  n: number;
}

export const entries = collection<Entry>('entries', { person: 'string', n: 'number' }, [{ fields: ['person', 'n'] }]);

export const contractCollections: readonly Collection[] = [people as unknown as Collection, entries as unknown as Collection];

/** The data of one test, and ways to it. */
export interface Fixture {
  /** Another connection to the same data, as another process has one. */
  open(): Promise<Store>;
  files(store: Store): Files;
  /** Makes writes impossible for the store, and returns the way back. */
  breakdown(store: Store): Promise<() => Promise<void>>;
  remove(): Promise<void>;
}

/** What the port promises; each engine runs all of it. */
export function storeContract(create: (test: Context) => Promise<Fixture>): void {
  let fixture: Fixture;
  let opened: Store[] = [];
  let store: Store;
  const open = async (): Promise<Store> => {
    const one = await fixture.open();
    opened.push(one);
    return one;
  };
  const bench = { store: () => store, open, fixture: () => fixture };

  beforeEach(async function () {
    fixture = await create(this);
    store = await open();
  });
  afterEach(async () => {
    await Promise.all(opened.map((one) => one.close()));
    opened = [];
    await fixture?.remove();
  });

  describe('documents', () => documents(bench));
  describe('commits', () => commits(bench));
  describe('unique indexes', () => uniqueness(bench));
  describe('queries', () => queries(bench));
  describe('tallies', () => tallies(bench));
  describe('watching', () => watching(bench));
  describe('several writers', () => writers(bench));
  describe('breakdowns', () => breakdowns(bench));
  describe('files', () => files(bench));
}

interface Bench {
  store: () => Store;
  open: () => Promise<Store>;
  fixture: () => Fixture;
}

const isRefused = (code: string) => (error: unknown): boolean => error instanceof VentanillaError && error.code === code;

function documents({ store, open }: Bench): void {
  it('gives back what was put in, nested and in every type, without undefined', async () => {
    const extra = { list: [1, 2.5, { deep: null }], $set: { 'a.b': 'ñ "quoted" \u0000 😀' }, empty: {}, no: false, at: new Date(0) };
    await store().commit([insert(people, { id: 'a', name: 'Ana', age: 41.5, member: false, town: undefined, extra })]);
    const expected = { id: 'a', v: 1, name: 'Ana', age: 41.5, member: false, extra: { ...extra, at: '1970-01-01T00:00:00.000Z' } };
    assert.deepEqual(await store().get(people, 'a'), expected);
    assert.deepEqual(await (await open()).find(people), [expected], 'to another connection too');
  });

  it('knows no document that is not there', async () => {
    assert.equal(await store().get(people, 'nobody'), undefined);
    assert.equal(await store().get(entries, 'a'), undefined);
  });

  it('loses a field that a replace leaves out', async () => {
    await store().commit([insert(people, { id: 'a', name: 'Ana', age: 41 })]);
    await store().commit([replace(people, { id: 'a', v: 1, name: 'Ana' })]);
    assert.deepEqual(await store().get(people, 'a'), { id: 'a', v: 2, name: 'Ana' });
  });

  it('refuses undeclared fields, wrong types and documents without an id, and stores nothing of the commit', async () => {
    for (const doc of [{ id: 'b', surname: 'x' }, { id: 'b', age: '41' }, { id: 'b', name: null }, { id: '' }, { name: 'Ana' }]) {
      await assert.rejects(store().commit([insert(people, { id: 'a' }), insert(people, doc as unknown as Person)]), isRefused('invalid'));
    }
    assert.equal(await store().count(people), 0);
  });

  it('keeps everything over a closing and opening', async () => {
    const other = await open();
    await other.commit([insert(people, { id: 'a', name: 'Ana' })]);
    await other.close();
    assert.equal((await (await open()).get(people, 'a'))?.name, 'Ana');
  });
}

function commits({ store }: Bench): void {
  it('counts versions from 1 and up by one', async () => {
    await store().commit([insert(people, { id: 'a' })]);
    for (let v = 1; v <= 3; v += 1) await store().commit([replace(people, { id: 'a', v, age: v })]);
    assert.deepEqual(await store().get(people, 'a'), { id: 'a', v: 4, age: 3 });
  });

  it('applies all or nothing, wherever the fault is', async () => {
    await store().commit([insert(people, { id: 'a', name: 'Ana' })]);
    const good = [insert(people, { id: 'b' }), insert(entries, { id: 'e', person: 'b', n: 1 }), replace(people, { id: 'a', v: 1, age: 1 }), remove(entries, 'none')];
    for (const [bad, problem] of [[insert(people, { id: 'a' }), Duplicate], [replace(people, { id: 'a', v: 9 }), Conflict], [remove(people, 'a', 9), Conflict]] as const) {
      for (let place = 0; place <= good.length; place += 1) {
        await assert.rejects(store().commit(good.toSpliced(place, 0, bad)), problem);
      }
    }
    assert.deepEqual(await store().find(people), [{ id: 'a', v: 1, name: 'Ana' }]);
    assert.equal(await store().count(entries), 0);
    await store().commit(good);
    assert.equal(await store().count(people), 2);
  });

  it('takes its writes in order', async () => {
    await store().commit([insert(people, { id: 'a', name: 'Ana' }), replace(people, { id: 'a', v: 1, name: 'Eva' }), insert(people, { id: 'b', name: 'Ana' })]);
    await store().commit([remove(people, 'b', 1), replace(people, { id: 'a', v: 2, name: 'Ana' }), insert(people, { id: 'b', name: 'Eva' })]);
    assert.deepEqual((await store().find(people)).map(({ id, v, name }) => [id, v, name]), [['a', 3, 'Ana'], ['b', 1, 'Eva']]);
  });

  it('says Conflict, with collection and id, for a version that is not there any more', async () => {
    await store().commit([insert(people, { id: 'a' })]);
    const names = (error: unknown): boolean => error instanceof Conflict && error.data.collection === 'people' && error.data.id === 'a';
    await assert.rejects(store().commit([replace(people, { id: 'a', v: 2 })]), names);
    await assert.rejects(store().commit([insert(entries, { id: 'e', person: 'a', n: 1 }), replace(people, { id: 'a', v: 2 })]), names);
    await assert.rejects(store().commit([remove(people, 'a', 2)]), names);
    await assert.rejects(store().commit([replace(people, { id: 'gone', v: 1 })]), Conflict);
    await assert.rejects(store().commit([remove(people, 'gone', 1)]), Conflict);
  });

  it('removes, by version or whatever the version; removing what is gone is no fault', async () => {
    await store().commit([insert(people, { id: 'a' }), insert(people, { id: 'b' })]);
    await store().commit([remove(people, 'a', 1), remove(people, 'b'), remove(people, 'c')]);
    assert.equal(await store().count(people), 0);
  });

  it('lets the good ones stand when some of many commits at once fail', async () => {
    await store().commit([insert(people, { id: 'taken', name: 'taken' })]);
    const results = await Promise.allSettled(Array.from({ length: 200 }, (_, n) =>
      store().commit([insert(people, { id: `p${n}`, name: n % 10 === 3 ? 'taken' : `n${n}` }), insert(entries, { id: `e${n}`, person: `p${n}`, n })])));
    for (const [n, result] of results.entries()) {
      assert.equal(result.status, n % 10 === 3 ? 'rejected' : 'fulfilled', `commit ${n}`);
      if (result.status === 'rejected') assert.ok(result.reason instanceof Duplicate && result.reason.data.id === `p${n}`);
    }
    assert.deepEqual([await store().count(people), await store().count(entries)], [181, 180]);
  });

  it('takes single inserts at once, each with its own fate', async () => {
    const results = await Promise.allSettled(Array.from({ length: 300 }, (_, n) => store().commit([insert(entries, { id: `e${n % 100}`, person: 'p', n })])));
    assert.equal(results.filter((one) => one.status === 'fulfilled').length, 100);
    for (const one of results) if (one.status === 'rejected') assert.ok(one.reason instanceof Duplicate && one.reason.data.index === undefined, String(one.reason));
    assert.equal(await store().count(entries), 100);
  });

  it('has nothing to do for no writes', async () => {
    await store().commit([]);
  });
}

function uniqueness({ store }: Bench): void {
  const names = (id: string, index?: string) => (error: unknown): boolean =>
    error instanceof Duplicate && error.data.collection === 'people' && error.data.id === id && error.data.index === index;

  it('names what is taken: the id, or the index', async () => {
    await store().commit([insert(people, { id: 'a', name: 'Ana', town: 'Mijas', age: 3 })]);
    await assert.rejects(store().commit([insert(people, { id: 'a' })]), names('a'));
    await assert.rejects(store().commit([insert(people, { id: 'b', name: 'Ana' })]), names('b', 'name'));
    await assert.rejects(store().commit([insert(people, { id: 'b', town: 'Mijas', age: 3 })]), names('b', 'town, age'));
    await assert.rejects(store().commit([insert(entries, { id: 'e', person: 'a', n: 1 }), insert(people, { id: 'b', town: 'Mijas', age: 3 })]), names('b', 'town, age'));
  });

  it('holds for a replace too', async () => {
    await store().commit([insert(people, { id: 'a', name: 'Ana' }), insert(people, { id: 'b', name: 'Eva' })]);
    await assert.rejects(store().commit([replace(people, { id: 'b', v: 1, name: 'Ana' })]), names('b', 'name'));
    assert.equal((await store().get(people, 'b'))?.name, 'Eva');
  });

  it('leaves out documents that lack one of the fields', async () => {
    await store().commit(['a', 'b'].map((id) => insert(people, { id, town: 'Mijas' })));
    await store().commit(['c', 'd'].map((id) => insert(people, { id, age: 3 })));
    await store().commit(['e', 'f'].map((id) => insert(people, { id })));
    assert.equal(await store().count(people), 6);
  });

  it('frees what is removed or replaced', async () => {
    await store().commit([insert(people, { id: 'a', name: 'Ana' })]);
    await store().commit([replace(people, { id: 'a', v: 1 })]);
    await store().commit([insert(people, { id: 'b', name: 'Ana' })]);
    await store().commit([remove(people, 'b'), insert(people, { id: 'c', name: 'Ana' })]);
    assert.deepEqual((await store().find(people, { where: { name: 'Ana' } })).map((one) => one.id), ['c']);
  });
}

function queries({ store }: Bench): void {
  const find = (query: Query<Person>): Promise<Person[]> => store().find(people, query);
  const ids = async (query: Query<Person>): Promise<string> => (await find(query)).map((one) => one.id).join(' ');

  beforeEach(() => store().commit([
    insert(people, { id: 'a', name: 'Zoe', age: 30, town: 'Mijas', member: true }), insert(people, { id: 'b', name: 'ana', age: 20, town: 'Mijas', member: false }),
    insert(people, { id: 'c', name: 'ñu', age: 30 }), insert(people, { id: 'd', age: 25, member: true }), insert(people, { id: 'e', name: '\uffff' }), insert(people, { id: 'f', name: '😀', age: -1.5 }),
  ]));

  it('finds by equality, list and range, all of them together', async () => {
    assert.equal(await ids({ where: { age: 30 } }), 'a c');
    assert.equal(await ids({ where: { age: { in: [20, 25, 99] } } }), 'b d');
    assert.equal(await ids({ where: { age: { in: [] } } }), '');
    assert.equal(await ids({ where: { age: { gt: 20, lte: 30 } } }), 'a c d');
    assert.equal(await ids({ where: { age: { gte: 20, lt: 30 } } }), 'b d');
    assert.equal(await ids({ where: { town: 'Mijas', age: { gte: 25 } } }), 'a');
    assert.equal(await ids({ where: { name: { gte: '' } } }), 'a b c e f', 'a range leaves out those without the field');
    assert.equal(await ids({ where: { id: { in: ['f', 'b', 'x'] } } }), 'b f');
    assert.equal(await ids({ where: { member: true } }), 'a d');
    assert.equal(await ids({ where: { member: { in: [false] } } }), 'b');
    assert.equal(await ids({ where: { age: undefined, name: 'Zoe' } }), 'a');
  });

  it('orders text by its bytes, numbers by size, the missing first, and ends in the id', async () => {
    assert.equal(await ids({ orderBy: [['name', 'asc']] }), 'd a b c e f');
    assert.equal(await ids({ orderBy: [['name', 'desc']] }), 'f e c b a d');
    assert.equal(await ids({ orderBy: [['age', 'asc']] }), 'e f b d a c');
    assert.equal(await ids({ orderBy: [['age', 'desc']] }), 'c a d b f e');
    assert.equal(await ids({ orderBy: [['age', 'desc'], ['id', 'asc']] }), 'a c d b f e');
    assert.equal(await ids({ orderBy: [['member', 'asc'], ['age', 'desc']] }), 'c f e b a d');
    assert.equal(await ids({}), 'a b c d e f');
    assert.equal(await ids({ orderBy: [['id', 'desc']], limit: 2 }), 'f e');
    assert.equal(await ids({ limit: 0 }), '');
  });

  it('pages through ties and missing fields without a gap or a repeat', async () => {
    await store().commit(Array.from({ length: 40 }, (_, n) => insert(people, { id: `p${String(n).padStart(2, '0')}`, age: n % 3 === 0 ? undefined : n % 4, member: n % 5 === 0 ? undefined : n % 2 === 0 })));
    const orders: Query<Person>['orderBy'][] = [[], [['age', 'asc']], [['age', 'desc']], [['member', 'asc'], ['age', 'desc']], [['age', 'desc'], ['id', 'asc']], [['name', 'desc'], ['member', 'asc']], [['id', 'desc']]];
    for (const orderBy of orders) {
      const whole = await ids({ orderBy });
      for (const limit of [1, 7]) {
        const seen: Person[] = [];
        for (let page = await find({ orderBy, limit }); page.length > 0; page = await find({ orderBy, limit, after: seen.at(-1) })) seen.push(...page);
        assert.equal(seen.map((one) => one.id).join(' '), whole, `${JSON.stringify(orderBy)} by ${limit}`);
      }
    }
    const { id, age } = (await find({ where: { age: { gte: 1 } }, orderBy: [['age', 'asc']], limit: 1 }))[0] ?? { id: '' };
    assert.equal((await find({ where: { age: { gte: 1 } }, orderBy: [['age', 'asc']], after: { id, age } })).length, (await store().count(people, { age: { gte: 1 } })) - 1, 'after needs only the fields of the order');
  });

  it('counts', async () => {
    assert.equal(await store().count(people), 6);
    assert.equal(await store().count(people, { age: { gte: 25 } }), 3);
    assert.equal(await store().count(people, { name: 'nobody' }), 0);
  });

  it('refuses to search or sort by what has no index, and conditions that are none', async () => {
    for (const query of [{ where: { points: 1 } }, { where: { extra: 'x' } }, { orderBy: [['points', 'asc']] }, { where: { name: { $ne: 'Zoe' } } }, { where: { name: { $gt: '' } } }, { where: { name: { gt: { $gt: '' } } } }, { where: { name: { in: 'Zoe' } } }]) {
      await assert.rejects(find(query as never), isRefused('bad_request'), JSON.stringify(query));
      if (query.where) await assert.rejects(store().count(people, query.where as never), isRefused('bad_request'));
    }
    await assert.rejects(store().tally(people, { by: ['points'] }), isRefused('bad_request'));
  });
}

function tallies({ store }: Bench): void {
  it('groups by indexed fields, counts, and sums numbers', async () => {
    await store().commit([
      insert(people, { id: 'a', town: 'Mijas', age: 1, member: true, points: 2 }), insert(people, { id: 'b', town: 'Mijas', age: 2, member: true, points: 0.5 }),
      insert(people, { id: 'c', town: 'Coín', age: 1, member: false }), insert(people, { id: 'd', points: 7 }), insert(people, { id: 'e', town: 'Mijas' }),
    ]);
    assert.deepEqual(await store().tally(people, { by: ['town', 'member'], sum: ['points', 'age'] }), [
      { key: { town: null, member: null }, count: 1, sums: { points: 7, age: 0 } },
      { key: { town: 'Coín', member: false }, count: 1, sums: { points: 0, age: 1 } },
      { key: { town: 'Mijas', member: null }, count: 1, sums: { points: 0, age: 0 } },
      { key: { town: 'Mijas', member: true }, count: 2, sums: { points: 2.5, age: 3 } },
    ]);
    assert.deepEqual(await store().tally(people, { where: { age: { gte: 1 } }, by: ['town'] }), [
      { key: { town: 'Coín' }, count: 1, sums: {} },
      { key: { town: 'Mijas' }, count: 2, sums: {} },
    ]);
    assert.deepEqual(await store().tally(people, { where: { age: 99 }, by: ['town'] }), []);
  });
}

function watching({ store, open }: Bench): void {
  /** Whoever hears "reset" reads again: what such a reader knows after a while. */
  const reader = (of: Store): { known: Map<string, number>; log: string[]; stop: () => void } => {
    const known = new Map<string, number>();
    const log: string[] = [];
    const stop = of.watch(people, (change: Change<Person>) => {
      log.push(change.op === 'put' ? `put ${change.doc.id}.${change.doc.v}` : change.op === 'remove' ? `remove ${change.id}` : 'reset');
      if (change.op === 'put') known.set(change.doc.id, Math.max(change.doc.v, known.get(change.doc.id) ?? 0));
      else if (change.op === 'remove') known.delete(change.id);
      else void of.find(people).then((all) => {
        known.clear();
        for (const one of all) known.set(one.id, one.v);
      });
    });
    return { known, log, stop };
  };

  it('tells own commits and those of others, and nothing that failed', async () => {
    const [here, there] = [reader(store()), reader(await open())];
    await store().commit([insert(people, { id: 'a' }), insert(people, { id: 'b' }), insert(entries, { id: 'e', person: 'a', n: 1 })]);
    await store().commit([replace(people, { id: 'a', v: 1, age: 7 })]);
    await assert.rejects(store().commit([insert(people, { id: 'c' }), remove(people, 'a', 1)]));
    await store().commit([remove(people, 'b')]);
    for (const { known } of [here, there]) await eventually(() => assert.deepEqual([...known], [['a', 2]]));
    here.stop();
    there.stop();
  });

  it('tells each change of a live reader once and in order', async () => {
    const { log, stop } = reader(store());
    for (let n = 0; !log.some((line) => line.startsWith('put warm')); n += 1) {
      await store().commit([insert(people, { id: `warm${n}` })]);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const start = log.length;
    await store().commit([insert(people, { id: 'x' }), insert(people, { id: 'y', age: 1 })]);
    await store().commit([replace(people, { id: 'x', v: 1 })]);
    await store().commit([remove(people, 'y')]);
    await eventually(() => assert.deepEqual(log.slice(start).filter((line) => !line.includes('warm')), ['put x.1', 'put y.1', 'put x.2', 'remove y']));
    stop();
  });

  it('is quiet once it is stopped', async () => {
    const { log, stop } = reader(store());
    await store().commit([insert(people, { id: 'a' })]);
    await eventually(() => assert.ok(log.length > 0));
    stop();
    const heard = log.length;
    await store().commit([insert(people, { id: 'b' })]);
    await new Promise((resolve) => setTimeout(resolve, 400));
    assert.equal(log.length, heard);
  });
}

function writers({ store, open }: Bench): void {
  it('lets one of two win who replace the same version', async () => {
    const stores = [store(), await open()];
    await store().commit([insert(people, { id: 'a' }), insert(people, { id: 'b' })]);
    for (let v = 1; v <= 30; v += 1) {
      const results = await Promise.allSettled(stores.flatMap((one, n) => [
        one.commit([replace(people, { id: 'a', v, age: n })]), one.commit([replace(people, { id: 'b', v, age: n + 2 }), insert(entries, { id: `${v}.${n}`, person: 'b', n: v })]),
      ]));
      assert.equal(results.filter((one) => one.status === 'fulfilled').length, 2);
      for (const one of results) if (one.status === 'rejected') assert.ok(one.reason instanceof Conflict, String(one.reason));
    }
    assert.equal(await store().count(entries), 30);
  });

  it('lets one of many win who take the same place', async () => {
    const stores = [store(), await open()];
    for (let round = 0; round < 20; round += 1) {
      const results = await Promise.allSettled(Array.from({ length: 10 }, (_, n) => {
        const id = `${round}.${n}`;
        return stores[n % 2]?.commit([insert(people, { id, name: `place ${round}` }), insert(entries, { id, person: id, n })]);
      }));
      assert.equal(results.filter((one) => one.status === 'fulfilled').length, 1);
      for (const one of results) if (one.status === 'rejected') assert.ok(one.reason instanceof Duplicate && one.reason.data.index === 'name', String(one.reason));
    }
    assert.deepEqual([await store().count(people), await store().count(entries)], [20, 20]);
  });

  it('loses no step of a counter that eight write at once', async () => {
    const stores = [store(), await open()];
    await store().commit([insert(people, { id: 'counter', points: 0 })]);
    await Promise.all(Array.from({ length: 8 }, async (_, n) => {
      const own = stores[n % 2] ?? store();
      for (let step = 0; step < 10; ) {
        const counter = await own.get(people, 'counter');
        if (!counter) throw new Error('the counter is gone');
        const done = await own.commit([replace(people, { ...counter, points: (counter.points ?? 0) + 1 }), insert(entries, { id: `${n}.${step}`, person: 'counter', n: step })]).then(() => true, (error: unknown) => {
          if (error instanceof Conflict) return false;
          throw error;
        });
        if (done) step += 1;
      }
    }));
    assert.deepEqual(await store().get(people, 'counter'), { id: 'counter', v: 81, points: 80 });
    assert.equal(await store().count(entries), 80);
  });
}

function breakdowns({ store, fixture }: Bench): void {
  it('says StoreUnavailable within seconds while it cannot write, applies nothing then, and recovers by itself', async function () {
    this.timeout(120_000);
    await store().commit([insert(people, { id: 'a' })]);
    await store().ping();
    const mend = await fixture().breakdown(store());
    const started = Date.now();
    const many = await Promise.allSettled(Array.from({ length: 20 }, (_, n) => store().commit([insert(people, { id: `no${n}`, extra: 'x'.repeat(20_000) }), insert(entries, { id: `no${n}`, person: 'a', n })])));
    for (const one of many) assert.ok(one.status === 'rejected' && one.reason instanceof StoreUnavailable, JSON.stringify(one));
    await assert.rejects(store().commit([insert(entries, { id: 'no', person: 'x'.repeat(20_000), n: 1 })]), StoreUnavailable);
    await assert.rejects(store().ping(), StoreUnavailable);
    assert.ok(Date.now() - started < 25_000, `it took ${Date.now() - started} ms`);
    await mend();
    await eventually(() => store().ping(), 30_000);
    await store().commit([insert(people, { id: 'b', extra: 'x'.repeat(20_000) }), replace(people, { id: 'a', v: 1 })]);
    assert.deepEqual((await store().find(people)).map((one) => one.id), ['a', 'b']);
    assert.equal(await store().count(entries), 0);
  });

  it('says StoreUnavailable once it is closed', async () => {
    await store().commit([insert(people, { id: 'a' })]);
    const closing = await fixture().open();
    await closing.close();
    await assert.rejects(closing.commit([insert(people, { id: 'b' })]), StoreUnavailable);
    await assert.rejects(closing.get(people, 'a'), StoreUnavailable);
    await assert.rejects(closing.ping(), StoreUnavailable);
  });

  it('finishes what was committed before it closes', async () => {
    const closing = await fixture().open();
    const commits = Array.from({ length: 50 }, (_, n) => closing.commit([insert(people, { id: `p${n}` }), insert(entries, { id: `e${n}`, person: 'p', n })]));
    await closing.close();
    await Promise.all(commits);
    assert.equal(await store().count(people), 50);
  });
}

function files({ store, open, fixture }: Bench): void {
  it('keeps a file with its name, kind and size, for every connection, until it is removed', async () => {
    const content = Uint8Array.from({ length: 700_000 }, (_, n) => n % 251);
    const [here, there] = [fixture().files(store()), fixture().files(await open())];
    const ref = await here.put(content, { name: 'fuga de agua.jpg', mime: 'image/jpeg' });
    assert.deepEqual({ ...ref, id: '' }, { id: '', name: 'fuga de agua.jpg', mime: 'image/jpeg', size: 700_000 });
    const found = await there.get(ref.id);
    assert.deepEqual(found?.ref, ref);
    assert.ok(Buffer.from(found?.content ?? []).equals(content));
    await there.remove(ref.id);
    assert.equal(await here.get(ref.id), undefined);
    await here.remove(ref.id);
  });

  it('takes an empty file, and knows no strange ids', async () => {
    const own = fixture().files(store());
    const ref = await own.put(new Uint8Array(), { name: 'vacío', mime: 'text/plain' });
    assert.equal((await own.get(ref.id))?.content.length, 0);
    for (const id of ['', 'x', '../../etc/passwd', ref.id.replaceAll(/[0-9a-f]/g, '0')]) assert.equal(await own.get(id), undefined);
  });
}

/** Resolves when the check holds; throws its last complaint otherwise. */
export async function eventually(check: () => void | Promise<void>, ms = 8_000): Promise<void> {
  const end = Date.now() + ms;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}
