import type { Temporal } from 'temporal-polyfill';
import type { Calendar, Unit } from './calendar.ts';
import type { DayPart, FoundEntity } from './entity.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What one rule reads: a day, a time, a part of the day, an instant, or how long something lasts. */
export interface Moment {
  date?: Temporal.PlainDate;
  hour?: number;
  minute?: number;
  /** True when the hour is one of twenty-four already. */
  exact?: boolean;
  part?: DayPart;
  grain?: FoundEntity['grain'];
  /** A local date and time. */
  instant?: string;
  /** ISO 8601. */
  duration?: string;
  /** It may as well be a mere number: "el 3". */
  weak?: boolean;
  /** Only the day of the week was said. */
  weekday?: boolean;
}

/** What was said, by the names of the pattern's groups. */
export type Said = Readonly<Record<string, string | undefined>>;

export interface Rule {
  pattern: RegExp;
  /** Signs of which a text must have one before the rule is worth trying. */
  needs?: RegExp;
  /** Undefined when it is none after all; an empty moment when it is known to be something else. */
  read(said: Said, calendar: Calendar, past: boolean): Moment | undefined;
}

/** A rule over signs; a blank in the pattern is a blank between signs. */
export function rule(pattern: string, read: Rule['read']): Rule {
  return { pattern: new RegExp(`(?<!\\S)(?:${pattern})(?!\\S)`, 'g'), read };
}

/** Rules that are worth trying only where one of some signs is. */
export function needing(needs: RegExp, rules: readonly Rule[]): Rule[] {
  return rules.map((one) => ({ ...one, needs }));
}

/** `{n}` of a pattern: a number, or one. */
export const count = (name: string, one: string): string => `(?:N(?<${name}>\\d{1,4})|(?:${one}))`;

export function number(text: string | undefined, otherwise = 1): number {
  return text === undefined ? otherwise : Number(text);
}

export function shifted(calendar: Calendar, n: number, unit: string, half = false): Moment {
  if (unit === 'minute') return { instant: minuteOf(calendar.minutes(n)) };
  if (unit === 'hour') return { instant: minuteOf(calendar.minutes(n * 60 + (half ? 30 * Math.sign(n) : 0))) };
  const [times, plain] = PACKED[unit] ?? [1, unit];
  const date = calendar.shift(n * times, plain as Unit);
  const more = half ? HALVES[unit] : undefined;
  return { date: more ? date.add({ [more[1]]: more[0] * Math.sign(n) }) : date };
}

/** Half of a unit, in another: "dos años y medio". */
const HALVES: Readonly<Record<string, readonly [number, 'months' | 'days']>> = { year: [6, 'months'], month: [15, 'days'] };
/** Units that are so many of another. */
const PACKED: Readonly<Record<string, readonly [number, string]>> = { fortnight: [2, 'week'], halfmonth: [15, 'day'] };

export function minuteOf(time: Temporal.PlainDateTime): string {
  return time.toString({ smallestUnit: 'minute' });
}

const LETTERS: Readonly<Record<string, string>> = { minute: 'M', hour: 'H', day: 'D', week: 'W', month: 'M', year: 'Y' };

export function durationOf(n: number, unit: string, half = false): string {
  if (unit === 'minute') return `PT${n}M`;
  if (unit === 'hour') return half ? `PT${n}H30M` : `PT${n}H`;
  if (unit === 'year' && half) return `P${n}Y6M`;
  if (unit === 'month' && half) return `P${n}M15D`;
  const [times, plain] = PACKED[unit] ?? [1, unit];
  return `P${n * times}${LETTERS[plain] ?? 'D'}`;
}

/** A date in digits: day first, unless there is no such month. */
export function digitRules(): Rule[] {
  return needing(/\d[-/.]\d/, [
    rule('(?<y>\\d{4})-(?<m>\\d{2})-(?<d>\\d{2})', ({ d, m, y }, calendar) => dated(calendar.date(number(d), number(m), number(y), false))),
    rule('(?<d>\\d{1,2})(?:[/-](?<m>\\d{1,2})|[/.-](?<m2>\\d{1,2})[/.-](?<y>\\d{2}|\\d{4}))', ({ d, m, m2, y }, calendar, past) => {
      const day = number(d);
      const month = number(m ?? m2);
      const year = y === undefined ? undefined : number(y);
      return dated(calendar.date(day, month, year, past) ?? calendar.date(month, day, year, past));
    }),
  ]);
}

export function dated(date: Temporal.PlainDate | undefined, more: Moment = {}): Moment | undefined {
  return date && { date, ...more };
}

/** Signs of which a text must have one before it is worth trying any rule: those of days, months, units and numbers, some words, the feasts. */
export function tells(words: string, vocabulary: Vocabulary): RegExp {
  return new RegExp(`[WMUN\\d]|\\b(?:${words}|${feastsOf(vocabulary)})\\b`);
}

function signsOf(name: string, { signs }: Vocabulary): string {
  return name.split(' ').map((word) => signs.get(word) ?? word).join(' ');
}

/** The names of all feasts in signs, as a pattern. */
function feastsOf(vocabulary: Vocabulary): string {
  return Object.keys(vocabulary.feasts).map((name) => signsOf(name, vocabulary)).sort((one, other) => other.length - one.length).join('|');
}

/** The feasts of a language, after `before`; its group `after` or `eve` takes the next day or the one before. */
export function feastRules(vocabulary: Vocabulary, before: string): Rule[] {
  const days = new Map(Object.entries(vocabulary.feasts).map(([name, day]) => [signsOf(name, vocabulary), day]));
  const names = feastsOf(vocabulary);
  return needing(new RegExp(`\\b(?:${names})\\b`), [rule(`${before}(?<feast>${names})`, ({ feast = '', after, eve }, calendar, past) => {
    const date = feastOf(days.get(feast) ?? '', calendar, past);
    return dated(date?.add({ days: after ? 1 : eve ? -1 : 0 }));
  })]);
}

/** "12-25", or days counted from Easter Sunday: "easter-2". */
function feastOf(day: string, calendar: Calendar, past: boolean): Temporal.PlainDate | undefined {
  if (day.startsWith('easter')) return calendar.easter(Number(day.slice('easter'.length)), past);
  const [month = 1, date = 1] = day.split('-').map(Number);
  return calendar.date(date, month, undefined, past);
}
