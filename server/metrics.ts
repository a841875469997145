import { createServer, type Server } from 'node:http';

/** Serves the metrics text on a port of its own, on loopback only. Resolves undefined when the port is taken. */
export function serveMetrics(port: number, text: () => Promise<{ type: string; body: string }>): Promise<Server | undefined> {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') return void response.writeHead(404).end();
    text().then(
      ({ type, body }) => response.writeHead(200, { 'Content-Type': type }).end(body),
      () => response.writeHead(500).end(),
    );
  });
  return new Promise((resolve) => {
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => resolve(server));
    server.unref();
  });
}
