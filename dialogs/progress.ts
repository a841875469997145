import type { FormState } from '../bot/conversation.ts';
import type { FormTurn } from '../bot/ports.ts';
import type { Field } from './fields/field.ts';
import { typeOf } from './fields/fields.ts';
import type { Form } from './form.ts';
import type { Progress } from './scene.ts';

export function newProgress(form: Form, turn: FormTurn): Progress {
  const state: Progress = { form: form.id, version: form.version, values: {}, trail: [], misses: 0, startedAt: turn.now, before: turn.before, article: turn.topic?.article };
  for (const field of form.fields) {
    const known = knownOf(field, turn);
    if (known !== undefined && typeOf(field).valid(field, known, state.values)) state.values[field.id] = known;
  }
  return state;
}

/** What is known already is not asked again; the citizen sees it at the end and can change it. */
function knownOf(field: Field, { contact, topic }: FormTurn): unknown {
  if (field.contact !== undefined) return contact[field.contact];
  if (field.type === 'contact') return contact.phone !== undefined ? { phone: contact.phone } : contact.email !== undefined ? { email: contact.email } : undefined;
  return field.type === 'text' && 'topic' in field && field.topic === true ? topic?.title : undefined;
}

/**
 * A form that was changed by a deploy while somebody was filling it: what is still valid is kept, the rest is asked.
 * `lost` is true when something that was answered is gone.
 */
export function adapt(form: Form, state: FormState): { state: FormState; lost: boolean } {
  const values: Record<string, unknown> = {};
  for (const field of form.fields) {
    const value = state.values[field.id];
    const kept = value === null ? field.optional : value !== undefined && typeOf(field).valid(field, value, values);
    if (kept) values[field.id] = value;
  }
  const trail = state.trail.filter((id) => id in values);
  const lost = Object.keys(state.values).some((id) => !(id in values));
  return { state: { ...state, version: form.version, values, trail }, lost };
}
