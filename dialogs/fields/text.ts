import { z } from 'zod';
import { isNoise } from '../phrases.ts';
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
    if (said === '' || isNoise(said)) return undefined;
    if (!/[\p{L}\p{N}]/u.test(said) || said.length < field.min) return { problem: 'dialogs.text.short' };
    if (said.length > field.max) return { problem: 'dialogs.text.long', values: { max: field.max } };
    return { value: said, sure: false };
  },
  /** Only a name is heard in the middle of a sentence, behind its own words: "soy Ana Pérez". */
  spot(field, heard) {
    const leads = field.contact === 'name' ? Object.values(field.leads ?? {}).flat() : [];
    const found = leads.length > 0 ? namePattern(leads).exec(heard.text) : null;
    const [said = '', name = ''] = found ?? [];
    return found ? { value: name, start: found.index, end: found.index + said.length } : undefined;
  },
  valid: (field, value) => typeof value === 'string' && value.length >= field.min && value.length <= field.max,
  show: (_field, value) => value,
};

const patterns = new Map<string, RegExp>();

/** One of the leads, and words written as names. */
function namePattern(leads: readonly string[]): RegExp {
  const key = leads.join('|');
  const known = patterns.get(key);
  if (known) return known;
  const words = [...leads].sort((one, other) => other.length - one.length).map((lead) => [...lead.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')].map(eitherCase).join(''));
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join('|')})\\s+(\\p{Lu}[\\p{L}'’-]+(?:\\s+(?:(?:de|del|la|los|y|van|von)\\s+){0,2}\\p{Lu}[\\p{L}'’-]+){0,3})`, 'u');
  patterns.set(key, pattern);
  return pattern;
}

function eitherCase(letter: string): string {
  return letter.toLowerCase() === letter.toUpperCase() ? letter : `[${letter.toLowerCase()}${letter.toUpperCase()}]`;
}
