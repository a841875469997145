/** How fast one visitor may write: a bucket of `burst` messages that refills evenly over a minute. */
export interface Pace {
  /** 0 when the message may pass, else how long to wait, ms. */
  take(visitor: string): number;
}

export const NO_LIMIT: Pace = { take: () => 0 };

const KEPT = 50_000;

export class TokenBuckets implements Pace {
  readonly #perMinute: number;
  readonly #now: () => number;
  readonly #buckets = new Map<string, { left: number; at: number }>();

  constructor(perMinute: number, now: () => number = Date.now) {
    this.#perMinute = perMinute;
    this.#now = now;
  }

  take(visitor: string): number {
    const now = this.#now();
    const bucket = this.#buckets.get(visitor) ?? { left: this.#perMinute, at: now };
    const left = Math.min(this.#perMinute, bucket.left + ((now - bucket.at) / 60_000) * this.#perMinute);
    const passes = left >= 1;
    this.#buckets.delete(visitor);
    this.#buckets.set(visitor, { left: passes ? left - 1 : left, at: now });
    this.#dropOldest();
    return passes ? 0 : Math.ceil(((1 - left) / this.#perMinute) * 60_000);
  }

  #dropOldest(): void {
    if (this.#buckets.size <= KEPT) return;
    const oldest = this.#buckets.keys().next().value;
    if (oldest !== undefined) this.#buckets.delete(oldest);
  }
}
