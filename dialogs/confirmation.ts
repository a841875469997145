import type { FormStep } from '../bot/ports.ts';
import { afterCorrection, missed } from './answering.ts';
import { near } from './closeness.ts';
import { command } from './commands.ts';
import { correct, fieldNamed } from './correction.ts';
import { isQuestion } from './digression.ts';
import type { Field } from './fields/field.ts';
import { fold } from './phrases.ts';
import { ask, askConfirm, askWhatToChange } from './question.ts';
import type { Scene } from './scene.ts';
import { handIn } from './summary.ts';

/** What was said when everything was shown: yes, no, or what to change. */
export function confirmation(scene: Scene): FormStep {
  const { heard } = scene;
  if (isQuestion(scene, undefined, heard.intent === 'yes' || heard.intent === 'no' ? { value: true, sure: true } : undefined)) return scene.close('question');
  const corrected = correct(scene);
  if (corrected) return afterCorrection(scene, corrected);
  const told = command(scene, undefined);
  if (told) return told;
  const n = Number(/^\W*(\d)\W*$/.exec(heard.text)?.[1]);
  if (heard.intent === 'yes' || n === 1) return handIn(scene);
  if (heard.intent === 'no' || n === 2) return askWhatToChange(scene);
  if (n === 3) return scene.close('cancelled', scene.words('dialogs.cancelled'));
  return missed(scene, undefined, 'dialogs.confirm.again');
}

/** What was said when asked what to change: a field by its name or number, or the change itself. */
export function change(scene: Scene): FormStep {
  const { heard } = scene;
  if (isQuestion(scene, undefined, undefined)) return scene.close('question');
  const corrected = correct(scene);
  if (corrected && corrected.kind !== 'which') return afterCorrection(scene, corrected);
  const told = command(scene, undefined);
  if (told) return told;
  const field = fieldNamed(scene, heard.folded) ?? byNumber(scene) ?? byTypo(scene);
  if (field) return changeField(scene, field);
  const nothing = Number(heard.text) === scene.fields.length + 1 || heard.intent === 'no' || heard.intent === 'skip' || heard.intent === 'yes';
  return nothing ? askConfirm(scene) : missed(scene, undefined, 'dialogs.change.again');
}

export function changeField(scene: Scene, field: Field): FormStep {
  scene.unset(field.id);
  scene.settled();
  return ask(scene, field);
}

function byNumber(scene: Scene): Field | undefined {
  const place = scene.heard.entities.find((entity) => entity.type === 'ordinal' || entity.type === 'number')?.value;
  return scene.fields[Number(/^\W*(\d{1,2})\W*$/.exec(scene.heard.text)?.[1] ?? (typeof place === 'number' ? place : Number.NaN)) - 1];
}

function byTypo(scene: Scene): Field | undefined {
  return scene.fields.find((field) => near(scene.heard.folded, fold(scene.label(field))));
}
