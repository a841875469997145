import assert from 'node:assert/strict';
import { SETTLE_MS, Sequence } from '../../bot/sequence.ts';

describe('sequence', () => {
  it('lets nobody wait once the stream is known and without gaps', () => {
    const sequence = new Sequence();
    sequence.arrive('s', 10, 0);
    assert.equal(sequence.wait('s', 10, SETTLE_MS), 0);
    sequence.arrive('s', 11, SETTLE_MS + 1);
    assert.equal(sequence.wait('s', 11, SETTLE_MS + 1), 0);
  });

  it('lets a message wait for the one that it overtook, and go as soon as that has come', () => {
    const sequence = new Sequence();
    sequence.arrive('s', 1, 0);
    sequence.wait('s', 1, SETTLE_MS);
    sequence.arrive('s', 3, 1000);
    assert.equal(sequence.wait('s', 3, 1000), SETTLE_MS);
    sequence.arrive('s', 2, 1010);
    assert.equal(sequence.wait('s', 3, 1010), 0);
  });

  it('does not wait for ever for a number that never comes', () => {
    const sequence = new Sequence();
    sequence.arrive('s', 1, 0);
    sequence.wait('s', 1, SETTLE_MS);
    sequence.arrive('s', 5, 1000);
    assert.equal(sequence.wait('s', 5, 1000 + SETTLE_MS), 0);
    sequence.arrive('s', 6, 1000 + SETTLE_MS);
    assert.equal(sequence.wait('s', 6, 1000 + SETTLE_MS), 0);
  });

  it('takes the first numbers of a stream together before it knows where the stream begins', () => {
    const sequence = new Sequence();
    sequence.arrive('s', 37, 0);
    sequence.arrive('s', 12, 5);
    assert.ok(sequence.wait('s', 37, 5) > 0);
    assert.equal(sequence.wait('s', 12, SETTLE_MS), 0);
  });

  it('does not mind repeats', () => {
    const sequence = new Sequence();
    for (const n of [1, 1, 2, 2, 1]) sequence.arrive('s', n, 0);
    assert.equal(sequence.wait('s', 2, SETTLE_MS), 0);
  });
});
