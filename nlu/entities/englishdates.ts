import type { Calendar } from './calendar.ts';
import type { DayPart } from './entity.ts';
import { count, dated, digitRules, durationOf, feastRules, type Moment, needing, number, type Rule, rule, type Said, shifted, tells } from './rule.ts';
import { vocabularyOf } from './vocabulary.ts';

const PARTS: Readonly<Record<string, DayPart>> = { morning: 'morning', afternoon: 'afternoon', evening: 'evening', night: 'night', noon: 'noon' };
const N = count('n', 'an?');
const ABOUT = '(?:about |around |almost |nearly |over |more than |the last |the past |roughly |at least )?';
/** So many of a unit: "two weeks", "a couple of days", "two and a half hours", "an hour and a half". */
const SPAN = `(?:${N}|(?<two>a couple of)) (?<half>and a half )?U(?<u>\\w+)(?<half2> and a half)?`;
const TH = '(?:st|nd|rd|th)';
const WORDS = vocabularyOf('en').ordinals;
const NAMES = [...WORDS].filter(([, n]) => n > 0).map(([word]) => word).filter((word) => /^[a-z]+$/.test(word)).join('|');
/** A day of the month: "3", "3rd", "third", "twenty third". */
const DAY = `(?:N(?<d>\\d{1,2})|(?<d2>\\d{1,2})${TH}|(?:N(?<tens>20|30) )?(?<name>${NAMES}))`;

type Read = Rule['read'];
const shift = (sign: 1 | -1): Read => ({ n, two, u = '', half, half2 }, c) => shifted(c, sign * (two ? 2 : number(n)), u, half !== undefined || half2 !== undefined);

const RELATIVE: Rule[] = [
  ...needing(/day|morrow|night|this/, [
    rule('today', (_, c) => dated(c.today)),
    rule('tomorrow', (_, c) => dated(c.days(1))),
    rule('yesterday', (_, c) => dated(c.days(-1))),
    rule('tonight', (_, c) => dated(c.today, { part: 'night' })),
    rule('last night', (_, c) => dated(c.days(-1), { part: 'night' })),
    rule('this (?<part>morning|afternoon|evening)', ({ part }, c) => dated(c.today, { part: PARTS[part ?? ''] })),
    rule('overmorrow', (_, c) => dated(c.days(2))),
  ]),
  ...needing(/U/, [
    rule('(?:the )?Uday after tomorrow', (_, c) => dated(c.days(2))),
    rule('(?:the )?Uday before yesterday', (_, c) => dated(c.days(-2))),
    rule(`(?:in|within) ${ABOUT}${SPAN}(?: s)?(?: time)?`, shift(1)),
    rule('(?:in|within) half an Uhour', (_, c) => shifted(c, 30, 'minute')),
    rule('(?:in|within) (?:(?<three>N3)|an?) quarters? of an Uhour', ({ three }, c) => shifted(c, three ? 45 : 15, 'minute')),
    rule(`${N} U(?<u>\\w+) (?:from (?:(?<tomorrow>tomorrow)|now|today)|(?<tomorrow2>tomorrow)|today)`, ({ n, u = '', tomorrow, tomorrow2 }, c) => {
      const moment = shifted(c, number(n), u);
      return (tomorrow ?? tomorrow2) && moment.date ? { date: moment.date.add({ days: 1 }) } : moment;
    }),
    rule(`(?:since )?${ABOUT}${SPAN} (?:ago|back|before now)`, shift(-1)),
    rule('half an Uhour ago', (_, c) => shifted(c, -30, 'minute')),
  ]),
];

const WEEKDAYS: Rule[] = needing(/W/, [
  rule('(?:from |between )?W\\d (?:to|through|until|and) W\\d', () => ({})),
  rule('(?:every|each) W\\d', () => ({})),
  rule('(?:on )?(?:the )?W(?<w>\\d) (?:of |in )?next Uweek', ({ w }, c) => dated(c.inWeek(1, number(w)))),
  rule('next Uweek (?:on )?W(?<w>\\d)', ({ w }, c) => dated(c.inWeek(1, number(w)))),
  rule('(?:on )?(?:the )?W(?<w>\\d) (?:of )?(?:last Uweek)', ({ w }, c) => dated(c.inWeek(-1, number(w)))),
  rule('(?:on )?(?:the )?W(?<w>\\d) (?:of )?this Uweek', ({ w }, c) => dated(c.inWeek(0, number(w)))),
  rule('(?:on )?(?:the )?W(?<w>\\d) after next', ({ w }, c) => dated(c.next(number(w)).add({ weeks: 1 }))),
  rule('(?:on )?W(?<w>\\d) (?<u>Uweek|Ufortnight)(?! on)', ({ w, u }, c) => dated(c.next(number(w)).add({ weeks: u === 'Uweek' ? 1 : 2 }))),
  rule('(?:a )?Uweek (?:on|from|this) W(?<w>\\d)', ({ w }, c) => dated(c.next(number(w)).add({ weeks: 1 }))),
  rule('(?:on )?(?:the )?(?:(?:next|this next) W(?<w>\\d)|W(?<w2>\\d) (?:next|coming))', ({ w, w2 }, c) => dated(c.next(number(w ?? w2)))),
  rule('(?:on )?(?:last W(?<w>\\d)|W(?<w2>\\d) last|this past W(?<w3>\\d)|past W(?<w4>\\d))', ({ w, w2, w3, w4 }, c) => dated(c.last(number(w ?? w2 ?? w3 ?? w4)))),
  rule('this W(?<w>\\d)', ({ w }, c) => dated(c.next(number(w), true), { weekday: true })),
  rule('(?:on )?(?:the )?W(?<w>\\d)', ({ w }, c, past) => dated(past ? c.last(number(w), true) : c.next(number(w)), { weekday: true })),
]);

const YEAR = '(?:(?: ,)? N(?<y>20\\d\\d|19\\d\\d)| (?<year>next|last|this) Uyear)?';
const readDate: Read = (said, c, past) => dated(c.date(dayOf(said), number(said.m), yearOf(said, c), past));

const DATES: Rule[] = [
  ...needing(/M/, [
    rule(`(?:(?:on )?W\\d(?: ,)? )?(?:on )?(?:the )?${DAY} (?:of )?M(?<m>\\d+)${YEAR}`, readDate),
    rule(`(?:(?:on )?W\\d(?: ,)? )?(?:on )?M(?<m>\\d+) (?:the )?${DAY}${YEAR}`, readDate),
  ]),
  rule(`(?:on )?the (?<d2>\\d{1,2})${TH}(?! (?:of M|of next|of this|M))`, (said, c, past) => dated(c.dayOfMonth(dayOf(said), past), { weak: true })),
  rule(`(?:on )?the N(?<tens>20|30) (?<name>${NAMES})(?! (?:of|M))`, (said, c, past) => dated(c.dayOfMonth(dayOf(said), past), { weak: true })),
  ...needing(/W/, [rule(`(?:on )?(?:W\\d )(?:the )?(?:(?<d2>\\d{1,2})${TH}|(?:N(?<tens>20|30) )?(?<name>${NAMES}))(?! (?:of|M))`, (said, c, past) => dated(c.dayOfMonth(dayOf(said), past)))]),
  ...needing(/Umonth/, [rule(`(?:on )?(?:the )?${DAY} of (?<which>next|this) Umonth`, (said, c) => dated(c.inMonth(said.which === 'next' ? 1 : 0).add({ days: dayOf(said) - 1 })))]),
];

function dayOf({ d, d2, tens, name }: Said): number {
  if (name === undefined) return number(d ?? d2);
  return number(tens, 0) + (WORDS.get(name) ?? 0);
}

function yearOf({ y, year }: Said, calendar: Calendar): number | undefined {
  if (y !== undefined) return number(y);
  return year === undefined ? undefined : calendar.today.year + (year === 'next' ? 1 : year === 'last' ? -1 : 0);
}

/** A month: named, with a year perhaps, or counted from this one. */
const MONTH = '(?:M(?<m>\\d+)(?: N(?<y>20\\d\\d))?|(?<next>next Umonth)|(?<gone>last Umonth)|(?<this>this Umonth)|(?:the )?Umonth)';

/** A day within a month; in the next month when it is over in this one and neither the month nor the past was said. */
function dayWithin(said: Said, calendar: Calendar, past: boolean, day: (first: NonNullable<Moment['date']>) => Moment['date']): Moment['date'] {
  const { m, y, next, gone } = said;
  const first = m === undefined ? calendar.inMonth(next ? 1 : gone ? -1 : 0) : calendar.month(number(m), y === undefined ? undefined : number(y), past);
  const found = first && day(first);
  const open = m === undefined && !next && !gone && !said.this && !past;
  return first && found && open && found.since(calendar.today).days < 0 ? day(first.add({ months: 1 })) : found;
}

const readWithin: Read = (said, c, past) => {
  const { where = '' } = said;
  return dated(dayWithin(said, c, past, (first) => first.with({ day: /^(?:end|late)/.test(where) ? first.daysInMonth : where.startsWith('mid') ? 15 : 1 })));
};

const SPANS: Rule[] = [
  ...needing(/U/, [
    rule('(?:early )?next Uweek', (_, c) => dated(c.inWeek(1), { grain: 'week' })),
    rule('last Uweek', (_, c) => dated(c.inWeek(-1), { grain: 'week' })),
    rule('this Uweek', (_, c) => dated(c.inWeek(0), { grain: 'week' })),
    rule('(?:the )?Uweek after next', (_, c) => dated(c.inWeek(2), { grain: 'week' })),
    rule(`(?:the )?Uweek (?:of|commencing|beginning|starting) (?:the )?(?:W\\d )?(?:the )?${DAY}(?: (?:of )?M(?<m>\\d+))?`, (said, c, past) => {
      const day = said.m === undefined ? c.dayOfMonth(dayOf(said), past) : c.date(dayOf(said), number(said.m), undefined, past);
      return dated(day?.subtract({ days: day.dayOfWeek - 1 }), { grain: 'week' });
    }),
    rule('next Umonth', (_, c) => dated(c.inMonth(1), { grain: 'month' })),
    rule('last Umonth', (_, c) => dated(c.inMonth(-1), { grain: 'month' })),
    rule('this Umonth', (_, c) => dated(c.inMonth(0), { grain: 'month' })),
    rule('next Uyear', (_, c) => dated(c.inYear(1), { grain: 'year' })),
    rule('last Uyear', (_, c) => dated(c.inYear(-1), { grain: 'year' })),
  ]),
  rule('(?:(?:at |on |over )?the |this |at )weekend', (_, c, past) => dated(past ? c.last(6, true) : c.next(6, true), { grain: 'weekend' })),
  rule('next weekend', (_, c) => dated(c.inWeek(1, 6), { grain: 'weekend' })),
  rule('(?:the )?weekend after next', (_, c) => dated(c.inWeek(1, 6), { grain: 'weekend' })),
  rule('last weekend', (_, c) => dated(c.last(6), { grain: 'weekend' })),
  ...needing(/U|M/, [
    rule(`(?:at |by |around |since )?(?:the )?(?<where>beginning|start|middle|end|early part|late part) of ${MONTH}`, readWithin),
    rule(`(?:in |since )?(?<where>early|mid|middle|late)(?: -)? ${MONTH}`, readWithin),
    rule(`(?:on )?(?:the )?(?<place>[a-z]+) (?:W(?<w>\\d)|(?<day>Uday)|Uweek) (?:of|in) ${MONTH}`, (said, c, past) => {
      const place = WORDS.get(said.place ?? '');
      if (place === undefined || place > 5) return undefined;
      if (said.day) return dated(dayWithin(said, c, past, (first) => first.with({ day: place > 0 ? place : first.daysInMonth })));
      if (said.w !== undefined) return dated(dayWithin(said, c, past, (first) => c.nth(place, number(said.w), first)));
      return dated(dayWithin(said, c, past, (first) => first.with({ day: place > 0 ? 7 * place - 6 : first.daysInMonth - 6 })), { grain: 'week' });
    }),
  ]),
  ...needing(/M/, [
    rule(`(?:in|since|next|during|until|for) M(?<m>\\d+)${YEAR}`, (said, c, past) => dated(c.month(number(said.m), yearOf(said, c), past), { grain: 'month' })),
    rule('last M(?<m>\\d+)', ({ m }, c) => dated(c.date(1, number(m), undefined, true), { grain: 'month' })),
  ]),
];

const PREFIX = '(?:at|around|about|by|from|until|till|before|after|at about|at around)';
const SUFFIX = '(?: o clock| oclock| ish)?(?: (?:in the (?<part>morning|afternoon|evening)|at (?<night>night)|(?<am>am|a m)|(?<pm>pm|p m)|sharp))?';
const IN_THE = '(?: (?:in the (?<part>morning|afternoon|evening)|(?<am>am|a m)|(?<pm>pm|p m)))?';
/** What makes of a number behind "at" something else than an hour. */
const NO_HOUR = '(?! (?:U|M|of|percent|euros?|people|[a-z]+ (?:street|road|avenue|square)))';
/** "From nine to eleven" is no time of nine minutes to. */
const NO_RANGE = '(?<!(?<!\\S)(?:from|between) )';
const HALF_HOUR: Rule['read'] = (said) => clock({ ...said, m: '30' });

const CLOCK: Rule[] = [
  ...needing(/\d/, [
    rule(`${PREFIX} N(?<h>1?\\d|2[0-4])(?: N(?<m>[1-5]\\d))?${SUFFIX}${NO_HOUR}`, clock),
    rule(`at N(?<h>[01]?\\d|2[0-3])(?<m>[0-5]\\d)${NO_HOUR}`, clock),
    rule(`(?:from|between) N(?<h>1?\\d)(?: N(?<m>[1-5]\\d))?(?= (?:to|and|until|till) N\\d+${IN_THE})${NO_HOUR}`, clock),
    rule(`(?<=(?<!\\S)(?:from|between) N\\d+ (?:N[1-5]\\d )?)(?:to|and|until|till) N(?<h>1?\\d)(?: N(?<m>[1-5]\\d))?${SUFFIX}${NO_HOUR}`, clock),
    rule('(?:at |around |about )?half (?:past )?N(?<h>1?\\d)', HALF_HOUR),
    rule(`(?:${PREFIX} )?half (?:past )?N(?<h>1?\\d)${SUFFIX}`, HALF_HOUR),
    rule(`${NO_RANGE}(?:(?:at|around|about|by|until|till|before|after) )?(?:a )?(?:(?<quarter>quarter)|N(?<m>[1-5]?\\d)(?: Uminute)?) (?<way>past|to) N(?<h>1?\\d)${SUFFIX}`, (said) => {
      const minutes = said.quarter ? 15 : number(said.m);
      const read = clock({ ...said, m: undefined });
      return { ...read, minute: said.way === 'to' ? -minutes : minutes };
    }),
    rule(`(?:${PREFIX} )?N(?<h>1?\\d)(?: N(?<m>[1-5]\\d))?(?: o clock| oclock| (?<am>am|a m)| (?<pm>pm|p m)| in the (?<part>morning|afternoon|evening)| at (?<night>night))`, clock),
    rule(`(?:${PREFIX} )?(?<h>1?\\d)ish${SUFFIX}`, clock),
    rule(`(?:${PREFIX} )?(?<h>[01]?\\d|2[0-3])[:.](?<m>[0-5]\\d)(?:(?<pm>pm)|(?<am>am))`, clock),
    rule(`(?:${PREFIX} )?(?<h>[01]?\\d|2[0-3]):(?<m>[0-5]\\d)(?::\\d\\d)?${SUFFIX}`, clock),
    rule(`${PREFIX} (?<h>[01]?\\d|2[0-3])\\.(?<m>[0-5]\\d)${SUFFIX}`, clock),
    rule(`(?:${PREFIX} )?(?<h>1?\\d)(?:(?<pm>pm)|(?<am>am))`, clock),
  ]),
  rule('(?:at |around |before |after )?(?:noon|midday)', () => ({ hour: 12, minute: 0, exact: true })),
  rule('(?:at |around |before |after )?midnight', () => ({ hour: 0, minute: 0, exact: true })),
  rule('(?:at |around |over )(?:lunch|lunchtime)', () => ({ part: 'noon' })),
  rule('first thing(?: in the morning)?', () => ({ part: 'morning' })),
  rule('in the (?<part>morning|afternoon|evening)', ({ part }) => ({ part: PARTS[part ?? ''] })),
  rule('(?:on |in )?the (?<part>morning|afternoon|evening)(?= of )', ({ part }) => ({ part: PARTS[part ?? ''] })),
  rule('at night', () => ({ part: 'night' })),
  rule('(?<part>morning|afternoon|evening|night)(?<=(?:today|tomorrow|yesterday|W\\d|N\\d+|M\\d+|next|last) \\w+)', ({ part }) => ({ part: PARTS[part ?? ''] })),
];

function clock({ h, m, part, night, am, pm }: Said): Moment {
  const daypart = part ? PARTS[part] : night ? 'night' : am ? 'morning' : pm ? 'afternoon' : undefined;
  return { hour: am && h === '12' ? 0 : number(h), minute: number(m, 0), part: daypart, exact: (am !== undefined && h === '12') || (daypart === undefined && h !== undefined && (h.startsWith('0') || number(h) > 12)) };
}

const LASTING: Rule[] = needing(/U/, [
  rule(`(?:for )?${ABOUT}${SPAN}`, ({ n, two, u = '', half, half2 }) => ({ duration: durationOf(two ? 2 : number(n), u, half !== undefined || half2 !== undefined) })),
  rule('(?:for )?half an Uhour', () => ({ duration: 'PT30M' })),
  rule('(?:for )?half a Uyear', () => ({ duration: 'P6M' })),
  rule('(?:for )?(?:a )?quarter of an Uhour', () => ({ duration: 'PT15M' })),
  rule('(?:for )?(?:N3|three) quarters of an Uhour', () => ({ duration: 'PT45M' })),
]);

const FEAST = '(?:on |at |since |for |over )?(?:(?:the )?(?:(?<after>Uday after )|(?<eve>Uday before )))?';

export const ENGLISH_RULES: readonly Rule[] = [...RELATIVE, ...WEEKDAYS, ...digitRules(), ...DATES, ...SPANS, ...feastRules(vocabularyOf('en'), FEAST), ...CLOCK, ...LASTING];

/** What no rule above does without: a weekday, a month, a unit, a number, or one of these. */
export const ENGLISH_TELLS = tells('today|tomorrow|overmorrow|yesterday|tonight|morning|afternoon|evening|night|noon|midday|midnight|weekend|lunch|lunchtime|first thing', vocabularyOf('en'));
