import type { Choice } from '../bot/message.ts';
import type { FormStep } from '../bot/ports.ts';
import { type Field, inLanguage } from './fields/field.ts';
import { typeOf } from './fields/fields.ts';
import type { Scene } from './scene.ts';
import { handIn, summary } from './summary.ts';

/** What comes next: a field's question, the confirmation, or handing the form in. */
export function askNext(scene: Scene): FormStep {
  const next = scene.next();
  if (next) return ask(scene, next.field, next.more);
  return scene.form.confirm ? askConfirm(scene) : handIn(scene);
}

export function ask(scene: Scene, field: Field, more?: string): FormStep {
  scene.state.asking = field.id;
  if (more !== undefined) return scene.go({ type: 'ask', text: scene.words(more, { place: scene.shown(field) }), expects: 'number' });
  const options = typeOf(field).choices?.(field, scene.state.values, scene.saying) ?? [];
  const choices = [...options, ...scene.skipChoice(field)];
  return scene.go({
    type: options.length > 0 ? 'choices' : 'ask', text: inLanguage(field.prompt, scene.turn.language), expects: field.type, ...(choices.length > 0 ? { choices } : {}),
  });
}

/** Asks again what is open: after a digression, a reminder, a change of language. */
export function askAgain(scene: Scene): FormStep {
  const { asking } = scene.state;
  if (asking === 'change' && scene.next() === undefined) return askWhatToChange(scene);
  return askNext(scene);
}

export function askConfirm(scene: Scene): FormStep {
  scene.state.asking = 'confirm';
  const choices: Choice[] = [
    { id: 'confirm:yes', title: scene.words('dialogs.confirm.yes') },
    { id: 'confirm:change', title: scene.words('dialogs.confirm.change') },
    { id: 'confirm:cancel', title: scene.words('dialogs.confirm.cancel') },
  ];
  return scene.go({ type: 'choices', text: `${summary(scene)}\n\n${scene.words('dialogs.confirm.ask')}`, choices, expects: 'confirm' });
}

export function askWhatToChange(scene: Scene): FormStep {
  scene.state.asking = 'change';
  const choices: Choice[] = scene.fields.map((field) => ({ id: `field:${field.id}`, title: scene.label(field) }));
  choices.push({ id: 'confirm:back', title: scene.words('dialogs.change.nothing') });
  return scene.go({ type: 'choices', text: scene.words('dialogs.change.ask'), choices, expects: 'change' });
}

/** Three times not understood: a person, or another try. */
export function offerPerson(scene: Scene): FormStep {
  scene.state.offered = true;
  return scene.go({
    type: 'choices', text: scene.words('dialogs.offerPerson'),
    choices: [
      { id: 'person', title: scene.words('dialogs.offerPerson.yes') },
      { id: 'confirm:again', title: scene.words('dialogs.offerPerson.again') },
      { id: 'confirm:cancel', title: scene.words('dialogs.confirm.cancel') },
    ],
  });
}
