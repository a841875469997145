import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { type Mistake, Mistakes } from '../bot/errors.ts';

const port = z.coerce.number().int().min(0).max(65_535);
const url = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/+$/, ''));

/** Every setting: the name is that of the environment variable and of the key in the configuration file. */
const settings = z.object({
  PORT: port.default(3000),
  METRICS_PORT: port.default(9464),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  PUBLIC_URL: url.optional(),
  VENTANILLA_DATA: z.string().min(1).default('data'),
  VENTANILLA_RATE_LIMITS: z.enum(['on', 'off']).default('on'),
  MONGODB_URI: z.string().regex(/^mongodb(\+srv)?:\/\//).optional(),
  WEBCHAT_ORIGINS: z.string().default('').transform((list) => list.split(/[\s,]+/).filter(Boolean)),
  TELEGRAM_BOT_TOKEN: z.string().regex(/^\d+:[\w-]+$/).optional(),
  TELEGRAM_API_ROOT: url.optional(),
  TELEGRAM_WEBHOOK_SECRET: z.string().regex(/^[\w-]{1,256}$/).optional(),
  RASA_URL: url.optional(),
  RASA_TOKEN: z.string().optional(),
  RASA_JWT: z.string().regex(/^[\w-]+\.[\w-]+\.[\w-]+$/).optional(),
  RASA_JWT_SECRET: z.string().optional(),
  RASA_TIMEOUT_MS: z.coerce.number().int().min(50).max(10_000).default(1000),
});

export type Config = z.infer<typeof settings>;

/** How to mend each setting, beside what is wrong with it. */
const MENDS: Readonly<Record<keyof Config, string>> = {
  PORT: 'write a port number from 0 to 65535, for example 3000',
  METRICS_PORT: 'write a port number from 0 to 65535, for example 9464',
  LOG_LEVEL: 'write debug, info, warn, error or silent',
  PUBLIC_URL: 'write the address that citizens use, for example https://chat.example.org',
  VENTANILLA_DATA: 'write the folder where the embedded store may keep its data',
  VENTANILLA_RATE_LIMITS: 'write on, or off for a load test',
  MONGODB_URI: 'write mongodb://host:27017/name?replicaSet=rs0, or remove it to use the embedded store',
  WEBCHAT_ORIGINS: 'write the addresses of the pages that show the chat, separated by commas',
  TELEGRAM_BOT_TOKEN: 'copy the token as BotFather gave it, for example 123456:ABC-DEF',
  TELEGRAM_API_ROOT: 'write an address such as https://api.telegram.org, or remove it',
  TELEGRAM_WEBHOOK_SECRET: 'use 1 to 256 letters, digits, _ or -',
  RASA_URL: 'write the address of a Rasa server, for example http://localhost:5005, or remove it to understand without one',
  RASA_TOKEN: 'write what follows --auth-token where Rasa is started, or remove it',
  RASA_JWT: 'write a JSON Web Token of three parts whose user has the role admin, or remove it',
  RASA_JWT_SECRET: 'write what follows --jwt-secret where Rasa is started, or remove it',
  RASA_TIMEOUT_MS: 'write 50 to 10000: how many milliseconds a citizen waits for Rasa at most',
};

/**
 * Reads the configuration: the file first, the environment over it.
 * Throws `Mistakes` with everything that is wrong, each with its key and how to mend it.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>, file = env.VENTANILLA_CONFIG ?? 'ventanilla.yaml'): Config {
  const written = env.VENTANILLA_CONFIG !== undefined || existsSync(file) ? readFile(file) : { values: {}, lines: new Map<string, number>(), mistakes: [] };
  const values: Record<string, unknown> = {};
  for (const key of Object.keys(MENDS)) {
    const fromEnv = env[key];
    values[key] = fromEnv !== undefined && fromEnv !== '' ? fromEnv : written.values[key];
  }
  const parsed = settings.safeParse(values);
  const mistakes: Mistake[] = [...written.mistakes, ...unknownKeys(file, written)];
  for (const issue of parsed.error?.issues ?? []) {
    const key = String(issue.path[0]) as keyof Config;
    const fromFile = env[key] === undefined || env[key] === '';
    mistakes.push({ ...(fromFile ? { file, line: written.lines.get(key) } : {}), key, problem: issue.message, mend: MENDS[key] });
  }
  if (values.TELEGRAM_BOT_TOKEN === undefined && values.TELEGRAM_WEBHOOK_SECRET !== undefined) {
    mistakes.push({ key: 'TELEGRAM_BOT_TOKEN', problem: 'missing, while TELEGRAM_WEBHOOK_SECRET is set', mend: MENDS.TELEGRAM_BOT_TOKEN });
  }
  if (values.TELEGRAM_WEBHOOK_SECRET !== undefined && values.PUBLIC_URL === undefined) {
    mistakes.push({ key: 'PUBLIC_URL', problem: 'missing, while TELEGRAM_WEBHOOK_SECRET asks for webhook mode', mend: `${MENDS.PUBLIC_URL}; or remove the secret for long polling` });
  }
  mistakes.push(...rasaMistakes(values));
  if (mistakes.length > 0 || !parsed.data) throw new Mistakes('bad_configuration', mistakes);
  return { ...parsed.data, VENTANILLA_DATA: resolve(parsed.data.VENTANILLA_DATA) };
}

/** What opens a Rasa server is of no use without its address, and one token is enough. */
function rasaMistakes(values: Readonly<Record<string, unknown>>): Mistake[] {
  const keys = (['RASA_TOKEN', 'RASA_JWT', 'RASA_JWT_SECRET'] as const).filter((key) => values[key] !== undefined);
  const [first] = keys;
  if (first !== undefined && values.RASA_URL === undefined) return [{ key: 'RASA_URL', problem: `missing, while ${first} is set`, mend: MENDS.RASA_URL }];
  return keys.includes('RASA_JWT') && keys.includes('RASA_JWT_SECRET')
    ? [{ key: 'RASA_JWT', problem: 'set together with RASA_JWT_SECRET', mend: 'remove one of them: with the secret, tokens are signed here' }]
    : [];
}

interface Written {
  values: Record<string, unknown>;
  lines: Map<string, number>;
  mistakes: Mistake[];
}

function readFile(file: string): Written {
  const lines = new Map<string, number>();
  if (!existsSync(file)) return { values: {}, lines, mistakes: [{ file, problem: 'no such file', mend: 'correct VENTANILLA_CONFIG or create the file' }] };
  const counter = new LineCounter();
  const document = parseDocument(readFileSync(file, 'utf8'), { lineCounter: counter });
  const mistakes = document.errors.map((error) => ({ file, line: counter.linePos(error.pos[0]).line, problem: error.message.split('\n')[0] ?? '', mend: 'write it as YAML: KEY: value' }));
  const values: unknown = document.errors.length > 0 ? {} : document.toJS();
  if (typeof values !== 'object' || values === null || Array.isArray(values)) return { values: {}, lines, mistakes };
  const { contents } = document;
  if (contents && 'items' in contents) {
    for (const item of contents.items) {
      if ('key' in item && item.key && typeof item.key === 'object' && 'range' in item.key && item.key.range) lines.set(String(item.key), counter.linePos(item.key.range[0]).line);
    }
  }
  return { values: { ...values }, lines, mistakes };
}

function unknownKeys(file: string, written: Written): Mistake[] {
  return Object.keys(written.values)
    .filter((key) => !(key in MENDS))
    .map((key) => ({ file, line: written.lines.get(key), key, problem: 'there is no such setting', mend: `use one of ${Object.keys(MENDS).join(', ')}` }));
}
