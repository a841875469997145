import { type Accent, legible } from '../web/look/accent.ts';

const PAPER = '#ffffff';

/** How a council's accent is shown: darkened when white text on it could not be read. */
export function shownAccent(accent: string): Accent {
  return legible(accent, PAPER);
}
