import type { CaseField } from '../../bot/case.ts';
import type { Contact } from '../../bot/contact.ts';
import type { Hours } from '../../bot/hours.ts';
import type { FormTurn } from '../../bot/ports.ts';
import type { FileRef } from '../../store/files.ts';
import type { Write } from '../../store/store.ts';
import type { Values } from '../fields/field.ts';
import type { Saying } from '../heard.ts';

/** A finished form, ready to be handed in. */
export interface Filled {
  form: string;
  title: string;
  /** What was filled, in the order of the form; without fields that do not apply or were skipped. */
  fields: CaseField[];
  values: Values;
  files: FileRef[];
  /** The form that was left for this one, with what was filled of it. */
  before?: { form: string; title: string; fields: CaseField[] };
  reason: 'form' | 'asked' | 'stuck';
  /** The article that was talked about last, and its topic. */
  article?: string;
  learnt: Partial<Pick<Contact, 'name' | 'phone' | 'email'>>;
  turn: FormTurn;
  hours: Hours;
  timeZone: string;
  saying: Saying;
}

/** What handing in leads to: writes of the turn's commit, and what the closing sentence may say of them. */
export interface Submitted {
  writes: Write[];
  says: Record<string, string>;
}

/** A way to hand a form in. Pure: it sends nothing and writes nothing by itself. */
export interface SubmitKind<S> {
  /** The names that `says` has, for the check of the closing sentence. */
  says: readonly string[];
  submit(settings: S, filled: Filled): Submitted;
}
