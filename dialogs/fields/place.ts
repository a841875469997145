import { z } from 'zod';
import type { Entity } from '../../bot/ports.ts';
import { entityOf, type Heard } from '../heard.ts';
import { fold, holdsOneOf, isOneOf, wordsOf } from '../phrases.ts';
import { base, type FieldType } from './field.ts';

export const placeField = z.strictObject({
  ...base,
  type: z.literal('place'),
  /** True when the house number is asked for, once; not knowing it is an answer. */
  number: z.boolean().default(false),
});
export type PlaceField = z.infer<typeof placeField>;

/** `number` is null when nobody knows it; `detail` is what was said instead ("a la altura de la farmacia"). */
export interface PlaceValue {
  place: string;
  number?: string | null;
  detail?: string;
}

const LONGEST_WORDS = 14;
const NUMBER = /^(.*?\p{L}.*?)[\s,]+(?:n\.?\s?[ºo°]?\.?\s*|n[uú]m(?:ero|\.)?\s*|number\s+|no\.?\s*)?(\d{1,4}(?:\s?(?:bis|[a-z]))?)$/iu;
const ONLY_NUMBER = /(?:^|\s)(\d{1,4}(?:\s?(?:bis|[a-z]))?)(?=\s|$)/iu;
const ARTICLE = /^(?:en\s+)?(?:el|la|los|las|the)\s+/iu;

/** A street with its number, or a place that people know. */
export const place: FieldType<PlaceField, PlaceValue> = {
  read(_field, heard) {
    const entity = entityOf(heard, 'place');
    if (entity) return { value: placeOf(entity), sure: true };
    const said = heard.text.trim().replace(/[.\s]+$/u, '');
    const words = wordsOf(said);
    if (words.length === 0) return undefined;
    if (words.every((word) => isOneOf('vague', word) || isOneOf('before', word) || /^\d+$/.test(word))) return { problem: 'dialogs.place.vague' };
    if (words.length > LONGEST_WORDS) return undefined;
    return { value: split(said.replace(/^(?:en|in|at|on)\s+/iu, '')), sure: holdsOneOf('street', heard.folded) || holdsOneOf('beside', heard.folded) };
  },
  spot(_field, heard) {
    const entity = entityOf(heard, 'place');
    return entity && { value: placeOf(entity), start: entity.start, end: entity.end };
  },
  valid: (_field, value) => typeof value === 'object' && value !== null && 'place' in value && typeof value.place === 'string',
  show(_field, { place: name, number, detail }) {
    return [name, number, detail].filter((one) => typeof one === 'string' && one !== '').join(', ');
  },
  more: {
    asks: (field, value) => (field.number && value.number === undefined && !holdsOneOf('landmark', fold(value.place)) ? 'dialogs.place.number' : undefined),
    read(_field, value, heard) {
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

/** Understanding may give street and number apart; the words themselves serve as well. */
function placeOf({ value, text }: Entity): PlaceValue {
  if (typeof value === 'object' && value !== null && 'street' in value && typeof value.street === 'string') {
    const number = 'number' in value && value.number !== undefined && value.number !== null ? { number: String(value.number) } : {};
    const detail = 'detail' in value && typeof value.detail === 'string' ? { detail: value.detail } : {};
    return { place: tidy(value.street), ...number, ...detail };
  }
  return split(typeof value === 'string' && value !== '' ? value : text);
}

function split(said: string): PlaceValue {
  const found = NUMBER.exec(said.trim());
  const name = found?.[1];
  if (name === undefined) return { place: tidy(said) };
  return { place: tidy(name), number: (found?.[2] ?? '').toUpperCase().replace(/\s/g, '') };
}

function tidy(name: string): string {
  return name.trim().replace(ARTICLE, '').replace(/[\s,.]+$/u, '').replace(/\s+/gu, ' ');
}
