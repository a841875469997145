// What the finders of real parts share: look on the PATH, run a command, keep things in the user's cache.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** The folder in which parts are kept between runs, outside of the repository. */
export function cacheFolder() {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'ventanilla');
}

export function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The first of the names that is a program on the PATH. */
export function onPath(names) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

/** True when the program starts and says its version: a binary for another system does not. */
export function answers(path) {
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0;
}

/** Runs a command to its end; throws with the last line it printed when it fails. */
export function run(command, args, options = {}) {
  const { status, error, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', timeout: 300_000, ...options });
  if (status === 0) return;
  const last = `${stdout ?? ''}\n${stderr ?? ''}`.trim().split('\n').at(-1);
  throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? last}`);
}

/** Installs packages of the system where that is allowed: as root on Debian or Ubuntu. Throws otherwise. */
export function installFromSystem(...packages) {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) throw new Error('only root on Debian or Ubuntu can install it from here');
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  const install = () => run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], options);
  try {
    install();
  } catch {
    run('apt-get', ['update'], options);
    install();
  }
}

/** A virtual environment of Python. Debian's Python comes without its venv part. */
export function makeEnvironment(folder, python = 'python3') {
  const make = () => run(python, ['-m', 'venv', folder]);
  try {
    make();
  } catch (error) {
    try {
      installFromSystem('python3-venv');
    } catch {
      throw error;
    }
    make();
  }
}
