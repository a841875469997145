import type { Tokens } from '../text/tokens.ts';
import { Calendar, hourOf } from './calendar.ts';
import { ENGLISH_RULES, ENGLISH_TELLS } from './englishdates.ts';
import { entityAt, type FoundEntity, type Reading } from './entity.ts';
import type { Moment, Rule } from './rule.ts';
import { type Script, scriptOf } from './script.ts';
import { SPANISH_RULES, SPANISH_TELLS } from './spanishdates.ts';
import { vocabularyOf } from './vocabulary.ts';

/** A moment with its place among the signs. */
interface Piece extends Moment {
  at: number;
  end: number;
}

/** A weak one also leaves its number to be found. */
export interface FoundMoment extends FoundEntity {
  weak?: boolean;
}

const RULES = { es: SPANISH_RULES, en: ENGLISH_RULES } as const;
const TELLS = { es: SPANISH_TELLS, en: ENGLISH_TELLS } as const;
/** What may stand between a day and its time. */
const BETWEEN = /^(?:(?:,|a|de|del|el|la|y|por|en|pero|o sea|at|on|in|of|the|around|about) ){0,3}$/;
/** What may stand between a day and the same day. */
const SAME = /^(?: (?:,|el|dia|the|on|o sea)){0,3} ?$/;
const SINCE = /(?:^|\s)(?:desde|since)(?: el| la| los| las| the| on)? ?$/;

/** Dates, times, instants and durations, in Spanish and English. */
export function findMoments(tokens: Tokens, { language, now, timeZone }: Reading): FoundMoment[] {
  const vocabulary = vocabularyOf(language);
  const script = scriptOf(tokens, vocabulary);
  if (script.pieces.length === 1 && script.signs.startsWith('N')) return [];
  if (!TELLS[vocabulary.language].test(script.signs)) return [];
  const calendar = new Calendar(now, timeZone);
  const pieces = join(longest(match(script, RULES[vocabulary.language], calendar)), script.signs);
  return pieces.flatMap((piece) => {
    const said = say(piece, calendar);
    const from = script.pieces.find((one) => one.at >= piece.at)?.from;
    const to = script.pieces.findLast((one) => one.end <= piece.end)?.to;
    if (!said || from === undefined || to === undefined) return [];
    const { part, grain, weak } = piece;
    return [{ ...entityAt(tokens, said.type, from, to, said.value), ...(part && { part }), ...(grain && { grain }), ...(weak && { weak }) }];
  });
}

/** More matches of one rule than this is no message of a citizen. */
const MOST_MATCHES = 40;

function match({ signs }: Script, rules: readonly Rule[], calendar: Calendar): Piece[] {
  const found: Piece[] = [];
  const worth = new Map<RegExp, boolean>();
  for (const { pattern, needs, read } of rules) {
    if (needs && !isWorth(needs, signs, worth)) continue;
    let matches = 0;
    for (const match of signs.matchAll(pattern)) {
      matches += 1;
      if (matches > MOST_MATCHES) break;
      const past = SINCE.test(signs.slice(Math.max(0, match.index - 20), match.index)) || /^(?:desde|since) /.test(match[0]);
      const moment = read(match.groups ?? {}, calendar, past);
      if (moment) found.push({ ...moment, at: match.index, end: match.index + match[0].length });
    }
  }
  return found;
}

/** Whether a text has what some rules need; many rules need the same. */
function isWorth(needs: RegExp, signs: string, worth: Map<RegExp, boolean>): boolean {
  const known = worth.get(needs) ?? needs.test(signs);
  worth.set(needs, known);
  return known;
}

/** Of pieces that overlap the longest one stands; of equals the rule that comes first. */
function longest(found: readonly Piece[]): Piece[] {
  const kept: Piece[] = [];
  for (const piece of [...found].sort((a, b) => b.end - b.at - (a.end - a.at))) {
    if (kept.every((one) => piece.end <= one.at || piece.at >= one.end)) kept.push(piece);
  }
  return kept.sort((a, b) => a.at - b.at);
}

/** A day and a time, or a part of the day, that follow one another are one. */
function join(pieces: readonly Piece[], signs: string): Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const before = joined.at(-1);
    const near = before && BETWEEN.test(signs.slice(before.end, piece.at).replace(/^ /, ''));
    if (before && near && isSameDay(before, piece, signs)) joined[joined.length - 1] = { ...piece, ...defined(before), weak: undefined, end: piece.end };
    else if (before && near && complete(before, piece)) joined[joined.length - 1] = { ...before, ...defined(piece), weak: undefined, at: before.at, end: piece.end };
    else joined.push(piece);
  }
  return joined;
}

/** "Mañana, miércoles", "hoy, día 24": one day said twice. */
function isSameDay(one: Piece, other: Piece, signs: string): boolean {
  if (!one.date || !other.date || one.grain || other.grain || one.hour !== undefined || !SAME.test(signs.slice(one.end, other.at))) return false;
  return one.date.equals(other.date) || (other.weekday === true && one.date.dayOfWeek === other.date.dayOfWeek);
}

function complete(one: Moment, other: Moment): boolean {
  if (one.instant || other.instant || one.duration || other.duration) return false;
  const twice = (one.date && other.date) || (one.hour !== undefined && other.hour !== undefined) || (one.part && other.part && one.hour === undefined);
  const nothing = !one.date && one.hour === undefined && !one.part;
  return !twice && !nothing && (other.date !== undefined || other.hour !== undefined || other.part !== undefined) && !(one.weak && other.date);
}

function defined(piece: Piece): Partial<Piece> {
  return Object.fromEntries(Object.entries(piece).filter(([, value]) => value !== undefined));
}

function say(moment: Moment, calendar: Calendar): { type: string; value: string } | undefined {
  const { date, hour, minute = 0, part, exact, instant, duration } = moment;
  if (instant !== undefined) return { type: 'datetime', value: instant };
  if (duration !== undefined) return { type: 'duration', value: duration };
  if (hour === undefined) return date ? { type: 'date', value: date.toString() } : part ? { type: 'daypart', value: part } : undefined;
  if (hour > 24) return undefined;
  const total = (exact ? hour % 24 : hourOf(hour, part)) * 60 + minute;
  const inDay = ((total % 1440) + 1440) % 1440;
  const [h, m] = [Math.floor(inDay / 60), inDay % 60];
  if (!date) return { type: 'time', value: `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}` };
  const late = inDay < 60 && !exact && (part === 'night' || part === 'evening');
  return { type: 'datetime', value: calendar.at(late ? date.add({ days: 1 }) : date, h, m) };
}
