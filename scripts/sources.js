// Lets Node run the sources as they are, in its worker threads too: `node --import=./scripts/sources.js`.
import { register } from 'tsx/esm/api';

register();
