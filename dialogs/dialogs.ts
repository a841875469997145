import type { FormState } from '../bot/conversation.ts';
import type { Hours } from '../bot/hours.ts';
import type { Dialogs, FormStep, FormTurn, Words } from '../bot/ports.ts';
import { answer } from './answering.ts';
import { button } from './buttons.ts';
import { command, person } from './commands.ts';
import { change, confirmation } from './confirmation.ts';
import { listed } from './correction.ts';
import { inLanguage } from './fields/field.ts';
import { typeOf } from './fields/fields.ts';
import type { Form } from './form.ts';
import { gatherOpening } from './gathering.ts';
import { adapt, newProgress } from './progress.ts';
import { askAgain, askNext } from './question.ts';
import { Scene, type Tools } from './scene.ts';
import { sayOpening } from './when.ts';

export interface DialogsOptions {
  forms: readonly Form[];
  words: Words;
  hours: Hours;
  timeZone: string;
}

/** The forms of a council. Pure: what a step leads to is in what it returns. */
export function createDialogs(options: DialogsOptions): Dialogs {
  const forms = new Map(options.forms.map((form) => [form.id, form]));
  const tools: Tools = { forms, words: options.words, hours: options.hours, timeZone: options.timeZone };

  const goOn = (state: FormState, turn: FormTurn, step: (scene: Scene) => FormStep): FormStep => {
    const form = forms.get(state.form);
    if (!form) return gone(state, turn, options.words);
    const adapted = adapt(form, state);
    const scene = new Scene(form, adapted.state, turn, tools);
    if (adapted.lost) scene.note('dialogs.formChanged');
    return step(scene);
  };

  return {
    has: (form) => forms.has(form),
    title: (form, language) => inLanguage(forms.get(form)?.title ?? {}, language),
    begin(id, turn) {
      const form = forms.get(id);
      return form ? begin(new Scene(form, newProgress(form, turn, forms), turn, tools)) : gone(undefined, turn, options.words);
    },
    proceed: (state, turn) => goOn(state, turn, proceed),
    resume: (state, turn) => goOn(state, turn, askAgain),
    wake: (state, turn) => goOn(state, turn, wake),
  };
}

function begin(scene: Scene): FormStep {
  const { form, turn } = scene;
  if (form.intro) scene.notes.push(inLanguage(form.intro, turn.language));
  const opens = form.handover ? sayOpening(scene.tools.hours, turn.now, scene.tools.timeZone, scene.saying) : undefined;
  if (opens !== undefined) scene.note('dialogs.closedNow', { when: opens });
  const filled = gatherOpening(scene);
  const photo = takeFile(scene);
  if (photo) filled.push(photo);
  if (filled.length > 0) scene.note('dialogs.noted', { list: listed(scene, filled) });
  return askNext(scene);
}

function proceed(scene: Scene): FormStep {
  const { turn, heard, state } = scene;
  if (turn.choice !== undefined) return button(scene, turn.choice);
  if (turn.file && !onFile(scene)) return askAgain(scene);
  if (heard.text === '') return askAgain(scene);
  if (state.offered && heard.intent === 'yes') return person(scene);
  if (state.offered && heard.intent === 'no') {
    scene.settled();
    return askAgain(scene);
  }
  if (state.asking === 'confirm' && scene.next() === undefined) return confirmation(scene);
  if (state.asking === 'change' && scene.next() === undefined) return change(scene);
  const field = scene.current;
  if (field) return answer(scene, field);
  return withoutQuestion(scene);
}

/** The question that was open is no longer in the form: what was said is not taken for the answer to another. */
function withoutQuestion(scene: Scene): FormStep {
  const told = command(scene, undefined);
  if (told) return told;
  scene.note('dialogs.formChanged');
  return askNext(scene);
}

/** Takes a file at any moment; returns whether there are words beside it to read. */
function onFile(scene: Scene): boolean {
  const { file } = scene.turn;
  const wanted = scene.fields.some((one) => one.type === 'file');
  if (file && !wanted) scene.state.files = [...(scene.state.files ?? []), file];
  const taken = !wanted || takeFile(scene) !== undefined;
  scene.note(!taken ? 'dialogs.file.image' : file?.mime.startsWith('image/') ? 'dialogs.file.photo' : 'dialogs.file.taken');
  return scene.heard.text !== '' && scene.current !== undefined && scene.current.type !== 'file';
}

function takeFile(scene: Scene): ReturnType<Scene['fields']['find']> {
  const field = scene.fields.find((one) => one.type === 'file');
  const reading = field && typeOf(field).read(field, scene.heard, scene.state.values);
  if (!field || !reading || !('value' in reading)) return undefined;
  scene.set(field, reading.value);
  return field;
}

/** Nobody answered: a reminder with the question, later the end. */
function wake(scene: Scene): FormStep {
  const { state, turn, form } = scene;
  const since = state.activeAt ?? state.startedAt;
  const end = since + form.patience.end * 60_000;
  if (turn.now >= end) return scene.close('expired', scene.words('dialogs.expired', { title: scene.title }));
  if (state.reminded) return { ...scene.close('asking'), acts: [], wakeAt: end };
  scene.note('dialogs.reminder', { title: scene.title });
  const step = askAgain(scene);
  return { ...step, state: { ...scene.state, activeAt: since, reminded: true }, wakeAt: end };
}

/** The form itself is gone. */
function gone(state: FormState | undefined, turn: FormTurn, words: Words): FormStep {
  const choices = [{ id: 'person', title: words.say(turn.language, 'dialogs.offerPerson.yes') }];
  return { status: 'cancelled', state, acts: [{ type: 'choices', text: words.say(turn.language, 'dialogs.formGone'), choices }], writes: [] };
}
