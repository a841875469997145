import { isMap, isNode, isPair, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import { type Mistake, Mistakes } from './errors.ts';

/** How to mend what a schema found wrong at a path such as `es.variants.3`. */
export type Mend = (path: string, issue: z.core.$ZodIssue) => string;

/** A YAML file that a person wrote: its value, and the line of every key. */
export interface Source {
  file: string;
  value: unknown;
  /** The line of a path, or of the nearest key above it; 1 when there is none. */
  lineOf(path: readonly PropertyKey[]): number;
}

/** Throws `Mistakes` with every syntax error of the file. With `failsafe` every value stays the text that was written: 092 is no number, no is no false. */
export function readSource(text: string, file: string, schema: 'core' | 'failsafe' = 'core'): Source {
  const lines = new LineCounter();
  const document = parseDocument(text, { schema, lineCounter: lines });
  if (document.errors.length > 0) {
    throw new Mistakes('bad_data', document.errors.map((error) => ({
      file, line: lines.linePos(error.pos[0]).line, problem: error.message.split('\n')[0] ?? '', mend: 'check the indentation, and put texts with a colon between quotes',
    })));
  }
  return {
    file,
    value: document.toJS() as unknown,
    lineOf(path) {
      for (let length = path.length; length > 0; length -= 1) {
        const offset = offsetOf(document.contents, path.slice(0, length));
        if (offset !== undefined) return lines.linePos(offset).line;
      }
      return 1;
    },
  };
}

/** The source as its schema wants it. Throws `Mistakes` with everything that is wrong, each with file, line, key and mend. */
export function checkSource<T>(source: Source, schema: z.ZodType<T>, mend: Mend): T {
  const checked = schema.safeParse(source.value);
  if (checked.success) return checked.data;
  throw new Mistakes('bad_data', checked.error.issues.map((issue) => mistakeOf(source, issue, mend)));
}

function mistakeOf(source: Source, issue: z.core.$ZodIssue, mend: Mend): Mistake {
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path;
  const key = path.map(String).join('.');
  return { file: source.file, line: source.lineOf(path), key, problem: issue.message, mend: mend(key, issue) };
}

/** Where a key, or the item of a list, begins. */
function offsetOf(root: unknown, path: readonly PropertyKey[]): number | undefined {
  let node = root;
  let offset: number | undefined;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && String(item.key) === String(step));
      if (!pair) return undefined;
      offset = isNode(pair.key) ? pair.key.range?.[0] : undefined;
      node = pair.value;
    } else if (typeof node === 'object' && node !== null && 'items' in node && Array.isArray(node.items)) {
      node = node.items[Number(step)];
      if (!isNode(node)) return undefined;
      offset = node.range?.[0];
    } else {
      return undefined;
    }
  }
  return offset;
}
