import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js';
import { z } from 'zod';
import { entityOf } from '../heard.ts';
import { base, type FieldType } from './field.ts';

export const phoneField = z.strictObject({ ...base, type: z.literal('phone'), country: z.string().regex(/^[A-Z]{2}$/).default('ES') });
export type PhoneField = z.infer<typeof phoneField>;

const SPELT = /[+\d][\d\s().\-/]{5,}\d/;

/** A telephone number, kept as E.164. */
export const phone: FieldType<PhoneField, string> = {
  read(field, heard) {
    const value = readPhone(heard.text, field.country) ?? entityPhone(entityOf(heard, 'phone')?.value);
    if (value !== undefined) return { value, sure: true };
    return /\d{3}/.test(heard.text) ? { problem: 'dialogs.phone.wrong' } : undefined;
  },
  spot(field, heard) {
    const entity = entityOf(heard, 'phone');
    if (entity) {
      const value = entityPhone(entity.value) ?? readPhone(entity.text, field.country);
      if (value !== undefined) return { value, start: entity.start, end: entity.end };
    }
    const found = SPELT.exec(heard.text);
    const value = found && readPhone(found[0], field.country);
    return found && value ? { value, start: found.index, end: found.index + found[0].length } : undefined;
  },
  valid: (_field, value) => typeof value === 'string' && /^\+\d{6,15}$/.test(value),
  show: (_field, value) => sayPhone(value),
};

/** E.164, or undefined when there is no possible number in the text. */
export function readPhone(text: string, country: string): string | undefined {
  const spelt = SPELT.exec(text)?.[0];
  const parsed = spelt === undefined ? undefined : parsePhoneNumberFromString(spelt, country as CountryCode);
  return parsed?.isValid() ? parsed.number : undefined;
}

/** As people there write it: in groups, with the country only when it is another. */
export function sayPhone(value: string): string {
  const parsed = parsePhoneNumberFromString(value);
  if (!parsed) return value;
  return parsed.country === 'ES' ? parsed.formatNational() : parsed.formatInternational();
}

function entityPhone(value: unknown): string | undefined {
  return typeof value === 'string' && /^\+\d{6,15}$/.test(value) ? value : undefined;
}
