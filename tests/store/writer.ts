import { writeSync } from 'node:fs';
import { openSqlite } from '../../store/sqlite/sqlite.ts';
import { insert } from '../../store/store.ts';
import { contractCollections, entries } from '../contracts/store.ts';

/** Commits pairs without end, sixteen commits at a time, and prints the number of each once it is acknowledged: to be killed. */
const [folder = '', run = ''] = process.argv.slice(2);
const store = await openSqlite({ folder }, contractCollections);
let n = 0;
await Promise.all(Array.from({ length: 16 }, async () => {
  for (;;) {
    n += 2;
    const own = n;
    await store.commit([insert(entries, { id: `${run}.${own}`, person: run, n: own }), insert(entries, { id: `${run}.${own + 1}`, person: run, n: own + 1 })]);
    writeSync(1, `${own}\n${own + 1}\n`);
  }
}));
