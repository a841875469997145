import type { Terminal } from '../../channels/terminal/terminal.ts';

type Said = Parameters<Terminal['say']>[2];

const HELP: ReadonlySet<string> = new Set(['/ayuda', '/help']);
const LANGUAGE: ReadonlySet<string> = new Set(['/idioma', '/language']);

/** What was written: `/start`, `/ayuda` or `/help`, `/idioma en` or `/language es` as on other channels; anything else as it is. */
export function commandOf(text: string): Said {
  const [command = '', language] = text.trim().split(/\s+/u);
  if (command === '/start') return { event: { type: 'start' } };
  if (HELP.has(command)) return { event: { type: 'help' } };
  if (LANGUAGE.has(command)) return { event: { type: 'language', language } };
  return { text };
}
