import { z } from 'zod';
import { VentanillaError } from '../../bot/errors.ts';

/** The end of the year 9999, ms. */
const LATEST = 253_402_300_799_999;

/** What a scripted line says: plain text, or an object. A choice is its id, its title, its number or the choice object itself. */
const lineSchema = z.object({
  contact: z.union([z.string().min(1).max(200), z.number()]).transform(String).optional(),
  text: z.string().nullish(),
  choice: z.union([z.string(), z.number().transform(String), z.object({ id: z.string() }).transform((choice) => choice.id)]).nullish(),
  at: z.union([z.string(), z.number()]).nullish(),
});

export interface ScriptLine {
  contact: string;
  text?: string;
  choice?: string;
  at?: number;
}

export function parseLine(raw: string, contact: string): ScriptLine {
  const value = raw.trimStart().startsWith('{') ? parseObject(raw) : undefined;
  if (value === undefined) return { contact, text: raw };
  const line = lineSchema.safeParse(value);
  if (!line.success) throw new VentanillaError('bad_request', `${z.prettifyError(line.error)} in ${raw.slice(0, 200)}`);
  const { text, choice, at } = line.data;
  return { contact: line.data.contact ?? contact, text: text ?? undefined, choice: choice ?? undefined, at: at === undefined || at === null ? undefined : parseInstant(at) };
}

/** A line that begins like an object but is none is something a citizen could have written. */
function parseObject(raw: string): unknown {
  try {
    return JSON.parse(raw) as unknown;
  } catch {
    return undefined;
  }
}

export function parseInstant(value: string | number): number {
  const time = typeof value === 'number' ? value : Date.parse(value);
  if (!(time >= 0 && time <= LATEST)) throw new VentanillaError('bad_request', `${value} is not an instant; write it as 2026-11-23T09:00:00+01:00`);
  return time;
}
