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

  /** The first day of a month of the year: of this one while it lasts, else of the next to come or, when `past`, the last that was. */
  month(month: number, year: number | undefined, past: boolean): PlainDate | undefined {
    if (month < 1 || month > 12) return undefined;
    const away = year !== undefined ? year - this.today.year : Math.sign(month - this.today.month) === (past ? 1 : -1) ? (past ? -1 : 1) : 0;
    return this.today.with({ day: 1, month }).add({ years: away });
  }

  /** A weekday of a month by its place in it, −1 the last. */
  nth(place: number, weekday: number, month: PlainDate): PlainDate | undefined {
    const ahead = (weekday - month.dayOfWeek + 7) % 7;
    const count = Math.floor((month.daysInMonth - 1 - ahead) / 7) + 1;
    const index = place > 0 ? place - 1 : count + place;
    return index >= 0 && index < count ? month.add({ days: ahead + 7 * index }) : undefined;
  }

  /** So many days after Easter Sunday: the next one to come, or the last one when `past`. */
  easter(days: number, past: boolean): PlainDate {
    const inYear = (year: number): PlainDate => easterOf(year).add({ days });
    const here = inYear(this.today.year);
    const side = Temporal.PlainDate.compare(here, this.today);
    return past && side > 0 ? inYear(this.today.year - 1) : !past && side < 0 ? inYear(this.today.year + 1) : here;
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
    if (year !== undefined) return dateOf(this.today.with({ day: 1, month, year: this.#fullYear(year) }), day);
    for (let away = 0; away < 9; away += 1) {
      const found = dateOf(this.today.with({ day: 1, month }).add({ years: past ? -away : away }), day);
      if (found && (past ? Temporal.PlainDate.compare(found, this.today) <= 0 : Temporal.PlainDate.compare(found, this.today) >= 0)) return found;
    }
    return undefined;
  }

  /** Two digits of a year: of this century up to ten years from now, else of the last. */
  #fullYear(year: number): number {
    if (year >= 100) return year;
    return year <= (this.today.year % 100) + 10 ? 2000 + year : 1900 + year;
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

/** Easter Sunday by the Gregorian reckoning, after Gauss and Lichtenberg. */
function easterOf(year: number): PlainDate {
  const century = Math.floor(year / 100);
  const moonShift = 15 + Math.floor((3 * century + 3) / 4) - Math.floor((8 * century + 13) / 25);
  const moon = (19 * (year % 19) + moonShift) % 30;
  const limit = Math.floor((moon + Math.floor((year % 19) / 11)) / 29);
  const full = 21 + moon - limit;
  const sunday = 7 - ((year + Math.floor(year / 4) + 2 - Math.floor((3 * century + 3) / 4)) % 7);
  return new Temporal.PlainDate(year, 3, 1).add({ days: full + 7 - ((full - sunday) % 7) - 1 });
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
