import { z } from 'zod';
import { base, type FieldType } from './field.ts';

export const documentField = z.strictObject({ ...base, type: z.literal('document') });
export type DocumentField = z.infer<typeof documentField>;

const WRITTEN = /\b([xyz]?)[\s.-]?(\d{1,2}[.\s]?\d{3}[.\s]?\d{3}|\d{7,8})[\s.-]?([a-z])\b/iu;
const LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';
const PREFIXES: Readonly<Record<string, string>> = { '': '', X: '0', Y: '1', Z: '2' };

/** A Spanish DNI or NIE whose letter is right, as `12345678Z` or `X1234567L`. */
export const document: FieldType<DocumentField, string> = {
  read(_field, heard) {
    const found = readDocument(heard.text);
    if (found?.right) return { value: found.value, sure: true };
    if (found) return { problem: 'dialogs.document.letter' };
    return /\d{4}/.test(heard.text) ? { problem: 'dialogs.document.wrong' } : undefined;
  },
  spot(_field, heard) {
    const found = readDocument(heard.text);
    return found?.right ? found : undefined;
  },
  valid: (_field, value) => typeof value === 'string' && readDocument(value)?.right === true,
  show: (_field, value) => value,
};

/** The check letter is the number modulo 23 (Orden INT/2058/2008 for NIE, Real Decreto 1553/2005 for DNI). */
function readDocument(text: string): { value: string; right: boolean; start: number; end: number } | undefined {
  const found = WRITTEN.exec(text);
  if (!found) return undefined;
  const prefix = (found[1] ?? '').toUpperCase();
  const digits = (found[2] ?? '').replace(/\D/g, '').padStart(prefix === '' ? 8 : 7, '0');
  const letter = (found[3] ?? '').toUpperCase();
  const right = LETTERS[Number(`${PREFIXES[prefix] ?? ''}${digits}`) % LETTERS.length] === letter && Number(digits) > 0;
  return { value: `${prefix}${digits}${letter}`, right, start: found.index, end: found.index + found[0].length };
}
