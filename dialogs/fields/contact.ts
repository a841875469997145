import { z } from 'zod';
import { readEmail } from './email.ts';
import { base, type FieldType } from './field.ts';
import { readPhone, sayPhone } from './phone.ts';

export const contactField = z.strictObject({ ...base, type: z.literal('contact'), country: z.string().regex(/^[A-Z]{2}$/).default('ES') });
export type ContactField = z.infer<typeof contactField>;

/** Either is enough to write or call back. */
export type ContactValue = { phone: string } | { email: string };

/** A way to reach somebody: a telephone number or an e-mail address, whichever they give. */
export const contact: FieldType<ContactField, ContactValue> = {
  read(field, heard) {
    const found = readEmail(heard.text);
    if (found) return { value: { email: found.value }, sure: true };
    const phone = readPhone(heard.text, field.country);
    if (phone !== undefined) return { value: { phone }, sure: true };
    return /@|\barroba\b|\d{3}/iu.test(heard.text) ? { problem: 'dialogs.contact.wrong' } : undefined;
  },
  spot(field, heard) {
    const found = readEmail(heard.text);
    if (found) return { ...found, value: { email: found.value } };
    const entity = heard.entities.find((one) => one.type === 'phone');
    const phone = entity && readPhone(entity.text, field.country);
    return entity && phone !== undefined ? { value: { phone }, start: entity.start, end: entity.end } : undefined;
  },
  valid: (_field, value) => typeof value === 'object' && value !== null && ('phone' in value || 'email' in value),
  show: (_field, value) => ('phone' in value ? sayPhone(value.phone) : value.email),
};
