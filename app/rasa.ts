import type { Mind } from '../bot/draft.ts';
import type { Log, Meter } from '../bot/log.ts';
import type { BreakerOptions, BreakerState } from '../nlu/rasa/breaker.ts';
import { type RasaAddress, RasaClient } from '../nlu/rasa/client.ts';
import { FAILURES, RasaFailure } from '../nlu/rasa/failure.ts';
import { Rasa } from '../nlu/rasa/rasa.ts';
import type { Lessons } from '../nlu/understanding.ts';
import type { Config } from './config.ts';

type RasaConfig = Pick<Config, 'RASA_URL' | 'RASA_TOKEN' | 'RASA_JWT' | 'RASA_JWT_SECRET' | 'RASA_TIMEOUT_MS'>;

export interface RasaConnection {
  /** The mind with Rasa around its understanding; the mind itself where none is set. */
  around(mind: Mind): Mind;
  /** 0 closed: asked · 1 half-open: tried again · 2 open: left alone. Undefined where no Rasa is set. */
  breaker?(): number;
}

const LEVELS: Readonly<Record<BreakerState, number>> = { closed: 0, 'half-open': 1, open: 2 };

/** The Rasa server of the configuration, told of in log and metrics. It is not asked before the first message. */
export function connectRasa(config: RasaConfig, { log, meter }: { log: Log; meter: Meter }, options?: BreakerOptions): RasaConnection {
  const address = addressOf(config);
  if (!address) return { around: (mind) => mind };
  const watcher = {
    answered: (seconds: number) => meter.time('rasa', seconds),
    fellBack: (reason: string) => meter.count('understanding_fallbacks', { reason }),
    opened: ({ message, reason }: RasaFailure) => {
      log('warn', 'rasa.off', { reason, problem: message, mend: FAILURES[reason].mend, meanwhile: 'the embedded understanding answers' });
    },
    closed: () => log('info', 'rasa.on'),
  };
  const rasa = new Rasa(address, watcher, options);
  return { around: (mind) => ({ ...mind, understand: rasa.around(mind.understand) }), breaker: () => LEVELS[rasa.state] };
}

function addressOf(config: RasaConfig): RasaAddress | undefined {
  const { RASA_URL: url, RASA_TOKEN: token, RASA_JWT: jwt, RASA_JWT_SECRET: jwtSecret, RASA_TIMEOUT_MS: timeoutMs } = config;
  return url === undefined ? undefined : { url, token, jwt, jwtSecret, timeoutMs };
}

export interface RasaState {
  level: 'ok' | 'warning' | 'error' | 'off';
  detail: string;
}

/** Whether the Rasa server answers, and whether its model was taught what the house needs: a control, and each form by its first example. */
export async function examineRasa(config: RasaConfig, { examples }: Pick<Lessons, 'examples'>, personForm?: string): Promise<RasaState> {
  const address = addressOf(config);
  if (!address) return { level: 'off', detail: 'set RASA_URL to understand with a Rasa server; the embedded understanding needs none' };
  const client = new RasaClient(address);
  try {
    const started = performance.now();
    const unknown: string[] = [];
    for (const { intent, text } of [{ intent: 'yes', text: 'sí' }, ...firstOfEach(examples, `form.${personForm}`)]) {
      const { ranking } = await client.parse(text);
      if (!ranking.some(({ name }) => name === intent)) unknown.push(intent);
    }
    const ms = Math.round(performance.now() - started);
    if (unknown.length === 0) return { level: 'ok', detail: `${address.url}: answers, and its model knows the forms (${ms} ms)` };
    return { level: 'warning', detail: `${address.url}: its model does not know ${unknown.join(', ')}; train it from what \`npm run rasa:export\` writes` };
  } catch (error) {
    if (!(error instanceof RasaFailure)) throw error;
    return { level: 'error', detail: `${address.url}: ${error.message}; ${FAILURES[error.reason].mend}. Until then the embedded understanding answers alone` };
  }
}

function firstOfEach(examples: Lessons['examples'], but: string): Lessons['examples'] {
  const seen = new Set([but]);
  return examples.filter(({ intent }) => !seen.has(intent) && seen.add(intent));
}
