// Runs the tests with mocha. Arguments go to mocha; without any, every test runs.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const chosen = process.argv.slice(2);
const files = chosen.some((argument) => argument.endsWith('.ts')) ? [] : everyTest();
const result = spawnSync(
  process.execPath,
  [join('node_modules', 'mocha', 'bin', 'mocha.js'), '--import=tsx', '--timeout=120000', '--exit', ...chosen, ...files],
  { stdio: 'inherit', env: process.env },
);
process.exit(result.status ?? 1);

function everyTest() {
  return readdirSync('tests', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.test.ts')).map((name) => join('tests', name)).sort();
}
