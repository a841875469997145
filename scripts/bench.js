// Runs the benchmarks, all or those named: `npm run bench`, `npm run bench -- turns webchat`. Each prints one JSON line.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';

const known = readdirSync('bench').filter((name) => name.endsWith('.ts') && !name.startsWith('_')).map((name) => name.slice(0, -3));
const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}; there are ${known.join(', ')}.`);
  process.exit(1);
}
run('scripts/build.js', ['--if-stale']);
for (const name of chosen.length > 0 ? chosen : known) run('--import=./scripts/sources.js', [`bench/${name}.ts`]);

function run(first, rest) {
  const { status } = spawnSync(process.execPath, [first, ...rest], { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
