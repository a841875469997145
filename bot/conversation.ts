import { collection, type Doc } from '../store/store.ts';
import type { Choice, Language } from './message.ts';

/** A form in progress. Values are kept by field id, so that a form changed by a deploy keeps what is still valid. */
export interface FormState {
  form: string;
  version: number;
  values: Record<string, unknown>;
  /** The field that was asked for last, `confirm`, or absent before the first question. */
  asking?: string;
  /** Fields in the order in which they were filled, for "back". */
  trail: string[];
  /** Unusable answers to the current question in a row. */
  misses: number;
  /** True after a reminder was sent for the current wait. */
  reminded?: boolean;
  startedAt: number;
  [extra: string]: unknown;
}

/** What the bot remembers of a conversation between two messages. */
export interface BotState {
  form?: FormState;
  /** Messages in a row that were not understood. */
  misses: number;
  /** The choices offered last: "1", "la primera" or the title pick one. */
  offered?: Choice[];
  /** The article that was answered last. */
  topic?: string;
  /** Until when a question that names no matter is about it, ms; a state of before this was kept goes by `lastAt`. */
  topicUntil?: number;
  /** True when the question that was asked last named no matter, and the bot asked which. */
  matterless?: boolean;
  /** The question that was asked last: what "none of these" and a thumb down are about. */
  asked?: string;
  /** The episode in which the bot has said that it is automatic. */
  disclosed?: number;
}

/** One per contact and channel, for good; `episode` counts the visits. `owner` is the bot or the agent who took it over. */
export interface Conversation extends Doc {
  line: string;
  contact: string;
  channel: string;
  account: string;
  language: Language;
  /** True once the citizen chose the language, by words or by command. */
  languageFixed: boolean;
  seq: number;
  owner: string;
  /** Goes up by one at every takeover and handback; a writer with an older one is refused. */
  epoch: number;
  episode: number;
  openedAt: number;
  lastAt: number;
  /** When the conversation must be looked at although nobody wrote, ms. */
  wakeAt?: number;
  bot: BotState;
}

export const BOT = 'bot';

export const conversations = collection<Conversation>(
  'conversations',
  {
    line: 'string', contact: 'string', channel: 'string', account: 'string', language: 'string', languageFixed: 'boolean', seq: 'number', owner: 'string',
    epoch: 'number', episode: 'number', openedAt: 'number', lastAt: 'number', wakeAt: 'number', bot: 'mixed',
  },
  [{ fields: ['line'], unique: true }, { fields: ['contact'] }, { fields: ['wakeAt'] }],
);
