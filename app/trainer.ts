import { Worker } from 'node:worker_threads';
import { VentanillaError } from '../bot/errors.ts';

/** What the thread is told. */
export interface Training {
  /** As `taughtBy` wrote it. */
  taught: string;
  /** Where what was learnt is kept. */
  folder: string;
  file: string;
  /** True when citizens are answered meanwhile: they come first. */
  calmly: boolean;
}

/** The thread's file lies beside this one, as source or as built. */
const THREAD = new URL(import.meta.url.endsWith('.ts') ? './trainingthread.ts' : './trainingthread.js', import.meta.url);

/** Learns in a thread of its own, which keeps the result on disk; resolves with its bytes, which are handed over, not copied. The signal ends it. */
export function trainInThread(training: Training, signal: AbortSignal): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(THREAD, { workerData: training });
    const end = (): void => void thread.terminate();
    signal.addEventListener('abort', end);
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', (code) => {
      signal.removeEventListener('abort', end);
      reject(new VentanillaError('internal', `the training ended with ${code} before it was done`));
    });
    if (signal.aborted) end();
  });
}
