const formats = new Map<string, Intl.DateTimeFormat>();
/** Days by time zone and minute. */
const days = new Map<string, string>();
const REMEMBERED = 1000;

/** The local date, YYYY-MM-DD, in a time zone. */
export function today(now: number, timeZone: string): string {
  const key = `${Math.floor(now / 60_000)} ${timeZone}`;
  const known = days.get(key);
  if (known) return known;
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(timeZone, format);
  }
  const day = format.format(now);
  if (days.size >= REMEMBERED) days.clear();
  days.set(key, day);
  return day;
}
