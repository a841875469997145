// Builds the program into dist/, what browsers load into dist/web/, what the sample council teaches into dist/models/. With --if-stale, only when a source is newer.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { buildWeb } from './build-web.js';

const STAMP = 'dist/.built';
const ROOMS = ['app', 'bot', 'channels', 'dialogs', 'knowledge-base', 'nlu', 'server', 'store', 'web', 'scripts', 'examples'];

if (process.argv.includes('--if-stale') && !isStale()) process.exit(0);

await rm('dist', { recursive: true, force: true });
await mkdir('dist', { recursive: true });
await build({
  entryPoints: { ventanilla: 'app/cli.ts', trainingthread: 'app/trainingthread.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  packages: 'external',
  sourcemap: true,
  logLevel: 'warning',
});
await buildWeb({ outdir: 'dist/web' });
execFileSync(process.execPath, ['dist/ventanilla.js', 'train', '--council', 'examples/benalmara', '--into', 'dist/models'], { stdio: 'inherit' });
await writeFile(STAMP, '');

function isStale() {
  if (!existsSync(STAMP)) return true;
  const built = statSync(STAMP).mtimeMs;
  const sources = ROOMS.flatMap((room) => sourcesIn(room));
  return ['package-lock.json', ...sources].some((file) => existsSync(file) && statSync(file).mtimeMs > built);
}

function sourcesIn(room) {
  return readdirSync(room, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`);
}
