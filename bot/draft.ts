import { insert, type Write } from '../store/store.ts';
import type { Contact } from './contact.ts';
import type { BotState, Conversation } from './conversation.ts';
import { uuidv7 } from './id.ts';
import type { Inbound } from './inbound.ts';
import type { Act, Choice, Language, Message, Outcome } from './message.ts';
import { POLICY } from './policy.ts';
import type { Answer, Answers, Decision, Dialogs, FormStep, Ranked, Understand, Words } from './ports.ts';
import { type Unanswered, unanswered } from './unanswered.ts';

/** What the bot must know of the council to speak for it. */
export interface CouncilFacts {
  name: Record<Language, string>;
  assistant: Record<Language, string>;
  timeZone: string;
  phone: string;
  phoneOutside: string;
  emergency: string;
  /** The form that hands over to a person, and the one for a problem in the street. */
  personForm: string;
  incidentForm: string;
}

/** Everything a decision may ask; nothing it may change. */
export interface Mind {
  understand: Understand;
  answers: Answers;
  dialogs: Dialogs;
  words: Words;
  council: CouncilFacts;
}

export interface TurnInput {
  conversation: Readonly<Conversation>;
  contact: Readonly<Contact>;
  /** Absent when an alarm woke the conversation. */
  inbound?: Inbound;
  /** The message that a rating judges. */
  rated?: Message;
  now: number;
  /** Today in the council's time zone, YYYY-MM-DD. */
  today: string;
  /** The seq that the citizen's message will have. */
  seq: number;
}

/** A decision in the making: what would change, collected while the rooms speak. */
export class Draft implements Omit<Decision, 'wakeAt' | 'contact'> {
  readonly mind: Mind;
  readonly input: TurnInput;
  readonly text: string;
  readonly bot: BotState;
  readonly acts: Act[] = [];
  readonly writes: Write[] = [];
  language: Language;
  languageFixed: boolean;
  wakeAt: number | undefined;
  contact: Decision['contact'];
  intent: string | null = null;
  article: string | null = null;
  confidence: number | null = null;
  form: string | null;
  outcome: Outcome | null = null;
  #understood = true;

  constructor(mind: Mind, input: TurnInput) {
    this.mind = mind;
    this.input = input;
    this.text = (input.inbound?.text ?? '').slice(0, POLICY.textLimit).trim();
    this.bot = { ...input.conversation.bot };
    this.language = input.conversation.language;
    this.languageFixed = input.conversation.languageFixed;
    this.form = this.bot.form?.form ?? null;
    this.wakeAt = input.conversation.wakeAt;
  }

  search(text: string, limit = 5): Ranked[] {
    return this.mind.answers.search(text, { language: this.language, today: this.input.today, limit });
  }

  words(key: string, values?: Record<string, string | number>): string {
    return this.mind.words.say(this.language, key, values);
  }

  say(key: string, values?: Record<string, string | number>): void {
    this.acts.push({ type: 'say', text: this.words(key, values) });
  }

  /** Says one sentence, and that was the turn. */
  reply(key: string, outcome: Outcome): void {
    this.say(key);
    this.outcome = outcome;
  }

  help(): void {
    const { phone, phoneOutside } = this.mind.council;
    this.acts.push({ type: 'say', text: this.words('bot.help', { phone, phoneOutside }) });
    this.outcome = 'smalltalk';
  }

  /** Puts choices under the last act. */
  offer(choices: Choice[]): void {
    const last = this.acts.at(-1);
    if (last) this.acts[this.acts.length - 1] = { ...last, type: last.type === 'say' ? 'choices' : last.type, choices };
  }

  startChoice(form: string): Choice {
    return { id: `start:${form}`, title: this.mind.dialogs.title(form, this.language) };
  }

  personChoice(key = 'bot.person'): Choice {
    return { id: 'person', title: this.words(key) };
  }

  /** Takes over a form's step: its words, its writes, its next state. */
  take(step: FormStep): void {
    this.acts.push(...step.acts);
    this.writes.push(...step.writes);
    this.contact = step.contact ? { ...this.contact, ...step.contact } : this.contact;
    const open = step.status === 'asking' || step.status === 'question';
    this.bot.form = open ? (step.state ?? this.bot.form) : undefined;
    if (!open) this.leaveTopic();
    if (step.status !== 'question') this.wakeAt = open ? step.wakeAt : undefined;
  }

  /** What follows an answer: the form that it can start, and a person where one must decide. */
  choicesUnder({ form, tier }: Answer): Choice[] {
    if (this.bot.form) return [];
    const { personForm } = this.mind.council;
    const choices: Choice[] = [];
    if (form !== undefined && form !== personForm && this.mind.dialogs.has(form)) choices.push(this.startChoice(form));
    if (tier === 2 || form === personForm) choices.push(this.personChoice());
    return choices;
  }

  /** A text of an article; said before it when it is not in the language that was wanted. */
  inItsLanguage({ language }: Answer, text: string, wanted = this.language): string {
    if (language === wanted) return text;
    return `${this.words('bot.onlyIn', { language: this.words(`bot.language.${language}`) })}\n\n${text}`;
  }

  /** Takes an article for the matter that is talked about from now on. */
  follow(article: string): void {
    this.article = article;
    this.bot.topic = article;
    this.bot.topicUntil = this.input.now + POLICY.topicMs;
  }

  /** Whether a question that names no matter may be about the last one. */
  get topicLive(): boolean {
    const { topic, topicUntil } = this.bot;
    return topic !== undefined && this.input.now < (topicUntil ?? this.input.conversation.lastAt + POLICY.topicMs);
  }

  /** What was talked about is over. */
  leaveTopic(): void {
    if (this.bot.topic !== undefined) this.bot.topicUntil = 0;
  }

  missed(): void {
    this.bot.misses += 1;
    this.#understood = false;
  }

  keepUnanswered(reason: Unanswered['reason'], best: Ranked | undefined, text = this.text): void {
    const { conversation, now, seq } = this.input;
    this.writes.push(
      insert(unanswered, {
        id: uuidv7(), conversation: conversation.id, seq, text, language: this.language, at: now, reason,
        article: best?.article, confidence: best?.confidence, state: 'new',
      }),
    );
  }

  finish(): Decision {
    const last = this.acts.findLast((act) => act.choices?.length);
    this.bot.offered = last?.choices ?? (this.acts.length === 0 || this.outcome === 'danger' ? this.bot.offered : undefined);
    if (this.#understood && this.outcome !== 'rated') this.bot.misses = 0;
    const { bot, acts, writes, language, languageFixed, wakeAt, contact, intent, article, confidence, form, outcome } = this;
    return { bot, acts, writes, language, languageFixed, wakeAt, contact, intent, article, confidence, form, outcome };
  }
}
