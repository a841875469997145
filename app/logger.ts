import { destination, pino } from 'pino';
import type { Log } from '../bot/log.ts';
import type { Config } from './config.ts';

/** JSON lines on standard error: standard output belongs to what a command prints. Keys that could hold a citizen's data are censored. */
export function createLog(level: Config['LOG_LEVEL']): Log {
  const logger = pino(
    {
      level,
      redact: { paths: ['text', 'name', 'phone', 'email', 'to', 'from', 'address', 'line', 'token', '*.text', '*.name', '*.phone', '*.email', '*.to', '*.token'], censor: '—' },
    },
    destination({ fd: 2, sync: false }),
  );
  return (at, event, data) => logger[at]({ ...data, event });
}
