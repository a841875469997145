import type { Command } from 'commander';
import { type Contact, contacts } from '../../bot/contact.ts';
import { conversations } from '../../bot/conversation.ts';
import { VentanillaError } from '../../bot/errors.ts';
import { waitingRows } from '../../bot/inbox.ts';
import { type Message, messages } from '../../bot/message.ts';
import type { Store } from '../../store/store.ts';
import { readConfig } from '../config.ts';
import { openStore } from '../stores.ts';

interface Line {
  seq: number;
  at: string;
  from: Message['from'];
  channel: string;
  text: string;
  status: Message['status'];
}

export function addTranscript(program: Command): void {
  program
    .command('transcript')
    .description("print a contact's whole transcript, in order")
    .requiredOption('--contact <id>', "the contact: its id, its id on a channel, or channel:id")
    .option('--json', 'one JSON object per line')
    .action(async (options: { contact: string; json?: boolean }) => {
      const { store } = await openStore(readConfig(process.env));
      try {
        const lines = await transcriptOf(store, options.contact);
        for (const line of lines) console.log(options.json ? JSON.stringify(line) : `${line.at}  ${line.from.padEnd(7)}  ${line.text.replace(/\n/g, '\n    ')}`);
      } finally {
        await store.close();
      }
    });
}

/** Everything said with a contact, over all channels; accepted messages whose turn is still to come stand at the end as `received`. */
export async function transcriptOf(store: Store, id: string): Promise<Line[]> {
  const found = await contactsBy(store, id);
  const waiting = (await waitingRows(store)).filter((row) => row.inbound && matches(row.inbound.channel, row.inbound.from.id, id));
  if (found.length === 0 && waiting.length === 0) throw new VentanillaError('not_found', `no contact ${id}`);
  const said: Message[] = [];
  for (const contact of found) said.push(...(await allMessages(store, contact.id)));
  said.sort((a, b) => (a.conversation === b.conversation ? a.seq - b.seq : a.at - b.at));
  const lines = said.map((message, index) => lineOf(message, index + 1));
  for (const { inbound, at } of waiting) {
    if (inbound?.text === undefined) continue;
    lines.push({ seq: lines.length + 1, at: new Date(at).toISOString(), from: 'contact', channel: inbound.channel, text: inbound.text, status: 'received' });
  }
  return lines;
}

async function contactsBy(store: Store, id: string): Promise<Contact[]> {
  const [byId, byExternalId] = await Promise.all([store.get(contacts, id), store.find(contacts, { where: { externalId: id.slice(id.indexOf(':') + 1) } })]);
  return [...(byId ? [byId] : []), ...byExternalId.filter((contact) => matches(contact.channel, contact.externalId, id))];
}

function matches(channel: string, externalId: string, id: string): boolean {
  return externalId === id || `${channel}:${externalId}` === id;
}

async function allMessages(store: Store, contact: string): Promise<Message[]> {
  const all: Message[] = [];
  for (const conversation of await store.find(conversations, { where: { contact } })) {
    for (let after: Message | undefined; ; ) {
      const page: Message[] = await store.find(messages, { where: { conversation: conversation.id }, orderBy: [['seq', 'asc']], limit: 1000, after });
      all.push(...page);
      after = page.at(-1);
      if (page.length < 1000) break;
    }
  }
  return all;
}

function lineOf({ at, from, channel, text, status }: Message, seq: number): Line {
  return { seq, at: new Date(at).toISOString(), from, channel, text, status };
}
