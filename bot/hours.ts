import { Temporal } from 'temporal-polyfill';

export type Day = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';
/** Ranges such as `08:30-14:30` for each day; several make a split shift, none a closed day. */
export type Week = Readonly<Record<Day, readonly string[]>>;

/** When people are there, as `council.yaml` says it. */
export interface OpeningHours {
  timeZone: string;
  hours: Week;
  /** Days of the year, `MM-DD`, both included; a season may run over New Year. The first that fits counts. */
  seasons: readonly { from: string; until: string; hours: Week }[];
  /** Closed all day, `YYYY-MM-DD`. */
  holidays: readonly { date: string; name: Readonly<Record<string, string>> }[];
}

export type OfficeState = { open: true; until: number } | { open: false; opens?: number };

export interface Hours {
  /** Instants in ms. `until`: the end of the shift that is running. */
  at(now: number): OfficeState;
  /** The name of the holiday on a local date, if it is one. */
  holiday(date: string): Readonly<Record<string, string>> | undefined;
}

const DAYS: readonly Day[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
/** A council that does not open within this many days has written no hours. */
const HORIZON_DAYS = 60;
const REMEMBERED_DAYS = 200;

interface Shift {
  from: number;
  until: number;
}

/** Opening hours in the council's own time zone: a shift that begins at 8:30 does so before and after the clocks change. */
export function createHours(council: OpeningHours): Hours {
  const holidays = new Map(council.holidays.map(({ date, name }) => [date, name]));

  const weekOf = (date: Temporal.PlainDate): Week => {
    const day = date.toString().slice(5);
    return council.seasons.find((season) => within(day, season.from, season.until))?.hours ?? council.hours;
  };
  const days = new Map<string, Shift[]>();
  const shiftsOn = (date: Temporal.PlainDate): Shift[] => {
    const key = date.toString();
    const known = days.get(key);
    if (known) return known;
    if (days.size > REMEMBERED_DAYS) days.clear();
    const shifts = holidays.has(key) ? [] : computed(date);
    days.set(key, shifts);
    return shifts;
  };
  const computed = (date: Temporal.PlainDate): Shift[] => {
    const day = DAYS[date.dayOfWeek - 1] ?? 'mon';
    const shifts = weekOf(date)[day].map((range) => {
      const [from = '', until = ''] = range.split('-');
      return { from: instantOf(date, from, council.timeZone), until: instantOf(date, until, council.timeZone) };
    });
    return shifts.sort((one, other) => one.from - other.from);
  };

  const look = (now: number): OfficeState => {
    const start = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(council.timeZone).toPlainDate();
    for (let days = 0; days <= HORIZON_DAYS; days += 1) {
      for (const { from, until } of shiftsOn(start.add({ days }))) {
        if (from <= now && now < until) return { open: true, until };
        if (from > now) return { open: false, opens: from };
      }
    }
    return { open: false };
  };
  /** What was found last holds until the office opens or closes. */
  let last: { since: number; until: number; state: OfficeState } | undefined;

  return {
    at(now) {
      if (last && last.since <= now && now < last.until) return last.state;
      const state = look(now);
      last = { since: now, until: (state.open ? state.until : state.opens) ?? now, state };
      return state;
    },
    holiday: (date) => holidays.get(date),
  };
}

function instantOf(date: Temporal.PlainDate, time: string, timeZone: string): number {
  const midnight = time === '24:00';
  return (midnight ? date.add({ days: 1 }) : date).toZonedDateTime({ timeZone, plainTime: midnight ? '00:00' : time }).epochMilliseconds;
}

function within(day: string, from: string, until: string): boolean {
  return from <= until ? from <= day && day <= until : day >= from || day <= until;
}
