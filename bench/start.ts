// From `node` to ready with the sample council: the time until /readyz says 200, on an empty data folder and again on the same one.
import { startServer } from '../tests/support/server.ts';
import { median, print, round } from './support/line.ts';

const RUNS = 5;
const fresh: number[] = [];
const again: number[] = [];
for (let run = 0; run < RUNS; run += 1) {
  const started = performance.now();
  const server = await startServer();
  fresh.push(performance.now() - started);
  await server.kill();
  const restarted = performance.now();
  await server.restart();
  again.push(performance.now() - restarted);
  await server.stop();
}
print('start', { readyMs: round(median(fresh)), againMs: round(median(again)), runs: RUNS });
