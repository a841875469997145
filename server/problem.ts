import type { ErrorRequestHandler, RequestHandler } from 'express';
import { ERRORS, type ErrorCode, VentanillaError } from '../bot/errors.ts';
import type { Log } from '../bot/log.ts';

export const notFound: RequestHandler = (_request, _response, next) => next(new VentanillaError('not_found'));

/** Every error as application/problem+json with the code of the one table; what is not ours stays behind `internal`. */
export function problems(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const code = codeOf(error);
    if (code === 'internal') log('error', 'http.failed', { method: request.method, error: error instanceof Error ? error.stack : String(error) });
    response.status(ERRORS[code].status).type('application/problem+json').json({ status: ERRORS[code].status, code, title: ERRORS[code].message });
  };
}

function codeOf(error: unknown): ErrorCode {
  if (error instanceof VentanillaError) return error.code;
  const status = typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 500;
  if (status === 413) return 'too_large';
  return status >= 400 && status < 500 ? 'bad_request' : 'internal';
}
