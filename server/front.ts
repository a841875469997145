import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { Socket as NetSocket } from 'node:net';
import type { RawHandler, Socket } from '../channels/channel.ts';

export interface FrontOptions {
  /** Webhooks and uploads: answered before Express, which costs as much as a whole durable turn. */
  raw: readonly RawHandler[];
  sockets: readonly Socket[];
  /** Everything else. */
  app: RequestListener;
}

/** The one HTTP server: raw handlers and sockets first, then the application. */
export function createFront({ raw, sockets, app }: FrontOptions): Server {
  const rawByPath = new Map(raw.map((handler) => [`${handler.method} ${handler.path}`, handler]));
  const socketByPath = new Map(sockets.map((socket) => [socket.path, socket]));
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const handler = rawByPath.get(`${request.method} ${pathOf(request)}`);
    if (handler) handler.handle(request, response);
    else app(request, response);
  });
  server.on('upgrade', (request: IncomingMessage, connection: NetSocket, head: Buffer) => {
    connection.on('error', () => connection.destroy());
    const socket = socketByPath.get(pathOf(request));
    if (socket) socket.upgrade(request, connection, head);
    else connection.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
  });
  server.on('clientError', (_error, connection) => {
    if (connection.writable) connection.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
  });
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  server.maxHeadersCount = 100;
  return server;
}

function pathOf(request: IncomingMessage): string {
  const url = request.url ?? '/';
  const query = url.indexOf('?');
  return query < 0 ? url : url.slice(0, query);
}
