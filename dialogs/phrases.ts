import en from './phrases/en.json' with { type: 'json' };
import es from './phrases/es.json' with { type: 'json' };

type Kind = keyof typeof es & keyof typeof en;

/** Of people's own words, folded, those of all languages together: somebody who writes in one may think in another. */
const LISTS = new Map<Kind, readonly string[]>((Object.keys(es) as Kind[]).map((kind) => [kind, [...es[kind], ...en[kind]].map(fold).sort((one, other) => other.length - one.length)]));
const SETS = new Map<Kind, ReadonlySet<string>>([...LISTS].map(([kind, list]) => [kind, new Set(list)]));

/** Lower case, no accents, no punctuation, single spaces. */
export function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

export function wordsOf(text: string): string[] {
  const folded = fold(text);
  return folded === '' ? [] : folded.split(' ');
}

/** True when a folded text holds the folded phrase as whole words. */
export function holds(folded: string, phrase: string): boolean {
  return phrase !== '' && ` ${folded} `.includes(` ${phrase} `);
}

export function isOneOf(kind: Kind, folded: string): boolean {
  return SETS.get(kind)?.has(folded) ?? false;
}

export function holdsOneOf(kind: Kind, folded: string): boolean {
  return LISTS.get(kind)?.some((phrase) => holds(folded, phrase)) ?? false;
}

/** The longest phrase of the kind with which the folded text begins. */
export function beginsWith(kind: Kind, folded: string): string | undefined {
  return LISTS.get(kind)?.find((phrase) => folded === phrase || folded.startsWith(`${phrase} `));
}

/** Text behind its first words, as many as the folded phrase has; punctuation between them goes too. */
export function behind(text: string, phrase: string): string {
  let rest = text;
  for (const _ of phrase.split(' ')) rest = rest.replace(/^[^\p{L}\p{N}]*[\p{L}\p{N}\p{M}]+/u, '');
  return rest.replace(/^[^\p{L}\p{N}+¿«"(@]+/u, '');
}
