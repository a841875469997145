import { z } from 'zod';
import type { Inbound } from '../../bot/inbound.ts';

const chat = z.object({ id: z.number().int(), type: z.string() });
const person = z.object({ id: z.number().int(), first_name: z.string().default(''), last_name: z.string().optional(), language_code: z.string().optional() });
const stored = z.object({ file_id: z.string(), file_name: z.string().optional(), file_size: z.number().optional() });
const message = z.object({
  message_id: z.number().int(), date: z.number(), chat, from: person.optional(), text: z.string().optional(), caption: z.string().optional(),
  photo: z.array(stored).optional(), document: stored.optional(), location: z.object({ latitude: z.number(), longitude: z.number() }).optional(),
});

/** The parts of an update that we read: https://core.telegram.org/bots/api#update */
export const updateSchema = z.object({
  update_id: z.number().int().min(0),
  message: message.optional(),
  edited_message: message.optional(),
  callback_query: z.object({ id: z.string(), from: person, data: z.string().optional(), message: z.object({ chat: chat.optional(), date: z.number().optional() }).optional() }).optional(),
});

export type Update = z.infer<typeof updateSchema>;

/** What an update says to us, and what must still be done for it. */
export interface Heard {
  inbound: Inbound;
  /** A file to fetch before the message is accepted. */
  file?: { id: string; name: string; size: number };
  /** A pressed button that waits for a sign. */
  callback?: string;
}

export const ALLOWED_UPDATES = ['message', 'edited_message', 'callback_query'] as const;

/** Choice ids longer than a button may carry travel as the number of the button. */
const NUMBERED = /^n:(\d+)$/;
const COMMAND = /^\/(\w+)(?:@\w+)?(?:\s+(.*))?$/s;

/** Undefined for what is not for us: groups, channels, kinds of update we did not ask for. */
export function heard(update: Update, account: string, ordered: boolean): Heard | undefined {
  const said = update.message ?? update.edited_message;
  const base = { channel: 'telegram', account, externalId: String(update.update_id), ...(ordered ? {} : { order: { stream: `telegram:${account}`, n: update.update_id } }) };
  if (update.callback_query) {
    const { id, from, data = '', message: under } = update.callback_query;
    if (under?.chat && under.chat.type !== 'private') return undefined;
    const n = NUMBERED.exec(data)?.[1];
    return { inbound: { ...base, from: sender(from, under?.chat?.id ?? from.id), at: (under?.date ?? 0) * 1000, ...(n === undefined ? { choice: data } : { text: n }) }, callback: id };
  }
  if (said?.chat.type !== 'private') return undefined;
  const inbound: Inbound = { ...base, from: sender(said.from, said.chat.id), at: said.date * 1000, ...content(said) };
  const file = fileOf(said);
  return file ? { inbound, file } : inbound.text === undefined && !inbound.event ? { inbound: { ...inbound, text: '' } } : { inbound };
}

function sender(from: z.infer<typeof person> | undefined, chatId: number): Inbound['from'] {
  const name = [from?.first_name, from?.last_name].filter(Boolean).join(' ');
  return { id: String(chatId), name: name === '' ? undefined : name, language: from?.language_code };
}

function content(said: z.infer<typeof message>): Pick<Inbound, 'text' | 'event'> {
  const command = COMMAND.exec(said.text ?? '');
  const event = command && COMMANDS[command[1]?.toLowerCase() ?? '']?.(command[2]?.trim());
  if (event) return { event };
  if (said.location) return { text: `${said.location.latitude.toFixed(6)}, ${said.location.longitude.toFixed(6)}` };
  return { text: said.text ?? said.caption };
}

const COMMANDS: Readonly<Record<string, (argument: string | undefined) => Inbound['event']>> = {
  start: () => ({ type: 'start' }),
  ayuda: () => ({ type: 'help' }),
  help: () => ({ type: 'help' }),
  idioma: (language) => ({ type: 'language', language: language || undefined }),
  language: (language) => ({ type: 'language', language: language || undefined }),
};

function fileOf(said: z.infer<typeof message>): Heard['file'] {
  const largest = said.photo?.at(-1) ?? said.document;
  return largest && { id: largest.file_id, name: largest.file_name ?? `${largest.file_id.slice(0, 16)}.jpg`, size: largest.file_size ?? 0 };
}
