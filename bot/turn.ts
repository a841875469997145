import { insert, replace, type Store, type Write } from '../store/store.ts';
import { today } from './calendar.ts';
import type { Clock } from './clock.ts';
import { type Contact, contacts } from './contact.ts';
import { BOT, type Conversation, conversations } from './conversation.ts';
import { decide } from './decide.ts';
import type { Mind, TurnInput } from './draft.ts';
import { Conflict, Duplicate } from './errors.ts';
import { uuidv7 } from './id.ts';
import { type Inbound, lineOf } from './inbound.ts';
import { doneRow, type InboxRow, inboxRows } from './inbox.ts';
import type { Log, Meter } from './log.ts';
import { type Message, messages, type Trace } from './message.ts';
import { type OutboxRow, outboxRows, rowsFor } from './outboxrow.ts';
import { POLICY } from './policy.ts';
import type { Decision } from './ports.ts';
import { type RenderTraits, render } from './render.ts';

export type ChannelTraits = RenderTraits & { delivery: 'push' | 'pull' | 'inline' };

export interface TurnOptions {
  store: Store;
  clock: Clock;
  /** Asked at each turn: an editor's change swaps it without a pause. */
  mind: () => Mind;
  traits: (channel: string) => ChannelTraits;
  log: Log;
  meter: Meter;
}

/** A committed turn: what was said on the line, and what must still be sent. */
export interface Committed {
  line: string;
  conversation: string;
  contact: string;
  messages: Message[];
  outbox: OutboxRow[];
  trace: Trace;
}

type Row = InboxRow & { inbound: Inbound };

interface Party {
  conversation: Conversation;
  contact: Contact;
}

const REMEMBERED = 4000;
const TRIES = 20;

/** Takes one message at a time of a line: loads, decides, commits once; on a conflict decides again on the fresh state. */
export class Turns {
  readonly #options: TurnOptions;
  /** The parties of the lines that spoke last: saves two reads a turn; the version check at commit keeps it honest. */
  readonly #parties = new Map<string, Party>();

  constructor(options: TurnOptions) {
    this.#options = options;
  }

  /** Takes a row that waits in the inbox; undefined when another process had done it already. Throws StoreUnavailable. */
  take(row: Row): Promise<Committed | undefined> {
    const stillWaits = async (): Promise<boolean> => (await this.#options.store.get(inboxRows, row.id))?.waiting !== undefined;
    return this.#take(row, replace(inboxRows, doneRow(row, this.#options.clock.now())), stillWaits);
  }

  /** Accepts and takes a row in one commit; undefined when the inbox has it already. Throws StoreUnavailable. */
  takeNew(row: Row): Promise<Committed | undefined> {
    const isNew = async (): Promise<boolean> => (await this.#options.store.get(inboxRows, row.id)) === undefined;
    return this.#take(row, insert(inboxRows, doneRow(row, this.#options.clock.now())), isNew);
  }

  async #take(row: Row, done: Write, isDue: () => Promise<boolean>): Promise<Committed | undefined> {
    for (let attempt = 1; ; attempt += 1) {
      const party = await this.#party(row.inbound, row.line);
      const decision = await this.#decide(party, row.inbound);
      try {
        return await this.#commit(party, decision, row.inbound, [done]);
      } catch (error) {
        this.#parties.delete(row.line);
        if (!(error instanceof Conflict || error instanceof Duplicate) || attempt === TRIES) throw error;
        if (!(await isDue())) return undefined;
        this.#options.meter.count('turn_conflicts');
      }
    }
  }

  /** Looks at a conversation whose alarm fell due; undefined when it no longer is, or a person has it. */
  async wake(id: string): Promise<Committed | undefined> {
    const { store, clock } = this.#options;
    const conversation = await store.get(conversations, id);
    if (conversation?.wakeAt === undefined || conversation.wakeAt > clock.now()) return undefined;
    const contact = await store.get(contacts, conversation.contact);
    if (!contact) return undefined;
    const party = { conversation, contact };
    const decision = await this.#decide(party, undefined);
    if (decision.wakeAt !== undefined && decision.wakeAt <= clock.now()) decision.wakeAt = undefined;
    try {
      return await this.#commit(party, decision, undefined, []);
    } catch (error) {
      this.#parties.delete(conversation.line);
      if (error instanceof Conflict) return undefined;
      throw error;
    }
  }

  async #party(inbound: Inbound, line: string): Promise<Party> {
    const remembered = this.#parties.get(line);
    const party = remembered ?? (await this.#stored(line)) ?? this.#newParty(inbound, line);
    return this.#visit(party);
  }

  async #stored(line: string): Promise<Party | undefined> {
    const { store } = this.#options;
    const [conversation] = await store.find(conversations, { where: { line }, limit: 1 });
    const contact = conversation && (await store.get(contacts, conversation.contact));
    return conversation && contact ? { conversation, contact } : undefined;
  }

  /** Version 0: not stored yet; the turn's commit inserts both. */
  #newParty(inbound: Inbound, line: string): Party {
    const now = this.#options.clock.now();
    const languages = this.#options.mind().words.languages;
    const asked = inbound.from.language?.slice(0, 2).toLowerCase();
    const language = languages.find((one) => one === asked) ?? languages[0] ?? 'es';
    const { channel, account, from } = inbound;
    const address = lineOf({ channel, account, from });
    const contact: Contact = { id: uuidv7(), v: 0, address, channel, externalId: from.id, name: from.name, createdAt: now };
    const conversation: Conversation = {
      id: uuidv7(), v: 0, line, contact: contact.id, channel, account, language, languageFixed: false, seq: 0, owner: BOT, epoch: 0, episode: 1,
      openedAt: now, lastAt: now, bot: { misses: 0 },
    };
    return { conversation, contact };
  }

  /** After a long silence a new visit begins: the bot presents itself again. */
  #visit({ conversation, contact }: Party): Party {
    const now = this.#options.clock.now();
    const anew = conversation.v > 0 && now - conversation.lastAt > POLICY.episodeMs;
    return { contact, conversation: anew ? { ...conversation, episode: conversation.episode + 1, openedAt: now, bot: { ...conversation.bot, misses: 0 } } : conversation };
  }

  async #decide(party: Party, inbound: Inbound | undefined): Promise<Decision> {
    const { conversation } = party;
    if (conversation.owner !== BOT) return silent(conversation);
    const mind = this.#options.mind();
    const now = this.#options.clock.now();
    const rated = inbound?.event?.type === 'rate' ? await this.#options.store.get(messages, inbound.event.message) : undefined;
    const input: TurnInput = {
      ...party, inbound, now, today: today(now, mind.council.timeZone), seq: conversation.seq + 1,
      rated: rated?.conversation === conversation.id ? rated : undefined,
    };
    try {
      return await decide(mind, input);
    } catch (error) {
      this.#options.meter.count('turn_failures');
      this.#options.log('error', 'turn.failed', { conversation: conversation.id, error: error instanceof Error ? error.stack : String(error) });
      return failed(conversation, mind);
    }
  }

  async #commit(party: Party, decision: Decision, inbound: Inbound | undefined, writes: Write[]): Promise<Committed> {
    const { store, clock, meter } = this.#options;
    const now = clock.now();
    const said: Message[] = [];
    const trace = traceOf(decision);
    const contact: Contact = decision.contact ? { ...party.contact, ...decision.contact } : party.contact;
    const theirs = inbound && heard(party, inbound, trace, now);
    if (theirs) said.push(theirs);
    const next = this.#next(party.conversation, decision, now);
    const delivery = this.#options.traits(next.channel);
    const outbox: OutboxRow[] = [];
    for (const act of decision.acts) {
      const message: Message & { act: typeof act } = {
        id: uuidv7(), v: 1, conversation: next.id, contact: contact.id, seq: next.seq + said.length + 1, at: now, from: 'bot', channel: next.channel,
        text: act.text, language: next.language, act, status: delivery.delivery === 'push' ? 'queued' : 'sent',
      };
      said.push(message);
      if (delivery.delivery === 'push') {
        outbox.push(...rowsFor(message, render(act, delivery, this.#options.mind().words, next.language), next, contact, inbound?.thread));
      }
    }
    next.seq += said.length;
    writes.push(...this.#partyWrites(party, next, contact));
    for (const message of said) writes.push(insert(messages, message));
    for (const row of outbox) writes.push(insert(outboxRows, row));
    writes.push(...decision.writes);
    await store.commit(writes);
    this.#remember({ conversation: { ...next, v: party.conversation.v + 1 }, contact: { ...contact, v: contactVersion(party, contact) } });
    meter.count('turns', { channel: next.channel, outcome: decision.outcome ?? 'none' });
    return { line: next.line, conversation: next.id, contact: contact.id, messages: said, outbox, trace };
  }

  #next(conversation: Conversation, decision: Decision, now: number): Conversation {
    const { bot, language, languageFixed, wakeAt } = decision;
    return { ...conversation, bot, language, languageFixed, wakeAt, lastAt: now };
  }

  #partyWrites(party: Party, next: Conversation, contact: Contact): Write[] {
    const writes: Write[] = [party.conversation.v === 0 ? insert(conversations, next) : replace(conversations, next)];
    if (contact.v === 0) writes.push(insert(contacts, contact));
    else if (contact !== party.contact) writes.push(replace(contacts, contact));
    return writes;
  }

  #remember(party: Party): void {
    const { line } = party.conversation;
    this.#parties.delete(line);
    this.#parties.set(line, party);
    if (this.#parties.size > REMEMBERED) {
      const oldest = this.#parties.keys().next().value;
      if (oldest !== undefined) this.#parties.delete(oldest);
    }
  }
}

function contactVersion(party: Party, contact: Contact): number {
  return contact.v === 0 || contact !== party.contact ? contact.v + 1 : contact.v;
}

/** The citizen's own line of the transcript; an event such as opening the chat leaves none. */
function heard({ conversation, contact }: Party, inbound: Inbound, trace: Trace, now: number): Message | undefined {
  const text = inbound.text ?? conversation.bot.offered?.find((choice) => choice.id === inbound.choice)?.title ?? inbound.file?.name ?? (inbound.choice && '·');
  if (text === undefined || (inbound.event && inbound.event.type !== 'language')) return undefined;
  return {
    id: uuidv7(), v: 1, conversation: conversation.id, contact: contact.id, seq: conversation.seq + 1, at: now, from: 'contact', channel: conversation.channel,
    text: text.slice(0, POLICY.textLimit), choice: inbound.choice, file: inbound.file, status: 'answered', externalId: inbound.externalId, trace,
  };
}

function traceOf({ language, intent, article, confidence, form, outcome }: Decision): Trace {
  return { language, intent, article, confidence, form, outcome };
}

function unchanged({ bot, language, languageFixed, wakeAt }: Conversation): Decision {
  return { bot, acts: [], writes: [], language, languageFixed, wakeAt, intent: null, article: null, confidence: null, form: bot.form?.form ?? null, outcome: null };
}

/** A person has the conversation: the bot hears and says nothing. */
function silent(conversation: Conversation): Decision {
  return { ...unchanged(conversation), outcome: 'silent' };
}

/** Deciding failed: the message is kept, the citizen is told, the state stays as it was. */
function failed(conversation: Conversation, mind: Mind): Decision {
  const text = mind.words.say(conversation.language, 'bot.failed', { phone: mind.council.phone });
  return { ...unchanged(conversation), acts: [{ type: 'say', text }], outcome: 'failed' };
}
