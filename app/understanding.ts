import { setImmediate } from 'node:timers/promises';
import type { Log } from '../bot/log.ts';
import { createUnderstanding, type Lessons, trainUnderstanding, type Understander } from '../nlu/understanding.ts';
import { keepModel, keptModel, type ModelFolders, modelFile, taughtBy } from './models.ts';
import { trainInThread } from './trainer.ts';

/** Understanding as kept, or learnt here and now: a second or two in which nothing else happens. For commands and tests. */
export function learnUnderstanding(lessons: Lessons, models?: ModelFolders): Understander {
  if (!models) return createUnderstanding(lessons);
  const file = modelFile(taughtBy(lessons));
  const kept = keptModel(models, file, (bytes) => createUnderstanding(lessons, bytes));
  if (kept) return kept;
  const trained = trainUnderstanding(lessons);
  keepModel(models.keep, file, trained);
  return createUnderstanding(lessons, trained);
}

export interface Aside {
  models: ModelFolders;
  /** True when citizens are answered meanwhile. */
  calmly: boolean;
  /** Ends the learning; the promise is rejected. */
  signal: AbortSignal;
  /** Told when something was learnt. */
  log: Log;
}

/** Understanding as kept, or learnt in a thread of its own: whoever waits for it goes on meanwhile. */
export async function learnAside(lessons: Lessons, { models, calmly, signal, log }: Aside): Promise<Understander> {
  const taught = taughtBy(lessons);
  const file = modelFile(taught);
  /* Thousands of articles: what is to be done here is done in pieces. */
  await setImmediate();
  const kept = keptModel(models, file, (bytes) => createUnderstanding(lessons, bytes));
  if (kept) return kept;
  const started = performance.now();
  const trained = await trainInThread({ taught, folder: models.keep, file, calmly }, signal);
  const understander = createUnderstanding(lessons, trained);
  log('info', 'understanding.learnt', { seconds: Math.round(performance.now() - started) / 1000 });
  return understander;
}
