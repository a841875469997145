import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };

export type Key = keyof typeof es;
export type Say = (key: Key, values?: Record<string, string | number>) => string;

const CATALOGUES: Readonly<Record<string, Readonly<Record<Key, string>>>> = { es, en };

/** The language in which the chat's own sentences are said. */
export function spokenFor(language: string): string {
  return language in CATALOGUES ? language : 'es';
}

/** The chat's own sentences; a language that has none of its own is shown in Spanish. */
export function sentences(language: string): Say {
  const catalogue = CATALOGUES[language] ?? es;
  return (key, values = {}) => catalogue[key].replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
}
