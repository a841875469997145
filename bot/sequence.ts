/** How long a message that overtook another waits for it, ms. */
export const SETTLE_MS = 250;

/**
 * Puts back in order what a provider delivered out of order. Each stream has running numbers without gaps;
 * a number is `complete` when all before it have arrived, or when it has waited long enough.
 */
export class Sequence {
  #streams = new Map<string, Stream>();

  /** Notes an arrival; a repeat changes nothing. */
  arrive(stream: string, n: number, now: number): void {
    let known = this.#streams.get(stream);
    if (!known) {
      known = { next: undefined, ahead: new Map(), firstAt: now };
      this.#streams.set(stream, known);
    }
    if (known.next !== undefined && n < known.next) return;
    if (!known.ahead.has(n)) known.ahead.set(n, now);
    this.#advance(known, now);
  }

  /** How long the message must still wait for those before it, ms; 0 when its turn has come. */
  wait(stream: string, n: number, now: number): number {
    const known = this.#streams.get(stream);
    if (!known) return 0;
    this.#advance(known, now);
    if (known.next !== undefined && n < known.next) return 0;
    const arrived = known.next === undefined ? known.firstAt : known.ahead.get(n);
    return arrived === undefined ? 0 : Math.max(0, arrived + SETTLE_MS - now);
  }

  #advance(stream: Stream, now: number): void {
    if (stream.next === undefined) {
      if (now - stream.firstAt < SETTLE_MS) return;
      stream.next = Math.min(...stream.ahead.keys());
    }
    while (stream.ahead.delete(stream.next)) stream.next += 1;
    this.#giveUpGaps(stream, now);
  }

  /** A number that never comes must not hold up the others for longer than they have waited. */
  #giveUpGaps(stream: Stream, now: number): void {
    if (stream.next === undefined || stream.ahead.size === 0) return;
    const overdue = [...stream.ahead].filter(([, at]) => now - at >= SETTLE_MS).map(([n]) => n);
    if (overdue.length === 0) return;
    stream.next = Math.max(...overdue) + 1;
    for (const n of stream.ahead.keys()) if (n < stream.next) stream.ahead.delete(n);
    while (stream.ahead.delete(stream.next)) stream.next += 1;
  }
}

interface Stream {
  /** The lowest number that has not arrived; unknown until the first numbers have settled. */
  next: number | undefined;
  /** Arrived before one of their predecessors: number → when. */
  ahead: Map<number, number>;
  firstAt: number;
}
