import { type Telegram, TelegramError } from 'telegraf';
import type { Log } from '../../bot/log.ts';
import { apiSignal } from './signal.ts';
import { ALLOWED_UPDATES, type Update, updateSchema } from './update.ts';

export interface PollOptions {
  api: Telegram;
  /** Resolves when the updates are durable; only then does the offset advance. */
  take: (updates: Update[]) => Promise<void>;
  log: Log;
  signal: AbortSignal;
}

const LONG_POLL_S = 25;
const LAST_BACKOFF_MS = 30_000;
/** A server that answers an empty poll at once, instead of holding it, is not asked without end. */
const HELD_MS = 500;
const EMPTY_PAUSE_MS = 250;

/** Fetches updates until the signal; an update that was not kept is fetched again. */
export async function poll({ api, take, log, signal }: PollOptions): Promise<void> {
  let offset = 0;
  let failures = 0;
  await api.deleteWebhook().catch(() => undefined);
  while (!signal.aborted) {
    const asked = performance.now();
    try {
      const raw: unknown[] = await api.callApi('getUpdates', { offset, limit: 100, timeout: LONG_POLL_S, allowed_updates: ALLOWED_UPDATES }, { signal: apiSignal(signal) });
      if (raw.length > 0) await take(raw.flatMap((update) => updateSchema.safeParse(update).data ?? []));
      else if (performance.now() - asked < HELD_MS) await pause(EMPTY_PAUSE_MS, signal);
      offset = Math.max(offset, ...raw.map(nextOffset));
      failures = 0;
    } catch (error) {
      if (signal.aborted) return;
      failures += 1;
      const waitMs = error instanceof TelegramError ? (error.parameters?.retry_after ?? 0) * 1000 : 0;
      log('warn', 'telegram.poll', { failures, error: error instanceof Error ? error.name : 'unknown' });
      await pause(Math.max(waitMs, Math.min(500 * 2 ** failures, LAST_BACKOFF_MS)), signal);
    }
  }
}

function nextOffset(update: unknown): number {
  const id = typeof update === 'object' && update !== null && 'update_id' in update ? Number(update.update_id) : 0;
  return id + 1;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    }, { once: true });
  });
}
