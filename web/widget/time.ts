/** Dates and hours as people of the council's place write them; `timeZone` is the council's. */
export interface Times {
  /** 9:05 or 17:40. */
  hour(at: number): string;
  /** "Hoy", "Ayer", or "lunes, 23 de noviembre". */
  day(at: number, now: number): string;
  /** The same for two instants of one day. */
  dayKey(at: number): string;
  iso(at: number): string;
}

export function times(language: string, timeZone: string | undefined, words: { today: string; yesterday: string }): Times {
  const locale = language === 'en' ? 'en-GB' : language;
  const zone = knownZone(timeZone);
  const hour = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', hourCycle: 'h23', timeZone: zone });
  const day = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone: zone });
  const key = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit', timeZone: zone });
  const dayKey = (at: number): string => key.format(at);
  return {
    hour: (at) => hour.format(at),
    day: (at, now) => {
      if (dayKey(at) === dayKey(now)) return words.today;
      return dayKey(at) === dayKey(now - 86_400_000) ? words.yesterday : day.format(at);
    },
    dayKey,
    iso: (at) => new Date(at).toISOString(),
  };
}

/** Undefined, the device's own, for a zone that an old browser does not know. */
function knownZone(timeZone: string | undefined): string | undefined {
  try {
    return timeZone && new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** 640 KB, 3,2 MB. */
export function showSize(bytes: number, language: string): string {
  const mega = bytes / 1024 / 1024;
  const [value, unit] = mega >= 1 ? [mega, 'MB'] : [bytes / 1024, 'KB'];
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: unit === 'MB' ? 1 : 0 }).format(Math.max(value, 1))} ${unit}`;
}
