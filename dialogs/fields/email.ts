import { z } from 'zod';
import { base, type FieldType } from './field.ts';

export const emailField = z.strictObject({ ...base, type: z.literal('email') });
export type EmailField = z.infer<typeof emailField>;

const FOUND = /[^\s<>(),;:"'¿?]+@[^\s<>(),;:"'¿?]+/u;
const address = z.email().max(254);

/** An e-mail address, in lower case. */
export const email: FieldType<EmailField, string> = {
  read(_field, heard) {
    const found = readEmail(heard.text);
    if (found) return { value: found.value, sure: true };
    return /@|\barroba\b/iu.test(heard.text) ? { problem: 'dialogs.email.wrong' } : undefined;
  },
  spot: (_field, heard) => readEmail(heard.text),
  valid: (_field, value) => address.safeParse(value).success,
  show: (_field, value) => value,
};

export function readEmail(text: string): { value: string; start: number; end: number } | undefined {
  const found = FOUND.exec(text);
  const value = found?.[0].replace(/[.!]+$/u, '').toLowerCase();
  return found && address.safeParse(value).success && value !== undefined ? { value, start: found.index, end: found.index + value.length } : undefined;
}
