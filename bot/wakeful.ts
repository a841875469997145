/** The most that one round of the event loop counts for, ms. */
const ROUND_MS = 20;

/** Time in which this process was awake, ms: a round in which it was held up counts little, for what came meanwhile still lies in its sockets and is not late. */
export class WakefulClock {
  #now = 0;
  #seenAt = performance.now();
  #sameRound = false;

  now(): number {
    if (this.#sameRound) return this.#now;
    const at = performance.now();
    this.#now += Math.min(at - this.#seenAt, ROUND_MS);
    this.#seenAt = at;
    this.#sameRound = true;
    setImmediate(() => {
      this.#sameRound = false;
    });
    return this.#now;
  }
}
