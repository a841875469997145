import { Temporal } from 'temporal-polyfill';
import type { DayPart } from './entity.ts';

export type Unit = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';
type PlainDate = Temporal.PlainDate;

/** Today where the council is, and the days that people name from there. */
export class Calendar {
  readonly #instant: number;
  readonly #timeZone: string;
  #zoned: Temporal.ZonedDateTime | undefined;
  #today: PlainDate | undefined;

  constructor(now: number, timeZone: string) {
    this.#instant = now;
    this.#timeZone = timeZone;
  }

  get today(): PlainDate {
    this.#today ??= this.#now.toPlainDate();
    return this.#today;
  }

  get #now(): Temporal.ZonedDateTime {
    this.#zoned ??= Temporal.Instant.fromEpochMilliseconds(this.#instant).toZonedDateTimeISO(this.#timeZone);
    return this.#zoned;
  }

  days(n: number): PlainDate {
    return this.today.add({ days: n });
  }

  shift(n: number, unit: Unit): PlainDate {
    return this.today.add(Temporal.Duration.from({ [`${unit}s`]: n }));
  }

  /** So many minutes from now, on the clock of the place: an hour that summer time takes away is not counted. */
  minutes(n: number): Temporal.PlainDateTime {
    return this.#now.add({ minutes: n }).toPlainDateTime();
  }

  /** A weekday, 1 is Monday: the first after today, or from today on. */
  next(weekday: number, todayToo = false): PlainDate {
    const ahead = (weekday - this.today.dayOfWeek + 7) % 7;
    return this.days(ahead === 0 && !todayToo ? 7 : ahead);
  }

  last(weekday: number, todayToo = false): PlainDate {
    const back = (this.today.dayOfWeek - weekday + 7) % 7;
    return this.days(-(back === 0 && !todayToo ? 7 : back));
  }

  /** A weekday of a week counted from this one. */
  inWeek(weeks: number, weekday = 1): PlainDate {
    return this.days(1 - this.today.dayOfWeek + 7 * weeks + weekday - 1);
  }

  /** The first day of a month counted from this one. */
  inMonth(months: number): PlainDate {
    return this.today.with({ day: 1 }).add({ months });
  }

  inYear(years: number): PlainDate {
    return this.today.with({ day: 1, month: 1 }).add({ years });
  }

  /** The next day of that number; the last one when `past`. */
  dayOfMonth(day: number, past: boolean): PlainDate | undefined {
    for (let away = 0; away < 12; away += 1) {
      const found = dateOf(this.inMonth(past ? -away : away), day);
      if (found && (past ? Temporal.PlainDate.compare(found, this.today) <= 0 : Temporal.PlainDate.compare(found, this.today) >= 0)) return found;
    }
    return undefined;
  }

  /** A day of the year: in the given year, or the next one to come, or the last one when `past`. */
  date(day: number, month: number, year: number | undefined, past: boolean): PlainDate | undefined {
    if (month < 1 || month > 12) return undefined;
    if (year !== undefined) return dateOf(this.today.with({ day: 1, month, year: fullYear(year) }), day);
    for (let away = 0; away < 9; away += 1) {
      const found = dateOf(this.today.with({ day: 1, month }).add({ years: past ? -away : away }), day);
      if (found && (past ? Temporal.PlainDate.compare(found, this.today) <= 0 : Temporal.PlainDate.compare(found, this.today) >= 0)) return found;
    }
    return undefined;
  }

  /** A time of a day; where the clocks are put forward over it, the time that it then is. */
  at(date: PlainDate, hour: number, minute: number): string {
    const zoned = date.toPlainDateTime({ hour, minute }).toZonedDateTime(this.#now.timeZoneId);
    return zoned.toPlainDateTime().toString({ smallestUnit: 'minute' });
  }
}

function dateOf(month: PlainDate, day: number): PlainDate | undefined {
  return day >= 1 && day <= month.daysInMonth ? month.with({ day }) : undefined;
}

function fullYear(year: number): number {
  return year < 100 ? 2000 + year : year;
}

/** The hour of the day of a spoken hour. Without a part of the day, one to seven are in the afternoon: that is when people arrange things. */
export function hourOf(hour: number, part: DayPart | undefined): number {
  if (hour > 12 || hour === 0) return hour % 24;
  switch (part) {
    case 'morning': return hour;
    case 'noon': return hour <= 4 ? hour + 12 : hour;
    case 'afternoon': return hour === 12 ? 12 : hour + 12;
    case 'evening': return hour === 12 ? 0 : hour + 12;
    case 'night': return hour === 12 ? 0 : hour >= 6 ? hour + 12 : hour;
    default: return hour <= 7 ? hour + 12 : hour;
  }
}
