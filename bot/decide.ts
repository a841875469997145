import { insert } from '../store/store.ts';
import { showAnswer, showWhich } from './answer.ts';
import type { FormState } from './conversation.ts';
import { danger, greetIfNew, smalltalk } from './courtesy.ts';
import { Draft, type Mind, type TurnInput } from './draft.ts';
import { uuidv7 } from './id.ts';
import { pickOffered } from './offered.ts';
import { judge, POLICY } from './policy.ts';
import type { Decision, FormStep, FormTurn, Ranked, Understanding } from './ports.ts';
import { ratings } from './rating.ts';
import { offerPerson, unknown } from './unknown.ts';

/** Decides what one message, or one alarm, leads to. Pure but for understanding: sends nothing, writes nothing. */
export async function decide(mind: Mind, input: TurnInput): Promise<Decision> {
  const draft = new Draft(mind, input);
  if (!input.inbound) {
    wake(draft);
  } else if (input.inbound.event) {
    onEvent(draft, input.inbound.event);
  } else {
    const pending = readMessage(draft);
    if (pending) await pending;
  }
  return draft.finish();
}

/** Only a remote understanding makes a turn wait; the embedded one answers in place. */
function readMessage(draft: Draft): Promise<void> | undefined {
  const { conversation, now } = draft.input;
  const understood = draft.mind.understand.understand(draft.text, { language: conversation.language, now, timeZone: draft.mind.council.timeZone });
  if (understood instanceof Promise) return understood.then((result) => onMessage(draft, result));
  onMessage(draft, understood);
  return undefined;
}

function onMessage(draft: Draft, understanding: Understanding): void {
  const { inbound } = draft.input;
  followLanguage(draft, understanding);
  draft.intent = understanding.intents.find((one) => one.confidence >= POLICY.intent)?.name ?? null;
  if (!inbound?.choice && draft.intent === 'danger') return danger(draft);
  greetIfNew(draft, draft.intent === 'greet');
  const choice = inbound?.choice ?? (formHasTheWord(draft) ? undefined : pickOffered(draft.text, draft.bot.offered ?? [], understanding)?.id);
  const ranked = draft.text === '' || inbound?.choice ? [] : draft.search(draft.text);
  const turn = formTurn(draft, understanding, ranked, inbound?.choice);
  if (choice && onChoice(draft, choice, turn)) return;
  if (draft.bot.form && !inbound?.choice && draft.intent?.startsWith('language.')) return changeLanguage(draft, draft.intent.slice('language.'.length));
  if (draft.bot.form) return onForm(draft, draft.mind.dialogs.proceed(draft.bot.form, turn), turn);
  if (draft.text === '') return onFileAlone(draft);
  onWords(draft, understanding, turn);
}

/** The choices offered last are the open form's own: it reads what was said. Those that came with an answer in the middle are the turn's. */
function formHasTheWord(draft: Draft): boolean {
  return draft.bot.form !== undefined && !(draft.bot.offered ?? []).every((choice) => TURN_CHOICES.has(split(choice.id)[0]));
}

const TURN_CHOICES: ReadonlySet<string> = new Set(['article', 'none', 'person', 'thanks', 'start', 'language']);

function followLanguage(draft: Draft, understanding: Understanding): void {
  const { language, languageConfidence } = understanding;
  const needed = draft.languageFixed ? POLICY.languageFixed : POLICY.language;
  if (languageConfidence >= needed && draft.mind.words.languages.includes(language)) draft.language = language;
}

function formTurn(draft: Draft, understanding: Understanding, ranked: readonly Ranked[], choice: string | undefined): FormTurn {
  const { inbound, now, conversation, contact } = draft.input;
  const { answers } = draft.mind;
  const told = draft.bot.form ? ranked.map((one) => ({ ...one, form: answers.answer(one.article, draft.language)?.form })) : ranked;
  return { text: draft.text, choice, file: inbound?.file, understanding, ranked: told, language: draft.language, now, conversation, contact };
}

/** The turn that begins a form: with the matter that was talked about, and the form that is left for it. */
function opening(draft: Draft, turn: FormTurn, before: FormState | undefined): FormTurn {
  const { topic } = draft.bot;
  const title = topic === undefined ? undefined : draft.mind.answers.answer(topic, draft.language)?.question;
  return { ...turn, before, topic: topic === undefined || title === undefined ? undefined : { article: topic, title } };
}

/** What was said when no form is open: a form's matter, a courtesy, a question. */
function onWords(draft: Draft, understanding: Understanding, turn: FormTurn): void {
  const judgement = judge(turn.ranked);
  const form = formWanted(draft, understanding, judgement.kind === 'unknown' ? 0 : judgement.confidence, judgement.kind === 'answer' ? judgement.article : undefined);
  if (form) return beginForm(draft, form, turn);
  if (draft.intent === 'person') return beginForm(draft, draft.mind.council.personForm, turn);
  if (judgement.kind === 'answer' && judgement.confidence > smalltalkConfidence(understanding)) return showAnswer(draft, judgement.article, judgement.confidence);
  if (smalltalk(draft)) return;
  if (judgement.kind === 'answer') return showAnswer(draft, judgement.article, judgement.confidence);
  if (judgement.kind === 'which') return showWhich(draft, judgement.articles, judgement.confidence);
  unknown(draft, 'unknown', turn.ranked[0]);
}

function smalltalkConfidence(understanding: Understanding): number {
  const [best] = understanding.intents;
  return best && !best.name.startsWith('form.') ? best.confidence : 0;
}

/** The form that the words ask for, when that is surer than any article — or is what the best article starts anyway. */
function formWanted(draft: Draft, understanding: Understanding, articleConfidence: number, article: string | undefined): string | undefined {
  const wanted = understanding.intents.find((one) => one.name.startsWith('form.'));
  if (!wanted || wanted.confidence < POLICY.beginForm) return undefined;
  const form = wanted.name.slice('form.'.length);
  if (!draft.mind.dialogs.has(form)) return undefined;
  const startedByArticle = article !== undefined && draft.mind.answers.answer(article, draft.language)?.form === form;
  return startedByArticle || wanted.confidence >= articleConfidence ? form : undefined;
}

function beginForm(draft: Draft, form: string, turn: FormTurn): void {
  if (!draft.mind.dialogs.has(form)) return unknown(draft, 'unknown', turn.ranked[0]);
  if (draft.bot.form?.form === form) return onForm(draft, draft.mind.dialogs.resume(draft.bot.form, turn), turn);
  const before = form === draft.mind.council.personForm ? draft.bot.form : undefined;
  onForm(draft, draft.mind.dialogs.begin(form, opening(draft, turn, before)), turn, form);
}

/** Takes over what a step of a form decided, and answers the question it passed on. */
function onForm(draft: Draft, step: FormStep, turn: FormTurn, form = draft.bot.form?.form ?? null): void {
  draft.form = form;
  draft.take(step);
  if (step.status === 'question') return answerInForm(draft, turn);
  if (step.status === 'person') return personFromForm(draft, turn, form, step.state);
  draft.outcome = ({ asking: 'form', done: 'case', cancelled: 'cancelled', expired: 'timeout' } as const)[step.status];
}

/** A question in the middle of a form: its answer, then the form's question again. */
function answerInForm(draft: Draft, turn: FormTurn): void {
  const state = draft.bot.form;
  const judgement = judge(turn.ranked);
  if (judgement.kind === 'answer') showAnswer(draft, judgement.article, judgement.confidence);
  else if (judgement.kind === 'which') return showWhich(draft, judgement.articles, judgement.confidence);
  else if (draft.intent === 'help') smalltalk(draft);
  else draft.say('bot.again');
  const outcome = judgement.kind === 'unknown' ? 'again' : draft.outcome;
  if (state) draft.take(draft.mind.dialogs.resume(state, { ...turn, language: draft.language }));
  draft.outcome = outcome;
}

function personFromForm(draft: Draft, turn: FormTurn, from: string | null, left: FormState | undefined): void {
  const { personForm } = draft.mind.council;
  if (from === personForm || !draft.mind.dialogs.has(personForm)) {
    draft.outcome = 'person';
    return;
  }
  draft.form = personForm;
  draft.take(draft.mind.dialogs.begin(personForm, opening(draft, { ...turn, text: '', choice: undefined, ranked: [] }, left)));
  draft.outcome = 'form';
}

/** Choices that mean the same wherever they were offered; returns false for those that belong to the open form. */
function onChoice(draft: Draft, choice: string, turn: FormTurn): boolean {
  const [kind, id = ''] = split(choice);
  const blank = { ...turn, text: '', choice: undefined };
  if (kind === 'start' && draft.mind.dialogs.has(id)) beginForm(draft, id, blank);
  else if (kind === 'article') inBetween(draft, turn, () => showAnswer(draft, id, 1));
  else if (kind === 'person') beginForm(draft, draft.mind.council.personForm, blank);
  else if (kind === 'none') inBetween(draft, turn, () => unknown(draft, 'none_of_these', undefined));
  else if (kind === 'thanks') inBetween(draft, turn, () => draft.reply('bot.asYouWish', 'smalltalk'));
  else if (kind === 'language') changeLanguage(draft, id);
  else if (draft.bot.form) return false;
  else draft.reply('bot.nothingOpen', 'smalltalk');
  return true;
}

/** Says something, then asks the open form's question again — unless what was said has choices of its own to answer first. */
function inBetween(draft: Draft, turn: FormTurn, say: () => void): void {
  say();
  const { outcome } = draft;
  if (draft.bot.form && draft.acts.at(-1)?.type !== 'choices') draft.take(draft.mind.dialogs.resume(draft.bot.form, { ...turn, language: draft.language }));
  draft.outcome = outcome;
}

function split(choice: string): [string, string?] {
  const at = choice.indexOf(':');
  return at < 0 ? [choice] : [choice.slice(0, at), choice.slice(at + 1)];
}

function onFileAlone(draft: Draft): void {
  const { incidentForm } = draft.mind.council;
  draft.reply('bot.fileAlone', 'smalltalk');
  if (draft.mind.dialogs.has(incidentForm)) draft.offer([draft.startChoice(incidentForm), draft.personChoice()]);
}

function onEvent(draft: Draft, event: NonNullable<NonNullable<TurnInput['inbound']>['event']>): void {
  switch (event.type) {
    case 'start':
      if (!greetIfNew(draft, true)) draft.say('bot.howCanIHelp');
      draft.outcome = 'smalltalk';
      return;
    case 'help':
      greetIfNew(draft, true);
      draft.help();
      return;
    case 'language':
      greetIfNew(draft, true);
      return changeLanguage(draft, event.language);
    case 'rate':
      return rate(draft, event.value);
  }
}

function changeLanguage(draft: Draft, language: string | undefined): void {
  if (language === undefined) return askLanguage(draft);
  if (draft.mind.words.languages.includes(language)) {
    draft.language = language;
    draft.languageFixed = true;
  }
  draft.reply('bot.language', 'smalltalk');
  if (draft.bot.form) draft.take(draft.mind.dialogs.resume(draft.bot.form, formTurn(draft, NOTHING_UNDERSTOOD(draft.language), [], undefined)));
}

function askLanguage(draft: Draft): void {
  const { words } = draft.mind;
  draft.reply('bot.chooseLanguage', 'smalltalk');
  draft.offer(words.languages.map((one) => ({ id: `language:${one}`, title: words.say(one, 'bot.language.own') })));
}

const NOTHING_UNDERSTOOD = (language: string): Understanding => ({ language, languageConfidence: 0, intents: [], entities: [], outOfScope: 0 });

function rate(draft: Draft, value: 'up' | 'down'): void {
  const { rated, now, conversation } = draft.input;
  draft.outcome = 'rated';
  if (!rated) return;
  const article = rated.act?.article;
  draft.article = article ?? null;
  draft.writes.push(insert(ratings, { id: uuidv7(), conversation: conversation.id, message: rated.id, article, value, at: now }));
  if (value === 'up') return;
  draft.keepUnanswered('thumbs_down', article === undefined ? undefined : { article, confidence: 1 });
  if (!draft.bot.form) offerPerson(draft, 'bot.offerPersonAfterDown', 'rated');
}

/** Nobody wrote, but something falls due: a reminder, or the end of a form that nobody answers. */
function wake(draft: Draft): void {
  const { form } = draft.bot;
  if (!form) return;
  const turn = formTurn(draft, NOTHING_UNDERSTOOD(draft.language), [], undefined);
  onForm(draft, draft.mind.dialogs.wake(form, turn), turn);
}
