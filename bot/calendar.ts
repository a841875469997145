const formats = new Map<string, Intl.DateTimeFormat>();
let last = { now: Number.NaN, timeZone: '', day: '' };

/** The local date, YYYY-MM-DD, in a time zone. */
export function today(now: number, timeZone: string): string {
  if (Math.floor(now / 60_000) === last.now && timeZone === last.timeZone) return last.day;
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(timeZone, format);
  }
  last = { now: Math.floor(now / 60_000), timeZone, day: format.format(now) };
  return last.day;
}
