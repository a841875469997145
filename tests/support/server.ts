import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real server in a process of its own, on a free port, with its own data folder. */
export interface ServerProcess {
  url: string;
  metricsUrl: string;
  dataFolder: string;
  pid(): number;
  /** SIGTERM, and resolves with the exit code; the data folder goes. */
  stop(): Promise<number | null>;
  /** SIGTERM, and resolves with the exit code; the data stays. */
  terminate(): Promise<number | null>;
  /** SIGKILL, and resolves when it is dead. */
  kill(): Promise<void>;
  /** Starts again on the same port and data, after a kill or while it runs (then it is killed first). */
  restart(): Promise<void>;
  /** What it printed so far. */
  output(): string;
}

export interface ServerOptions {
  env?: Record<string, string>;
  args?: string[];
}

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export async function startServer({ env = {}, args = [] }: ServerOptions = {}): Promise<ServerProcess> {
  const [port, metricsPort] = [await freePort(), await freePort()];
  const dataFolder = mkdtempSync(join(tmpdir(), 'ventanilla-test-'));
  const url = `http://localhost:${port}`;
  let output = '';
  let child: ChildProcess | undefined;

  const start = async (): Promise<void> => {
    const started = spawn(process.execPath, ['bin/ventanilla.js', 'serve', ...args], {
      env: { ...process.env, PORT: String(port), METRICS_PORT: String(metricsPort), VENTANILLA_DATA: dataFolder, LOG_LEVEL: 'warn', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(started);
    child = started;
    for (const stream of [started.stdout, started.stderr]) stream.on('data', (data: Buffer) => (output = (output + data.toString()).slice(-100_000)));
    await untilReady(url, started, () => output);
  };
  const ended = (one: ChildProcess): Promise<number | null> =>
    new Promise((resolve) => (one.exitCode !== null || one.signalCode !== null ? resolve(one.exitCode) : one.once('exit', (code) => resolve(code))));
  const end = async (signal: NodeJS.Signals): Promise<number | null> => {
    if (!child) return null;
    child.kill(signal);
    const code = await ended(child);
    running.delete(child);
    return code;
  };

  await start();
  return {
    url, dataFolder,
    metricsUrl: `http://127.0.0.1:${metricsPort}/metrics`,
    pid: () => child?.pid ?? 0,
    output: () => output,
    async stop() {
      const code = await end('SIGTERM');
      rmSync(dataFolder, { recursive: true, force: true });
      return code;
    },
    terminate: () => end('SIGTERM'),
    async kill() {
      await end('SIGKILL');
    },
    async restart() {
      await end('SIGKILL');
      await start();
    },
  };
}

async function untilReady(url: string, child: ChildProcess, output: () => string): Promise<void> {
  for (let tries = 0; tries < 1500; tries += 1) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${output()}`);
    const answer = await fetch(`${url}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`the server was not ready within 30 s:\n${output()}`);
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
