import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { type FailureReason, RasaFailure } from './failure.ts';

export interface RasaAddress {
  /** Without `/model/parse`. */
  url: string;
  /** What follows `--auth-token`. */
  token?: string;
  /** A JSON Web Token ready to send. */
  jwt?: string;
  /** What follows `--jwt-secret`: tokens are signed with it, HS256. */
  jwtSecret?: string;
  /** Longest wait for an answer, ms. */
  timeoutMs: number;
}

/** What we read of the answer of `POST /model/parse`. */
export interface Parse {
  /** `name` is null when the model has no intents at all. */
  intent: { name: string | null; confidence: number };
  /** Best first; `nlu_fallback`, when Rasa rejects, stands first whatever its confidence. */
  ranking: { name: string; confidence: number }[];
}

const confidence = z.number().transform((value) => Math.min(Math.max(value, 0), 1));
const answer = z.object({
  intent: z.object({ name: z.string().nullable(), confidence }),
  intent_ranking: z.array(z.object({ name: z.string(), confidence })).default([]),
});
const trouble = z.object({ reason: z.string().catch(''), message: z.string().catch('') });

const REASONS: Readonly<Record<number, FailureReason>> = { 401: 'unauthorized', 403: 'forbidden', 409: 'no_model' };
/** A token is signed for one request; as long as this it stands clocks that differ, seconds. */
const SIGNED_FOR = 600;

/** Asks a Rasa server what it understands. One try: a citizen waits. */
export class RasaClient {
  readonly #address: RasaAddress;
  readonly #url: string;

  constructor(address: RasaAddress) {
    this.#address = address;
    this.#url = `${address.url}/model/parse${address.token === undefined ? '' : `?token=${encodeURIComponent(address.token)}`}`;
  }

  /** Throws `RasaFailure`. */
  async parse(text: string): Promise<Parse> {
    const { status, body } = await this.#post(JSON.stringify({ text }));
    if (status !== 200) throw failureOf(status, body);
    const read = answer.safeParse(body);
    if (!read.success) throw new RasaFailure('bad_answer', { detail: z.prettifyError(read.error), cause: read.error });
    return { intent: read.data.intent, ranking: read.data.intent_ranking };
  }

  async #post(body: string): Promise<{ status: number; body: unknown }> {
    const signal = AbortSignal.timeout(this.#address.timeoutMs);
    try {
      const headers = { 'content-type': 'application/json', ...this.#authorization() };
      const response = await fetch(this.#url, { method: 'POST', body, headers, redirect: 'manual', signal });
      const text = await response.text();
      return { status: response.status, body: jsonOf(text) };
    } catch (cause) {
      if (signal.aborted) throw new RasaFailure('timeout', { detail: `${this.#address.timeoutMs} ms`, cause });
      throw new RasaFailure('unreachable', { detail: codeOf(cause), cause });
    }
  }

  #authorization(): Record<string, string> {
    const { jwt, jwtSecret } = this.#address;
    const token = jwt ?? (jwtSecret === undefined ? undefined : signed(jwtSecret));
    return token === undefined ? {} : { authorization: `Bearer ${token}` };
  }
}

function failureOf(status: number, body: unknown): RasaFailure {
  const { reason, message } = trouble.safeParse(body).data ?? { reason: '', message: '' };
  if (status === 500 && reason === 'ParsingError') return new RasaFailure('unparsable', { detail: message.slice(0, 200) });
  return new RasaFailure(REASONS[status] ?? 'bad_answer', { detail: `status ${status}` });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `fetch` hides what happened to the connection in the cause of its error. */
function codeOf(error: unknown): string | undefined {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error) return 'code' in cause ? String(cause.code) : cause.message;
  return error instanceof Error ? error.message : undefined;
}

/** The claims that Rasa wants: only an admin may ask without naming a conversation. */
function signed(secret: string): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { user: { username: 'ventanilla', role: 'admin' }, exp: Math.floor(Date.now() / 1000) + SIGNED_FOR };
  const said = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${said}.${createHmac('sha256', secret).update(said).digest('base64url')}`;
}
