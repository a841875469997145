import type { Command } from 'commander';
import { readConfig } from '../config.ts';
import { SAMPLE_COUNCIL } from '../sample.ts';
import { type Serving, serve } from '../serve.ts';
import { VERSION } from '../version.ts';

export function addServe(program: Command): void {
  program
    .command('serve')
    .description('serve a council: its page, its channels, its health')
    .option('--council <folder>', 'the council folder', process.env.VENTANILLA_COUNCIL ?? SAMPLE_COUNCIL)
    .action(async ({ council }: { council: string }) => {
      const config = readConfig(process.env);
      const serving = await serve(config, council);
      console.log(screenful(serving, config.VENTANILLA_RATE_LIMITS === 'off'));
      for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(serving));
    });
}

async function stop(serving: Serving): Promise<void> {
  await serving.stop();
  process.exit(0);
}

/** What a technician wants to see once it runs. */
function screenful({ running, live, url, metricsUrl }: Serving, unlimited: boolean): string {
  const { council: { name, sample, languages }, articles, forms } = live.read;
  const channels = running.channels.map((one) => `    ${one.name.padEnd(10)} ${one.off === undefined ? 'on' : `off — ${one.off}`}`);
  return [
    `Ventanilla ${VERSION} — ${Object.values(name)[0]}${sample ? ' (sample: the town is invented)' : ''}`,
    '',
    `  Citizens   ${url}`,
    `  Health     ${url}/readyz`,
    `  Metrics    ${metricsUrl ?? 'off — METRICS_PORT is taken by another program'}`,
    `  Answers    ${articles.length} articles in ${languages.join(', ')}; ${forms.length} forms`,
    `  Data       ${running.store.place}`,
    '',
    '  Channels',
    ...channels,
    ...(unlimited ? ['', '  WARNING    VENTANILLA_RATE_LIMITS=off: for load tests only, never for citizens'] : []),
    '',
    '  Stop with Ctrl+C.',
  ].join('\n');
}
