import type { Entity } from '../../bot/ports.ts';
import { entityOf, type Heard } from '../heard.ts';

/** `number` is null when nobody knows it; `detail` is what was said instead ("a la altura de la farmacia"). */
export interface PlaceValue {
  place: string;
  number?: string | null;
  detail?: string;
}

const NUMBER = /^(.*?\p{L}.*?)[\s,]+(?:n\.?\s?[ºo°]?\.?\s*|n[uú]m(?:ero|\.)?\s*|number\s+|no\.?\s*)?(\d{1,4}(?:\s?(?:bis|[a-z]))?)$/iu;
/** Degrees of latitude and longitude, as a telephone shows or shares them. */
const COORDINATES = /(-?\d{1,2}\.\d{3,})\s*[,;\s]\s*(-?\d{1,3}\.\d{3,})/u;
/** Floor and door behind the number: "2ºB", "bajo izquierda". */
const DOOR = /^[\s,]*((?:\d{1,2}\s?[ºª°]|bajo|ático|atico|entresuelo|piso|puerta|portal|bloque|escalera|floor|flat)[^,;.?!]{0,20})(?=[,;.?!]|$)/iu;
const ARTICLE = /^(?:en\s+)?(?:el|la|los|las|the)\s+/iu;

interface FoundPlace {
  value: PlaceValue;
  start: number;
  end: number;
}

/** A street with its number and door, or the coordinates of a point. */
export function placeIn(heard: Heard): FoundPlace | undefined {
  const point = COORDINATES.exec(heard.text);
  if (point) return { value: { place: `${point[1]}, ${point[2]}`, number: null }, start: point.index, end: point.index + point[0].length };
  const entity = entityOf(heard, 'place');
  if (!entity) return undefined;
  const value = placeOf(entity);
  const door = value.number ? DOOR.exec(heard.text.slice(entity.end)) : null;
  if (!door) return { value, start: entity.start, end: entity.end };
  return { value: { ...value, detail: door[1]?.trim() }, start: entity.start, end: entity.end + door[0].length };
}

/** Understanding may give street and number apart; the words themselves serve as well. */
function placeOf({ value, text }: Entity): PlaceValue {
  if (typeof value === 'object' && value !== null && 'street' in value && typeof value.street === 'string') {
    const number = 'number' in value && value.number !== undefined && value.number !== null ? { number: String(value.number) } : {};
    const detail = 'detail' in value && typeof value.detail === 'string' ? { detail: value.detail } : {};
    return { place: tidy(value.street), ...number, ...detail };
  }
  return placeOfWords(typeof value === 'string' && value !== '' ? value : text);
}

export function placeOfWords(said: string): PlaceValue {
  const found = NUMBER.exec(said.trim());
  const name = found?.[1];
  if (name === undefined) return { place: tidy(said) };
  return { place: tidy(name), number: (found?.[2] ?? '').toUpperCase().replace(/\s/g, '') };
}

function tidy(name: string): string {
  return name.trim().replace(ARTICLE, '').replace(/[\s,.]+$/u, '').replace(/\s+/gu, ' ');
}
