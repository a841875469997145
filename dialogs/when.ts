import { today as localDate } from '../bot/calendar.ts';
import type { Hours } from '../bot/hours.ts';
import type { Language } from '../bot/message.ts';
import type { Saying } from './heard.ts';

const formats = new Map<string, Intl.DateTimeFormat>();
/** Weekday and month of days that were said. */
const named = new Map<string, { weekday: string; month: string }>();

/** A day in a sentence: "mañana, miércoles 25 de noviembre", "el lunes 30 de noviembre". `date` is YYYY-MM-DD. */
export function sayDate(date: string, saying: Saying): string {
  const near = { [saying.today]: 'dialogs.today', [shift(saying.today, 1)]: 'dialogs.tomorrow' }[date];
  return saying.words.say(saying.language, near ?? 'dialogs.onDay', { date: sayDay(date, saying) });
}

/** "miércoles 25 de noviembre"; the year only when it is another. */
export function sayDay(date: string, { language, words, today }: Saying): string {
  const [year = '', , day = ''] = date.split('-');
  const key = `${language} ${date}`;
  const known = named.get(key) ?? nameOf(date, language);
  if (named.size > 1000) named.clear();
  named.set(key, known);
  const values = { ...known, day: Number(day), year };
  return words.say(language, date.slice(0, 4) === today.slice(0, 4) ? 'dialogs.date' : 'dialogs.dateYear', values);
}

function nameOf(date: string, language: Language): { weekday: string; month: string } {
  const parts = format(language, 'UTC', { weekday: 'long', month: 'long' }).formatToParts(Date.parse(`${date}T12:00:00Z`));
  const by = Object.fromEntries(parts.map((part) => [part.type, part.value]));
  return { weekday: by.weekday ?? '', month: by.month ?? '' };
}

/** The time of an instant in the council's time zone, "8:30". */
export function sayTime(at: number, timeZone: string): string {
  return format('en-GB', timeZone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at).replace(/^0/, '');
}

/** When a closed office opens: "mañana, miércoles 25 de noviembre, a partir de las 8:30"; undefined when it is open or nobody knows. */
export function sayOpening(hours: Hours, now: number, timeZone: string, saying: Saying): string | undefined {
  const state = hours.at(now);
  if (state.open || state.opens === undefined) return undefined;
  return saying.words.say(saying.language, 'dialogs.from', { date: sayDate(localDate(state.opens, timeZone), saying), time: sayTime(state.opens, timeZone) });
}

function shift(date: string, days: number): string {
  return new Date(Date.parse(`${date}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

function format(language: Language, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([language, timeZone, options]);
  let known = formats.get(key);
  if (!known) {
    known = new Intl.DateTimeFormat(language, { timeZone, ...options });
    formats.set(key, known);
  }
  return known;
}
