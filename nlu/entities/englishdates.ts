import type { DayPart } from './entity.ts';
import { count, dated, digitRules, durationOf, feastRules, number, type Rule, rule, type Said, shifted, tells } from './rule.ts';
import { vocabularyOf } from './vocabulary.ts';

const PARTS: Readonly<Record<string, DayPart>> = { morning: 'morning', afternoon: 'afternoon', evening: 'evening', night: 'night', noon: 'noon' };
const N = count('n', 'an?');
const ABOUT = '(?:about |around |almost |nearly |over |more than |the last |the past )?';
const HALF = '(?<half> and a half)?';
const TH = '(?:st|nd|rd|th)';
const WORDS = vocabularyOf('en').ordinals;
const NAMES = [...WORDS].filter(([, n]) => n > 0).map(([word]) => word).filter((word) => /^[a-z]+$/.test(word)).join('|');

const RELATIVE: Rule[] = [
  rule('(?:the )?Uday after tomorrow|overmorrow', (_, c) => dated(c.days(2))),
  rule('(?:the )?Uday before yesterday', (_, c) => dated(c.days(-2))),
  rule('today', (_, c) => dated(c.today)),
  rule('tomorrow', (_, c) => dated(c.days(1))),
  rule('yesterday', (_, c) => dated(c.days(-1))),
  rule('tonight', (_, c) => dated(c.today, { part: 'night' })),
  rule('last night', (_, c) => dated(c.days(-1), { part: 'night' })),
  rule('this (?<part>morning|afternoon|evening)', ({ part }, c) => dated(c.today, { part: PARTS[part ?? ''] })),
  rule(`(?:in|within) ${ABOUT}(?:${N}|(?<two>a couple of)) U(?<u>\\w+)${HALF}(?: s)?(?: time)?`, ({ n, two, u = '', half }, c) => shifted(c, two ? 2 : number(n), u, half !== undefined)),
  rule('(?:in|within) half an Uhour', (_, c) => shifted(c, 30, 'minute')),
  rule(`${N} U(?<u>\\w+) from (?:(?<tomorrow>tomorrow)|now|today)`, ({ n, u = '', tomorrow }, c) => {
    const moment = shifted(c, number(n), u);
    return tomorrow && moment.date ? { date: moment.date.add({ days: 1 }) } : moment;
  }),
  rule(`(?:since )?${ABOUT}(?:${N}|(?<two>a couple of)) U(?<u>\\w+)${HALF} (?:ago|back|before now)`, ({ n, two, u = '', half }, c) => shifted(c, -(two ? 2 : number(n)), u, half !== undefined)),
  rule('half an Uhour ago', (_, c) => shifted(c, -30, 'minute')),
];

const WEEKDAYS: Rule[] = [
  rule('(?:from |between )?W\\d (?:to|through|until|and) W\\d', () => ({})),
  rule('(?:every|each) W\\d', () => ({})),
  rule('(?:on )?(?:the )?W(?<w>\\d) (?:of |in )?next Uweek', ({ w }, c) => dated(c.inWeek(1, number(w)))),
  rule('next Uweek (?:on )?W(?<w>\\d)', ({ w }, c) => dated(c.inWeek(1, number(w)))),
  rule('(?:on )?(?:the )?W(?<w>\\d) (?:of )?(?:last Uweek)', ({ w }, c) => dated(c.inWeek(-1, number(w)))),
  rule('(?:on )?(?:the )?W(?<w>\\d) (?:of )?this Uweek', ({ w }, c) => dated(c.inWeek(0, number(w)))),
  rule('(?:on )?(?:the )?W(?<w>\\d) after next', ({ w }, c) => dated(c.next(number(w)).add({ weeks: 1 }))),
  rule('(?:a )?Uweek (?:on|from|this) W(?<w>\\d)', ({ w }, c) => dated(c.next(number(w)).add({ weeks: 1 }))),
  rule('(?:on )?(?:the )?(?:(?:next|this next) W(?<w>\\d)|W(?<w2>\\d) (?:next|coming))', ({ w, w2 }, c) => dated(c.next(number(w ?? w2)))),
  rule('(?:on )?(?:last W(?<w>\\d)|W(?<w2>\\d) last|this past W(?<w3>\\d)|past W(?<w4>\\d))', ({ w, w2, w3, w4 }, c) => dated(c.last(number(w ?? w2 ?? w3 ?? w4)))),
  rule('this W(?<w>\\d)', ({ w }, c) => dated(c.next(number(w), true))),
  rule('(?:on )?(?:the )?W(?<w>\\d)', ({ w }, c, past) => dated(past ? c.last(number(w), true) : c.next(number(w)))),
];

const DATES: Rule[] = [
  rule(`(?:(?:on )?W\\d(?: ,)? )?(?:on )?(?:the )?(?:N(?<d>\\d{1,2})|(?<d2>\\d{1,2})${TH}|(?<name>${NAMES})) (?:of )?M(?<m>\\d+)(?: ,)?(?: N(?<y>20\\d\\d|19\\d\\d))?`,
    ({ d, d2, name, m, y }, c, past) => dated(c.date(dayOf(d ?? d2, name), number(m), y === undefined ? undefined : number(y), past))),
  rule(`(?:(?:on )?W\\d(?: ,)? )?(?:on )?M(?<m>\\d+) (?:the )?(?:N(?<d>\\d{1,2})|(?<d2>\\d{1,2})${TH}|(?<name>${NAMES}))(?:(?: ,)? N(?<y>20\\d\\d|19\\d\\d))?`,
    ({ d, d2, name, m, y }, c, past) => dated(c.date(dayOf(d ?? d2, name), number(m), y === undefined ? undefined : number(y), past))),
  rule(`(?:on )?the (?<d>\\d{1,2})${TH}(?! (?:of|M))(?:(?<next> of next Umonth))?`, ({ d }, c, past) => dated(c.dayOfMonth(number(d), past), { weak: true })),
  rule(`(?:on )?(?:W\\d )(?:the )?(?<d>\\d{1,2})${TH}`, ({ d }, c, past) => dated(c.dayOfMonth(number(d), past))),
  rule(`(?:the )?(?<d>\\d{1,2})${TH} of (?<which>next|this) Umonth`, ({ d, which }, c) => dated(c.inMonth(which === 'next' ? 1 : 0).add({ days: number(d) - 1 }))),
];

function dayOf(digits: string | undefined, name: string | undefined): number {
  return digits === undefined ? (WORDS.get(name ?? '') ?? 0) : Number(digits);
}

const SPANS: Rule[] = [
  rule('next Uweek', (_, c) => dated(c.inWeek(1), { grain: 'week' })),
  rule('last Uweek', (_, c) => dated(c.inWeek(-1), { grain: 'week' })),
  rule('this Uweek', (_, c) => dated(c.inWeek(0), { grain: 'week' })),
  rule('next Umonth', (_, c) => dated(c.inMonth(1), { grain: 'month' })),
  rule('last Umonth', (_, c) => dated(c.inMonth(-1), { grain: 'month' })),
  rule('this Umonth', (_, c) => dated(c.inMonth(0), { grain: 'month' })),
  rule('next Uyear', (_, c) => dated(c.inYear(1), { grain: 'year' })),
  rule('last Uyear', (_, c) => dated(c.inYear(-1), { grain: 'year' })),
  rule('(?:(?:at |on |over )?the |this |at )weekend', (_, c, past) => dated(past ? c.last(6, true) : c.next(6, true), { grain: 'weekend' })),
  rule('next weekend', (_, c) => dated(c.inWeek(1, 6), { grain: 'weekend' })),
  rule('last weekend', (_, c) => dated(c.last(6), { grain: 'weekend' })),
  rule('(?:at |by )?(?:the )?(?<where>beginning|start|middle|end) of (?:the |this )?(?:Umonth|M(?<m>\\d+))', ({ where = '', m }, c, past) => {
    const first = m === undefined ? c.inMonth(0) : c.date(1, number(m), undefined, past);
    return first && { date: first.with({ day: where === 'end' ? first.daysInMonth : where === 'middle' ? 15 : 1 }) };
  }),
  rule('(?:in|since|next|during) M(?<m>\\d+)(?: N(?<y>20\\d\\d))?', ({ m, y }, c, past) => dated(c.date(1, number(m), y === undefined ? undefined : number(y), past), { grain: 'month' })),
  rule('last M(?<m>\\d+)', ({ m }, c) => dated(c.date(1, number(m), undefined, true), { grain: 'month' })),
];

const PREFIX = '(?:at|around|about|by|from|until|till|before|after|at about|at around)';
const SUFFIX = '(?: o clock| oclock)?(?: (?:in the (?<part>morning|afternoon|evening)|at (?<night>night)|(?<am>am|a m)|(?<pm>pm|p m)|sharp))?';

const CLOCK: Rule[] = [
  rule(`${PREFIX} N(?<h>1?\\d|2[0-4])(?: N(?<m>[1-5]\\d))?${SUFFIX}(?! (?:U|M|of|percent|euros?|[a-z]+ (?:street|road|avenue|square)))`, clock),
  rule('(?:at |around |about )?half (?:past )?N(?<h>1?\\d)', ({ h }) => clock({ h, m: '30' })),
  rule(`(?:${PREFIX} )?half (?:past )?N(?<h>1?\\d)${SUFFIX}`, (said) => clock({ ...said, m: '30' })),
  rule(`(?:${PREFIX} )?(?:a )?(?:(?<quarter>quarter)|N(?<m>[1-5]?\\d)(?: Uminute)?) (?<way>past|to) N(?<h>1?\\d)${SUFFIX}`, (said) => {
    const minutes = said.quarter ? 15 : number(said.m);
    const read = clock({ ...said, m: undefined });
    return { ...read, minute: said.way === 'to' ? -minutes : minutes };
  }),
  rule(`(?:${PREFIX} )?N(?<h>1?\\d)(?: N(?<m>[1-5]\\d))?(?: o clock| oclock| (?<am>am|a m)| (?<pm>pm|p m)| in the (?<part>morning|afternoon|evening)| at (?<night>night))`, clock),
  rule(`(?:${PREFIX} )?(?<h>[01]?\\d|2[0-3])[:.](?<m>[0-5]\\d)(?:(?<pm>pm)|(?<am>am))`, clock),
  rule(`(?:${PREFIX} )?(?<h>[01]?\\d|2[0-3]):(?<m>[0-5]\\d)(?::\\d\\d)?${SUFFIX}`, clock),
  rule(`${PREFIX} (?<h>[01]?\\d|2[0-3])\\.(?<m>[0-5]\\d)${SUFFIX}`, clock),
  rule(`(?:${PREFIX} )?(?<h>1?\\d)(?:(?<pm>pm)|(?<am>am))`, clock),
  rule('(?:at |around )?(?:noon|midday)', () => ({ hour: 12, minute: 0, exact: true })),
  rule('(?:at |around )?midnight', () => ({ hour: 0, minute: 0, exact: true })),
  rule('(?:first thing )?in the (?<part>morning|afternoon|evening)', ({ part }) => ({ part: PARTS[part ?? ''] })),
  rule('at night', () => ({ part: 'night' })),
  rule('(?<part>morning|afternoon|evening|night)(?<=(?:today|tomorrow|yesterday|W\\d|N\\d+|M\\d+|next|last) \\w+)', ({ part }) => ({ part: PARTS[part ?? ''] })),
];

function clock({ h, m, part, night, am, pm }: Said): ReturnType<Rule['read']> {
  const daypart = part ? PARTS[part] : night ? 'night' : am ? 'morning' : pm ? 'afternoon' : undefined;
  return { hour: am && h === '12' ? 0 : number(h), minute: number(m, 0), part: daypart, exact: (am !== undefined && h === '12') || (daypart === undefined && h !== undefined && (h.startsWith('0') || number(h) > 12)) };
}

const LASTING: Rule[] = [
  rule(`(?:for )?${ABOUT}(?:${N}|(?<two>a couple of)) U(?<u>\\w+)${HALF}`, ({ n, two, u = '', half }) => ({ duration: durationOf(two ? 2 : number(n), u, half !== undefined) })),
  rule('(?:for )?half an Uhour', () => ({ duration: 'PT30M' })),
  rule('(?:for )?(?:a )?quarter of an Uhour', () => ({ duration: 'PT15M' })),
  rule('(?:for )?(?:a )?fortnight', () => ({ duration: 'P2W' })),
];

export const ENGLISH_RULES: readonly Rule[] = [...RELATIVE, ...WEEKDAYS, ...digitRules(), ...DATES, ...SPANS, ...feastRules(vocabularyOf('en'), '(?:on |at |since )?'), ...CLOCK, ...LASTING];

/** What no rule above does without: a weekday, a month, a unit, a number, or one of these. */
export const ENGLISH_TELLS = tells('today|tomorrow|overmorrow|yesterday|tonight|morning|afternoon|evening|night|noon|midday|midnight|weekend|fortnight', vocabularyOf('en'));
