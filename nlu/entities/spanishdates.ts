import type { Calendar } from './calendar.ts';
import type { DayPart } from './entity.ts';
import { count, dated, digitRules, durationOf, feastRules, type Moment, needing, number, type Rule, rule, type Said, shifted, tells } from './rule.ts';
import { vocabularyOf } from './vocabulary.ts';

const PARTS: Readonly<Record<string, DayPart>> = { manana: 'morning', tarde: 'afternoon', noche: 'night', madrugada: 'night', mediodia: 'noon' };
const N = count('n', 'un|una');
const COMING = '(?:que viene|que vien|proximo|siguiente|que entra|entrante)';
const GONE = '(?:pasado|ultimo|que paso|anterior)';
const ABOUT = '(?:(?:ya|uno|unos|unas|como|casi|mas de|cosa de|apenas|por lo menos|al menos) ){0,2}';
const HALF = '(?<half> y medi[oa])?';
/** So many of a unit: "dos semanas", "un par de días", "una hora y media". */
const SPAN = `(?:${N}|(?<two>un par de)) U(?<u>\\w+)${HALF}`;
/** Between "lleva" and how long: "lleva rota tres días", but not "lleva en obras". */
const STATE = '(?:(?!(?:en|dentro|por|para|cada|durante|de|a) )[a-z]+ ){0,2}?';

type Read = Rule['read'];
const shift = (sign: 1 | -1): Read => ({ n, two, u = '', half }, c) => shifted(c, sign * (two ? 2 : number(n)), u, half !== undefined);

/** Days from today on: "pasado mañana", "dentro de dos semanas", "hace un mes". */
const RELATIVE: Rule[] = [
  ...needing(/hoy|manana|ayer|anoche|pasado|este/, [
    rule('pasado manana', (_, c) => dated(c.days(2))),
    rule('pasado(?<=manana (?:o|y) pasado)(?! manana)', (_, c) => dated(c.days(2))),
    rule('pasado(?<!(?:W\\d|Umonth|Uyear|Uweek|\\d|el|la) pasado)(?= (?:a|por|sobre) la)', (_, c) => dated(c.days(2))),
    rule('hoy(?: mismo| dia)?', (_, c) => dated(c.today)),
    rule('manana(?<!(?<!\\S)(?:por|de|a|en|este|una|media|toda|pasado) (?:la )?manana)(?<!la manana)(?: mismo)?', (_, c) => dated(c.days(1))),
    rule('(?:a partir de|antes de|despues de|Uday de) manana', (_, c) => dated(c.days(1))),
    rule('ayer(?: mismo)?', (_, c) => dated(c.days(-1))),
    rule('anteayer|antes de ayer', (_, c) => dated(c.days(-2))),
    rule('anoche', (_, c) => dated(c.days(-1), { part: 'night' })),
    rule('este (?:misma |mismo )?(?<part>manana|tarde|noche|mediodia)', ({ part }, c) => dated(c.today, { part: PARTS[part ?? ''] })),
  ]),
  ...needing(/U/, [
    rule('este mismo Uday', (_, c) => dated(c.today)),
    rule(`(?:dentro de|en|de aqui a|al cabo de) ${ABOUT}${SPAN}`, shift(1)),
    rule('(?:dentro de|en|de aqui a) media Uhour', (_, c) => shifted(c, 30, 'minute')),
    rule('(?:dentro de|en|de aqui a) (?:(?<three>N3)|un) cuartos? de Uhour', ({ three }, c) => shifted(c, three ? 45 : 15, 'minute')),
    rule(`(?:desde )?hace ${ABOUT}${SPAN}`, shift(-1)),
    rule('(?:desde )?hace (?:ya )?media Uhour', (_, c) => shifted(c, -30, 'minute')),
    rule(`${N} U(?<u>\\w+) (?:atras|antes)`, shift(-1)),
    rule(`(?:lleva|llevan|llevo|llevamos) ${STATE}${ABOUT}${SPAN}`, shift(-1)),
  ]),
  rule('de hoy en N(?<n>8|15)(?: Uday)?', ({ n }, c) => dated(c.days(number(n) - 1))),
];

const WEEKDAYS: Rule[] = needing(/W/, [
  rule('(?:de|cada|los|todos los|entre) W\\d(?: (?:a|y|al|hasta) W\\d)', () => ({})),
  rule('(?:los|cada) W\\d', () => ({})),
  rule('(?:del |de el |el )?W(?<w>\\d) en N(?<n>8|15)(?: Uday)?', ({ w, n }, c) => dated(c.next(number(w)).add({ days: number(n) - 1 }))),
  rule(`(?:el )?W(?<w>\\d) (?:de )?dentro de ${N} Uweek`, ({ w, n }, c) => dated(c.inWeek(number(n), number(w)))),
  rule(`(?:el )?W(?<w>\\d) de (?:la (?:proximo |otra )?Uweek(?: ${COMING})?|la Uweek ${COMING})`, ({ w }, c) => dated(c.inWeek(1, number(w)))),
  rule(`(?:el )?W(?<w>\\d) de (?:la Uweek ${GONE}|la ${GONE} Uweek)`, ({ w }, c) => dated(c.inWeek(-1, number(w)))),
  rule('(?:el )?W(?<w>\\d) de este (?:misma )?Uweek', ({ w }, c) => dated(c.inWeek(0, number(w)))),
  rule(`(?:la |el )?(?:proximo Uweek|Uweek ${COMING})(?: ,)? (?:el )?W(?<w>\\d)`, ({ w }, c) => dated(c.inWeek(1, number(w)))),
  rule(`(?:(?:el |este )?W(?<w>\\d) ${COMING}|(?:el )?proximo W(?<w2>\\d))`, ({ w, w2 }, c) => dated(c.next(number(w ?? w2)))),
  rule(`(?:(?:el )?W(?<w>\\d) ${GONE}|(?:el )?(?:pasado|ultimo) W(?<w2>\\d))`, ({ w, w2 }, c) => dated(c.last(number(w ?? w2)))),
  rule('este (?:mismo |proximo )?W(?<w>\\d)', ({ w }, c) => dated(c.next(number(w), true), { weekday: true })),
  rule('(?:el (?:mismo )?)?W(?<w>\\d)', ({ w }, c, past) => dated(past ? c.last(number(w), true) : c.next(number(w)), { weekday: true })),
]);

const DAY = '(?:N(?<d>\\d{1,2})|(?:primero|1o|1º))';
/** A year behind a day and a month: "de 2027", "del 98", "del año que viene". */
const YEAR = `(?: ,)?(?: (?:(?:de |del |del Uyear |de el )?N(?<y>20\\d\\d|19\\d\\d)|(?:de|del|del Uyear) N(?<yy>\\d\\d)|(?<gone2>pasado|ultimo)|(?:del|de este) (?<year>proximo Uyear|Uyear ${COMING}|Uyear pasado|Uyear)))?`;
const DATES: Rule[] = [
  ...needing(/M/, [
    rule(`(?:(?:el )?W\\d(?: ,)? )?(?:(?:el |a |al )?(?:proximo |(?<gone>pasado )))?(?:el |a |al )?(?:dia |Uday )?${DAY} (?:de |del )?(?:mes de |Umonth de )?M(?<m>\\d+)${YEAR}`,
      ({ d, m, y, yy, gone, gone2, year }, c, past) => dated(c.date(number(d), number(m), yearOf(y ?? yy, year, c), past || gone !== undefined || gone2 !== undefined))),
    rule('N(?<d>\\d{1,2}) ?- ?M(?<m>\\d+)', ({ d, m }, c, past) => dated(c.date(number(d), number(m), undefined, past))),
  ]),
  ...needing(/Umonth|actual|corriente/, [
    rule(`(?:(?:el )?W\\d(?: ,)? )?(?:el |a |al )?(?:Uday )?${DAY} (?:del|de este) (?:(?<next>Umonth ${COMING}|proximo Umonth|que viene)|Umonth|actual|corriente)`,
      ({ d, next }, c) => dated(c.inMonth(next ? 1 : 0).add({ days: number(d) - 1 }))),
  ]),
  ...needing(/W/, [rule('(?:el )?W(?<w>\\d)(?: ,)? (?:el )?(?:Uday )?N(?<d>[12]?\\d|3[01])', ({ w, d }, c, past) => {
    for (let months = 0; months < 12; months += 1) {
      const day = c.inMonth(past ? -months : months).add({ days: number(d) - 1 });
      if (day.day === number(d) && day.dayOfWeek === number(w) && (past || day.since(c.today).days >= 0)) return { date: day };
    }
    return dated(c.dayOfMonth(number(d), past));
  })]),
  ...needing(/Uday/, [
    rule('(?:(?:el )?(?:proximo |(?<gone>pasado )))?(?:el )?Uday N(?<d>[12]?\\d|3[01])(?! (?:de|U))', ({ d, gone }, c, past) => dated(c.dayOfMonth(number(d), past || gone !== undefined))),
  ]),
  ...needing(/el /, [rule('el (?:proximo )?N(?<d>[12]?\\d|3[01])(?! (?:de|por|U|M))', ({ d }, c, past) => dated(c.dayOfMonth(number(d), past), { weak: true })),
  rule('(?:el )N(?<d>[12]?\\d|3[01])(?= (?:por la|de) (?:manana|tarde|noche))', ({ d }, c, past) => dated(c.dayOfMonth(number(d), past), { weak: true }))]),
];

function yearOf(digits: string | undefined, said: string | undefined, calendar: Calendar): number | undefined {
  if (digits !== undefined) return number(digits);
  if (said === undefined) return undefined;
  return calendar.today.year + (/^(?:este )?Uyear$/.test(said) ? 0 : said.endsWith('pasado') ? -1 : 1);
}

/** A month: named, with a year perhaps, or counted from this one. */
const MONTH = `(?:M(?<m>\\d+)(?:(?: (?:de|del))? N(?<y>20\\d\\d))?|(?<next>Umonth ${COMING}|proximo Umonth)|(?<gone>Umonth ${GONE})|(?<this>este )?Umonth)`;
const PLACES = vocabularyOf('es').ordinals;

/** The first day of what `MONTH` matched. */
function monthOf({ m, y, year, next, gone, gone2 }: Said, calendar: Calendar, past: boolean): Moment['date'] {
  if (m !== undefined) return calendar.month(number(m), yearOf(y, year, calendar), past || gone2 !== undefined);
  return calendar.inMonth(next ? 1 : gone ? -1 : 0);
}

/** A day within a month; in the next month when it is over in this one and neither the month nor the past was said. */
function dayWithin(said: Said, calendar: Calendar, past: boolean, day: (first: NonNullable<Moment['date']>) => Moment['date']): Moment['date'] {
  const first = monthOf(said, calendar, past);
  const found = first && day(first);
  const open = said.m === undefined && !said.next && !said.gone && !said.this && !past;
  return first && found && open && found.since(calendar.today).days < 0 ? day(first.add({ months: 1 })) : found;
}

const SPANS: Rule[] = [
  ...needing(/U/, [
    rule(`(?:la )?(?:Uweek ${COMING}|proximo Uweek)`, (_, c) => dated(c.inWeek(1), { grain: 'week' })),
    rule(`(?:la )?(?:Uweek ${GONE}|${GONE} Uweek)`, (_, c) => dated(c.inWeek(-1), { grain: 'week' })),
    rule('este (?:misma )?Uweek', (_, c) => dated(c.inWeek(0), { grain: 'week' })),
    rule('(?:la )?Uweek (?:del|de el) (?:Uday )?N(?<d>[12]?\\d|3[01])(?: de M(?<m>\\d+))?', ({ d, m }, c, past) => {
      const day = m === undefined ? c.dayOfMonth(number(d), past) : c.date(number(d), number(m), undefined, past);
      return dated(day?.subtract({ days: day.dayOfWeek - 1 }), { grain: 'week' });
    }),
    rule(`(?:el )?(?:Umonth ${COMING}|proximo Umonth)`, (_, c) => dated(c.inMonth(1), { grain: 'month' })),
    rule(`(?:el )?(?:Umonth ${GONE}|${GONE} Umonth)`, (_, c) => dated(c.inMonth(-1), { grain: 'month' })),
    rule('este (?:mismo )?Umonth', (_, c) => dated(c.inMonth(0), { grain: 'month' })),
    rule(`(?:el )?(?:Uyear ${COMING}|proximo Uyear)`, (_, c) => dated(c.inYear(1), { grain: 'year' })),
    rule(`(?:el )?(?:Uyear ${GONE}|${GONE} Uyear)`, (_, c) => dated(c.inYear(-1), { grain: 'year' })),
    rule(`(?:el |este )?(?:proximo )?fin de Uweek(?: ${COMING})?`, (_, c, past) => dated(past ? c.last(6, true) : c.next(6, true), { grain: 'weekend' })),
    rule(`(?:el )?(?:fin de Uweek ${GONE}|${GONE} fin de Uweek)`, (_, c) => dated(c.last(6), { grain: 'weekend' })),
  ]),
  ...needing(/U|M/, [
    rule(`(?:a |para |para el )?(?<where>principios?|primeros|mediados|finales|final|fin|fines|ultimos) (?:de|del) ${MONTH}`, (said, c, past) => {
      const { where = '' } = said;
      return dated(dayWithin(said, c, past, (first) => first.with({ day: where.startsWith('p') ? 1 : where.startsWith('m') ? 15 : first.daysInMonth })));
    }),
    rule(`(?:el |la )?(?<place>[a-z]+) (?:W(?<w>\\d)|(?<day>Uday)|Uweek) (?:de|del) ${MONTH}`, (said, c, past) => {
      const place = PLACES.get(said.place ?? '');
      if (place === undefined || place > 5) return undefined;
      if (said.day) return dated(dayWithin(said, c, past, (first) => first.with({ day: place > 0 ? place : first.daysInMonth })));
      if (said.w !== undefined) return dated(dayWithin(said, c, past, (first) => c.nth(place, number(said.w), first)));
      return dated(dayWithin(said, c, past, (first) => first.with({ day: place > 0 ? 7 * place - 6 : first.daysInMonth - 6 })), { grain: 'week' });
    }),
  ]),
  ...needing(/M/, [
    rule(`(?:en|desde|el Umonth de|para|hasta|de cara a) M(?<m>\\d+)${YEAR}`, (said, c, past) => dated(monthOf(said, c, past), { grain: 'month' })),
    rule(`(?:el )?(?<year>proximo Uyear|Uyear ${COMING}|Uyear pasado|este Uyear)(?: ,)? en M(?<m>\\d+)`, (said, c, past) => dated(monthOf(said, c, past), { grain: 'month' })),
    rule(`M(?<m>\\d+) ${GONE}`, ({ m }, c) => dated(c.date(1, number(m), undefined, true), { grain: 'month' })),
  ]),
];

const PREFIX = '(?:a|sobre|desde|hasta|para|de|eso de|a eso de|por)';
const SUFFIX = '(?: en punto| y pico)?(?: (?:de|por) la (?<part>manana|tarde|noche|madrugada)| del (?<noon>mediodia)| (?<am>am|a m)| (?<pm>pm|p m)| (?:h|Uhour))?';
const MINUTES = '(?: y (?:N(?<m>[1-5]?\\d)|(?<half>media|1/2)|(?<quarter>cuarto|1/4))| menos (?:N(?<less>\\d{1,2})|(?<quarterless>cuarto))| N(?<m2>[1-5]\\d))?';
const HOUR = '(?:N(?<h>1?\\d|2[0-4])|una)';
const ANY_HOUR = '(?:N\\d+|una)(?: y (?:media|cuarto|N\\d+)| menos (?:cuarto|N\\d+))?';
/** "Entre las diez y las doce" is no time of ten past ten. */
const NOT_BETWEEN = '(?<!(?<!\\S)entre )(?<!(?<!\\S)entre las )';

const CLOCK: Rule[] = [
  ...needing(/\d|(?<!\S)una(?!\S)/, [
    rule(`${PREFIX} (?:las|la) ${HOUR}${MINUTES}${SUFFIX}(?! U)`, clock),
    rule(`(?:antes|despues|partir) de las? ${HOUR}${MINUTES}${SUFFIX}(?! U)`, clock),
    rule(`entre (?:las |la )?${HOUR}(?: (?:y (?:(?<half>media)|(?<quarter>cuarto))|menos (?<quarterless>cuarto)))?(?= y (?:las |la )?${ANY_HOUR}(?: (?:de|por) la (?<part>manana|tarde|noche))?)`, clock),
    rule(`(?<=(?<!\\S)entre (?:las |la )?${ANY_HOUR} )y (?:las |la )?${HOUR}${MINUTES}${SUFFIX}`, clock),
    rule(`(?<=(?<!\\S)entre las? N\\d+ )y N(?<h>\\d+)`, clock),
    rule(`de (?:las |la )?${HOUR}(?= a (?:las |la )?${ANY_HOUR} (?:de|por) la (?<part>manana|tarde|noche))`, clock),
    rule(`${NOT_BETWEEN}(?:las|la) ${HOUR}(?: y (?:N(?<m>[1-5]?\\d)|(?<half>media)|(?<quarter>cuarto))| menos (?:N(?<less>\\d{1,2})|(?<quarterless>cuarto)))${SUFFIX}`, clock),
    rule(`${NOT_BETWEEN}(?:las )?${HOUR}${MINUTES} de la (?<part>manana|tarde|noche|madrugada)`, clock),
    rule(`${HOUR} (?:y (?:(?<half>media)|(?<quarter>cuarto))|menos (?<quarterless>cuarto))`, clock),
    rule(`(?:${PREFIX} )?(?:las |la )?(?<h>[01]?\\d|2[0-3]):(?<m>[0-5]\\d)(?::\\d\\d)?(?:(?<pm>pm)|(?<am>am)|h)?(?: (?:h|Uhour))?(?: de la (?<part>manana|tarde|noche|madrugada))?`, clock),
    rule(`${PREFIX} (?:las|la) (?<h>[01]?\\d|2[0-3])\\.(?<m>[0-5]\\d)${SUFFIX}`, clock),
    rule('a las N(?<h>[01]?\\d|2[0-3])(?<m>[0-5]\\d)', clock),
    rule('(?<h>[01]?\\d|2[0-3])\\.(?<m>[0-5]\\d)(?:h| (?:h|Uhour))', clock),
    rule('(?:a |las |a las |sobre las )?(?:(?<h>[01]?\\d|2[0-3])h(?<m>[0-5]\\d)?|(?:(?<h2>1?\\d)(?:(?<pm>pm)|(?<am>am))))', clock),
    rule('(?:a las |las )?N(?<h>1?\\d) (?:(?<pm>pm|p m)|(?<am>am|a m))', clock),
  ]),
  ...needing(/mediodia|medio|media|noche|primera|ultimo|manana|tarde|madrugada/, [
    rule('(?:al? |a eso del? |sobre el )?(?:mediodia|medio Uday)', () => ({ hour: 12, minute: 0, exact: true, part: 'noon' })),
    rule('(?:a )?(?:medianoche|media noche)', () => ({ hour: 0, minute: 0, exact: true })),
    rule('(?:a )?primera (?:Uhour)(?: (?:de|por) la (?<part>manana|tarde))?', ({ part = 'manana' }) => ({ part: PARTS[part] })),
    rule('(?:a )?ultimo (?:Uhour)(?: (?:de|por) la (?<part>manana|tarde|noche))?', ({ part = 'tarde' }) => ({ part: PARTS[part] })),
    rule('(?:(?:por|de|en|a) )?la (?<part>manana|tarde|noche|madrugada)', ({ part }) => ({ part: PARTS[part ?? ''] })),
    rule('a media (?<part>manana|tarde)', ({ part }) => ({ part: PARTS[part ?? ''] })),
    rule('(?:de |por )?(?<part>tarde|noche)(?<=(?:hoy|ayer|manana|W\\d|anteayer|N\\d+|M\\d+) (?:de |por )?(?:tarde|noche))', ({ part }) => ({ part: PARTS[part ?? ''] })),
  ]),
];

function clock(said: Said): Moment {
  const { h, h2, m, m2, half, quarter, less, quarterless, part, noon, am, pm } = said;
  const written = h ?? h2;
  const minute = half ? 30 : quarter ? 15 : quarterless ? -15 : less ? -number(less) : number(m ?? m2, 0);
  const daypart = part ? PARTS[part] : noon ? 'noon' : am ? 'morning' : pm ? 'afternoon' : undefined;
  const exact = daypart === undefined && written !== undefined && (written.startsWith('0') || number(written) > 12);
  return { hour: number(written), minute, part: daypart, exact };
}

const LASTING: Rule[] = needing(/U/, [
  rule(`(?:durante |por )?${SPAN}`, ({ n, two, u = '', half }) => ({ duration: durationOf(two ? 2 : number(n), u, half !== undefined) })),
  rule('U(?<u>hour|year|month) y medi[oa]', ({ u = '' }) => ({ duration: durationOf(1, u, true) })),
  rule('medio Uyear', () => ({ duration: 'P6M' })),
  rule('(?:durante )?media Uhour', () => ({ duration: 'PT30M' })),
  rule('(?:un )?cuarto de Uhour', () => ({ duration: 'PT15M' })),
  rule('(?:N3|tres) cuartos de Uhour', () => ({ duration: 'PT45M' })),
  rule(`${N} Uhour y (?:N(?<m>\\d{1,2})(?: Uminute)?|cuarto)`, ({ n, m = '15' }) => ({ duration: `PT${number(n)}H${m}M` })),
  rule('un Uday de estos|(?:algun|otro) Uday', () => ({})),
]);

const FEAST = '(?:en |desde |por |(?:el |al )?(?:(?<after>Uday (?:despues|siguiente) (?:de|a|al) (?:la )?)|(?<eve>Uday (?:antes|anterior) (?:de|a|al) (?:la )?|vispera de (?:la )?))|el dia de |el Uday de (?:la )?|el |la )?';

export const SPANISH_RULES: readonly Rule[] = [...RELATIVE, ...WEEKDAYS, ...digitRules(), ...DATES, ...SPANS, ...feastRules(vocabularyOf('es'), FEAST), ...CLOCK, ...LASTING];

/** What no rule above does without: a weekday, a month, a unit, a number, or one of these. */
export const SPANISH_TELLS = tells('hoy|manana|ayer|anteayer|anoche|tarde|noche|madrugada|mediodia|medianoche|media|cuarto|la una|las una', vocabularyOf('es'));
