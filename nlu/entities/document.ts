import type { Finder } from './entity.ts';

const DOCUMENT = /(?<![\p{L}\p{N}])(?:([XYZxyz])[\s.-]?(\d{7})|(\d{2}\.?\d{3}\.?\d{3}|\d{7,8}))[\s.-]?([A-Za-z])(?![\p{L}\p{N}])/gu;
const LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';

/** DNI and NIE whose letter is right: Real Decreto 1553/2005 and Orden INT/2058/2008, the remainder by 23. */
export const findDocuments: Finder = ({ text }) => {
  if (!/\d{3}/.test(text)) return [];
  return [...text.matchAll(DOCUMENT)].flatMap((match) => {
    const [all, first, short, long, letter = ''] = match;
    const digits = (first ? short : long?.replaceAll('.', '').padStart(8, '0')) ?? '';
    const number = Number(first ? `${'XYZ'.indexOf(first.toUpperCase())}${digits}` : digits);
    if (LETTERS[number % 23] !== letter.toUpperCase()) return [];
    return [{ type: 'document', text: all, start: match.index, end: match.index + all.length, value: `${first?.toUpperCase() ?? ''}${digits}${letter.toUpperCase()}` }];
  });
};
