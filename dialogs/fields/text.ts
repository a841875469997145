import { z } from 'zod';
import { base, type FieldType, listByLanguage } from './field.ts';

export const textField = z.strictObject({
  ...base,
  type: z.literal('text'),
  min: z.number().int().positive().default(1),
  max: z.number().int().positive().default(1000),
  /** True when the message that starts the form may say it: "hay un bache en la calle Mayor". */
  opening: z.boolean().default(false),
  /** Words before an answer that are not part of it: "me llamo". */
  leads: listByLanguage.optional(),
  /** Words of the first message that only ask for the form, beside those that every form knows. */
  idle: listByLanguage.optional(),
  /** `keep`: a question is an answer here (the matter for a person), not a digression. */
  questions: z.enum(['answer', 'keep']).default('answer'),
  /** True when the article that was talked about last fills it. */
  topic: z.boolean().default(false),
});
export type TextField = z.infer<typeof textField>;

/** Free words. Anything can be an answer, so nothing is ever sure. */
export const text: FieldType<TextField, string> = {
  read(field, heard) {
    const said = heard.text.trim();
    if (said === '') return undefined;
    if (!/[\p{L}\p{N}]/u.test(said) || said.length < field.min) return { problem: 'dialogs.text.short' };
    if (said.length > field.max) return { problem: 'dialogs.text.long', values: { max: field.max } };
    return { value: said, sure: false };
  },
  valid: (field, value) => typeof value === 'string' && value.length >= field.min && value.length <= field.max,
  show: (_field, value) => value,
};
