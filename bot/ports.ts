import type { FileRef } from '../store/files.ts';
import type { Write } from '../store/store.ts';
import type { FactName } from './asking.ts';
import type { Contact } from './contact.ts';
import type { BotState, Conversation, FormState } from './conversation.ts';
import type { Act, Choice, Language, Link, Outcome } from './message.ts';

/** What `nlu` offers to a turn; its own types match these by shape, app/compose checks it. */
export interface Understand {
  /** Understands one message. Pure: no I/O but a remote model's answer. */
  understand(text: string, context: UnderstandContext): Understanding | Promise<Understanding>;
}

export interface UnderstandContext {
  /** The conversation's language, the best guess where a text is too short to tell. */
  language: Language;
  now: number;
  timeZone: string;
}

export interface Understanding {
  language: Language;
  /** 0–1: how sure the text is in that language; below 0.6 the conversation's language stands. */
  languageConfidence: number;
  /** Best first. Names: `greet thanks bye help person yes no cancel back skip restart danger language.es language.en form.<id>`; `negation` never counts as one. */
  intents: { name: string; confidence: number }[];
  entities: Entity[];
  /** 0–1: probability that the message is about nothing this council deals with. */
  outOfScope: number;
}

/** `type`: date, time, datetime, duration, number, phone, email, document (DNI/NIE), plate, place, service, office, ordinal. `value` is normal form: ISO local dates and times, E.164 phones. */
export interface Entity {
  type: string;
  text: string;
  start: number;
  end: number;
  value: unknown;
}

/** What `knowledge-base` offers to a turn. */
export interface Answers {
  search(query: string, options: { language: Language; today: string; audience?: string; limit?: number }): Ranked[];
  /** The article in that language, or in another when it is not translated (`language` says which). */
  answer(id: string, language: Language): Answer | undefined;
}

export interface Ranked {
  article: string;
  /** 0–1, calibrated: the share of answers at this confidence that are right. */
  confidence: number;
  /** The language in which it was found, if told: a text too short to tell its language is in that one. */
  language?: Language;
  /** The form that the article starts; told to an open form only. */
  form?: string;
}

export interface Answer {
  id: string;
  language: Language;
  question: string;
  text: string;
  spoken?: string;
  plain?: string;
  link?: Link;
  tier: 1 | 2;
  sensitive: boolean;
  topic: string;
  owner: string;
  /** A form that this article can start. */
  form?: string;
  related: string[];
  /** What the article states in one sentence each. */
  facts?: Readonly<Partial<Record<FactName, string>>>;
}

/** What `dialogs` offers to a turn: forms. */
export interface Dialogs {
  /** The form that an intent `form.<id>` or a choice `form:<id>` starts; undefined when the council has none of that name. */
  has(form: string): boolean;
  title(form: string, language: Language): string;
  /** Starts a form; what the first message already says fills its fields. */
  begin(form: string, turn: FormTurn): FormStep;
  /** Goes on with `state` and what was said. */
  proceed(state: FormState, turn: FormTurn): FormStep;
  /** Asks the current question again (after a digression, a danger, a language switch). */
  resume(state: FormState, turn: FormTurn): FormStep;
  /** Called when `wakeAt` falls due: a reminder, or the end of a form nobody answers. */
  wake(state: FormState, turn: FormTurn): FormStep;
}

export interface FormTurn {
  text: string;
  choice?: string;
  file?: FileRef;
  understanding: Understanding;
  /** What the knowledge base found for the text: lets the form tell a question in the middle from an answer to its own. */
  ranked: readonly Ranked[];
  language: Language;
  now: number;
  conversation: Readonly<Conversation>;
  contact: Readonly<Contact>;
  /** The article that was answered last. */
  topic?: { article: string; title: string };
  /** At `begin`: the form that the citizen leaves for this one; what was filled goes along. */
  before?: FormState;
}

/**
 * `asking`: the form goes on. `done`: submitted, its writes are part of the turn's commit. `cancelled`, `expired`: closed without effect.
 * `question`: the text is not for the form but a question in the middle; the turn answers it, then calls `resume`.
 * `person`: the form gives up or the citizen asks for a person; the turn starts the person form, with what was filled kept in `state`.
 */
export interface FormStep {
  status: 'asking' | 'done' | 'cancelled' | 'expired' | 'question' | 'person';
  state?: FormState;
  acts: Act[];
  writes: Write[];
  /** When to look again if nobody answers, ms. */
  wakeAt?: number;
  /** Changes to the contact that the form learnt (name, phone, e-mail). */
  contact?: Partial<Pick<Contact, 'name' | 'phone' | 'email'>>;
}

/** Words in the citizen's language: `words.say('es', 'bot.again')`. */
export interface Words {
  say(language: Language, key: string, values?: Record<string, string | number>): string;
  /** Languages that are complete. */
  readonly languages: readonly Language[];
}

/** What a decision changes; the turn commits it at once with the message itself. */
export interface Decision {
  bot: BotState;
  acts: Act[];
  writes: Write[];
  language: Language;
  languageFixed: boolean;
  wakeAt?: number;
  contact?: Partial<Pick<Contact, 'name' | 'phone' | 'email'>>;
  intent: string | null;
  article: string | null;
  confidence: number | null;
  form: string | null;
  outcome: Outcome | null;
}

export type { Choice };
