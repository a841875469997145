import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

/** Random bytes are drawn for many ids at once: one call to the system costs more than the rest of an id. */
const POOL = new Uint8Array(16 * 512);
let left = 0;
/** Of the last id: ids of one millisecond count up, so that they stay in order. */
let msecs = 0;
let seq = 0;

/** A time-ordered id: index pages stay warm, and documents sort by when they were made. */
export function uuidv7(): string {
  if (left === 0) {
    randomFillSync(POOL);
    left = POOL.length;
  }
  left -= 16;
  const random = POOL.subarray(left, left + 16);
  const now = Date.now();
  if (now > msecs) {
    msecs = now;
    seq = ((random[6] ?? 0) << 16) | ((random[7] ?? 0) << 8) | (random[8] ?? 0);
  } else {
    seq += 1;
  }
  return v7({ random, msecs, seq });
}
