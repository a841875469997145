import type { Choice } from './message.ts';
import { plain } from './phrases.ts';
import { POLICY } from './policy.ts';
import type { Understanding } from './ports.ts';

/** Choices that mean "none of it". */
const REFUSALS: ReadonlySet<string> = new Set(['thanks', 'none', 'other']);

/** An offer to see more of what was just said: a "yes" after it only agrees. */
const MORE = 'whole:';

/** "El número veinticinco, por favor": what is longer than this names no place. */
const LONGEST_PLACE = 40;

/** Letters by which a short refusal is known: "ninguno" for "Ninguna de estas". */
const BEGINNING = 5;
/** A refusal in more words than this may be something else. */
const FEW_WORDS = 4;

/** Reads an answer to choices that were offered as words: the title, its number ("2"), or its place ("la segunda", −1 is the last); yes takes the only offer there is, no refuses. */
export function pickOffered(text: string, offered: readonly Choice[], understanding: Understanding): Choice | undefined {
  if (offered.length === 0) return undefined;
  const said = plain(text);
  const byTitle = offered.find((choice) => plain(choice.title) === said || choice.id === text);
  if (byTitle) return byTitle;
  const place = text.length > LONGEST_PLACE ? undefined : understanding.entities.find((entity) => (entity.type === 'ordinal' || entity.type === 'number') && covers(entity, text));
  const n = typeof place?.value === 'number' ? place.value : Number.NaN;
  const byPlace = n === -1 ? offered.at(-1) : offered[n - 1];
  if (byPlace) return byPlace;
  const intent = understanding.intents.find((one) => one.confidence >= POLICY.intent)?.name;
  if (intent === 'yes') return onlyOffer(offered);
  return offered.find((choice) => REFUSALS.has(choice.id) && (intent === 'no' || (intent === 'skip' && choice.id !== 'thanks') || refuses(said, plain(choice.title))));
}

/** "Ninguna", "ninguno de esos": a few words that begin as the refusal does. */
function refuses(said: string, title: string): boolean {
  const [first = ''] = title.split(' ');
  return said.split(' ').length <= FEW_WORDS && first.length >= FEW_WORDS && said.startsWith(first.slice(0, BEGINNING));
}

function onlyOffer(offered: readonly Choice[]): Choice | undefined {
  const offers = offered.filter(({ id }) => !REFUSALS.has(id) && !id.startsWith(MORE));
  return offers.length === 1 ? offers[0] : undefined;
}

/** True when little else than the entity was said. */
function covers(entity: { start: number; end: number }, text: string): boolean {
  return text.length - (entity.end - entity.start) <= 12;
}
