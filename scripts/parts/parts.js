// The real parts that tests need beside what npm installs.
import { chromium } from './chromium.js';
import { mongod } from './mongod.js';
import { answers } from './part.js';
import { rasa } from './rasa.js';

export const PARTS = { mongod, chromium, rasa };

/** The part's path; undefined when this machine does not have it, or has one that does not run. */
export function find(name) {
  const path = PARTS[name].find();
  const { runs = answers } = PARTS[name];
  return path !== undefined && runs(path) ? path : undefined;
}

/**
 * The part's path, fetched when it is not there (a large one only when every test must run);
 * `missing` says in one sentence what that means and how to mend it.
 */
export function provide(name) {
  const found = find(name);
  if (found) return { path: found };
  if (PARTS[name].large && process.env.VENTANILLA_TEST_ALL !== '1') return { missing: missing(name) };
  try {
    console.log(`Fetching ${name} for ${PARTS[name].needed} …`);
    const path = PARTS[name].get();
    return path ? { path } : { missing: missing(name, 'it was installed and cannot be found') };
  } catch (error) {
    return { missing: missing(name, error.message) };
  }
}

/** One sentence: what is missing, what is skipped for it, and the command that brings it. */
export function missing(name, why) {
  const { needed, bring } = PARTS[name];
  return `${name} is missing${why ? ` (${why})` : ''}: ${needed} are skipped. This brings it: ${bring}`;
}
