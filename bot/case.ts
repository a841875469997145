import { randomInt } from 'node:crypto';
import type { FileRef } from '../store/files.ts';
import { collection, type Doc } from '../store/store.ts';
import type { Language } from './message.ts';

/** One thing that a form asked for: the words that the citizen saw, the value as data, and how it was shown. */
export interface CaseField {
  id: string;
  label: string;
  value: unknown;
  shown: string;
}

/** Where the citizen wants the answer: on the channel where they wrote, by phone (E.164) or by e-mail. */
export interface ReplyTo {
  by: 'channel' | 'phone' | 'email';
  address?: string;
}

/** Work for a person (tier 2): what a citizen asked for, whole, so that nobody has to ask again. */
export interface Case extends Doc {
  /** What the citizen quotes: `INC-26-7F3K9`. Unique. */
  reference: string;
  /** The queue that takes it; teams are set against queues. */
  queue: string;
  state: 'open' | 'resolved';
  /** In one line, in the citizen's language. */
  title: string;
  topic?: string;
  /** The article that was talked about last. */
  article?: string;
  /** Why a person is needed: `form` (a form's end), `asked` (the citizen asked for one), `stuck` (a form was not understood). */
  reason: 'form' | 'asked' | 'stuck';
  form: string;
  fields: CaseField[];
  /** What was filled of the form that the citizen left for a person. */
  before?: { form: string; title: string; fields: CaseField[] };
  files: FileRef[];
  reply: ReplyTo;
  contact: string;
  conversation: string;
  channel: string;
  language: Language;
  createdAt: number;
  /** When the citizen was told that someone would be there, ms: at once, or when the office opens. */
  promisedAt: number;
  /** The agent who has it; nobody when absent. `epoch` goes up at every change of owner. */
  owner?: string;
  epoch: number;
  outcome?: string;
  resolvedAt?: number;
}

export const cases = collection<Case>(
  'cases',
  {
    reference: 'string', queue: 'string', state: 'string', title: 'string', topic: 'string', article: 'string', reason: 'string', form: 'string', fields: 'mixed',
    before: 'mixed', files: 'mixed', reply: 'mixed', contact: 'string', conversation: 'string', channel: 'string', language: 'string', createdAt: 'number',
    promisedAt: 'number', owner: 'string', epoch: 'number', outcome: 'string', resolvedAt: 'number',
  },
  [
    { fields: ['reference'], unique: true },
    { fields: ['queue', 'state', 'createdAt'] },
    { fields: ['state', 'createdAt'] },
    { fields: ['owner', 'state', 'createdAt'] },
    { fields: ['contact', 'createdAt'] },
    { fields: ['conversation'] },
  ],
);

/** Read aloud or written by hand, none of these is taken for another: no 0/O, 1/I/L, 2/Z, 5/S, 8/B, U/V. */
const LETTERS = '34679ACDEFGHJKMNPQRTWXY';
const LENGTH = 5;

/** A new reference; of two that are equal the store refuses one, and the turn decides again. */
export function newReference(prefix: string, year: number): string {
  const tail = Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return `${prefix}-${String(year % 100).padStart(2, '0')}-${tail}`;
}
