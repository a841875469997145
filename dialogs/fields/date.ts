import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import type { Entity } from '../../bot/ports.ts';
import { covers, entityOf } from '../heard.ts';
import { beginsWith, fold, holdsOneOf, isNoise, wordsOf } from '../phrases.ts';
import { sayDay } from '../when.ts';
import { base, type FieldType } from './field.ts';

export const dateField = z.strictObject({
  ...base,
  type: z.literal('date'),
  /** `past`: today or before. `future`: today or later. */
  allow: z.enum(['any', 'past', 'future']).default('any'),
  /** True when words such as "desde el verano" are kept as they are. */
  loose: z.boolean().default(false),
});
export type DateField = z.infer<typeof dateField>;

/** A day, and the time where one was said; or words, where the field takes them. */
export type DateValue = { date: string; time?: string } | { words: string };

const LONGEST_WORDS = 8;

/** A day as people say it; understanding has turned it into a date, here it is made to fit the field. */
export const date: FieldType<DateField, DateValue> = {
  read(field, heard) {
    const entity = entityOf(heard, 'date', 'datetime', 'duration');
    const value = entity && dayOf(field, entity, heard.today);
    if (entity && value) return problemOf(field, value, heard.today) ?? { value, sure: covers(heard, entity) };
    const words = wordsOf(heard.text);
    if (field.loose && words.length > 0 && words.length <= LONGEST_WORDS && /\p{L}/u.test(heard.text)) {
      return isNoise(heard.text) ? undefined : { value: { words: heard.text.trim() }, sure: beginsWith('when', heard.folded) !== undefined };
    }
    return undefined;
  },
  spot(field, heard) {
    const entity = entityOf(heard, 'date', 'datetime', 'duration');
    const value = entity && dayOf(field, entity, heard.today);
    return entity && value && !problemOf(field, value, heard.today) ? { value, start: entity.start, end: entity.end } : undefined;
  },
  valid: (field, value) => typeof value === 'object' && value !== null && ('date' in value || ('words' in value && field.loose)),
  show(_field, value, saying) {
    if ('words' in value) return value.words;
    const day = sayDay(value.date, saying);
    return value.time === undefined ? day : saying.words.say(saying.language, 'dialogs.dateTime', { date: day, time: value.time.replace(/^0/, '') });
  },
};

function dayOf(field: DateField, entity: Entity, today: string): { date: string; time?: string } | undefined {
  if (typeof entity.value !== 'string') return undefined;
  if (entity.type === 'duration') return field.allow === 'future' ? undefined : ago(entity.value, today);
  const [day = '', time] = entity.value.split('T');
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
  const date = field.allow === 'past' ? past(day, entity.text, today) : day;
  return time === undefined ? { date } : { date, time: time.slice(0, 5) };
}

/** "Hace dos semanas", where understanding gives only how long. */
function ago(duration: string, today: string): { date: string } | undefined {
  try {
    return { date: Temporal.PlainDate.from(today).subtract(Temporal.Duration.from(duration)).toString() };
  } catch {
    return undefined;
  }
}

/** "El martes" and "el 3 de diciembre" mean the last one when the field asks for what has been. */
function past(day: string, said: string, today: string): string {
  if (day <= today || /\d{4}/.test(said) || holdsOneOf('future', fold(said)) || beginsWith('tomorrow', fold(said)) !== undefined) return day;
  const date = Temporal.PlainDate.from(day);
  const back = /\d/.test(said) ? date.subtract({ years: 1 }) : date.subtract({ weeks: 1 });
  return back.toString() <= today ? back.toString() : day;
}

function problemOf(field: DateField, value: { date: string }, today: string): { problem: string } | undefined {
  if (field.allow === 'past' && value.date > today) return { problem: 'dialogs.date.future' };
  if (field.allow === 'future' && value.date < today) return { problem: 'dialogs.date.past' };
  return undefined;
}

