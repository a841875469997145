import { fileTypeFromBuffer } from 'file-type';
import type { FileRef, Files } from '../store/files.ts';
import { VentanillaError } from './errors.ts';

/** Largest file that a citizen may send, bytes. */
export const FILE_LIMIT = 10 * 1024 * 1024;

/** What is kept: what the bytes are counts, not what they are called. */
const ACCEPTED = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/heic', 'image/gif', 'application/pdf']);

/** Keeps a citizen's file. Throws too_large, wrong_type or bad_request (empty). */
export async function keepAttachment(files: Files, content: Uint8Array, name: string): Promise<FileRef> {
  if (content.length === 0) throw new VentanillaError('bad_request', 'the file is empty');
  if (content.length > FILE_LIMIT) throw new VentanillaError('too_large');
  const mime = (await fileTypeFromBuffer(content))?.mime;
  if (mime === undefined || !ACCEPTED.has(mime)) throw new VentanillaError('wrong_type', mime);
  return files.put(content, { name: safeName(name), mime });
}

function safeName(name: string): string {
  return name.replace(/[\p{Cc}/\\]/gu, '').slice(0, 120) || 'file';
}
