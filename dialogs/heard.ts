import { today } from '../bot/calendar.ts';
import type { Language } from '../bot/message.ts';
import { POLICY } from '../bot/policy.ts';
import type { Entity, FormTurn, Words } from '../bot/ports.ts';
import type { FileRef } from '../store/files.ts';
import { fold } from './phrases.ts';

/** What was said, as a field's type reads it. */
export interface Heard {
  text: string;
  /** Lower case, without accents and punctuation. */
  folded: string;
  entities: readonly Entity[];
  /** The intent that counts, if any. */
  intent?: string;
  file?: FileRef;
  /** Local date, YYYY-MM-DD. */
  today: string;
}

/** What is needed to say a value. */
export interface Saying {
  language: Language;
  words: Words;
  today: string;
}

export function hear(turn: FormTurn, timeZone: string): Heard {
  const { text, understanding, file, now } = turn;
  const intent = understanding.intents.find((one) => one.confidence >= POLICY.intent)?.name;
  return {
    text, folded: fold(text), intent, file, today: today(now, timeZone),
    /** Understanding looks for them when first asked for. */
    get entities() {
      return understanding.entities;
    },
  };
}

/** A part of what was said, with its own entities; its intent is not known. */
export function part(heard: Heard, start: number, end = heard.text.length): Heard {
  const text = heard.text.slice(start, end);
  const entities = heard.entities
    .filter((entity) => entity.start >= start && entity.end <= end)
    .map((entity) => ({ ...entity, start: entity.start - start, end: entity.end - start }));
  return { text, folded: fold(text), entities, today: heard.today };
}

export function entityOf(heard: Heard, ...types: string[]): Entity | undefined {
  return heard.entities.find((entity) => types.includes(entity.type));
}

/** True when little else was said than the span: an answer, not a sentence that mentions it. */
export function covers(heard: Heard, span: { start: number; end: number }): boolean {
  const rest = fold(`${heard.text.slice(0, span.start)} ${heard.text.slice(span.end)}`);
  return rest.length <= 12;
}
