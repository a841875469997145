import { createInterface } from 'node:readline';
import { uuidv7 } from '../../bot/id.ts';
import { lineOf } from '../../bot/inbound.ts';
import { toPlain } from '../../bot/markup.ts';
import type { Choice, Message } from '../../bot/message.ts';
import type { Terminal } from '../../channels/terminal/terminal.ts';
import type { Running } from '../house.ts';
import { commandOf } from './command.ts';

export interface TalkOptions {
  running: Running;
  terminal: Terminal;
  contact: string;
}

/** A conversation in the terminal, until the input ends. A number picks one of the choices shown last. */
export async function talk({ running, terminal, contact }: TalkOptions): Promise<void> {
  let offered: readonly Choice[] = [];
  const show = (message: Message): void => {
    if (message.from === 'contact') return;
    offered = message.act?.choices ?? [];
    console.log(`\n${toPlain(message.text)}`);
    if (message.act?.link) console.log(`${message.act.link.title}: ${message.act.link.url}`);
    for (const [index, choice] of offered.entries()) console.log(`  ${index + 1}) ${choice.title}`);
  };
  const line = lineOf({ channel: terminal.name, account: terminal.account, from: { id: contact } });
  const unfollow = running.bot.transcript.follow(line, show);
  const ring = setInterval(() => void running.bot.alarm.ring(), 1000);
  ring.unref();
  await (await terminal.say(contact, uuidv7(), { event: { type: 'start' } })).turn;
  const input = createInterface({ input: process.stdin, output: process.stdout, prompt: '\n> ' });
  input.prompt();
  for await (const text of input) {
    const choice = offered[Number(text.trim()) - 1];
    const said = choice ? { text: choice.title, choice: choice.id } : commandOf(text.trim());
    if (text.trim() !== '') await (await terminal.say(contact, uuidv7(), said)).turn;
    input.prompt();
  }
  clearInterval(ring);
  unfollow();
}
