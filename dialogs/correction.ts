import { type Field, inLanguage } from './fields/field.ts';
import { typeOf } from './fields/fields.ts';
import { gather } from './gathering.ts';
import { covers, entityOf, type Heard, part } from './heard.ts';
import { beginsWith, behind, fold, holds, holdsOneOf, wordsOf } from './phrases.ts';
import type { Scene } from './scene.ts';

/** `set`: fields have a new value. `again`: a field was called wrong without saying what is right. `which`: something is wrong, nobody knows what. */
export type Correction = { kind: 'set'; fields: Field[] } | { kind: 'again'; field: Field } | { kind: 'which' };

/** Reads "no, mejor en la calle Real 5", "no, era el martes", "la calle está mal", and does it; undefined when it is no correction. */
export function correct(scene: Scene): Correction | undefined {
  const { heard } = scene;
  const lead = leadOf(scene);
  const atEnd = scene.state.asking === 'confirm' || scene.state.asking === 'change';
  const wrong = holdsOneOf('wrong', heard.folded);
  if (lead === undefined && !wrong && !atEnd) return restated(scene);
  const body = lead === undefined ? heard : part(heard, lead);
  const named = fieldNamed(scene, heard.folded);
  const byName = named && namedValue(scene, named, heard);
  if (named && byName) {
    scene.set(named, byName.value);
    return { kind: 'set', fields: [named] };
  }
  const found = spotted(scene, body);
  if (found.length > 0) return { kind: 'set', fields: [...found, ...gather(scene, body).filled] };
  const amended = amend(scene, body, named);
  if (amended) return { kind: 'set', fields: [amended] };
  if (named && (wrong || atEnd) && scene.state.values[named.id] !== undefined) return { kind: 'again', field: named };
  return atEnd && wrong ? { kind: 'which' } : undefined;
}

/** "No, es una farola", right after a field of free words was filled: the last chance for a correction without a name or a type. */
export function correctWords(scene: Scene): Field | undefined {
  const lead = leadOf(scene);
  const last = scene.fields.find((field) => field.id === scene.state.trail.at(-1));
  if (lead === undefined || last?.type !== 'text') return undefined;
  const rest = part(scene.heard, lead);
  if (wordsOf(rest.text).length < 2) return undefined;
  const reading = typeOf(last).read(last, rest, scene.state.values);
  if (!reading || !('value' in reading)) return undefined;
  scene.set(last, reading.value);
  return last;
}

/** Where what follows the words of a correction begins ("no, mejor …"); undefined when there are none. */
function leadOf({ heard }: Scene): number | undefined {
  const words = beginsWith('corrections', heard.folded) ?? (/^\s*no\s*[,.;:]\s*\S/iu.test(heard.text) ? 'no' : undefined);
  if (words !== undefined) return heard.text.length - behind(heard.text, words).length;
  return entityOf(heard, 'correction')?.end;
}

/** The field that the words name, by the longest of its names. */
export function fieldNamed(scene: Scene, folded: string): Field | undefined {
  const named = scene.fields.flatMap((field) => {
    const names = [...namesOf(field)].filter((name) => holds(folded, name));
    const longest = Math.max(0, ...names.map((name) => name.length));
    return longest > 0 ? [{ field, longest }] : [];
  });
  return named.sort((one, other) => other.longest - one.longest)[0]?.field;
}

/** Folded once: a form's fields are the same for every step. */
const NAMES = new WeakMap<Field, readonly string[]>();

function namesOf(field: Field): readonly string[] {
  const known = NAMES.get(field);
  if (known) return known;
  const names = [...Object.values(field.label ?? {}), ...Object.values(field.names ?? {}).flat()].map(fold);
  NAMES.set(field, names);
  return names;
}

/** What is said behind the name of a field: "el nombre es Ana", "cambie el teléfono por el 612 345 678". */
function namedValue(scene: Scene, field: Field, heard: Heard): { value: unknown } | undefined {
  const name = namesOf(field).filter((one) => holds(heard.folded, one)).sort((one, other) => other.length - one.length)[0];
  if (name === undefined) return undefined;
  const until = ` ${heard.folded} `.indexOf(` ${name} `);
  const before = heard.folded.slice(0, Math.max(0, until - 1));
  const rest = behind(heard.text, before === '' ? name : `${before} ${name}`);
  const link = beginsWith('links', fold(rest));
  if (link === undefined || holdsOneOf('wrong', fold(rest))) return undefined;
  const said = behind(rest, link);
  const start = heard.text.length - said.length;
  const reading = said === '' ? undefined : typeOf(field).read(field, part(heard, start), scene.state.values);
  return reading && 'value' in reading ? { value: reading.value } : undefined;
}

/** Values of the right type, for fields that are filled already, the last filled first; the one being asked goes before them. */
function spotted(scene: Scene, body: Heard): Field[] {
  const current = scene.current;
  const filled = [...scene.state.trail].reverse().flatMap((id) => scene.fields.find((field) => field.id === id) ?? []);
  const others = scene.fields.filter((field) => scene.filled(field) && !filled.includes(field));
  const found: Field[] = [];
  const taken = new Set<number>();
  for (const field of [...(current ? [current] : []), ...filled, ...others]) {
    const spot = found.includes(field) ? undefined : typeOf(field).spot?.(field, body, scene.state.values);
    if (!spot || taken.has(spot.start)) continue;
    taken.add(spot.start);
    scene.set(field, spot.value);
    found.push(field);
  }
  return found;
}

function amend(scene: Scene, body: Heard, named: Field | undefined): Field | undefined {
  const candidates = named ? [named] : [...scene.state.trail].reverse().flatMap((id) => scene.fields.find((field) => field.id === id) ?? []);
  for (const field of candidates) {
    const value = scene.filled(field) ? typeOf(field).amend?.(field, scene.state.values[field.id], body) : undefined;
    if (value === undefined) continue;
    scene.set(field, value);
    return field;
  }
  return undefined;
}

/** A value of another field's type and nothing else, while free words or a file are asked for: a correction without a "no". */
function restated(scene: Scene): Correction | undefined {
  const current = scene.current;
  if (!current || (current.type !== 'text' && current.type !== 'file') || scene.heard.text === '') return undefined;
  for (const field of scene.fields) {
    if (field.id === current.id || !scene.filled(field)) continue;
    const spot = typeOf(field).spot?.(field, scene.heard, scene.state.values);
    if (!spot || spot.end === spot.start || !covers(scene.heard, spot)) continue;
    scene.set(field, spot.value);
    return { kind: 'set', fields: [field] };
  }
  return undefined;
}

/** "**Dónde:** calle Real, 5", for each of them. */
export function listed(scene: Scene, fields: readonly Field[]): string {
  return fields.map((field) => `**${inLanguage(field.label ?? field.prompt, scene.turn.language)}:** ${scene.shown(field)}`).join(' · ');
}
