/** What travels between the chat in a browser and the server, as JSON frames on one socket. */

export interface ChatChoice {
  id: string;
  title: string;
}

export interface ChatFile {
  name: string;
  mime: string;
  /** Bytes. */
  size: number;
}

export interface ChatAct {
  type: 'say' | 'ask' | 'choices' | 'card' | 'location' | 'document' | 'handover' | 'end';
  /** Plain-language form (lectura fácil). */
  plain?: string;
  choices?: ChatChoice[];
  link?: { title: string; url: string };
  article?: string;
  rate?: boolean;
  place?: { address: string; lat?: number; lon?: number };
  /** For `ask`: what is expected, so that the right keyboard is shown. */
  expects?: string;
}

/** A line of the transcript; `seq` runs from 1 without gaps. */
export interface ChatLine {
  seq: number;
  id: string;
  /** Epoch ms. */
  at: number;
  from: 'contact' | 'bot' | 'agent' | 'system';
  /** Markdown when the bot says it, plain otherwise. */
  text: string;
  /** The language it is written in, when known. */
  language?: string;
  act?: ChatAct;
  /** The id that the citizen's side gave it. */
  clientId?: string;
  choice?: string;
  file?: ChatFile;
  status: string;
}

/** What a citizen does; `id` is theirs, and a repeat has no second effect. */
export type Deed =
  | { t: 'open'; id: string }
  | { t: 'say'; id: string; text: string }
  | { t: 'choose'; id: string; choice: string; text: string }
  | { t: 'rate'; id: string; message: string; value: 'up' | 'down' }
  | { t: 'language'; id: string; language: string }
  | { t: 'file'; id: string; file: string };

/** `after`: the last `seq` that this side has. `typing` is there for real-time text. */
export type ClientFrame = { t: 'hello'; token?: string; after?: number; language?: string } | { t: 'typing' } | Deed;

export interface Limits {
  /** Characters of one message. */
  text: number;
  /** Bytes of one file. */
  file: number;
}

export type ServerFrame =
  | { t: 'welcome'; token: string; language: string; messages: ChatLine[]; limits: Limits }
  | { t: 'messages'; messages: ChatLine[] }
  | { t: 'ack'; id: string; repeat: boolean }
  | { t: 'error'; id?: string; code: string; status: number; text: string; retryAfterMs?: number };
