// Runs the tests with mocha, after providing the real parts that they need. Arguments go to mocha; without any test file, every test runs.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PARTS, provide } from './parts/parts.js';

/** Rooms in the order in which a fault is found soonest: quick ones first, those that take long last. */
const LAST = ['store', 'journeys', 'browser', 'reliability'];

const chosen = process.argv.slice(2);
const named = chosen.filter((argument) => argument.endsWith('.ts'));
const files = named.length > 0 ? [] : everyTest();
const env = { ...process.env };
const absent = [];
for (const name of partsOf([...named, ...files])) {
  const { path, missing } = provide(name);
  if (path) env[PARTS[name].variable] = path;
  else absent.push(missing);
}
if (absent.length > 0 && env.VENTANILLA_TEST_ALL === '1') fail(absent);

// Modules only, no hook for require: with it, Mocha would load the tests as CommonJS, what they import lazily as modules, and every class of the house twice.
const { status } = spawnSync(
  process.execPath,
  [join('node_modules', 'mocha', 'bin', 'mocha.js'), '--import=./scripts/sources.js', '--timeout=120000', '--exit', ...chosen, ...files],
  { stdio: 'inherit', env },
);
for (const sentence of absent) console.log(`\n! ${sentence}`);
process.exit(status ?? 1);

function fail(sentences) {
  for (const sentence of sentences) console.error(`! ${sentence}`);
  process.exit(1);
}

/** The parts that these files, or what they take from tests/support, say they need: `needs(test, 'mongod')`. */
function partsOf(tests) {
  const texts = tests.map((file) => readFileSync(file, 'utf8'));
  const support = new Set(texts.flatMap((text) => [...text.matchAll(/'(?:\.\.\/)+(support\/\w+\.ts)'/g)].map(([, path]) => join('tests', path))));
  const said = [...texts, ...[...support].map((file) => readFileSync(file, 'utf8'))].join('\n');
  return Object.keys(PARTS).filter((name) => new RegExp(`needs\\(\\w+, '${name}'\\)`).test(said));
}

function everyTest() {
  const names = readdirSync('tests', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.test.ts')).map((name) => join('tests', name)).sort();
  return names.sort((a, b) => rank(a) - rank(b));
}

function rank(file) {
  return LAST.findIndex((room) => file.startsWith(join('tests', room)));
}
