import type { CaseField } from '../bot/case.ts';
import type { Contact } from '../bot/contact.ts';
import type { FormStep } from '../bot/ports.ts';
import type { FileRef } from '../store/files.ts';
import { inLanguage } from './fields/field.ts';
import { areFiles } from './fields/file.ts';
import { adapt } from './progress.ts';
import { Scene } from './scene.ts';
import type { Filled } from './submits/submit.ts';
import { submit } from './submits/submits.ts';

/** Everything that will be handed in, one line each, for the citizen to look at. */
export function summary(scene: Scene): string {
  const lines = scene.fields.map((field) => `- **${scene.label(field)}:** ${scene.shown(field)}`);
  const before = leftBefore(scene);
  if (before) lines.push(`- **${before.title}:** ${before.fields.map((field) => field.shown).join(' · ')}`);
  return `${scene.words('dialogs.confirm.intro')}\n\n${lines.join('\n')}`;
}

/** Hands the form in: its writes and the words that tell of them are of one commit. */
export function handIn(scene: Scene): FormStep {
  const learnt = learntOf(scene);
  const { writes, says } = submit(scene.form.submit, filledOf(scene, learnt));
  const text = inLanguage(scene.form.done, scene.turn.language).replace(/\{(\w+)\}/g, (hole, name: string) => says[name] ?? hole).trim();
  const step = scene.close('done', text);
  const type = scene.form.handover ? 'handover' : 'say';
  return { ...step, acts: step.acts.map((act) => ({ ...act, type })), writes, contact: learnt };
}

function filledOf(scene: Scene, learnt: Filled['learnt']): Filled {
  const { form, state, turn, tools, saying } = scene;
  const { before } = state;
  return {
    form: form.id, title: scene.title, fields: caseFields(scene), values: state.values, files: filesOf(scene), before: leftBefore(scene),
    reason: !form.handover ? 'form' : before?.offered === true ? 'stuck' : 'asked', article: state.article, learnt, turn,
    hours: tools.hours, timeZone: tools.timeZone, saying,
  };
}

function caseFields(scene: Scene): CaseField[] {
  return scene.fields
    .filter((field) => scene.filled(field))
    .map((field) => ({ id: field.id, label: scene.label(field), value: scene.state.values[field.id], shown: scene.shown(field) }));
}

/** Those of file fields, those sent while the form had none, and those of the form that was left. */
function filesOf(scene: Scene): FileRef[] {
  const left = leftScene(scene);
  const values = [...Object.values(left?.state.values ?? {}), ...(left ? [left.state.files] : []), ...Object.values(scene.state.values), scene.state.files];
  return values.filter(areFiles).flat();
}

function leftScene(scene: Scene): Scene | undefined {
  const { before } = scene.state;
  const form = before && scene.tools.forms.get(before.form);
  return before && form && new Scene(form, adapt(form, before).state, scene.turn, scene.tools);
}

function leftBefore(scene: Scene): Filled['before'] {
  const left = leftScene(scene);
  const fields = left ? caseFields(left) : [];
  return left && fields.length > 0 ? { form: left.form.id, title: left.title, fields } : undefined;
}

/** What the contact's own card gains. */
function learntOf(scene: Scene): Partial<Pick<Contact, 'name' | 'phone' | 'email'>> {
  const learnt: Partial<Pick<Contact, 'name' | 'phone' | 'email'>> = {};
  for (const field of scene.fields) {
    const value = scene.state.values[field.id];
    if (field.contact !== undefined && typeof value === 'string') learnt[field.contact] = value;
    if (field.type === 'contact' && typeof value === 'object' && value !== null) Object.assign(learnt, value);
  }
  return learnt;
}
