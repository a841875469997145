import type { Finder, FoundEntity } from './entity.ts';

const ADDRESS = /[\p{L}\p{N}][\p{L}\p{N}._%+-]{0,63}@(?:[\p{L}\p{N}-]{1,63}\.){1,6}\p{L}{2,24}/gu;
/** As it is dictated: "ana punto lopez arroba correo punto es". */
const SPOKEN = /(?<![\p{L}\p{N}])((?:[\p{L}\p{N}._-]{1,32} (?:punto|dot) )?[\p{L}\p{N}._-]{1,64}) (?:arroba|at) ([\p{L}\p{N}-]{1,63}(?:(?: (?:punto|dot) |\.)\p{L}{2,24}){1,3})(?![\p{L}\p{N}])/giu;

const DICTATED = /arroba| at /i;

export const findEmails: Finder = ({ text }) => {
  const found: FoundEntity[] = [];
  if (text.includes('@')) for (const match of text.matchAll(ADDRESS)) found.push(at(match, match[0]));
  if (DICTATED.test(text)) {
    for (const match of text.matchAll(SPOKEN)) {
      const value = `${match[1]}@${match[2]}`.replace(/ (?:punto|dot) /giu, '.');
      if (/\.\p{L}{2,24}$/u.test(value) && /punto|dot|\./i.test(match[2] ?? '')) found.push(at(match, value));
    }
  }
  return found;
};

function at(match: RegExpExecArray, address: string): FoundEntity {
  return { type: 'email', text: match[0], start: match.index, end: match.index + match[0].length, value: address.toLowerCase() };
}
