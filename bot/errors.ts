/** Every error that can reach an edge: its code, the HTTP status, and the sentence for whoever operates the system. */
export const ERRORS = {
  bad_request: { status: 400, message: 'The request is not of the form this address takes' },
  not_signed: { status: 401, message: 'The signature or token is missing or wrong' },
  forbidden: { status: 403, message: 'This origin or role may not do this' },
  not_found: { status: 404, message: 'There is nothing at this address' },
  wrong_method: { status: 405, message: 'This address does not take this method' },
  conflict: { status: 409, message: 'Somebody else changed this first' },
  duplicate: { status: 409, message: 'This exists already' },
  too_large: { status: 413, message: 'The content is larger than allowed' },
  wrong_type: { status: 415, message: 'This kind of content is not accepted' },
  invalid: { status: 422, message: 'A value is not valid' },
  too_many: { status: 429, message: 'Too many requests; try again later' },
  internal: { status: 500, message: 'Something failed on our side' },
  store_unavailable: { status: 503, message: 'The store cannot be written right now' },
  draining: { status: 503, message: 'This process is stopping; try again' },
  refused: { status: 502, message: 'The provider refused the message' },
  unreachable: { status: 502, message: 'The provider could not be reached' },
  bad_configuration: { status: 500, message: 'The configuration is not valid' },
  bad_data: { status: 500, message: 'The council folder is not valid' },
} as const;

export type ErrorCode = keyof typeof ERRORS;

/** An error of the house: a code of the table, what caused it, and the data to act on. */
export class VentanillaError extends Error {
  readonly code: ErrorCode;
  readonly data: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, detail?: string, options: { cause?: unknown; data?: Record<string, unknown> } = {}) {
    super(detail ? `${ERRORS[code].message}: ${detail}` : ERRORS[code].message, { cause: options.cause });
    this.name = new.target.name;
    this.code = code;
    this.data = options.data ?? {};
  }

  get status(): number {
    return ERRORS[this.code].status;
  }
}

/** A document was changed by somebody else since it was read. */
export class Conflict extends VentanillaError {
  constructor(data: { collection: string; id: string }) {
    super('conflict', `${data.collection}/${data.id}`, { data });
  }
}

/** A unique index has this value already. */
export class Duplicate extends VentanillaError {
  constructor(data: { collection: string; id: string; index?: string }) {
    super('duplicate', `${data.collection} ${data.index ?? 'id'}`, { data });
  }
}

/** The store cannot write: disk full, no primary, closed. Nothing of the commit was applied. */
export class StoreUnavailable extends VentanillaError {
  constructor(cause: unknown) {
    super('store_unavailable', cause instanceof Error ? cause.message : undefined, { cause });
  }
}

/** The provider said no; repeating will not help. */
export class Refused extends VentanillaError {
  constructor(reason: string, options: { cause?: unknown; data?: Record<string, unknown> } = {}) {
    super('refused', reason, options);
  }
}

/** The provider could not be reached, or asked to wait `retryAfterMs`; try again. */
export class Unreachable extends VentanillaError {
  readonly retryAfterMs: number | undefined;
  constructor(reason: string, options: { cause?: unknown; retryAfterMs?: number; data?: Record<string, unknown> } = {}) {
    super('unreachable', reason, options);
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** Several mistakes in what a person wrote, reported together, each with its place and its mend. */
export interface Mistake {
  file?: string;
  line?: number;
  key?: string;
  problem: string;
  mend: string;
}

export class Mistakes extends VentanillaError {
  readonly mistakes: readonly Mistake[];
  constructor(code: 'bad_configuration' | 'bad_data', mistakes: readonly Mistake[]) {
    super(code, mistakes.map(describeMistake).join('\n'), { data: { mistakes } });
    this.mistakes = mistakes;
  }
}

export function describeMistake(mistake: Mistake): string {
  const place = [mistake.file, mistake.line].filter((part) => part !== undefined).join(':');
  return [place, mistake.key, mistake.problem, mistake.mend].filter(Boolean).join(' — ');
}
