import { z } from 'zod';
import { checkSource, readSource } from '../bot/source.ts';
import { byLanguage, listByLanguage } from './fields/field.ts';
import { type AnyField, fieldSchema } from './fields/fields.ts';
import { saysOf, submitSchema } from './submits/submits.ts';

const LEAST_EXAMPLES = 5;

const schema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  version: z.number().int().positive(),
  title: byLanguage,
  /** How people ask for it. */
  examples: listByLanguage,
  /** Said before the first question. */
  intro: byLanguage.optional(),
  /** True when the form hands over to a person: asked for a person again, it goes on; what it cannot understand stays blank. */
  handover: z.boolean().default(false),
  fields: z.array(fieldSchema).min(1),
  /** True when the citizen sees everything and says yes before it is handed in. */
  confirm: z.boolean().default(false),
  /** Minutes without an answer until a reminder, and until the form is closed without effect. */
  patience: z.strictObject({ reminder: z.number().positive(), end: z.number().positive() }).default({ reminder: 30, end: 24 * 60 }),
  submit: submitSchema,
  done: byLanguage,
}).superRefine((form, context) => {
  const mistake = (path: (string | number)[], message: string): void => void context.addIssue({ code: 'custom', path, message });
  const languages = Object.keys(form.title);
  checkLanguages(form, languages, mistake);
  form.fields.forEach((field, index) => {
    if (form.fields.findIndex((one) => one.id === field.id) < index) mistake(['fields', index, 'id'], `there are two fields ${field.id}`);
    if (RESERVED.has(field.id)) mistake(['fields', index, 'id'], `${field.id} is a name of the engine's own`);
    checkConditions(form.fields.slice(0, index), field, index, mistake);
  });
  for (const language of languages) {
    if ((form.examples[language]?.length ?? 0) < LEAST_EXAMPLES) mistake(['examples', language], `fewer than ${LEAST_EXAMPLES} examples in ${language}`);
    for (const [, name = ''] of (form.done[language] ?? '').matchAll(/\{(\w+)\}/g)) {
      if (!saysOf(form.submit).includes(name)) mistake(['done', language], `{${name}} is not something that this kind of submit says`);
    }
  }
  if (form.patience.end <= form.patience.reminder) mistake(['patience', 'end'], 'the form would end before its reminder');
  for (const key of ['title', 'reply'] as const) {
    const named = form.submit[key];
    if (named !== undefined && !form.fields.some((field) => field.id === named)) mistake(['submit', key], `there is no field ${named}`);
  }
});

const RESERVED = new Set(['confirm', 'change']);

/** A form as a council writes it. */
export type Form = z.infer<typeof schema>;

type Note = (path: (string | number)[], message: string) => void;

/** Every text in every language of the title. */
function checkLanguages(node: unknown, languages: readonly string[], mistake: Note, path: (string | number)[] = []): void {
  if (typeof node !== 'object' || node === null) return;
  const list = Array.isArray(node);
  const texts = BY_LANGUAGE.has(String(path.at(-1)));
  for (const language of texts ? languages : []) if (!(language in node)) mistake(path, `there is no text in ${language}`);
  if (!texts) for (const [key, value] of Object.entries(node)) checkLanguages(value, languages, mistake, [...path, list ? Number(key) : key]);
}

const BY_LANGUAGE: ReadonlySet<string> = new Set(['title', 'examples', 'intro', 'prompt', 'label', 'help', 'names', 'skip', 'words', 'done']);

/** A condition may only look at fields that come before, and at options that exist. */
function checkConditions(before: readonly AnyField[], field: AnyField, index: number, mistake: Note): void {
  const conditions: { when: AnyField['when']; path: (string | number)[] }[] = [{ when: field.when, path: ['fields', index, 'when'] }];
  const options = field.type === 'choice' ? field.options : [];
  for (const [n, { when }] of options.entries()) conditions.push({ when, path: ['fields', index, 'options', n, 'when'] });
  for (const { when, path } of conditions) {
    for (const [id, wanted] of Object.entries(when ?? {})) {
      const other = before.find((one) => one.id === id);
      if (!other) mistake([...path, id], `there is no field ${id} before this one`);
      else if (other.type === 'choice') {
        const strange = [wanted].flat().find((one) => !other.options.some((option) => option.id === one));
        if (strange !== undefined) mistake([...path, id], `${id} has no option ${strange}`);
      }
    }
  }
}

const MENDS: Readonly<Record<string, string>> = {
  id: 'write a name of lower-case letters, digits and hyphens',
  version: 'write version: 1, and add one whenever you change the fields',
  title: 'write it in every language of the council, such as { es: Aviso, en: Report }',
  examples: `write at least ${LEAST_EXAMPLES} ways to ask for it in each language`,
  patience: 'write { reminder: 30, end: 1440 }, in minutes',
  submit: 'write { kind: case, queue: name-of-the-queue }',
  done: 'write what is said at the end in every language; {reference} and {attention} may stand in it',
  confirm: 'write true or false',
  fields: 'see docs/adding-a-form.md for what each type of field takes',
};

/** Reads a form. Throws `Mistakes` with everything that is wrong in it, each with file, line, key and mend. */
export function parseForm(text: string, file: string): Form {
  return checkSource(readSource(text, file), schema, (path, issue) => {
    if (issue.code === 'unrecognized_keys') return 'remove the key, or correct its spelling';
    if (/\bthere is no text in\b/.test(issue.message)) return 'add the text in that language';
    return MENDS[path.split('.')[0] ?? ''] ?? 'see docs/adding-a-form.md';
  });
}
