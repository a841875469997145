import type { Choice } from './message.ts';
import { POLICY } from './policy.ts';
import type { Understanding } from './ports.ts';

/** Choices that mean "none of it". */
const REFUSALS: ReadonlySet<string> = new Set(['thanks', 'none']);

/** Reads an answer to choices that were offered as words: the title, its number ("2"), or its place ("la segunda", −1 is the last); yes takes the only offer there is, no refuses. */
export function pickOffered(text: string, offered: readonly Choice[], understanding: Understanding): Choice | undefined {
  const said = fold(text);
  const byTitle = offered.find((choice) => fold(choice.title) === said || choice.id === text);
  if (byTitle) return byTitle;
  const yesOrNo = understanding.intents.find((one) => one.confidence >= POLICY.intent)?.name;
  if (yesOrNo === 'yes') return onlyOffer(offered);
  if (yesOrNo === 'no') return offered.find(({ id }) => REFUSALS.has(id));
  const place = understanding.entities.find((entity) => (entity.type === 'ordinal' || entity.type === 'number') && covers(entity, text));
  const n = typeof place?.value === 'number' ? place.value : Number.NaN;
  return n === -1 ? offered.at(-1) : offered[n - 1];
}

function onlyOffer(offered: readonly Choice[]): Choice | undefined {
  const offers = offered.filter(({ id }) => !REFUSALS.has(id));
  return offers.length === 1 ? offers[0] : undefined;
}

/** True when little else than the entity was said. */
function covers(entity: { start: number; end: number }, text: string): boolean {
  return text.length - (entity.end - entity.start) <= 12;
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}
