// A Rasa server for the tests of nlu/rasa: the machine's own, or one that pip installs into the cache. Large: fetched only when every test must run.
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder, isProgram, makeEnvironment, onPath, run } from './part.js';

const REQUIREMENTS = fileURLToPath(new URL('rasa.requirements.txt', import.meta.url));
/** Rasa declares Python < 3.11; what it is made of has wheels for 3.11, and everything used here works there. */
const PYTHONS = ['python3.10', 'python3.11', 'python3'];
const FITS = /^Python 3\.1[01]\./;
const INSTALL_MS = 900_000;

export const rasa = {
  name: 'rasa',
  variable: 'RASA_BIN',
  needed: 'the tests against a real Rasa server',
  bring: 'VENTANILLA_TEST_ALL=1 npm test -- tests/nlu/rasa.test.ts (1.4 GB, one to three minutes, Python 3.10 or 3.11)',
  /** Fetched only with VENTANILLA_TEST_ALL=1. */
  large: true,

  find() {
    return process.env.RASA_BIN || onPath(['rasa']) || cached();
  },

  /** TensorFlow alone takes seconds to load on a busy machine. */
  runs(path) {
    const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 120_000, env: { ...process.env, RASA_TELEMETRY_ENABLED: 'false' } });
    return /Rasa Version\s*:\s*3\.6\./.test(stdout ?? '');
  },

  /** Made beside its place and moved there once it runs: a fetch that breaks off leaves nothing half done. */
  get() {
    const python = PYTHONS.find((name) => FITS.test(spawnSync(name, ['--version'], { encoding: 'utf8' }).stdout ?? ''));
    if (!python) throw new Error('it wants Python 3.10 or 3.11, and there is none on the PATH');
    mkdirSync(cacheFolder(), { recursive: true });
    const aside = `${home()}.${process.pid}`;
    try {
      makeEnvironment(aside, python);
      const options = ['--quiet', '--disable-pip-version-check', '--no-deps', '--ignore-requires-python', '--prefer-binary', '--no-compile'];
      run(join(aside, 'bin', 'python'), ['-m', 'pip', 'install', ...options, '--requirement', REQUIREMENTS], { timeout: INSTALL_MS });
      writeLauncher(join(aside, 'bin', 'ventanilla-rasa'));
      if (!rasa.runs(join(aside, 'bin', 'ventanilla-rasa'))) throw new Error('the installed Rasa does not run here');
      rmSync(home(), { recursive: true, force: true });
      renameSync(aside, home());
    } finally {
      rmSync(aside, { recursive: true, force: true });
    }
    return cached();
  },
};

/** The scripts that pip writes name the folder they were installed in, and this one moves. */
function writeLauncher(path) {
  writeFileSync(path, '#!/bin/sh\nexec "$(dirname "$0")/python" -m rasa "$@"\n');
  chmodSync(path, 0o755);
}

function home() {
  return join(cacheFolder(), 'rasa-3.6.21');
}

function cached() {
  const path = join(home(), 'bin', 'ventanilla-rasa');
  return isProgram(path) ? path : undefined;
}
