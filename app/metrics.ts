import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Meter } from '../bot/log.ts';

const COUNTERS: Readonly<Record<string, { help: string; labels: string[] }>> = {
  turns: { help: 'Committed turns', labels: ['channel', 'outcome'] },
  turn_conflicts: { help: 'Turns decided again because somebody else committed first', labels: [] },
  turn_failures: { help: 'Turns whose decision failed', labels: [] },
  inbound: { help: 'Messages accepted', labels: ['channel', 'status'] },
  outbox: { help: 'Sends by result', labels: ['channel', 'result'] },
  understanding_fallbacks: { help: 'Messages understood without the Rasa server that should have been asked', labels: ['reason'] },
};
const TIMINGS: Readonly<Record<string, { help: string; labels: string[]; buckets: number[] }>> = {
  send: { help: 'Seconds that a channel took to accept a message', labels: ['channel'], buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20] },
  turn: { help: 'Seconds from acceptance to the committed turn', labels: ['channel'], buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5] },
  rasa: { help: 'Seconds that the Rasa server took to answer', labels: [], buckets: [0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10] },
};

export interface Metrics extends Meter {
  text(): Promise<{ type: string; body: string }>;
  /** A value read when the metrics are asked for. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void;
}

/** The house's counters as Prometheus text; every metric begins with `ventanilla_`. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const counters = new Map(Object.entries(COUNTERS).map(([name, { help, labels }]) => [name, new Counter({ name: `ventanilla_${name}_total`, help, labelNames: labels, registers: [registry] })]));
  const timings = new Map(
    Object.entries(TIMINGS).map(([name, { help, labels, buckets }]) => [name, new Histogram({ name: `ventanilla_${name}_seconds`, help, labelNames: labels, buckets, registers: [registry] })]),
  );
  return {
    count: (name, labels = {}, by = 1) => counters.get(name)?.inc(labels, by),
    time: (name, seconds, labels = {}) => timings.get(name)?.observe(labels, seconds),
    text: async () => ({ type: registry.contentType, body: await registry.metrics() }),
    gauge(name, help, read) {
      const made: Gauge = new Gauge({ name: `ventanilla_${name}`, help, registers: [registry], collect: async () => made.set(await read()) });
    },
  };
}
