import { collection, type Doc } from '../store/store.ts';
import type { Contact } from './contact.ts';
import type { Conversation } from './conversation.ts';
import { uuidv7 } from './id.ts';
import type { Act, Choice, Language, Message } from './message.ts';
import type { Rendered } from './render.ts';

/** A message on its way out. `ready` waits until `due`; `sending` is leased until `due`; `dead` waits for a person. */
export interface OutboxRow extends Doc {
  /** The recipient's line while the row lives; absent once dead. First in, first out per line. */
  line?: string;
  channel: string;
  account: string;
  to: string;
  thread?: string;
  conversation: string;
  language: Language;
  message: string;
  /** The message's seq and part: the order in which they go out. */
  seq: number;
  text: string;
  choices: Choice[];
  act: Act;
  state: 'ready' | 'sending' | 'dead';
  attempts: number;
  due?: number;
  createdAt: number;
  error?: string;
  /** True on the last part of a message: the message counts as sent with it. */
  last: boolean;
}

export const outboxRows = collection<OutboxRow>(
  'outbox',
  {
    line: 'string', channel: 'string', account: 'string', to: 'string', thread: 'string', conversation: 'string', language: 'string', message: 'string', seq: 'number',
    text: 'string', choices: 'mixed', act: 'mixed', state: 'string', attempts: 'number', due: 'number', createdAt: 'number', error: 'string', last: 'boolean',
  },
  [{ fields: ['line', 'seq'] }, { fields: ['due'] }, { fields: ['state'] }],
);

/** The rows that carry one message: one per part, in order. */
export function rowsFor(message: Message & { act: Act }, parts: readonly Rendered[], conversation: Conversation, contact: Contact, thread?: string): OutboxRow[] {
  return parts.map((part, index) => ({
    id: uuidv7(), v: 1, line: conversation.line, channel: conversation.channel, account: conversation.account, to: contact.externalId, thread,
    conversation: conversation.id, language: conversation.language, message: message.id, seq: message.seq + index / 1000, text: part.text, choices: part.choices,
    act: message.act, state: 'ready' as const, attempts: 0, due: message.at, createdAt: message.at, last: index === parts.length - 1,
  }));
}
