import { z } from 'zod';
import type { Choice, Language } from '../../bot/message.ts';
import type { Heard, Saying } from '../heard.ts';

export const byLanguage = z.record(z.string().regex(/^[a-z]{2}$/), z.string().min(1));
export const listByLanguage = z.record(z.string().regex(/^[a-z]{2}$/), z.array(z.string().min(1)));
/** Field → the value, or the values, that it must have. */
export const condition = z.record(z.string(), z.union([z.string(), z.boolean(), z.array(z.string())]));

/** What every field has in its YAML, whatever its type. */
export const base = {
  id: z.string().regex(/^[a-z][a-zA-Z0-9_-]*$/),
  prompt: byLanguage,
  /** How the summary names it; the prompt serves when it is absent. */
  label: byLanguage.optional(),
  help: byLanguage.optional(),
  /** Other words by which people mean this field: "la calle está mal". */
  names: listByLanguage.optional(),
  optional: z.boolean().default(false),
  /** What the button that skips it says. */
  skip: byLanguage.optional(),
  when: condition.optional(),
  /** What is known of the contact fills it, and what it learns is kept there. */
  contact: z.enum(['name', 'phone', 'email']).optional(),
};

const anyField = z.object({ ...base, type: z.string() });
export type Field = z.infer<typeof anyField>;
export type Values = Readonly<Record<string, unknown>>;

/** `sure`: it can hardly be anything else. `problem`: meant for this field, but cannot be taken; the key of the sentence that says why. */
export type Reading<V = unknown> = { value: V; sure: boolean } | { problem: string; values?: Record<string, string | number> };

export interface Spot<V = unknown> {
  value: V;
  start: number;
  end: number;
}

/** A type of field. Values are plain data: they are kept in the store. */
export interface FieldType<F extends Field = Field, V = unknown> {
  /** Reads an answer to the field's own question; undefined when it is none. */
  read(field: F, heard: Heard, values: Values): Reading<V> | undefined;
  /** Finds a value inside a sentence that says other things too. */
  spot?(field: F, heard: Heard, values: Values): Spot<V> | undefined;
  /** Whether a stored value can still be taken, after the form was changed. */
  valid(field: F, value: unknown, values: Values): boolean;
  show(field: F, value: V, saying: Saying): string;
  choices?(field: F, values: Values, saying: Saying): Choice[];
  /** A second question that a value may need, asked once. */
  more?: More<F, V>;
  /** A small correction such as "no, el 14": the value with it, or undefined when it is none. */
  amend?(field: F, value: V, heard: Heard): V | undefined;
}

export interface More<F extends Field = Field, V = unknown> {
  /** The key of the question, or undefined when the value is complete. */
  asks(field: F, value: V): string | undefined;
  /** The value with the answer; undefined when it was not understood. */
  read(field: F, value: V, heard: Heard): V | undefined;
}

export function inLanguage(texts: Readonly<Record<Language, string>>, language: Language): string {
  return texts[language] ?? Object.values(texts)[0] ?? '';
}

/** Whether a condition on other fields holds. */
export function holdsWhen(when: z.infer<typeof condition> | undefined, values: Values): boolean {
  return Object.entries(when ?? {}).every(([id, wanted]) => (Array.isArray(wanted) ? wanted.includes(String(values[id])) : values[id] === wanted));
}
