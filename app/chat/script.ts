import { contacts } from '../../bot/contact.ts';
import { conversations } from '../../bot/conversation.ts';
import { lineOf } from '../../bot/inbound.ts';
import type { Choice, Message, Trace } from '../../bot/message.ts';
import type { TurnResult } from '../../channels/channel.ts';
import type { Terminal } from '../../channels/terminal/terminal.ts';
import { type Running, result } from '../house.ts';
import type { ChatClock } from './clock.ts';
import { commandOf } from './command.ts';
import type { ScriptLine } from './line.ts';

export interface ScriptResult extends Trace {
  contact: string;
  /** Null when nobody wrote: a reminder or a time-out fell due. */
  text: string | null;
  replies: { type: string; text: string; choices?: Choice[] }[];
}

/** Plays scripted lines through the real pipeline, one after another, on a clock that `at` moves. */
export class Script {
  readonly #running: Running;
  readonly #terminal: Terminal;
  readonly #clock: ChatClock;

  constructor(options: { running: Running; terminal: Terminal; clock: ChatClock }) {
    this.#running = options.running;
    this.#terminal = options.terminal;
    this.#clock = options.clock;
  }

  /** What fell due on the way to the line's time, then the line's own turn. */
  async take(line: ScriptLine, id: string): Promise<ScriptResult[]> {
    const due = await this.#moveTo(line.at ?? this.#clock.now());
    if (line.text === undefined && line.choice === undefined) return due;
    const choice = line.choice === undefined ? undefined : await this.#chosen(line.contact, line.choice);
    const said = choice ? { text: line.text ?? choice.title, choice: choice.id } : commandOf(line.text ?? '');
    const receipt = await this.#terminal.say(line.contact, id, said);
    const turn = await receipt.turn;
    return turn ? [...due, present(line.contact, line.text ?? choice?.title ?? line.choice ?? null, turn)] : due;
  }

  async #moveTo(time: number): Promise<ScriptResult[]> {
    const { alarm } = this.#running.bot;
    const due: ScriptResult[] = [];
    for (let next = await alarm.next(); next !== undefined && next <= time; next = await alarm.next()) {
      if (this.#clock.still || next > this.#clock.now()) this.#clock.moveTo(next);
      const turns = await alarm.ring();
      if (turns.length === 0) break;
      for (const turn of turns) due.push(present(await this.#nameOf(turn.contact), null, result(turn)));
    }
    if (this.#clock.still || time > this.#clock.now()) this.#clock.moveTo(time);
    return due;
  }

  async #nameOf(contact: string): Promise<string> {
    return (await this.#running.store.get(contacts, contact))?.externalId ?? contact;
  }

  /** A choice may be named by its id, its title or its number among those offered last. */
  async #chosen(contact: string, choice: string): Promise<Choice> {
    const line = lineOf({ channel: this.#terminal.name, account: this.#terminal.account, from: { id: contact } });
    const [conversation] = await this.#running.store.find(conversations, { where: { line }, limit: 1 });
    const offered = conversation?.bot.offered ?? [];
    return offered.find((one) => one.id === choice) ?? offered.find((one) => one.title === choice) ?? offered[Number(choice) - 1] ?? { id: choice, title: choice };
  }
}

function present(contact: string, text: string | null, turn: TurnResult): ScriptResult {
  return { contact, text, replies: turn.replies.map(reply), ...turn.trace };
}

/** The text says everything, the source of an answer too: who scripts needs to look nowhere else. */
function reply({ text, act }: Message): ScriptResult['replies'][number] {
  const source = act?.link ? `\n\n${act.link.title}: ${act.link.url}` : '';
  return { type: act?.type ?? 'say', text: `${text}${source}`, ...(act?.choices?.length ? { choices: act.choices } : {}) };
}
