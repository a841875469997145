// 200 people on the web chat ask the knowledge base through a real server: answered, committed turns per second of the server's processor,
// and how long an answer takes at half of the rate that saturates it.

import { ChatClient } from '../tests/support/chatclient.ts';
import { startServer } from '../tests/support/server.ts';
import { median, print, quantile, round } from './support/line.ts';
import { cpuSeconds } from './support/metrics.ts';

const CLIENTS = 200;
const RUNS = 5;
const SECONDS = 4;
const QUESTIONS = [
  'como me empadrono', 'cuando se paga el ibi', 'horario de la biblioteca', 'donde esta el punto limpio', 'quiero pagar una multa', 'cuanto cuesta el autobus', 'se me ha muerto el perro y lo tengo que dar de baja',
  'necesito un certificado de empadronamiento', 'hay piscina en verano', 'mi vecino hace mucho ruido por la noche', 'me ha llevado el coche la grua', 'quiero casarme en el ayuntamiento', 'como pido cita',
  'where do i pay my car tax', 'que hago con un sofa viejo', 'recoger aceite usado', 'farmacia de guardia', 'abrir un bar licencia', 'ayuda a domicilio para mi madre', 'bono social de la luz',
];

const server = await startServer({ env: { VENTANILLA_RATE_LIMITS: 'off' } });
const clients = await Promise.all(Array.from({ length: CLIENTS }, async () => {
  const client = new ChatClient(server.url);
  await client.connect();
  return client;
}));
await saturate(2);

const rates: number[] = [];
const walls: number[] = [];
for (let run = 0; run < RUNS; run += 1) {
  const before = await cpuSeconds(server.metricsUrl);
  const { turns, seconds } = await saturate(SECONDS);
  rates.push(turns / ((await cpuSeconds(server.metricsUrl)) - before));
  walls.push(turns / seconds);
}
const halfRate = median(walls) / 2;
const waits = await pace(halfRate, SECONDS * 2);
print('webchat', {
  turnsPerCpuSecond: round(median(rates)), p50Ms: round(quantile(waits, 0.5), 1), p99Ms: round(quantile(waits, 0.99), 1), clients: CLIENTS,
  turnsPerSecond: round(median(walls)), pacedTurnsPerSecond: round(halfRate), disorder: clients.flatMap((client) => client.disorder).length,
});
for (const client of clients) client.close();
await server.stop();

/** Everybody asks again as soon as the answer has come. */
async function saturate(seconds: number): Promise<{ turns: number; seconds: number }> {
  const started = performance.now();
  const end = started + seconds * 1000;
  const counts = await Promise.all(clients.map(async (client, index) => {
    let turns = 0;
    while (performance.now() < end) {
      await client.ask(question(index + turns));
      client.lines.splice(0, client.lines.length - 1);
      turns += 1;
    }
    return turns;
  }));
  return { turns: counts.reduce((sum, count) => sum + count, 0), seconds: (performance.now() - started) / 1000 };
}

/** Questions come evenly at a fixed rate; returns how long each answer took, ms. */
async function pace(perSecond: number, seconds: number): Promise<number[]> {
  const waits: number[] = [];
  const started = performance.now();
  await Promise.all(clients.map(async (client, index) => {
    const every = (1000 * CLIENTS) / perSecond;
    for (let n = 0; ; n += 1) {
      const due = started + (n + index / CLIENTS) * every;
      if (due > started + seconds * 1000) return;
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
      const asked = performance.now();
      await client.ask(question(index + n));
      client.lines.splice(0, client.lines.length - 1);
      waits.push(performance.now() - asked);
    }
  }));
  return waits;
}

function question(n: number): string {
  return QUESTIONS[n % QUESTIONS.length] ?? '';
}
