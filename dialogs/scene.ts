import { today } from '../bot/calendar.ts';
import type { FormState } from '../bot/conversation.ts';
import type { Hours } from '../bot/hours.ts';
import type { Act, Choice } from '../bot/message.ts';
import type { FormStep, FormTurn, Words } from '../bot/ports.ts';
import type { FileRef } from '../store/files.ts';
import { type Field, holdsWhen, inLanguage } from './fields/field.ts';
import { typeOf } from './fields/fields.ts';
import type { Form } from './form.ts';
import { type Heard, hear, type Saying } from './heard.ts';

/** What the engine keeps of a form in progress, beside what the conversation shows of it. */
export interface Progress extends FormState {
  /** A person was offered, and not yet taken or refused. */
  offered?: boolean;
  /** When the citizen last said something to the form, ms. */
  activeAt?: number;
  /** The form that was left for this one. */
  before?: FormState;
  /** Files that were sent although no field asks for them. */
  files?: FileRef[];
  /** The article that was talked about when the form began. */
  article?: string;
}

export interface Tools {
  forms: ReadonlyMap<string, Form>;
  words: Words;
  hours: Hours;
  timeZone: string;
}

/** One step of a form in the making: its state, what was heard, and what will be said. */
export class Scene {
  readonly form: Form;
  readonly state: Progress;
  readonly turn: FormTurn;
  readonly tools: Tools;
  readonly heard: Heard;
  readonly saying: Saying;
  /** Said before the next question, in the same message. */
  readonly notes: string[] = [];

  constructor(form: Form, state: FormState, turn: FormTurn, tools: Tools) {
    this.form = form;
    this.state = { ...state, values: { ...state.values }, trail: [...state.trail] };
    this.turn = turn;
    this.tools = tools;
    this.heard = hear(turn, tools.timeZone);
    this.saying = { language: turn.language, words: tools.words, today: today(turn.now, tools.timeZone) };
  }

  words(key: string, values?: Record<string, string | number>): string {
    return this.tools.words.say(this.turn.language, key, values);
  }

  note(key: string, values?: Record<string, string | number>): void {
    const text = this.words(key, values);
    if (!this.notes.includes(text)) this.notes.push(text);
  }

  get title(): string {
    return inLanguage(this.form.title, this.turn.language);
  }

  /** The fields that apply to what was answered so far. */
  get fields(): Field[] {
    return this.form.fields.filter((field) => holdsWhen(field.when, this.state.values));
  }

  get current(): Field | undefined {
    return this.fields.find((field) => field.id === this.state.asking);
  }

  label(field: Field): string {
    return inLanguage(field.label ?? field.prompt, this.turn.language);
  }

  shown(field: Field): string {
    const value = this.state.values[field.id];
    return value === null || value === undefined ? this.words('dialogs.blank') : typeOf(field).show(field, value, this.saying);
  }

  filled(field: Field): boolean {
    const value = this.state.values[field.id];
    return value !== undefined && value !== null;
  }

  set(field: Field, value: unknown): void {
    this.state.values[field.id] = value;
    this.state.trail = [...this.state.trail.filter((id) => id !== field.id), field.id];
    this.settled();
  }

  unset(id: string): void {
    delete this.state.values[id];
    this.state.trail = this.state.trail.filter((one) => one !== id);
  }

  /** The citizen was understood: tries are counted anew. */
  settled(): void {
    this.state.misses = 0;
    this.state.offered = undefined;
  }

  /** What is still to be asked: a field, or the second question of one; undefined when all is there. */
  next(): { field: Field; more?: string } | undefined {
    for (const field of this.fields) {
      const value = this.state.values[field.id];
      if (value === undefined) return { field };
      const more = value === null ? undefined : typeOf(field).more?.asks(field, value);
      if (more !== undefined) return { field, more };
    }
    return undefined;
  }

  /** True when the field's second question is open. */
  wantsMore(field: Field): boolean {
    const value = this.state.values[field.id];
    return value !== undefined && value !== null && typeOf(field).more?.asks(field, value) !== undefined;
  }

  skipChoice(field: Field): Choice[] {
    if (!field.optional) return [];
    return [{ id: `skip:${field.id}`, title: field.skip ? inLanguage(field.skip, this.turn.language) : this.words('dialogs.skip') }];
  }

  /** A step that goes on, with the notes so far above its words. */
  go(act: Act): FormStep {
    const text = [...this.notes, act.text].join('\n\n');
    const { now } = this.turn;
    this.state.activeAt = now;
    this.state.reminded = false;
    return { status: 'asking', state: this.state, acts: [{ ...act, text }], writes: [], wakeAt: now + this.form.patience.reminder * 60_000 };
  }

  /** A step that closes the form, or hands on to the turn. */
  close(status: FormStep['status'], text?: string): FormStep {
    const said = [...this.notes, ...(text === undefined ? [] : [text])].join('\n\n');
    return { status, state: this.state, acts: said === '' ? [] : [{ type: 'say', text: said }], writes: [] };
  }
}
