import { Router } from 'express';

export interface Readiness {
  ready: boolean;
  /** Part by part, without data of citizens. */
  checks: Record<string, { ok: boolean; detail: string }>;
}

/** `/livez`: the process turns. `/readyz`: it can accept and keep messages. */
export function healthRoutes(readiness: () => Promise<Readiness>): Router {
  const router = Router();
  router.get('/livez', (_request, response) => void response.json({ live: true }));
  router.get('/readyz', async (_request, response) => {
    const state = await readiness();
    response.status(state.ready ? 200 : 503).json(state);
  });
  return router;
}
