import type { Intent } from '../intents/intents.ts';
import type { Understanding } from '../understanding.ts';
import type { Parse } from './client.ts';
import { isControl } from './lesson.ts';

/** What Rasa itself says when no intent is clear. */
const REJECTED = 'nlu_fallback';
const OUTSIDE: ReadonlySet<string> = new Set([REJECTED, 'out_of_scope']);
/** What is less likely than this is not worth telling. */
const LEAST = 0.05;

/**
 * What is understood when both were asked: intents by Rasa; language, entities and danger by the embedded understanding, for safety may depend on no network.
 * A message that Rasa rejects is likely about nothing here, but a control remains one: a "sí" that Rasa was not taught must not bring a form to a halt.
 * Where Rasa alone hears danger, or has no intent, the embedded understanding stands.
 */
export function merge(own: Understanding, { intent, ranking }: Parse): Understanding {
  if (intent.name === null || intent.name === 'danger') return own;
  const rejected = intent.name === REJECTED;
  const heard = rejected ? own.intents.filter(({ name }) => isControl(name)) : ranking.filter(counts);
  const danger = own.intents.filter(({ name }) => name === 'danger');
  const outside = 1 - Math.max(0, ...ranking.filter(({ name }) => !OUTSIDE.has(name)).map(({ confidence }) => confidence));
  return {
    language: own.language,
    languageConfidence: own.languageConfidence,
    intents: [...heard, ...danger].sort((a, b) => b.confidence - a.confidence),
    outOfScope: rejected ? Math.max(own.outOfScope, outside) : outside,
    /** Looked for when first asked for, as the embedded understanding does. */
    get entities() {
      return own.entities;
    },
  };
}

function counts({ name, confidence }: Intent): boolean {
  return confidence >= LEAST && (isControl(name) || name.startsWith('form.'));
}
