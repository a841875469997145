import type { Finder } from './entity.ts';

/** Since 2000: four digits and three consonants. */
const PLATE = /(?<![\p{L}\p{N}])(\d{4})[\s-]?([BCDFGHJKLMNPRSTVWXYZ]{3})(?![\p{L}\p{N}])/giu;
/** Before: the province, four digits, one or two letters. */
const OLD_PLATE = /(?<![\p{L}\p{N}])(A|AB|AL|AV|B|BA|BI|BU|C|CA|CC|CE|CO|CR|CS|CU|GC|GE|GI|GR|GU|H|HU|IB|J|L|LE|LO|LU|M|MA|ML|MU|NA|O|OR|OU|P|PM|PO|S|SA|SE|SG|SO|SS|T|TE|TF|TO|V|VA|VI|Z|ZA)[\s-]?(\d{4})[\s-]?([A-Z]{1,2})(?![\p{L}\p{N}])/gu;

export const findPlates: Finder = ({ text }) => {
  if (!/\d{4}/.test(text)) return [];
  return [...text.matchAll(PLATE), ...text.matchAll(OLD_PLATE)].map((match) => ({
    type: 'plate', text: match[0], start: match.index, end: match.index + match[0].length, value: match.slice(1).join('').toUpperCase(),
  }));
};
