import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { StoreUnavailable } from '../../bot/errors.ts';
import { folderFiles } from '../../store/sqlite/files.ts';
import { openSqlite } from '../../store/sqlite/sqlite.ts';
import { collection, type Doc, insert, type Store } from '../../store/store.ts';
import { contractCollections, type Entry, entries, eventually, type Fixture, people, storeContract } from '../contracts/store.ts';

const MOST_PAGES = 3_000;

function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'ventanilla-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

async function sqliteFixture(): Promise<Fixture> {
  const folder = temporaryFolder();
  return {
    open: () => openSqlite({ folder: folder.path, maxPages: MOST_PAGES }, contractCollections),
    files: () => folderFiles(folder.path),
    async breakdown() {
      const other = new Sqlite(join(folder.path, 'ventanilla.db'));
      other.exec(`CREATE TABLE filler (content BLOB); INSERT INTO filler VALUES (zeroblob(${MOST_PAGES * 4096}))`);
      return async () => {
        other.exec('DROP TABLE filler');
        other.close();
      };
    },
    remove: async () => folder.remove(),
  };
}

describe('the SQLite store', () => {
  describe('holds the contract:', () => storeContract(sqliteFixture));

  it('keeps what it acknowledged through kill -9', async function () {
    this.timeout(120_000);
    const folder = temporaryFolder();
    try {
      for (let kill = 1; kill <= 5; kill += 1) {
        const acknowledged = await writeUntilKilled(folder.path, kill, 300);
        const store = await openSqlite({ folder: folder.path }, contractCollections);
        const kept = await store.find(entries, { where: { person: `run${kill}` }, orderBy: [['person', 'asc'], ['n', 'asc']] });
        await store.close();
        assert.ok(acknowledged.length > 20, `only ${acknowledged.length} commits`);
        const numbers = new Set(kept.map((one) => one.n));
        assert.deepEqual(acknowledged.filter((n) => !numbers.has(n)), []);
        assert.equal(kept.length % 2, 0, 'two entries a commit: all or nothing');
      }
    } finally {
      folder.remove();
    }
  });

  it('fills the columns of an index that comes with an upgrade', async () => {
    const folder = temporaryFolder();
    try {
      const before = collection<Entry>('entries', { person: 'string', n: 'number' });
      const old = await openSqlite({ folder: folder.path }, [before] as never);
      await old.commit([insert(before, { id: 'a', person: 'Ana', n: 2 }), insert(before, { id: 'b', person: 'Eva', n: 1 })]);
      await old.close();
      const upgraded = await openSqlite({ folder: folder.path }, contractCollections);
      assert.deepEqual((await upgraded.find(entries, { where: { person: 'Eva' } })).map((one) => one.id), ['b']);
      await upgraded.close();
    } finally {
      folder.remove();
    }
  });

  it('uses an index for every question that has one', async () => {
    const folder = temporaryFolder();
    const store = await openSqlite({ folder: folder.path }, contractCollections);
    await store.close();
    const db = new Sqlite(join(folder.path, 'ventanilla.db'));
    const plan = (where: string): string => JSON.stringify(db.prepare(`EXPLAIN QUERY PLAN SELECT doc FROM people WHERE ${where}`).all());
    for (const where of ["name = 'x'", "name >= ''", "town = 'x' ORDER BY town, age, id", "town = 'x' AND age > 1 ORDER BY age, id LIMIT 5", 'age <= 3 ORDER BY age, id']) assert.match(plan(where), /USING INDEX/, where);
    db.close();
    folder.remove();
  });

  if (process.getuid?.() === 0) {
    it('survives a disk that is full: no write is lost or half done, and it goes on when there is room', async function () {
      this.timeout(60_000);
      const folder = temporaryFolder();
      assert.equal(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', folder.path]).status, 0, 'root may mount');
      try {
        await fillDisk(folder.path);
      } finally {
        spawnSync('umount', ['-l', folder.path]);
        folder.remove();
      }
    });
  }
});

async function fillDisk(folder: string): Promise<void> {
  const store = await openSqlite({ folder }, contractCollections);
  const kept: string[] = [];
  let problem: unknown;
  for (let n = 0; problem === undefined; n += 1) {
    const id = `p${n}`;
    await store.commit([insert(people, { id, extra: 'x'.repeat(50_000) }), insert(entries, { id, person: id, n })]).then(() => kept.push(id), (error: unknown) => (problem = error));
  }
  assert.ok(problem instanceof StoreUnavailable, String(problem));
  assert.ok(kept.length > 10);
  await assert.rejects(folderFiles(folder).put(new Uint8Array(9_000_000), { name: 'x', mime: 'x' }), StoreUnavailable);
  await sameIds(store, kept);
  assert.equal(spawnSync('mount', ['-o', 'remount,size=32m', folder]).status, 0);
  await eventually(() => store.ping());
  await store.commit([insert(people, { id: 'after' }), insert(entries, { id: 'after', person: 'after', n: 0 })]);
  await sameIds(store, [...kept, 'after']);
  await store.close();
}

async function sameIds(store: Store, ids: readonly string[]): Promise<void> {
  const found = (all: readonly Doc[]): string[] => all.map((one) => one.id);
  assert.deepEqual(found(await store.find(people)), [...ids].sort());
  assert.deepEqual(found(await store.find(entries)), [...ids].sort());
}

/** A process that commits as fast as it can and prints each number once it is acknowledged; killed after some time. */
async function writeUntilKilled(folder: string, run: number, ms: number): Promise<number[]> {
  const child = spawn(process.execPath, ['--import=./scripts/sources.js', 'tests/store/writer.ts', folder, `run${run}`], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), ms + Math.random() * ms));
  child.stdout.on('data', (data: Buffer) => {
    output += data.toString();
  });
  await new Promise((resolve) => child.once('close', resolve));
  return output.split('\n').slice(0, -1).map(Number);
}
