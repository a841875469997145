// A browser for the tests: the machine's own, or that of the system's packages when we may install them.
import { installFromSystem, onPath } from './part.js';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

export const chromium = {
  name: 'chromium',
  variable: 'CHROMIUM_BIN',
  needed: 'the tests in the browser',
  bring: 'sudo apt-get install -y chromium',

  find() {
    return process.env.CHROMIUM_BIN || onPath(NAMES);
  },

  get() {
    installFromSystem('chromium');
    return onPath(NAMES);
  },
};
