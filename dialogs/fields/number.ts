import { z } from 'zod';
import { covers, entityOf } from '../heard.ts';
import { base, type FieldType, type Reading } from './field.ts';

export const numberField = z.strictObject({
  ...base, type: z.literal('number'), min: z.number().optional(), max: z.number().optional(), whole: z.boolean().default(true),
});
export type NumberField = z.infer<typeof numberField>;

const WRITTEN = /-?\d+(?:[.,]\d+)?/;

/** A number in digits or in words, within its limits. */
export const number: FieldType<NumberField, number> = {
  read(field, heard): Reading<number> | undefined {
    const entity = entityOf(heard, 'number');
    const written = WRITTEN.exec(heard.text);
    const value = typeof entity?.value === 'number' ? entity.value : written ? Number(written[0].replace(',', '.')) : undefined;
    if (value === undefined) return undefined;
    if (field.whole && !Number.isInteger(value)) return { problem: 'dialogs.number.whole' };
    if (field.min !== undefined && value < field.min) return { problem: 'dialogs.number.least', values: { min: field.min } };
    if (field.max !== undefined && value > field.max) return { problem: 'dialogs.number.most', values: { max: field.max } };
    const start = entity?.start ?? written?.index ?? 0;
    const end = entity?.end ?? start + (written?.[0].length ?? 0);
    return { value, sure: covers(heard, { start, end }) };
  },
  valid: (field, value) => typeof value === 'number' && value >= (field.min ?? -Infinity) && value <= (field.max ?? Infinity),
  show: (_field, value, { language }) => formatOf(language).format(value),
};

/** Making one takes longer than a whole turn. */
const formats = new Map<string, Intl.NumberFormat>();

function formatOf(language: string): Intl.NumberFormat {
  const known = formats.get(language) ?? new Intl.NumberFormat(language);
  formats.set(language, known);
  return known;
}
