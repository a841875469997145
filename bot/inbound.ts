import type { FileRef } from '../store/files.ts';
import type { Language } from './message.ts';

/** One thing a citizen did on a channel, as its adapter understood it. */
export interface Inbound {
  channel: string;
  /** Which of our accounts on that channel received it. */
  account: string;
  /** The provider's message id: unique within channel and account; a repeat has no second effect. */
  externalId: string;
  from: { id: string; name?: string; language?: Language };
  /** The provider's thread, where a channel has several conversations with one contact (e-mail). */
  thread?: string;
  /** When the provider says it was written, ms. */
  at: number;
  /** The provider's running number, where it has one without gaps: lets messages that overtook one another be put back in order. */
  order?: { stream: string; n: number };
  text?: string;
  /** The id of a choice that was offered. */
  choice?: string;
  file?: FileRef;
  /** `start` opens the chat (a /start, an opened widget); `language` asks for another language, or which there are; `rate` judges an answer. */
  event?: { type: 'start' } | { type: 'language'; language?: Language } | { type: 'help' } | { type: 'rate'; message: string; value: 'up' | 'down' };
}

/** The address of a conversation: everything that says who talks to which of our accounts. */
export function lineOf(inbound: Pick<Inbound, 'channel' | 'account' | 'from' | 'thread'>): string {
  return [inbound.channel, inbound.account, inbound.from.id, ...(inbound.thread === undefined ? [] : [inbound.thread])].map(encodeURIComponent).join(':');
}
