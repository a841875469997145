import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import express, { type Express } from 'express';
import helmet from 'helmet';
import type { Log } from '../bot/log.ts';
import type { PageCouncil } from './contract/council.ts';
import { healthRoutes, type Readiness } from './health.ts';
import { forEveryPage, pageRoutes } from './pages.ts';
import { notFound, problems } from './problem.ts';

export interface AppOptions {
  council: PageCouncil;
  /** The folder of what browsers load, as built. */
  webRoot: URL;
  readiness: () => Promise<Readiness>;
  log: Log;
}

/** What Express answers: health, the citizens' page, what browsers load. Webhooks and sockets are answered before it. */
export function createApp({ council, webRoot, readiness, log }: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"], 'connect-src': ["'self'", 'ws:', 'wss:'], 'img-src': ["'self'", 'data:', 'blob:'], 'object-src': ["'none'"], 'base-uri': ["'none'"],
        'frame-ancestors': ["'self'"], 'form-action': ["'self'"],
      },
    },
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    strictTransportSecurity: false,
  }));
  app.use(healthRoutes(readiness));
  app.use(pageRoutes(council));
  app.use(forEveryPage, express.static(fileURLToPath(webRoot), { index: false, fallthrough: true, maxAge: '1h' }));
  app.use(notFound);
  app.use(problems(log));
  return app;
}

/** Throws at start rather than at the first citizen when the web part is not built. */
export function checkBuilt(webRoot: URL): void {
  readFileSync(new URL('widget.js', webRoot));
}
