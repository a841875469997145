import type { Finder } from './entity.ts';
import words from './words/letters.json' with { type: 'json' };

/** Letters by the name that they are called when an identity document is read out. */
const NAMES = new Map(Object.entries(words));
const NAME = [...NAMES.keys()].sort((a, b) => b.length - a.length).join('|');
/** Names that are words of every sentence: letters only where that was said. */
const EVERYDAY = new Set(['de', 'te', 'ese']);
/** "12345678Z", "12.345.678-Z", "1 2 3 4 5 6 7 8 Z", "equis 1234567 ele", "12345678, letra Z". */
const NUMBER = '(?:(?<first>[XYZ]|equis|i griega|y griega|zeta)[\\s.-]?)?(?<digits>\\d(?:[\\s.]?\\d){6,7})';
const LETTER = `(?<between>[\\s.,-]{0,2})(?<said>letra )?(?<last>[A-Z]|${NAME})(?<rest>[^\\p{L}\\p{N}]*)`;
const DOCUMENT = new RegExp(`(?<![\\p{L}\\p{N}])${NUMBER}${LETTER}(?![\\p{L}\\p{N}])`, 'giu');
const LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';
const NIE = 'XYZ';

/** DNI and NIE whose letter is right: Real Decreto 1553/2005 and Orden INT/2058/2008, the remainder by 23. */
export const findDocuments: Finder = ({ text }) => {
  if (!/\d/.test(text)) return [];
  return [...text.matchAll(DOCUMENT)].flatMap((match) => {
    const { first, digits = '', between = '', said, last = '', rest = '' } = match.groups ?? {};
    const nie = first && letterOf(first);
    const plain = digits.replace(/\D/g, '');
    const letter = letterOf(last);
    if (nie && (plain.length !== 7 || !NIE.includes(nie))) return [];
    const number = Number(`${nie ? NIE.indexOf(nie) : ''}${plain}`);
    if (LETTERS[number % 23] !== letter || isWord(last, between, said, match.index + match[0].length < text.length)) return [];
    const whole = match[0].slice(0, match[0].length - rest.length);
    const [start, end] = [match.index, match.index + whole.length];
    return [{ type: 'document', text: whole, start, end, value: nie ? `${nie}${plain}${letter}` : `${plain.padStart(8, '0')}${letter}` }];
  });
};

function letterOf(said: string): string {
  return NAMES.get(said.toLowerCase()) ?? said.toUpperCase();
}

/** "Llamé al 1234567 a las cinco": a letter by chance. */
function isWord(last: string, between: string, said: string | undefined, more: boolean): boolean {
  if (said) return false;
  return EVERYDAY.has(last.toLowerCase()) || (/^[aey]$/.test(last) && /\s/.test(between) && more);
}
