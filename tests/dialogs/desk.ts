import { readFileSync } from 'node:fs';
import type { Contact } from '../../bot/contact.ts';
import { BOT, type Conversation, type FormState } from '../../bot/conversation.ts';
import { createHours, type Week } from '../../bot/hours.ts';
import type { Dialogs, Entity, FormStep, FormTurn, Ranked } from '../../bot/ports.ts';
import { createWords } from '../../bot/words.ts';
import { createDialogs } from '../../dialogs/dialogs.ts';
import { type Form, parseForm } from '../../dialogs/form.ts';
import en from '../../dialogs/words/en.json' with { type: 'json' };
import es from '../../dialogs/words/es.json' with { type: 'json' };

/** Tuesday 24 November 2026, 10:00 in Madrid. */
export const NOW = Date.parse('2026-11-24T10:00:00+01:00');
export const ZONE = 'Europe/Madrid';

const weekday = ['08:30-14:30', '16:30-19:00'];
const short = ['08:30-14:00'];
export const WEEK: Week = { mon: weekday, tue: weekday, wed: weekday, thu: weekday, fri: ['08:30-14:30'], sat: [], sun: [] };
export const SUMMER: Week = { mon: short, tue: short, wed: short, thu: short, fri: short, sat: [], sun: [] };

export const words = createWords({ es: [es], en: [en] });
export const hours = createHours({ timeZone: ZONE, hours: WEEK, seasons: [{ from: '06-15', until: '09-15', hours: SUMMER }], holidays: [{ date: '2026-12-08', name: { es: 'Inmaculada' } }] });

export function form(name: string): Form {
  return parseForm(readFileSync(`examples/benalmara/forms/${name}.yaml`, 'utf8'), `${name}.yaml`);
}

export function dialogsOf(...forms: Form[]): Dialogs {
  return createDialogs({ forms, words, hours, timeZone: ZONE });
}

/** What understanding and the knowledge base made of a text, written by hand. Entities: type → [words in the text, value]. */
export interface Made {
  intent?: string | [string, number];
  entities?: Record<string, [string, unknown]>;
  ranked?: Ranked[];
  choice?: string;
  file?: FormTurn['file'];
  language?: string;
  now?: number;
  contact?: Partial<Contact>;
  topic?: FormTurn['topic'];
  before?: FormState;
}

export function turnOf(text: string, made: Made = {}): FormTurn {
  const [name, confidence] = typeof made.intent === 'string' ? [made.intent, 0.95] : (made.intent ?? []);
  const entities: Entity[] = Object.entries(made.entities ?? {}).map(([type, [words, value]]) => {
    const start = text.indexOf(words);
    if (start < 0) throw new Error(`«${words}» is not in «${text}»`);
    return { type, text: words, start, end: start + words.length, value };
  });
  const language = made.language ?? 'es';
  const now = made.now ?? NOW;
  const contact: Contact = { id: 'c1', v: 1, address: 'a', channel: 'terminal', externalId: 'ana', createdAt: NOW, ...made.contact };
  const conversation: Conversation = {
    id: 'k1', v: 1, line: 'l', contact: 'c1', channel: 'terminal', account: 'local', language, languageFixed: false, seq: 0, owner: BOT, epoch: 0, episode: 1,
    openedAt: NOW, lastAt: NOW, bot: { misses: 0 },
  };
  return {
    text, choice: made.choice, file: made.file, ranked: made.ranked ?? [], language, now, conversation, contact, topic: made.topic, before: made.before,
    understanding: { language, languageConfidence: 0.9, outOfScope: 0, entities, intents: name === undefined || confidence === undefined ? [] : [{ name, confidence }] },
  };
}

/** A form being filled, step by step. */
export class Filling {
  step: FormStep;
  readonly dialogs: Dialogs;

  constructor(dialogs: Dialogs, id: string, text = '', made: Made = {}) {
    this.dialogs = dialogs;
    this.step = dialogs.begin(id, turnOf(text, made));
  }

  says(text: string, made: Made = {}): this {
    if (!this.step.state) throw new Error('the form is closed');
    this.step = this.dialogs.proceed(this.step.state, turnOf(text, made));
    return this;
  }

  presses(choice: string, made: Made = {}): this {
    return this.says('', { ...made, choice });
  }

  get state(): FormState {
    if (!this.step.state) throw new Error('there is no state');
    return this.step.state;
  }

  get heard(): string {
    return this.step.acts.map((act) => act.text).join('\n');
  }

  value(field: string): unknown {
    return this.state.values[field];
  }
}
