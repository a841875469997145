import type { FormStep } from '../bot/ports.ts';
import { near } from './closeness.ts';
import { command, help, isMeant } from './commands.ts';
import { correct, correctWords, listed } from './correction.ts';
import { isAboutField, isQuestion } from './digression.ts';
import { type Field, inLanguage, type Reading } from './fields/field.ts';
import { typeOf } from './fields/fields.ts';
import type { TextField } from './fields/text.ts';
import { gather, remainder } from './gathering.ts';
import type { Heard } from './heard.ts';
import { beginsWith, fold, wordsOf } from './phrases.ts';
import { ask, askAgain, askNext, askWhatToChange, offerPerson } from './question.ts';
import type { Scene } from './scene.ts';

/** Tries before a person is offered: the question is asked again twice. */
const TRIES = 3;

/** What was said while a field was asked for: an answer, a correction, a question, a command — in that order of likelihood, not of reading. */
export function answer(scene: Scene, field: Field): FormStep {
  if (isSkipButton(scene, field)) return skip(scene, field);
  const reading = read(scene, field);
  const sure = reading !== undefined && 'value' in reading && reading.sure;
  if (sure && !SPOKEN_OF.has(field.type)) return take(scene, field, reading.value);
  const question = isQuestion(scene, field, reading);
  if (!question) {
    const corrected = correct(scene);
    if (corrected) return afterCorrection(scene, corrected);
  }
  if (isAboutField(scene)) return help(scene, field);
  const told = sure ? undefined : command(scene, field);
  if (told) return told;
  if (question) return scene.close('question');
  const words = sure ? undefined : correctWords(scene);
  if (words) return afterCorrection(scene, { kind: 'set', fields: [words] });
  return skipOrTake(scene, field, reading);
}

/** The button that skips, by its title or its number among the choices. */
function isSkipButton(scene: Scene, field: Field): boolean {
  const [button] = scene.wantsMore(field) ? [] : scene.skipChoice(field);
  if (!button) return false;
  const before = typeOf(field).choices?.(field, scene.state.values, scene.saying).length ?? 0;
  const numbered = field.type !== 'number' && new RegExp(`^\\W*${before + 1}\\W*$`, 'u').test(scene.heard.text);
  return numbered || near(scene.heard.folded, fold(button.title));
}

/** Types whose values people also mention when they correct or ask something: being sure of the value is not being sure of the reading. */
const SPOKEN_OF: ReadonlySet<string> = new Set(['date', 'place', 'text', 'file', 'number']);

function read(scene: Scene, field: Field): Reading | undefined {
  const { heard, state } = scene;
  if (!scene.wantsMore(field)) return typeOf(field).read(field, heard, state.values);
  const value = state.values[field.id];
  const anew = typeOf(field).spot?.(field, heard, state.values);
  if (anew) return { value: anew.value, sure: true };
  const complete = typeOf(field).more?.read(field, value, heard);
  return complete === undefined ? undefined : { value: complete, sure: wordsOf(heard.text).length <= 3 };
}

function skipOrTake(scene: Scene, field: Field, reading: Reading | undefined): FormStep {
  if (reading && 'value' in reading && reading.sure) return take(scene, field, reading.value);
  const declined = isMeant(scene, field, 'skip') || isMeant(scene, field, 'no') || beginsWith('declines', scene.heard.folded) !== undefined;
  if (declined && !scene.wantsMore(field)) return field.optional ? skip(scene, field) : missed(scene, field, 'dialogs.needed');
  if (isMeant(scene, field, 'yes') && wordsOf(scene.heard.text).length <= 4) {
    scene.note('dialogs.goOn');
    return askAgain(scene);
  }
  if (reading && 'value' in reading) return take(scene, field, reading.value);
  if (reading) return missed(scene, field, reading.problem, reading.values);
  const others = gather(scene, scene.heard, field).filled;
  if (others.length > 0) {
    scene.note('dialogs.noted', { list: listed(scene, others) });
    return askNext(scene);
  }
  if (scene.heard.intent?.startsWith('form.')) {
    scene.note('dialogs.oneAtATime', { title: scene.title });
    return askAgain(scene);
  }
  return missed(scene, field, 'dialogs.again');
}

/** Takes an answer, and whatever else the sentence said. */
export function take(scene: Scene, field: Field, value: unknown): FormStep {
  const { filled, spans } = gather(scene, scene.heard, field);
  scene.set(field, field.type === 'text' && typeof value === 'string' ? wordsFor(field as TextField, scene.heard, value, spans) : value);
  if (filled.length > 0) scene.note('dialogs.noted', { list: listed(scene, [field, ...filled]) });
  return askNext(scene);
}

/** Free words without what other fields took of them; whole where too little would be left. */
function wordsFor(field: TextField, heard: Heard, said: string, spans: readonly { start: number; end: number }[]): string {
  const rest = remainder(heard.text, spans, field);
  return rest.length >= Math.max(3, field.min) ? rest : said;
}

export function skip(scene: Scene, field: Field): FormStep {
  scene.set(field, null);
  return askNext(scene);
}

export function afterCorrection(scene: Scene, correction: NonNullable<ReturnType<typeof correct>>): FormStep {
  if (correction.kind === 'which') return askWhatToChange(scene);
  if (correction.kind === 'again') {
    scene.unset(correction.field.id);
    scene.settled();
    return ask(scene, correction.field);
  }
  scene.note('dialogs.corrected', { list: listed(scene, correction.fields) });
  return askNext(scene);
}

/** Not understood: the question again with why, then with help, then a person — or, where a person comes anyway, on without it. */
export function missed(scene: Scene, field: Field | undefined, key: string, values?: Record<string, string | number>): FormStep {
  const { state } = scene;
  state.misses += 1;
  if (state.misses >= TRIES && scene.form.handover && field) {
    scene.note('dialogs.leftBlank');
    state.misses = 0;
    return skip(scene, field);
  }
  if (state.misses >= TRIES) return offerPerson(scene);
  scene.note(key, values);
  if (field?.help && state.misses > 1) scene.notes.push(inLanguage(field.help, scene.turn.language));
  return askAgain(scene);
}
