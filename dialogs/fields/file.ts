import { z } from 'zod';
import type { FileRef } from '../../store/files.ts';
import { base, type FieldType } from './field.ts';

export const fileField = z.strictObject({ ...base, type: z.literal('file'), accept: z.enum(['any', 'image']).default('any') });
export type FileField = z.infer<typeof fileField>;

/** Files that the channel has kept already, as many as are sent; words are no answer to it. */
export const file: FieldType<FileField, FileRef[]> = {
  read(field, heard, values) {
    if (!heard.file) return undefined;
    if (field.accept === 'image' && !heard.file.mime.startsWith('image/')) return { problem: 'dialogs.file.image' };
    const before = values[field.id];
    return { value: [...(areFiles(before) ? before : []), heard.file], sure: true };
  },
  valid: (_field, value) => areFiles(value),
  show: (_field, value) => value.map((one) => one.name).join(', '),
};

export function areFiles(value: unknown): value is FileRef[] {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'object' && one !== null && 'id' in one && 'mime' in one);
}
