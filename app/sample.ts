import { fileURLToPath } from 'node:url';

/** The council that is served when none is named. */
export const SAMPLE_COUNCIL = fileURLToPath(new URL('../examples/benalmara', import.meta.url));
