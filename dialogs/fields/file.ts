import { z } from 'zod';
import type { FileRef } from '../../store/files.ts';
import { base, type FieldType } from './field.ts';

export const fileField = z.strictObject({ ...base, type: z.literal('file'), accept: z.enum(['any', 'image']).default('any') });
export type FileField = z.infer<typeof fileField>;

/** A file that the channel has kept already; words are no answer to it. */
export const file: FieldType<FileField, FileRef> = {
  read(field, heard) {
    if (!heard.file) return undefined;
    return field.accept === 'image' && !heard.file.mime.startsWith('image/') ? { problem: 'dialogs.file.image' } : { value: heard.file, sure: true };
  },
  valid: (_field, value) => isFile(value),
  show: (_field, value) => value.name,
};

export function isFile(value: unknown): value is FileRef {
  return typeof value === 'object' && value !== null && 'id' in value && 'mime' in value && 'name' in value;
}
