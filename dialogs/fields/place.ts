import { z } from 'zod';
import { entityOf, type Heard } from '../heard.ts';
import { beginsWith, fold, holdsOneOf, isNoise, isOneOf, wordsOf } from '../phrases.ts';
import { type PlaceValue, placeIn, placeOfWords } from './address.ts';
import { base, type FieldType } from './field.ts';

export const placeField = z.strictObject({
  ...base,
  type: z.literal('place'),
  /** True when the house number is asked for, once; not knowing it is an answer. */
  number: z.boolean().default(false),
});
export type PlaceField = z.infer<typeof placeField>;

const LONGEST_WORDS = 14;
const WHEN: ReadonlySet<string> = new Set(['date', 'datetime', 'duration', 'time']);
/** Letters beside a date that add no place to it: "desde", "more or less since". */
const LITTLE_ELSE = 12;
const ONLY_NUMBER = /(?:^|\s)(\d{1,4}(?:\s?(?:bis|[a-z]))?)(?=\s|$)/iu;

/** A street with its number, or a place that people know. */
export const place: FieldType<PlaceField, PlaceValue> = {
  read(_field, heard) {
    const found = placeIn(heard);
    if (found) return { value: found.value, sure: true };
    const said = heard.text.trim().replace(/[.\s]+$/u, '');
    const words = wordsOf(said);
    if (words.length === 0 || isNoise(said)) return undefined;
    if (words.every((word) => isOneOf('vague', word) || isOneOf('before', word) || /^\d+$/.test(word))) return { problem: 'dialogs.place.vague' };
    if (words.length > LONGEST_WORDS) return undefined;
    return { value: placeOfWords(said.replace(/^(?:en|in|at|on)\s+/iu, '')), sure: holdsOneOf('street', heard.folded) || holdsOneOf('beside', heard.folded) };
  },
  spot: (_field, heard) => placeIn(heard),
  valid: (_field, value) => typeof value === 'object' && value !== null && 'place' in value && typeof value.place === 'string',
  show(_field, { place: name, number, detail }) {
    return [name, number, detail].filter((one) => typeof one === 'string' && one !== '').join(', ');
  },
  more: {
    asks: (field, value) => (field.number && value.number === undefined && !holdsOneOf('landmark', fold(value.place)) ? 'dialogs.place.number' : undefined),
    read(_field, value, heard) {
      if (saysWhen(heard)) return { ...value, number: null };
      const number = numberIn(heard);
      if (number !== undefined && wordsOf(heard.text).length <= 6) return { ...value, number };
      if (heard.intent === 'skip' || heard.intent === 'no' || holdsOneOf('unknown', heard.folded)) return { ...value, number: null };
      if (heard.intent === 'yes') return undefined;
      return wordsOf(heard.text).length > 0 && wordsOf(heard.text).length <= LONGEST_WORDS ? { ...value, number: null, detail: heard.text.trim() } : undefined;
    },
  },
  amend(_field, value, heard) {
    const number = numberIn(heard);
    return number !== undefined && wordsOf(heard.text).length <= 7 ? { ...value, number, detail: undefined } : undefined;
  },
};

function numberIn(heard: Heard): string | undefined {
  const written = ONLY_NUMBER.exec(heard.text)?.[1];
  if (written !== undefined) return written.toUpperCase().replace(/\s/g, '');
  const said = entityOf(heard, 'number')?.value;
  return typeof said === 'number' && Number.isInteger(said) && said > 0 ? String(said) : undefined;
}

/** "Desde ayer" where the number was asked for: when, not where. */
function saysWhen(heard: Heard): boolean {
  if (beginsWith('when', heard.folded) !== undefined) return true;
  const date = heard.entities.find(({ type }) => WHEN.has(type));
  return date !== undefined && heard.text.length - (date.end - date.start) <= LITTLE_ELSE;
}
