import type { DayPart } from './entity.ts';
import { count, dated, digitRules, durationOf, feastRules, number, type Rule, rule, shifted, tells } from './rule.ts';
import { vocabularyOf } from './vocabulary.ts';

const PARTS: Readonly<Record<string, DayPart>> = { manana: 'morning', tarde: 'afternoon', noche: 'night', madrugada: 'night', mediodia: 'noon' };
const N = count('n', 'un|una');
const COMING = '(?:que viene|que vien|proximo|siguiente|que entra|entrante)';
const GONE = '(?:pasado|ultimo|que paso|anterior)';
const ABOUT = '(?:ya |unos |unas |como |casi |mas de |por lo menos |al menos )?';
const HALF = '(?<half> y medi[oa])?';

/** Days from today on: "pasado mañana", "dentro de dos semanas", "hace un mes". */
const RELATIVE: Rule[] = [
  rule('pasado manana', (_, c) => dated(c.days(2))),
  rule('hoy(?: mismo| dia)?|este mismo Uday', (_, c) => dated(c.today)),
  rule('manana(?<!(?:por|de|a|en|este|una|toda|pasado) (?:la )?manana)(?<!la manana)(?: mismo)?', (_, c) => dated(c.days(1))),
  rule('ayer(?: mismo)?', (_, c) => dated(c.days(-1))),
  rule('anteayer|antes de ayer', (_, c) => dated(c.days(-2))),
  rule('anoche', (_, c) => dated(c.days(-1), { part: 'night' })),
  rule('este (?<part>manana|tarde|noche|mediodia)', ({ part }, c) => dated(c.today, { part: PARTS[part ?? ''] })),
  rule(`(?:dentro de|en|de aqui a|al cabo de) ${ABOUT}(?:${N}|(?<two>un par de)) U(?<u>\\w+)${HALF}`, ({ n, two, u = '', half }, c) => shifted(c, two ? 2 : number(n), u, half !== undefined)),
  rule('(?:dentro de|en|de aqui a) media Uhour', (_, c) => shifted(c, 30, 'minute')),
  rule(`(?:desde )?hace ${ABOUT}(?:${N}|(?<two>un par de)) U(?<u>\\w+)${HALF}`, ({ n, two, u = '', half }, c) => shifted(c, -(two ? 2 : number(n)), u, half !== undefined)),
  rule('(?:desde )?hace (?:ya )?media Uhour', (_, c) => shifted(c, -30, 'minute')),
  rule(`${N} U(?<u>\\w+) (?:atras|antes)`, ({ n, u = '' }, c) => shifted(c, -number(n), u)),
  rule(`(?:lleva|llevan|llevo|llevamos) (?:asi |ya )?${ABOUT}${N} U(?<u>\\w+)`, ({ n, u = '' }, c) => shifted(c, -number(n), u)),
  rule('de hoy en N(?<n>8|15)(?: Uday)?', ({ n }, c) => dated(c.days(number(n) - 1))),
];

const WEEKDAYS: Rule[] = [
  rule('(?:de|cada|los|todos los|entre) W\\d(?: (?:a|y|al|hasta) W\\d)', () => ({})),
  rule('(?:los|cada) W\\d', () => ({})),
  rule(`(?:el )?W(?<w>\\d) de (?:la (?:proximo |otra )?Uweek(?: ${COMING})?|la Uweek ${COMING})`, ({ w }, c) => dated(c.inWeek(1, number(w)))),
  rule(`(?:el )?W(?<w>\\d) de (?:la Uweek ${GONE}|la ${GONE} Uweek)`, ({ w }, c) => dated(c.inWeek(-1, number(w)))),
  rule('(?:el )?W(?<w>\\d) de este (?:misma )?Uweek', ({ w }, c) => dated(c.inWeek(0, number(w)))),
  rule(`(?:la |el )?(?:proximo Uweek|Uweek ${COMING})(?: ,)? (?:el )?W(?<w>\\d)`, ({ w }, c) => dated(c.inWeek(1, number(w)))),
  rule(`(?:(?:el |este )?W(?<w>\\d) ${COMING}|(?:el )?proximo W(?<w2>\\d))`, ({ w, w2 }, c) => dated(c.next(number(w ?? w2)))),
  rule(`(?:(?:el )?W(?<w>\\d) ${GONE}|(?:el )?(?:pasado|ultimo) W(?<w2>\\d))`, ({ w, w2 }, c) => dated(c.last(number(w ?? w2)))),
  rule('este (?:mismo |proximo )?W(?<w>\\d)', ({ w }, c) => dated(c.next(number(w), true))),
  rule('(?:el )?W(?<w>\\d)', ({ w }, c, past) => dated(past ? c.last(number(w), true) : c.next(number(w)))),
];

const DAY = '(?:N(?<d>\\d{1,2})|(?:primero|1o|1º))';
const DATES: Rule[] = [
  rule(`(?:(?:el )?W\\d(?: ,)? )?(?:el |a |al )?(?:dia |Uday )?${DAY} (?:de |del )?(?:mes de |Umonth de )?M(?<m>\\d+)(?:(?: (?:de|del|del Uyear|de el))? N(?<y>20\\d\\d|19\\d\\d))?`,
    ({ d, m, y }, c, past) => dated(c.date(number(d), number(m), y === undefined ? undefined : number(y), past))),
  rule(`(?:(?:el )?W\\d(?: ,)? )?(?:el |a |al )?(?:Uday )?${DAY} (?:del|de este) (?:Umonth )?(?<which>que viene|proximo Umonth|Umonth|actual|corriente)`,
    ({ d, which }, c) => dated(which?.startsWith('que') || which?.startsWith('prox') ? c.inMonth(1).add({ days: number(d) - 1 }) : c.inMonth(0).add({ days: number(d) - 1 }))),
  rule('(?:el )?W(?<w>\\d)(?: ,)? (?:Uday )?N(?<d>[12]?\\d|3[01])', ({ w, d }, c, past) => {
    for (let months = 0; months < 12; months += 1) {
      const day = c.inMonth(past ? -months : months).add({ days: number(d) - 1 });
      if (day.day === number(d) && day.dayOfWeek === number(w) && (past || day.since(c.today).days >= 0)) return { date: day };
    }
    return dated(c.dayOfMonth(number(d), past));
  }),
  rule('(?:el )?Uday N(?<d>[12]?\\d|3[01])(?! (?:de|U))', ({ d }, c, past) => dated(c.dayOfMonth(number(d), past))),
  rule('el N(?<d>[12]?\\d|3[01])(?! (?:de|por|U|M))', ({ d }, c, past) => dated(c.dayOfMonth(number(d), past), { weak: true })),
];

const SPANS: Rule[] = [
  rule(`(?:la )?(?:Uweek ${COMING}|proximo Uweek)`, (_, c) => dated(c.inWeek(1), { grain: 'week' })),
  rule(`(?:la )?(?:Uweek ${GONE}|${GONE} Uweek)`, (_, c) => dated(c.inWeek(-1), { grain: 'week' })),
  rule('este (?:misma )?Uweek', (_, c) => dated(c.inWeek(0), { grain: 'week' })),
  rule(`(?:el )?(?:Umonth ${COMING}|proximo Umonth)`, (_, c) => dated(c.inMonth(1), { grain: 'month' })),
  rule(`(?:el )?(?:Umonth ${GONE}|${GONE} Umonth)`, (_, c) => dated(c.inMonth(-1), { grain: 'month' })),
  rule('este (?:mismo )?Umonth', (_, c) => dated(c.inMonth(0), { grain: 'month' })),
  rule(`(?:el )?(?:Uyear ${COMING}|proximo Uyear)`, (_, c) => dated(c.inYear(1), { grain: 'year' })),
  rule(`(?:el )?(?:Uyear ${GONE}|${GONE} Uyear)`, (_, c) => dated(c.inYear(-1), { grain: 'year' })),
  rule(`(?:el |este )?(?:proximo )?fin de Uweek(?: ${COMING})?`, (_, c, past) => dated(past ? c.last(6, true) : c.next(6, true), { grain: 'weekend' })),
  rule(`(?:el )?(?:fin de Uweek ${GONE}|${GONE} fin de Uweek)`, (_, c) => dated(c.last(6), { grain: 'weekend' })),
  rule('(?:a |para )?(?<where>principios?|primeros|mediados|finales|final|fin) de (?:(?:este )?Umonth|M(?<m>\\d+))', ({ where = '', m }, c, past) => {
    const first = m === undefined ? c.inMonth(0) : c.date(1, number(m), undefined, past);
    if (!first) return undefined;
    return { date: first.with({ day: where.startsWith('p') ? 1 : where.startsWith('m') ? 15 : first.daysInMonth }) };
  }),
  rule('(?:en|desde|el Umonth de|para) M(?<m>\\d+)(?: (?:de |del )?N(?<y>20\\d\\d))?', ({ m, y }, c, past) => dated(c.date(1, number(m), y === undefined ? undefined : number(y), past), { grain: 'month' })),
  rule(`M(?<m>\\d+) ${GONE}`, ({ m }, c) => dated(c.date(1, number(m), undefined, true), { grain: 'month' })),
];

const PREFIX = '(?:a|sobre|desde|hasta|para|de|eso de|a eso de|por)';
const SUFFIX = '(?: en punto)?(?: (?:de|por) la (?<part>manana|tarde|noche|madrugada)| del (?<noon>mediodia)| (?<am>am|a m)| (?<pm>pm|p m)| (?:h|Uhour))?';
const MINUTES = '(?: y (?:N(?<m>[1-5]?\\d)|(?<half>media)|(?<quarter>cuarto))| menos (?:N(?<less>\\d{1,2})|(?<quarterless>cuarto))| N(?<m2>[1-5]\\d))?';
const HOUR = '(?:N(?<h>1?\\d|2[0-4])|una)';

const CLOCK: Rule[] = [
  rule(`${PREFIX} (?:las|la) ${HOUR}${MINUTES}${SUFFIX}(?! U)`, clock),
  rule(`(?:las|la) ${HOUR}(?: y (?:N(?<m>[1-5]?\\d)|(?<half>media)|(?<quarter>cuarto))| menos (?:N(?<less>\\d{1,2})|(?<quarterless>cuarto)))${SUFFIX}`, clock),
  rule(`(?:las )?${HOUR}${MINUTES} de la (?<part>manana|tarde|noche|madrugada)`, clock),
  rule(`${HOUR} (?:y (?:(?<half>media)|(?<quarter>cuarto))|menos (?<quarterless>cuarto))`, clock),
  rule(`(?:${PREFIX} )?(?:las |la )?(?<h>[01]?\\d|2[0-3]):(?<m>[0-5]\\d)(?::\\d\\d)?(?:(?<pm>pm)|(?<am>am)|h)?(?: (?:h|Uhour))?(?: de la (?<part>manana|tarde|noche|madrugada))?`, clock),
  rule(`${PREFIX} (?:las|la) (?<h>[01]?\\d|2[0-3])\\.(?<m>[0-5]\\d)${SUFFIX}`, clock),
  rule('(?<h>[01]?\\d|2[0-3])\\.(?<m>[0-5]\\d)(?:h| (?:h|Uhour))', clock),
  rule('(?:a |las |a las |sobre las )?(?:(?<h>[01]?\\d|2[0-3])h(?<m>[0-5]\\d)?|(?:(?<h2>1?\\d)(?:(?<pm>pm)|(?<am>am))))', clock),
  rule('(?:a las |las )?N(?<h>1?\\d) (?:(?<pm>pm|p m)|(?<am>am|a m))', clock),
  rule('(?:al? |a eso del? |sobre el )?(?:mediodia|medio Uday)', () => ({ hour: 12, minute: 0, exact: true, part: 'noon' })),
  rule('(?:a )?(?:medianoche|media noche)', () => ({ hour: 0, minute: 0, exact: true })),
  rule('(?:a )?primera (?:Uhour)(?: de la manana)?', () => ({ part: 'morning' })),
  rule('(?:(?:por|de|en|a) )?la (?<part>manana|tarde|noche|madrugada)', ({ part }) => ({ part: PARTS[part ?? ''] })),
  rule('(?:de |por )?(?<part>tarde|noche)(?<=(?:hoy|ayer|manana|W\\d|anteayer|N\\d+|M\\d+) (?:de |por )?(?:tarde|noche))', ({ part }) => ({ part: PARTS[part ?? ''] })),
];

function clock(said: Parameters<Rule['read']>[0]): ReturnType<Rule['read']> {
  const { h, h2, m, m2, half, quarter, less, quarterless, part, noon, am, pm } = said;
  const written = h ?? h2;
  const minute = half ? 30 : quarter ? 15 : quarterless ? -15 : less ? -number(less) : number(m ?? m2, 0);
  const daypart = part ? PARTS[part] : noon ? 'noon' : am ? 'morning' : pm ? 'afternoon' : undefined;
  const exact = daypart === undefined && written !== undefined && (written.startsWith('0') || number(written) > 12);
  return { hour: number(written), minute, part: daypart, exact };
}

const LASTING: Rule[] = [
  rule(`(?:durante |por )?(?:${N}|(?<two>un par de)) U(?<u>\\w+)${HALF}`, ({ n, two, u = '', half }) => ({ duration: durationOf(two ? 2 : number(n), u, half !== undefined) })),
  rule('(?:durante )?media Uhour', () => ({ duration: 'PT30M' })),
  rule('(?:un )?cuarto de Uhour', () => ({ duration: 'PT15M' })),
  rule('(?:N3|tres) cuartos de Uhour', () => ({ duration: 'PT45M' })),
  rule(`${N} Uhour y N(?<m>\\d{1,2})(?: Uminute)?`, ({ n, m }) => ({ duration: `PT${number(n)}H${m}M` })),
];

export const SPANISH_RULES: readonly Rule[] = [...RELATIVE, ...WEEKDAYS, ...digitRules(), ...DATES, ...SPANS, ...feastRules(vocabularyOf('es'), '(?:en |desde |el dia de |el Uday de )?'), ...CLOCK, ...LASTING];

/** What no rule above does without: a weekday, a month, a unit, a number, or one of these. */
export const SPANISH_TELLS = tells('hoy|manana|ayer|anteayer|anoche|tarde|noche|madrugada|mediodia|medianoche|media|cuarto|la una|las una', vocabularyOf('es'));
