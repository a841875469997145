import { z } from 'zod';
import { base, type FieldType } from './field.ts';

export const yesnoField = z.strictObject({ ...base, type: z.literal('yesno') });
export type YesnoField = z.infer<typeof yesnoField>;

/** Yes or no. */
export const yesno: FieldType<YesnoField, boolean> = {
  read(_field, heard) {
    if (heard.intent === 'yes') return { value: true, sure: true };
    return heard.intent === 'no' ? { value: false, sure: true } : undefined;
  },
  valid: (_field, value) => typeof value === 'boolean',
  show: (_field, value, { language, words }) => words.say(language, value ? 'dialogs.yes' : 'dialogs.no'),
  choices: (field, _values, { language, words }) => [
    { id: `value:${field.id}:yes`, title: words.say(language, 'dialogs.yes') },
    { id: `value:${field.id}:no`, title: words.say(language, 'dialogs.no') },
  ],
};
