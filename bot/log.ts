/** Structured log of the house: events and ids, never a citizen's words, names or addresses. */
export type Log = (level: 'info' | 'warn' | 'error', event: string, data?: Record<string, unknown>) => void;

/** Counters and timings of the house; `app` connects them to Prometheus. */
export interface Meter {
  count(name: string, labels?: Record<string, string>, by?: number): void;
  /** Seconds. */
  time(name: string, seconds: number, labels?: Record<string, string>): void;
}

export const silentLog: Log = () => undefined;
export const noMeter: Meter = { count: () => undefined, time: () => undefined };
