import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { type Mistake, Mistakes } from '../bot/errors.ts';
import { checkSource, readSource, type Source } from '../bot/source.ts';

const byLanguage = z.record(z.string().regex(/^[a-z]{2}$/), z.string().min(1));
const range = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-4]):[0-5]\d$/);
const week = z.strictObject({
  mon: z.array(range), tue: z.array(range), wed: z.array(range), thu: z.array(range), fri: z.array(range), sat: z.array(range), sun: z.array(range),
});
const monthDay = z.string().regex(/^\d{2}-\d{2}$/);
const date = z.union([z.date().transform((value) => value.toISOString().slice(0, 10)), z.string().regex(/^\d{4}-\d{2}-\d{2}$/)]);
const phone = z.coerce.string();

const schema = z.strictObject({
  sample: z.boolean().default(false),
  id: z.string().regex(/^[a-z0-9-]+$/),
  name: byLanguage,
  town: z.string().min(1),
  region: z.string().optional(),
  population: z.number().int().positive().optional(),
  timeZone: z.string().refine(isTimeZone, 'there is no such time zone'),
  languages: z.array(z.string().regex(/^[a-z]{2}$/)).min(1),
  assistant: byLanguage,
  address: z.string(),
  phone,
  phoneOutside: phone,
  email: z.email(),
  web: z.url(),
  sede: z.url(),
  emergency: phone.default('112'),
  privacy: z.url(),
  look: z.strictObject({ accent: z.string().regex(/^#[0-9a-fA-F]{6}$/) }).optional(),
  hours: week,
  seasons: z.array(z.strictObject({ from: monthDay, until: monthDay, hours: week })).default([]),
  holidays: z.array(z.strictObject({ date, name: byLanguage })).default([]),
  departments: z.record(z.string(), z.strictObject({ name: byLanguage, phone: phone.optional(), email: z.email().optional() })),
  topics: z.record(z.string(), byLanguage),
  questions: z.array(z.strictObject({ topic: z.string(), question: byLanguage })).default([]),
  personForm: z.string().default('persona'),
  incidentForm: z.string().default('incidencia'),
});

/** `council.yaml`: who the council is, when its people are there, and how it names its parts. */
export type Council = z.infer<typeof schema>;

const MENDS: Readonly<Record<string, string>> = {
  timeZone: 'write Europe/Madrid or Atlantic/Canary, or another name of the IANA list',
  hours: 'write each day as a list of ranges such as ["08:30-14:30", "16:30-19:00"], and [] for a closed day',
  holidays: 'write { date: 2026-12-25, name: { es: Navidad, en: Christmas Day } }',
  look: 'write { accent: "#1a5276" }',
  languages: 'write the languages that citizens are answered in, the first by default, for example [es, en]',
};

export function parseCouncil(text: string, file: string): Council {
  const source: Source = readSource(text, file);
  return checkSource(source, schema, (path, issue) => {
    if (issue.code === 'unrecognized_keys') return 'remove the key, or correct its spelling';
    return MENDS[path.split('.')[0] ?? ''] ?? 'see council.yaml of the sample council for its form';
  });
}

export function readCouncil(folder: string): Council {
  const file = join(folder, 'council.yaml');
  if (!existsSync(file)) throw new Mistakes('bad_data', [noCouncil(file)]);
  return parseCouncil(readFileSync(file, 'utf8'), shortName(file));
}

export function noCouncil(file: string): Mistake {
  return { file, problem: 'no such file', mend: 'name a council folder with --council, or write one with `ventanilla init FOLDER`' };
}

/** A council's own sentences, `words/<language>.yaml`: each key one of the house's. */
export function parseOwnWords(text: string, file: string, known: ReadonlySet<string>): Record<string, string> {
  const source = readSource(text, file);
  const words = checkSource(source, z.record(z.string(), z.string()), () => 'write each sentence as key: text');
  const strange = Object.keys(words).filter((key) => !known.has(key));
  const mistakes: Mistake[] = strange.map((key) => ({ file: source.file, line: source.lineOf([key]), key, problem: 'the program says no such sentence', mend: 'remove it, or take its key from the words of the program' }));
  if (mistakes.length > 0) throw new Mistakes('bad_data', mistakes);
  return words;
}

/** Runs every reader, and throws what all of them found wrong at once. */
export function readAll<T extends readonly (() => unknown)[]>(...readers: T): { [K in keyof T]: T[K] extends () => infer R ? R : never } {
  const mistakes: Mistake[] = [];
  const values = readers.map((read) => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof Mistakes)) throw error;
      mistakes.push(...error.mistakes);
      return undefined;
    }
  });
  if (mistakes.length > 0) throw new Mistakes('bad_data', mistakes);
  return values as { [K in keyof T]: T[K] extends () => infer R ? R : never };
}

/** Files with an ending, in all folders below, in a stable order. */
export function filesBelow(folder: string, ending: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(ending)).map((name) => join(folder, name)).sort();
}

/** As it is told to people: from where they stand, if it is below. */
export function shortName(file: string): string {
  const short = relative(process.cwd(), file);
  return short.startsWith('..') ? file : short;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
