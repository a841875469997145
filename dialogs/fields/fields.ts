import { z } from 'zod';
import { choice, choiceField } from './choice.ts';
import { contact, contactField } from './contact.ts';
import { date, dateField } from './date.ts';
import { document, documentField } from './document.ts';
import { email, emailField } from './email.ts';
import type { Field, FieldType } from './field.ts';
import { file, fileField } from './file.ts';
import { number, numberField } from './number.ts';
import { phone, phoneField } from './phone.ts';
import { place, placeField } from './place.ts';
import { text, textField } from './text.ts';
import { yesno, yesnoField } from './yesno.ts';

/** The register of field types: how each is written in YAML, and how it works. */
export const fieldSchema = z.discriminatedUnion('type', [
  textField, choiceField, dateField, placeField, phoneField, emailField, contactField, fileField, numberField, yesnoField, documentField,
]);
export type AnyField = z.infer<typeof fieldSchema>;

const TYPES = { text, choice, date, place, phone, email, contact, file, number, yesno, document };

/** How a field works; it is given fields and values of its own type only. */
export function typeOf(field: Field): FieldType {
  return TYPES[field.type as keyof typeof TYPES] as unknown as FieldType;
}
