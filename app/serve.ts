import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { systemClock } from '../bot/clock.ts';
import { VentanillaError } from '../bot/errors.ts';
import { outboxRows } from '../bot/outboxrow.ts';
import { createApp } from '../server/app.ts';
import { createFront } from '../server/front.ts';
import type { Readiness } from '../server/health.ts';
import { serveMetrics } from '../server/metrics.ts';
import { channelPlans } from './channels.ts';
import type { Config } from './config.ts';
import { Running } from './house.ts';
import { createLog } from './logger.ts';
import { createMetrics } from './metrics.ts';
import { createMind, readCouncilFolder } from './mind.ts';
import { modelFolders } from './models.ts';
import { openStore } from './stores.ts';

export interface Serving {
  running: Running;
  council: ReturnType<typeof readCouncilFolder>;
  /** Where citizens find the page. */
  url: string;
  metricsUrl: string | undefined;
  stop(): Promise<void>;
}

const DRAIN_MS = 25_000;

/** Starts everything: store, bot, channels, HTTP. Throws what is wrong before anything listens. */
export async function serve(config: Config, councilFolder: string): Promise<Serving> {
  const log = createLog(config.LOG_LEVEL);
  const council = readCouncilFolder(councilFolder);
  const mind = createMind(council, modelFolders(config.VENTANILLA_DATA));
  const metrics = createMetrics();
  const { store, files } = await openStore(config);
  const running = await Running.open({ store, files, clock: systemClock, mind: () => mind, plans: channelPlans(config), log, meter: metrics });
  const channels = running.channels.flatMap(({ channel }) => channel ?? []);
  const app = createApp({ council: council.council, webRoot: new URL('./web/', import.meta.url), readiness: readinessOf(running), log });
  const front = createFront({ raw: channels.flatMap((one) => one.webhooks ?? []), sockets: channels.flatMap((one) => one.socket ?? []), app });
  await listen(front, config.PORT).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  await running.start();
  const stalls = monitorEventLoopDelay({ resolution: 10 });
  stalls.enable();
  metrics.gauge('loop_stall_max_seconds', 'Longest time since the start that the event loop was held', () => stalls.max / 1e9);
  metrics.gauge('dead_letters', 'Messages that could not be sent and wait for a person', () => store.count(outboxRows, { state: 'dead' }));
  const metricsServer = await serveMetrics(config.METRICS_PORT, () => metrics.text());
  if (!metricsServer) log('warn', 'metrics.port_taken', { port: config.METRICS_PORT });
  if (config.VENTANILLA_RATE_LIMITS === 'off') log('warn', 'rate_limits.off', { advice: 'for load tests only: remove VENTANILLA_RATE_LIMITS=off' });
  const url = config.PUBLIC_URL ?? `http://localhost:${portOf(front)}`;
  return {
    running, council, url,
    metricsUrl: metricsServer && `http://127.0.0.1:${portOf(metricsServer)}/metrics`,
    stop: () => drain(front, metricsServer, running),
  };
}

/** Ready when a write can be committed; asked at most once a second, so that probes are no load. */
function readinessOf(running: Running): () => Promise<Readiness> {
  let last: Promise<Readiness> | undefined;
  return () => {
    last ??= readiness(running);
    setTimeout(() => (last = undefined), 1000).unref();
    return last;
  };
}

async function readiness(running: Running): Promise<Readiness> {
  const store = await running.store.ping().then(
    () => ({ ok: true, detail: running.store.kind }),
    () => ({ ok: false, detail: 'the store cannot be written' }),
  );
  const checks: Readiness['checks'] = { store, process: { ok: !running.draining, detail: running.draining ? 'stopping' : 'running' } };
  for (const { name, channel, off } of running.channels) {
    if (channel) checks[`channel.${name}`] = off === undefined ? { ok: true, detail: 'on' } : { ok: false, detail: off };
  }
  return { ready: store.ok && !running.draining, checks };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new VentanillaError('bad_configuration', `port ${port} is taken by another program; set PORT to another one`) : error);
    });
    server.listen(port, () => resolve());
  });
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

/** Stops taking, finishes what is under way, closes. Never longer than 25 s. */
async function drain(front: Server, metrics: Server | undefined, running: Running): Promise<void> {
  const closed = new Promise<void>((resolve) => front.close(() => resolve()));
  metrics?.close();
  const late = new Promise<void>((resolve) => setTimeout(resolve, DRAIN_MS).unref());
  await Promise.race([running.stop(), late]);
  front.closeAllConnections();
  await Promise.race([closed, late]);
}
