export type BreakerState = 'closed' | 'half-open' | 'open';

export interface BreakerOptions {
  /** So many failures in a row open it. */
  failures?: number;
  /** How long nobody asks once it is open, ms; then one probe. */
  restMs?: number;
  /** Milliseconds of a clock that never goes back. */
  now?: () => number;
}

/** Keeps a server that fails from being waited for: closed → open after failures in a row → half-open while one probe is out → closed, or open again. */
export class Breaker {
  readonly #failures: number;
  readonly #restMs: number;
  readonly #now: () => number;
  #state: BreakerState = 'closed';
  #failed = 0;
  #openedAt = 0;

  constructor({ failures = 3, restMs = 10_000, now = () => performance.now() }: BreakerOptions = {}) {
    this.#failures = failures;
    this.#restMs = restMs;
    this.#now = now;
  }

  get state(): BreakerState {
    return this.#state;
  }

  /**
   * `ask`: go on. `probe`: the rest is over, and whoever is told so tries the server, alone. `rest`: leave it.
   * The first two must be followed by `succeeded` or `failed`.
   */
  admit(): 'ask' | 'probe' | 'rest' {
    if (this.#state === 'closed') return 'ask';
    if (this.#state === 'half-open' || this.#now() - this.#openedAt < this.#restMs) return 'rest';
    this.#state = 'half-open';
    return 'probe';
  }

  /** Returns whether that closed it. */
  succeeded(): boolean {
    const closes = this.#state !== 'closed';
    this.#state = 'closed';
    this.#failed = 0;
    return closes;
  }

  /** Returns whether that opened it; a probe that fails leaves it as open as it was. */
  failed(): boolean {
    this.#failed += 1;
    if (this.#state === 'open' || (this.#state === 'closed' && this.#failed < this.#failures)) return false;
    const opens = this.#state === 'closed';
    this.#state = 'open';
    this.#openedAt = this.#now();
    return opens;
  }
}
