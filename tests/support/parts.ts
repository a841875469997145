import type { Context } from 'mocha';
import { find, missing, PARTS, type PartName } from '../../scripts/parts/parts.js';

const found = new Map<PartName, string | undefined>();

/** A test, or a `before` hook, says that it needs a real part: its path, or the test is skipped by name (a failure with VENTANILLA_TEST_ALL=1). */
export function needs(test: Context, name: PartName): string {
  if (!found.has(name)) found.set(name, find(name));
  const path = found.get(name);
  if (path !== undefined) return path;
  if (process.env.VENTANILLA_TEST_ALL === '1') throw new Error(missing(name));
  test.skip();
  throw new Error(missing(name));
}

export { PARTS };
