import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Context } from 'mocha';
import { needs } from './parts.ts';
import { freePort } from './server.ts';

/** A real Rasa server on this machine. */
export interface RasaProcess {
  url: string;
  /** Resolves when it answers; again on the same port after a kill. */
  start(): Promise<void>;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
  signal(signal: NodeJS.Signals): void;
}

const ENV = { ...process.env, RASA_TELEMETRY_ENABLED: 'false', TF_CPP_MIN_LOG_LEVEL: '3', PYTHONWARNINGS: 'ignore' };
/** TensorFlow takes its time on a busy machine. */
const PATIENCE_MS = 120_000;

const children = new Set<ChildProcess>();
const folders = new Set<string>();
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

export function rasaBinary(test: Context): string {
  return needs(test, 'rasa');
}

/** Trains on files as an export wrote them, path → content; returns the model. In a folder of its own, or Rasa would take parts of an earlier model. */
export async function trainRasa(binary: string, files: Readonly<Record<string, string>>): Promise<string> {
  const folder = ownFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const args = ['train', 'nlu', '--nlu', 'nlu', '--config', 'config.yml', '--out', 'models', '--fixed-model-name', 'model'];
  await promisify(execFile)(binary, args, { cwd: folder, env: ENV, maxBuffer: 64 << 20 });
  return join(folder, 'models', 'model.tar.gz');
}

/** A server that is not started yet; without a model it answers that it has none. */
export async function createRasa(binary: string, options: { model?: string; args?: readonly string[] }): Promise<RasaProcess> {
  const port = await freePort();
  const folder = ownFolder();
  const model = options.model === undefined ? [] : ['--model', options.model];
  let child: ChildProcess | undefined;
  const rasa: RasaProcess = {
    url: `http://127.0.0.1:${port}`,
    async start() {
      const args = ['run', '--enable-api', '--interface', '127.0.0.1', '--port', String(port), ...model, ...(options.args ?? [])];
      const started = spawn(binary, args, { cwd: folder, env: ENV, stdio: 'ignore' });
      child = started;
      children.add(started);
      started.once('exit', () => children.delete(started));
      await answering(rasa.url, started);
    },
    signal: (signal) => void child?.kill(signal),
    async kill() {
      const running = child;
      if (!running || running.exitCode !== null || running.signalCode !== null) return;
      const gone = new Promise((resolve) => running.once('exit', resolve));
      running.kill('SIGKILL');
      await gone;
    },
  };
  return rasa;
}

function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-rasa-'));
  folders.add(folder);
  return folder;
}

/** It listens only when its model is loaded. */
async function answering(url: string, child: ChildProcess): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (Date.now() < end && child.exitCode === null) {
    const up = await fetch(url, { signal: AbortSignal.timeout(2_000) }).then(({ ok }) => ok, () => false);
    if (up) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(child.exitCode === null ? `Rasa does not answer at ${url}` : `Rasa ended with ${child.exitCode}`);
}
