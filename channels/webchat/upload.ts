import type { IncomingMessage, ServerResponse } from 'node:http';
import { FILE_LIMIT, keepAttachment } from '../../bot/attachment.ts';
import { ERRORS, type ErrorCode, VentanillaError } from '../../bot/errors.ts';
import type { House, RawHandler } from '../channel.ts';
import type { Pace } from './pace.ts';
import { knownVisitor } from './visitor.ts';

export interface UploadOptions {
  house: () => House | undefined;
  allows: (request: IncomingMessage) => boolean;
  pace: Pace;
}

const PATH = '/webchat/files';

/** Takes files from the council's own pages, on other sites too: those ask first (OPTIONS). */
export function uploadHandlers(options: UploadOptions): RawHandler[] {
  return [
    { method: 'POST', path: PATH, handle: (request, response) => void upload(options, request, response) },
    { method: 'OPTIONS', path: PATH, handle: (request, response) => preflight(options, request, response) },
  ];
}

function preflight({ allows }: UploadOptions, request: IncomingMessage, response: ServerResponse): void {
  if (!allows(request)) return void response.writeHead(ERRORS.forbidden.status).end();
  response.writeHead(204, {
    ...crossOrigin(request), 'Access-Control-Allow-Methods': 'POST', 'Access-Control-Allow-Headers': 'authorization, content-type, x-file-name', 'Access-Control-Max-Age': '600',
  }).end();
}

function crossOrigin(request: IncomingMessage): Record<string, string> {
  const { origin } = request.headers;
  return origin === undefined ? {} : { 'Access-Control-Allow-Origin': origin, Vary: 'Origin' };
}

async function upload(options: UploadOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const house = options.house();
    if (!house) throw new VentanillaError('draining');
    if (!options.allows(request)) throw new VentanillaError('forbidden');
    for (const [name, value] of Object.entries(crossOrigin(request))) response.setHeader(name, value);
    const visitor = knownVisitor(request.headers.authorization?.replace(/^Bearer /, ''));
    if (!visitor) throw new VentanillaError('not_signed');
    if (options.pace.take(visitor.id) > 0) throw new VentanillaError('too_many');
    const content = await readBody(request, FILE_LIMIT);
    respond(response, 201, 'application/json', await keepAttachment(house.files, content, fileName(request.headers['x-file-name'])));
  } catch (error) {
    const code: ErrorCode = error instanceof VentanillaError ? error.code : 'internal';
    request.resume();
    respond(response, ERRORS[code].status, 'application/problem+json', { status: ERRORS[code].status, code, title: ERRORS[code].message });
  }
}

async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw new VentanillaError('too_large');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw new VentanillaError('too_large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function fileName(header: string | string[] | undefined): string {
  try {
    return decodeURIComponent(String(header ?? ''));
  } catch {
    return '';
  }
}

function respond(response: ServerResponse, status: number, type: string, body: object): void {
  if (response.headersSent) return;
  response.writeHead(status, { 'Content-Type': type, ...(status === 413 ? { Connection: 'close' } : {}) }).end(JSON.stringify(body));
}
