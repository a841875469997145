import type { Day, Week } from '../../server/contract/council.ts';
import type { Say } from './sentences.ts';

const DAYS: readonly Day[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

export interface HoursLine {
  days: string;
  ranges: string;
}

/** A week as people read it: days with the same hours together, closed days left out. */
export function hoursLines(week: Week, say: Say): HoursLine[] {
  const runs: { first: Day; last: Day; days: number; ranges: readonly string[] }[] = [];
  for (const day of DAYS) {
    const ranges = week[day];
    const run = runs.at(-1);
    if (run && run.ranges.join() === ranges.join()) {
      run.last = day;
      run.days += 1;
    } else {
      runs.push({ first: day, last: day, days: 1, ranges });
    }
  }
  return runs.filter(({ ranges }) => ranges.length > 0).map(({ first, last, days, ranges }) => ({
    days: capital(dayNames(first, last, days, say)),
    ranges: ranges.map(showRange).join(say('hours.ranges')),
  }));
}

/** `06-15` as "15 de junio". */
export function showMonthDay(monthDay: string, language: string): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(new Date(`2027-${monthDay}T12:00:00Z`));
}

function dayNames(first: Day, last: Day, days: number, say: Say): string {
  const names = { first: say(`day.${first}`), last: say(`day.${last}`) };
  if (days === 1) return names.first;
  return say(days === 2 ? 'hours.twoDays' : 'hours.days', names);
}

/** `08:30-14:30` as 8:30–14:30. */
function showRange(range: string): string {
  return range.split('-').map((time) => time.replace(/^0/, '')).join('–');
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
