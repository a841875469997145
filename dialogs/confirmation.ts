import type { FormStep } from '../bot/ports.ts';
import { afterCorrection, missed } from './answering.ts';
import { near } from './closeness.ts';
import { cancel, command } from './commands.ts';
import { correct, fieldNamed } from './correction.ts';
import { isQuestion } from './digression.ts';
import type { Field } from './fields/field.ts';
import { covers, entityOf, type Heard } from './heard.ts';
import { fold } from './phrases.ts';
import { ask, askConfirm, askWhatToChange } from './question.ts';
import type { Scene } from './scene.ts';
import { handIn } from './summary.ts';

/** What cannot be taken back needs a surer yes than anything else. */
const TO_HAND_IN = 0.85;

/** What was said when everything was shown: yes, no, or what to change. */
export function confirmation(scene: Scene): FormStep {
  const { heard } = scene;
  const yes = scene.turn.understanding.intents.find((one) => one.name === 'yes')?.confidence ?? 0;
  const n = placeSaid(heard);
  if (n === 1) return handIn(scene);
  if (n === 2) return askWhatToChange(scene);
  if (n === 3) return cancel(scene);
  if (isQuestion(scene, undefined, heard.intent === 'yes' || heard.intent === 'no' ? { value: true, sure: true } : undefined)) return scene.close('question');
  const corrected = correct(scene);
  if (corrected) return afterCorrection(scene, corrected);
  const told = command(scene, undefined);
  if (told) return told;
  if (heard.intent === 'yes' && yes >= TO_HAND_IN) return handIn(scene);
  if (heard.intent === 'no') return askWhatToChange(scene);
  return missed(scene, undefined, 'dialogs.confirm.again');
}

/** What was said when asked what to change: a field by its name or number, or the change itself. */
export function change(scene: Scene): FormStep {
  const { heard } = scene;
  const numbered = byNumber(scene);
  if (numbered) return changeField(scene, numbered);
  if (isQuestion(scene, undefined, undefined)) return scene.close('question');
  const corrected = correct(scene);
  if (corrected && corrected.kind !== 'which') return afterCorrection(scene, corrected);
  const told = command(scene, undefined);
  if (told) return told;
  const field = fieldNamed(scene, heard.folded) ?? byTypo(scene);
  if (field) return changeField(scene, field);
  const nothing = placeSaid(heard) === scene.fields.length + 1 || heard.intent === 'no' || heard.intent === 'skip' || heard.intent === 'yes';
  return nothing ? askConfirm(scene) : missed(scene, undefined, 'dialogs.change.again');
}

export function changeField(scene: Scene, field: Field): FormStep {
  scene.unset(field.id);
  scene.settled();
  return ask(scene, field);
}

/** One of the fields as they were listed. */
function byNumber({ heard, fields }: Scene): Field | undefined {
  const n = placeSaid(heard);
  return n === -1 ? fields.at(-1) : n === undefined ? undefined : fields[n - 1];
}

/** "2", "la 2" or "el segundo": the place among the choices; −1 is the last. */
function placeSaid(heard: Heard): number | undefined {
  const written = /^\W*(?:(?:el|la|opci[oó]n|number|option)\s+)?(\d{1,2})\W*$/iu.exec(heard.text)?.[1];
  if (written !== undefined) return Number(written);
  const said = entityOf(heard, 'ordinal');
  return said && covers(heard, said) && typeof said.value === 'number' ? said.value : undefined;
}

function byTypo(scene: Scene): Field | undefined {
  return scene.fields.find((field) => near(scene.heard.folded, fold(scene.label(field))));
}
