import type { Finder } from './entity.ts';

const CONSONANTS = 'BCDFGHJKLMNPRSTVWXYZ';
const PROVINCES = 'A|AB|AL|AV|B|BA|BI|BU|C|CA|CC|CE|CO|CR|CS|CU|GC|GE|GI|GR|GU|H|HU|IB|J|L|LE|LO|LU|M|MA|ML|MU|NA|O|OR|OU|P|PM|PO|S|SA|SE|SG|SO|SS|T|TE|TF|TO|V|VA|VI|Z|ZA';
const around = (pattern: string, flags: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, flags);
const PLATES: readonly RegExp[] = [
  /** Since 2000: four digits and three consonants; before them a C for a moped. */
  around(`(C[\\s.-]?)?(\\d{4})[\\s.-]?([${CONSONANTS}]{3})`, 'giu'),
  around(`(\\d{4}) ([${CONSONANTS}]) ([${CONSONANTS}]) ([${CONSONANTS}])`, 'gu'),
  /** Before: the province, four digits, one or two letters; in small letters only where nothing else is possible: "se 1500 m" is none. */
  around(`(${PROVINCES})[\\s-]?(\\d{4})[\\s-]?([A-Z]{1,2})`, 'gu'),
  around(`(${PROVINCES})-?(\\d{4})-?([A-Z]{2})`, 'giu'),
  around(`(${PROVINCES})-(\\d{4})-([A-Z])`, 'giu'),
];

/** Spanish number plates, old and new. */
export const findPlates: Finder = ({ text }) => {
  if (!/\d{4}/.test(text)) return [];
  const found = PLATES.flatMap((pattern) => [...text.matchAll(pattern)]);
  return found.map((match) => ({
    type: 'plate', text: match[0], start: match.index, end: match.index + match[0].length, value: match.slice(1).join('').replace(/[\s.-]/g, '').toUpperCase(),
  }));
};
