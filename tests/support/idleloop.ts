import { Worker } from 'node:worker_threads';

const MONITOR = `
  const { monitorEventLoopDelay } = require('node:perf_hooks');
  const { parentPort } = require('node:worker_threads');
  const stalls = monitorEventLoopDelay({ resolution: 10 });
  stalls.enable();
  parentPort.on('message', () => parentPort.postMessage(stalls.max / 1e9));
`;

/** An event loop with nothing to do: how long the machine itself, busy with others, held it up. What a server stalls beyond that is its own. */
export class IdleLoop {
  readonly #worker = new Worker(MONITOR, { eval: true });

  /** The longest stall so far, seconds. */
  stall(): Promise<number> {
    return new Promise((resolve) => {
      this.#worker.once('message', resolve);
      this.#worker.postMessage('stall');
    });
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }
}
