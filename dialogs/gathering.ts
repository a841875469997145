import type { Field } from './fields/field.ts';
import { typeOf } from './fields/fields.ts';
import type { TextField } from './fields/text.ts';
import type { Heard } from './heard.ts';
import { beginsWith, behind, fold, isOneOf, wordsOf } from './phrases.ts';
import type { Scene } from './scene.ts';

interface Span {
  start: number;
  end: number;
}

/** Fills the fields, still empty, that a sentence answers beside the one it was meant for; returns where in the text they were said. */
export function gather(scene: Scene, heard: Heard, except?: Field): { filled: Field[]; spans: Span[] } {
  const filled: Field[] = [];
  const spans: Span[] = [];
  for (const { id } of scene.form.fields) {
    const field = scene.fields.find((one) => one.id === id);
    if (!field || field.id === except?.id || scene.state.values[id] !== undefined) continue;
    const spot = typeOf(field).spot?.(field, heard, scene.state.values);
    if (!spot || spans.some((span) => span.start < spot.end && spot.start < span.end)) continue;
    scene.set(field, spot.value);
    filled.push(field);
    if (spot.end > spot.start) spans.push({ start: spot.start, end: spot.end });
  }
  return { filled, spans };
}

/** What the first message says already, beside asking for the form. */
export function gatherOpening(scene: Scene): Field[] {
  const { heard } = scene;
  const { filled, spans } = gather(scene, heard);
  const field = scene.fields.find(isOpening);
  const said = field && remainder(heard.text, spans, field);
  if (field && said !== undefined && said.length >= field.min && said.length <= field.max && hasMatter(said, field)) {
    scene.set(field, said);
    filled.unshift(field);
  }
  scene.state.trail = filled.map((one) => one.id);
  return filled;
}

function isOpening(field: Field): field is TextField {
  return field.type === 'text' && 'opening' in field && field.opening === true;
}

/** A text without what other fields took of it, and without "hola, quería avisar de que". */
export function remainder(text: string, spans: readonly Span[], field?: TextField): string {
  let rest = text;
  for (const { start, end } of [...spans].sort((one, other) => other.start - one.start)) {
    rest = `${withoutLast(rest.slice(0, start))} ${rest.slice(end).replace(/^[\s,.;]+/u, '')}`;
  }
  return withoutFirst(rest, field).replace(/\s+/gu, ' ').replace(/[\s,;:]+$/u, '').trim();
}

/** Drops "en la", "desde" and the like, left hanging before what was cut. */
function withoutLast(head: string): string {
  let rest = head.trimEnd();
  for (;;) {
    const last = /(?:^|[\s,;])([\p{L}]+)[\s,;]*$/u.exec(rest);
    if (!last || !isOneOf('before', fold(last[1] ?? ''))) return rest;
    rest = rest.slice(0, last.index).trimEnd();
  }
}

function withoutFirst(text: string, field?: TextField): string {
  let rest = text.trim();
  for (let lead = leadOf(rest, field); lead !== undefined; lead = leadOf(rest, field)) rest = behind(rest, lead);
  return rest;
}

function leadOf(text: string, field?: TextField): string | undefined {
  const folded = fold(text);
  const own = Object.values(field?.leads ?? {}).flat().map(fold).sort((one, other) => other.length - one.length);
  return own.find((lead) => folded.startsWith(`${lead} `)) ?? beginsWith('leads', folded);
}

/** True when more was said than that one wants to report something. */
function hasMatter(said: string, field: TextField): boolean {
  const own = new Set(Object.values(field.idle ?? {}).flat().map(fold));
  return wordsOf(said).some((word) => word.length > 2 && !isOneOf('idle', word) && !own.has(word));
}
