import type { FileRef } from '../store/files.ts';
import { collection, type Doc } from '../store/store.ts';

export type Language = string;

/** One of the options that an act offers. `id` comes back when it is chosen, on every channel. */
export interface Choice {
  id: string;
  title: string;
}

export interface Link {
  title: string;
  url: string;
}

export interface Place {
  address: string;
  lat?: number;
  lon?: number;
}

/**
 * What the bot says, free of any channel; `bot/render.ts` turns it into what a channel can show.
 * `say` states, `ask` waits for a free answer (its choices are suggestions), `choices` waits for one of them,
 * `card` is an answer with its source, `location` and `document` carry a place or a file, `handover` says that a person takes over, `end` closes.
 */
export type ActType = 'say' | 'ask' | 'choices' | 'card' | 'location' | 'document' | 'handover' | 'end';

export interface Act {
  type: ActType;
  /** Markdown: paragraphs, bold, lists, links. */
  text: string;
  /** Short form without Markdown for voice and SMS; `text` serves when it is absent. */
  spoken?: string;
  /** Plain-language form (lectura fácil). */
  plain?: string;
  choices?: Choice[];
  link?: Link;
  /** The article that a card answers from. */
  article?: string;
  /** True when a thumbs up or down is asked for. */
  rate?: boolean;
  place?: Place;
  file?: FileRef;
  /** For `ask`: what is expected, so that a channel can offer its own picker or keyboard. */
  expects?: string;
}

/** What a turn understood and did, kept on the message for editors, reports and scripts. */
export interface Trace {
  language: Language;
  intent: string | null;
  article: string | null;
  confidence: number | null;
  form: string | null;
  outcome: Outcome | null;
}

/** answered · which (asked which of two or three) · again (asked to say it differently) · person (offered one) · smalltalk · danger · form (a form goes on) · case (a case was made) · cancelled · timeout · rated · silent (a person has the conversation) · failed */
export type Outcome =
  | 'answered' | 'which' | 'again' | 'person' | 'smalltalk' | 'danger' | 'form' | 'case' | 'cancelled' | 'timeout' | 'rated' | 'silent' | 'failed';

export type MessageStatus = 'received' | 'answered' | 'queued' | 'sending' | 'sent' | 'delivered' | 'read' | 'failed';

/** A line of the transcript. `seq` counts from 1 within its conversation, without gaps. */
export interface Message extends Doc {
  conversation: string;
  contact: string;
  seq: number;
  /** When it was committed, ms. */
  at: number;
  from: 'contact' | 'bot' | 'agent' | 'system';
  channel: string;
  text: string;
  /** Of what the bot says: the language it is written in. */
  language?: Language;
  act?: Act;
  /** The id of the choice, when one was chosen. */
  choice?: string;
  file?: FileRef;
  status: MessageStatus;
  /** Why it failed, in the provider's words. */
  reason?: string;
  /** The provider's id: of what came in, or of what went out once sent. */
  externalId?: string;
  /** On a contact's message: what the turn made of it. */
  trace?: Trace;
}

export const messages = collection<Message>(
  'messages',
  {
    conversation: 'string', contact: 'string', seq: 'number', at: 'number', from: 'string', channel: 'string', text: 'string', language: 'string', act: 'mixed',
    choice: 'string', file: 'mixed', status: 'string', reason: 'string', externalId: 'string', trace: 'mixed',
  },
  [{ fields: ['conversation', 'seq'], unique: true }],
);
