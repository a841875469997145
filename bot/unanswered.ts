import { collection, type Doc } from '../store/store.ts';
import type { Language } from './message.ts';

/** A question that the bot could not answer, or answered badly, kept for the editors with its place in the conversation. */
export interface Unanswered extends Doc {
  conversation: string;
  /** Seq of the citizen's message. */
  seq: number;
  text: string;
  language: Language;
  at: number;
  reason: 'unknown' | 'none_of_these' | 'thumbs_down';
  /** What came closest, if anything. */
  article?: string;
  confidence?: number;
  state: 'new' | 'done';
}

export const unanswered = collection<Unanswered>(
  'unanswered',
  { conversation: 'string', seq: 'number', text: 'string', language: 'string', at: 'number', reason: 'string', article: 'string', confidence: 'number', state: 'string' },
  [{ fields: ['state', 'at'] }, { fields: ['conversation'] }],
);
