import type { FormStep } from '../bot/ports.ts';
import { skip, take } from './answering.ts';
import { cancel } from './commands.ts';
import { changeField } from './confirmation.ts';
import { typeOf } from './fields/fields.ts';
import { askAgain, askNext, askWhatToChange } from './question.ts';
import type { Scene } from './scene.ts';
import { handIn } from './summary.ts';

/** A button that was pressed: of the question that is open, or of an earlier one, which then is corrected. */
export function button(scene: Scene, choice: string): FormStep {
  const [kind = '', id = '', option = ''] = choice.split(':');
  if (kind === 'confirm') return confirmButton(scene, id);
  const field = scene.fields.find((one) => one.id === id);
  if (field && kind === 'skip' && field.optional) return skip(scene, field);
  if (field && kind === 'field') return changeField(scene, field);
  const value = field?.type === 'yesno' ? option === 'yes' : option;
  if (field && kind === 'value' && typeOf(field).valid(field, value, scene.state.values)) return take(scene, field, value);
  scene.note('dialogs.button.gone');
  return askAgain(scene);
}

function confirmButton(scene: Scene, id: string): FormStep {
  scene.settled();
  if (id === 'cancel') return cancel(scene);
  if (id === 'change' && scene.next() === undefined) return askWhatToChange(scene);
  if (id === 'yes' && scene.state.asking === 'confirm' && scene.next() === undefined) return handIn(scene);
  return askNext(scene);
}
