import type { Tokens } from '../text/tokens.ts';

/**
 * Something in a text that a form can use. `start` and `end` are places in the original text, `value` is its normal form:
 * `date` YYYY-MM-DD · `time` HH:MM · `datetime` YYYY-MM-DDTHH:MM, all local · `duration` ISO 8601 · `number`, `ordinal` a number (−1 the last) ·
 * `phone` E.164 · `email` · `document` DNI or NIE without signs · `plate` without signs · `place` { street, number? ("s/n": it has none), detail? } · `service`, `office` the id ·
 * `correction` true: what follows it replaces what was said before ("no, mejor el martes").
 */
export interface FoundEntity {
  type: string;
  text: string;
  start: number;
  end: number;
  value: unknown;
  /** Of a date or a time: the part of the day that was said. */
  part?: DayPart;
  /** Of a date that stands for more than a day: `value` is its first. */
  grain?: 'week' | 'month' | 'year' | 'weekend';
}

export type DayPart = 'morning' | 'noon' | 'afternoon' | 'evening' | 'night';

/** A service or an office of the council, with what citizens call it. */
export interface Named {
  type: 'service' | 'office';
  id: string;
  names: readonly string[];
}

/** What reading an entity depends on besides the text. */
export interface Reading {
  language: string;
  /** Milliseconds since 1970. */
  now: number;
  timeZone: string;
  country: string;
  names: readonly Named[];
}

/** Finds the entities of one kind. */
export type Finder = (tokens: Tokens, reading: Reading) => FoundEntity[];

/** The entity that covers the tokens `from` to `to`, the last included. */
export function entityAt({ text, tokens }: Tokens, type: string, from: number, to: number, value: unknown): FoundEntity {
  const start = tokens[from]?.start ?? 0;
  const end = tokens[to]?.end ?? start;
  return { type, text: text.slice(start, end), start, end, value };
}
