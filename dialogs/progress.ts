import type { FormState } from '../bot/conversation.ts';
import type { FormTurn } from '../bot/ports.ts';
import { type Field, inLanguage } from './fields/field.ts';
import { typeOf } from './fields/fields.ts';
import type { Form } from './form.ts';
import type { Progress } from './scene.ts';

export function newProgress(form: Form, turn: FormTurn, forms: ReadonlyMap<string, Form>): Progress {
  const state: Progress = { form: form.id, version: form.version, values: {}, trail: [], misses: 0, startedAt: turn.now, before: turn.before, article: turn.topic?.article };
  for (const field of form.fields) {
    const known = knownOf(field, turn, forms);
    if (known !== undefined && typeOf(field).valid(field, known, state.values)) state.values[field.id] = known;
  }
  return state;
}

/** What is known already is not asked again; the citizen sees it at the end and can change it. */
function knownOf(field: Field, turn: FormTurn, forms: ReadonlyMap<string, Form>): unknown {
  const { contact } = turn;
  if (field.contact !== undefined) return contact[field.contact];
  if (field.type === 'contact') return contact.phone !== undefined ? { phone: contact.phone } : contact.email !== undefined ? { email: contact.email } : undefined;
  return field.type === 'text' && 'topic' in field && field.topic === true ? matterOf(turn, forms) : undefined;
}

/** What was talked about until now: the form that is left, or the last article. */
function matterOf({ before, topic, language }: FormTurn, forms: ReadonlyMap<string, Form>): string | undefined {
  const left = before && Object.values(before.values).some((value) => value !== null && value !== undefined) ? forms.get(before.form) : undefined;
  return left ? inLanguage(left.title, language) : topic?.title;
}

/**
 * A form that was changed by a deploy while somebody was filling it: what is still valid is kept, the rest is asked.
 * `lost` is true when something that was answered is gone.
 */
export function adapt(form: Form, state: FormState): { state: FormState; lost: boolean } {
  const values: Record<string, unknown> = {};
  for (const field of form.fields) {
    const value = state.values[field.id];
    const kept = value === null ? field.optional || form.handover : value !== undefined && typeOf(field).valid(field, value, values);
    if (kept) values[field.id] = value;
  }
  const trail = state.trail.filter((id) => id in values);
  const lost = Object.keys(state.values).some((id) => !(id in values));
  return { state: { ...state, version: form.version, values, trail }, lost };
}
