import type { RequestListener, Server } from 'node:http';
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
import type { CouncilFolder } from './folder.ts';
import { Running } from './house.ts';
import { LiveCouncil } from './livecouncil.ts';
import { createLog } from './logger.ts';
import { createMetrics } from './metrics.ts';
import { modelFolders } from './models.ts';
import { connectRasa } from './rasa.ts';
import { openStore } from './stores.ts';

export interface Serving {
  running: Running;
  live: LiveCouncil;
  /** Where citizens find the page. */
  url: string;
  metricsUrl: string | undefined;
  stop(): Promise<void>;
}

const DRAIN_MS = 25_000;

/** Starts everything: store, bot, channels, HTTP. Throws what is wrong before anything listens. */
export async function serve(config: Config, councilFolder: string): Promise<Serving> {
  const log = createLog(config.LOG_LEVEL);
  const live = await LiveCouncil.open(councilFolder, { models: modelFolders(config.VENTANILLA_DATA), log });
  const metrics = createMetrics();
  const rasa = connectRasa(config, { log, meter: metrics });
  const { store, files } = await openStore(config);
  const running = await Running.open({ store, files, clock: systemClock, mind: () => rasa.around(live.mind), plans: channelPlans(config), log, meter: metrics });
  const channels = running.channels.flatMap(({ channel }) => channel ?? []);
  const readiness = readinessOf(running, live);
  const appFor = ({ council }: CouncilFolder): RequestListener => createApp({ council, webRoot: new URL('./web/', import.meta.url), readiness, log });
  let app = appFor(live.read);
  live.onChange((read, before) => {
    if (read.council !== before.council) app = appFor(read);
  });
  const front = createFront({
    raw: channels.flatMap((one) => one.webhooks ?? []), sockets: channels.flatMap((one) => one.socket ?? []), app: (request, response) => app(request, response),
  });
  await listen(front, config.PORT).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  await running.start();
  const stalls = monitorEventLoopDelay({ resolution: 10 });
  stalls.enable();
  metrics.gauge('loop_stall_max_seconds', 'Longest time since the start that the event loop was held', () => stalls.max / 1e9);
  metrics.gauge('dead_letters', 'Messages that could not be sent and wait for a person', () => store.count(outboxRows, { state: 'dead' }));
  if (rasa.breaker) metrics.gauge('rasa_breaker', 'The Rasa server: 0 asked, 1 tried again, 2 left alone because it fails', rasa.breaker);
  metrics.gauge('council_mistakes', 'Mistakes in the council folder; what they are in is answered as before', () => live.mistakes.length);
  const metricsServer = await serveMetrics(config.METRICS_PORT, () => metrics.text());
  if (!metricsServer) log('warn', 'metrics.port_taken', { port: config.METRICS_PORT });
  if (config.VENTANILLA_RATE_LIMITS === 'off') log('warn', 'rate_limits.off', { advice: 'for load tests only: remove VENTANILLA_RATE_LIMITS=off' });
  void live.watch();
  const url = config.PUBLIC_URL ?? `http://localhost:${portOf(front)}`;
  return {
    running, live, url,
    metricsUrl: metricsServer && `http://127.0.0.1:${portOf(metricsServer)}/metrics`,
    stop: () => {
      live.stop();
      return drain(front, metricsServer, running);
    },
  };
}

/** Ready when a write can be committed; asked at most once a second, so that probes are no load. */
function readinessOf(running: Running, live: LiveCouncil): () => Promise<Readiness> {
  let last: Promise<Readiness> | undefined;
  return () => {
    last ??= readiness(running, live);
    setTimeout(() => (last = undefined), 1000).unref();
    return last;
  };
}

async function readiness(running: Running, live: LiveCouncil): Promise<Readiness> {
  const store = await running.store.ping().then(
    () => ({ ok: true, detail: running.store.kind }),
    () => ({ ok: false, detail: 'the store cannot be written' }),
  );
  const checks: Readiness['checks'] = { store, process: { ok: !running.draining, detail: running.draining ? 'stopping' : 'running' } };
  const { read: { articles, forms }, mistakes } = live;
  checks.council = mistakes.length > 0
    ? { ok: false, detail: `mistakes in the folder: ${mistakes.length}; see the log, or run ventanilla doctor` }
    : { ok: true, detail: `${articles.length} articles, ${forms.length} forms` };
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
