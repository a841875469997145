import type { Act, Message } from '../../bot/message.ts';

/** A line of the transcript as the citizen's side gets it: no trace, no internal ids but the one to rate with. */
export interface MessageView {
  seq: number;
  id: string;
  at: number;
  from: Message['from'];
  text: string;
  act?: Omit<Act, 'text' | 'spoken'>;
  clientId?: string;
  choice?: string;
  /** What the citizen sent along; its id stays here. */
  file?: { name: string; mime: string; size: number };
  /** The language it is written in; of a citizen's line, the one it was answered in. */
  language?: string;
  status: Message['status'];
}

export function view(message: Message): MessageView {
  const { seq, id, at, from, text, choice, status } = message;
  const shown: MessageView = { seq, id, at, from, text, status };
  if (choice !== undefined) shown.choice = choice;
  if (message.externalId !== undefined) shown.clientId = message.externalId.slice(message.externalId.indexOf('.') + 1);
  if (message.file) shown.file = { name: message.file.name, mime: message.file.mime, size: message.file.size };
  const language = message.language ?? message.trace?.language;
  if (language !== undefined) shown.language = language;
  if (message.act) {
    const { text: _text, spoken: _spoken, ...act } = message.act;
    shown.act = act;
  }
  return shown;
}
