import type { Finder, FoundEntity } from './entity.ts';

const ADDRESS = /[\p{L}\p{N}][\p{L}\p{N}._%+-]{0,63}@(?:[\p{L}\p{N}-]{1,63}\.){1,6}\p{L}{2,24}/gu;
/** The sign itself, or how it is said: "arroba", "(at)". */
const SIGN = /\s?@\s?|\s?[([]?(?<![\p{L}\p{N}])(?:arroba|at)(?![\p{L}\p{N}])[)\]]?\s?/giu;
const SAID = '\\s[([]?(?:punto|dot)[)\\]]?\\s|\\s?[([](?:punto|dot)[)\\]]\\s?|\\s?\\.\\s?';
const SCORE = '\\s(?:gui[oó]n bajo|barra baja|underscore|gui[oó]n|dash|hyphen)\\s|[_-]';
const PART = '[\\p{L}\\p{N}]{1,32}';
/** Before the sign: "ana punto lopez", "juan 23". */
const LOCAL = new RegExp(`(?<![\\p{L}\\p{N}])${PART}(?:(?:${SAID}|${SCORE})${PART}){0,4}(?: \\d{1,4})?$`, 'iu');
/** Behind it: "correo punto es"; a comma for a point where only an ending follows. */
const DOMAIN = new RegExp(`^${PART}(?:(?:${SAID}|${SCORE})${PART}){0,3}(?:(?:${SAID})\\p{L}{2,24}|,(?:com|es|net|org|eu|cat|gal|eus))(?![\\p{L}\\p{N}])`, 'iu');
const DICTATED = /arroba|\bat\b|@/i;
/** English "at" says where things are; it is an address with a spoken point, or at one of these. */
const PROVIDERS = /^(?:gmail|hotmail|outlook|yahoo|icloud|live|msn|protonmail)\./i;
const LONGEST = 150;
const MOST = 40;

/** E-mail addresses, written with a slip or dictated as well: "ana punto lopez arroba correo punto es", "ana @ correo,es". */
export const findEmails: Finder = ({ text }) => {
  if (!DICTATED.test(text)) return [];
  const found: FoundEntity[] = [];
  if (text.includes('@')) for (const match of text.matchAll(ADDRESS)) found.push(at(text, match.index, match.index + match[0].length, match[0]));
  let tries = 0;
  for (const sign of text.matchAll(SIGN)) {
    tries += 1;
    if (tries > MOST) break;
    const end = sign.index + sign[0].length;
    if (found.some((one) => one.start <= sign.index && one.end >= end)) continue;
    const local = LOCAL.exec(text.slice(Math.max(0, sign.index - LONGEST), sign.index))?.[0];
    const domain = DOMAIN.exec(text.slice(end, end + LONGEST))?.[0];
    if (local === undefined || domain === undefined) continue;
    const spelt = spell(domain).replace(',', '.');
    if (/^\s?at\s?$/i.test(sign[0]) && !/\b(?:dot|punto)\b/i.test(domain) && !PROVIDERS.test(spelt)) continue;
    found.push(at(text, sign.index - local.length, end + domain.length, `${spell(local).replace(/\s/g, '')}@${spelt}`));
  }
  return found;
};

function spell(said: string): string {
  return said
    .replace(/\s[([]?(?:punto|dot)[)\]]?\s|\s?[([](?:punto|dot)[)\]]\s?|\s?\.\s?/giu, '.')
    .replace(/\s(?:gui[oó]n bajo|barra baja|underscore)\s/giu, '_')
    .replace(/\s(?:gui[oó]n|dash|hyphen)\s/giu, '-');
}

function at(text: string, start: number, end: number, address: string): FoundEntity {
  return { type: 'email', text: text.slice(start, end), start, end, value: address.toLowerCase() };
}
