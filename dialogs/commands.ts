import type { FormStep } from '../bot/ports.ts';
import { type Field, inLanguage } from './fields/field.ts';
import { beginsWith, wordsOf } from './phrases.ts';
import { newProgress } from './progress.ts';
import { askAgain, askNext } from './question.ts';
import type { Scene } from './scene.ts';

/** In a field of free words an intent must be surer and short: the words may be the answer. */
const IN_FREE_WORDS = 0.8;
/** What throws answers away must be meant. */
const TO_DISCARD = 0.75;
const DISCARDS: ReadonlySet<string> = new Set(['cancel', 'restart']);
const LONGEST_WORDS = 8;

type Command = (scene: Scene, field: Field | undefined) => FormStep;

/** What can be said at any moment of any form. */
const COMMANDS: Readonly<Record<string, Command>> = {
  cancel,
  back,
  help,
  person: (scene) => person(scene),
  restart,
  greet: (scene) => aside(scene, 'dialogs.greet'),
  thanks: (scene) => aside(scene, 'dialogs.thanks'),
  bye: (scene) => aside(scene, 'dialogs.bye', { title: scene.title }),
};

/** Does what was told to the form, not answered to it; undefined when it is no command. */
export function command(scene: Scene, field: Field | undefined): FormStep | undefined {
  const { intent } = scene.heard;
  return intent !== undefined && intent in COMMANDS && isMeant(scene, field, intent) ? COMMANDS[intent]?.(scene, field) : undefined;
}

/** Whether an intent is sure enough where it was heard; "una duda" greets nobody where a matter is asked for. */
export function isMeant({ heard, turn }: Scene, field: Field | undefined, intent: string): boolean {
  const confidence = turn.understanding.intents.find((one) => one.name === intent)?.confidence ?? 0;
  if (heard.intent !== intent || (DISCARDS.has(intent) && confidence < TO_DISCARD)) return false;
  if (intent === 'greet' && field?.type === 'text' && beginsWith('leads', heard.folded) === undefined) return false;
  return field?.type !== 'text' || (confidence >= IN_FREE_WORDS && wordsOf(heard.text).length <= LONGEST_WORDS);
}

export function cancel(scene: Scene): FormStep {
  return scene.close('cancelled', scene.words('dialogs.cancelled'));
}

/** The last answer is taken back and asked for again. */
export function back(scene: Scene): FormStep {
  const { state } = scene;
  const asking = scene.current;
  const partly = asking && scene.wantsMore(asking) ? asking.id : state.trail.at(-1);
  if (partly === undefined) {
    scene.note('dialogs.back.first');
    return askAgain(scene);
  }
  scene.unset(partly);
  if (asking && asking.id !== partly && state.values[asking.id] === null) scene.unset(asking.id);
  scene.settled();
  scene.note('dialogs.back');
  return askNext(scene);
}

export function help(scene: Scene, field: Field | undefined): FormStep {
  if (field?.help) scene.notes.push(inLanguage(field.help, scene.turn.language));
  scene.note(scene.form.handover ? 'dialogs.help.handover' : 'dialogs.help');
  return askAgain(scene);
}

/** A person is wanted: the turn opens the form for that, unless this is it. */
export function person(scene: Scene): FormStep {
  if (!scene.form.handover) return scene.close('person', scene.words('dialogs.person'));
  scene.note('dialogs.person.already');
  return askAgain(scene);
}

function restart(scene: Scene): FormStep {
  const { state } = scene;
  const fresh = newProgress(scene.form, { ...scene.turn, before: state.before }, scene.tools.forms);
  Object.assign(state, { values: fresh.values, trail: [], misses: 0, offered: undefined });
  scene.note('dialogs.restart');
  return askNext(scene);
}

/** A courtesy in the middle: answered, and on with the form. */
function aside(scene: Scene, key: string, values?: Record<string, string>): FormStep {
  scene.note(key, values);
  return askAgain(scene);
}
