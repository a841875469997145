import { z } from 'zod';

/** Largest frame that a citizen's side may send, bytes. */
export const FRAME_LIMIT = 16 * 1024;
export const TEXT_LIMIT = 2000;

const id = z.string().min(1).max(64);

/** What a citizen's side may say, frame by frame. */
export const frameSchema = z.discriminatedUnion('t', [
  z.object({ t: z.literal('hello'), token: z.string().max(128).optional(), after: z.number().int().min(0).optional(), language: z.string().max(16).optional() }),
  z.object({ t: z.literal('open'), id }),
  z.object({ t: z.literal('say'), id, text: z.string() }),
  z.object({ t: z.literal('choose'), id, choice: z.string().min(1).max(200), text: z.string().max(500) }),
  z.object({ t: z.literal('rate'), id, message: z.string().max(64), value: z.enum(['up', 'down']) }),
  z.object({ t: z.literal('language'), id, language: z.string().max(16) }),
  z.object({ t: z.literal('file'), id, file: z.string().max(64) }),
  z.object({ t: z.literal('typing') }),
]);

export type Frame = z.infer<typeof frameSchema>;
export type Said = Exclude<Frame, { t: 'hello' } | { t: 'typing' }>;

/** Undefined when it is not a frame of the protocol. */
export function parseFrame(raw: string): Frame | undefined {
  try {
    return frameSchema.safeParse(JSON.parse(raw)).data;
  } catch {
    return undefined;
  }
}
