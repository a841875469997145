import { insert } from '../store/store.ts';
import { showAnswer, showWhich } from './answer.ts';
import { type Kind, readAsking } from './asking.ts';
import type { FormState } from './conversation.ts';
import { danger, greetIfNew, smalltalk } from './courtesy.ts';
import { Draft, type Mind, type TurnInput } from './draft.ts';
import { anotherOne, bareQuestion, corrected, factByName, followUp, generic, namesNothing } from './followup.ts';
import { answerForeign, offerLanguages } from './foreign.ts';
import { uuidv7 } from './id.ts';
import type { Outcome } from './message.ts';
import { pickOffered } from './offered.ts';
import { formInPart, lastQuestion, twoQuestions } from './parts.ts';
import { type Judgement, judge, POLICY } from './policy.ts';
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
  const search = searchOnce(draft);
  followAnswer(draft, understanding, search);
  draft.intent = understanding.intents.find((one) => one.confidence >= POLICY.intent)?.name ?? null;
  if (!inbound?.choice && draft.intent === 'danger') return danger(draft);
  greetIfNew(draft, draft.intent === 'greet');
  const choice = inbound?.choice ?? (formHasTheWord(draft) ? undefined : pickOffered(draft.text, draft.bot.offered ?? [], understanding)?.id);
  const turn = formTurn(draft, understanding, search, inbound?.choice);
  if (choice && onChoice(draft, choice, turn)) return;
  if (draft.bot.form && !inbound?.choice && draft.intent?.startsWith('language.')) return changeLanguage(draft, draft.intent.slice('language.'.length));
  if (draft.bot.form) return onForm(draft, draft.mind.dialogs.proceed(draft.bot.form, turn), turn);
  if (draft.text === '') return inbound?.file ? onFileAlone(draft) : draft.reply('bot.again', 'again');
  onWords(draft, understanding, turn);
}

/** What the knowledge base finds for the message, looked for when first asked for: an answer to a form's question needs none. */
function searchOnce(draft: Draft): () => readonly Ranked[] {
  let found: readonly Ranked[] | undefined;
  return () => {
    found ??= draft.text === '' || draft.input.inbound?.choice ? [] : draft.search(draft.text);
    return found;
  };
}

/** The choices offered last are the open form's own: it reads what was said. Those that came with an answer in the middle are the turn's. */
function formHasTheWord(draft: Draft): boolean {
  return draft.bot.form !== undefined && !(draft.bot.offered ?? []).every((choice) => TURN_CHOICES.has(split(choice.id)[0]));
}

const TURN_CHOICES: ReadonlySet<string> = new Set(['article', 'whole', 'other', 'none', 'person', 'thanks', 'start', 'language']);

function followLanguage(draft: Draft, understanding: Understanding): void {
  const { language, languageConfidence } = understanding;
  const first = draft.bot.disclosed === undefined;
  const needed = draft.languageFixed ? POLICY.languageFixed : first ? POLICY.languageFirst : POLICY.language;
  if (languageConfidence >= needed && draft.mind.words.languages.includes(language)) draft.language = language;
}

/** A few words that do not tell their language are in the one in which they found their answer: "bus fare". */
function followAnswer(draft: Draft, { languageConfidence }: Understanding, search: () => readonly Ranked[]): void {
  if (draft.languageFixed || draft.bot.form || languageConfidence >= POLICY.language) return;
  const [best] = search();
  if (best?.language === undefined || best.confidence < POLICY.answer) return;
  if (draft.mind.words.languages.includes(best.language)) draft.language = best.language;
}

function formTurn(draft: Draft, understanding: Understanding, search: () => readonly Ranked[], choice: string | undefined): FormTurn {
  const { inbound, now, conversation, contact } = draft.input;
  const { answers } = draft.mind;
  const inForm = draft.bot.form !== undefined;
  const { language } = draft;
  return {
    text: draft.text, choice, file: inbound?.file, understanding, language, now, conversation, contact,
    get ranked() {
      return inForm ? search().map((one) => ({ ...one, form: answers.answer(one.article, language)?.form })) : search();
    },
  };
}

/** The turn that begins a form: with the matter that was talked about, and the form that is left for it. */
function opening(draft: Draft, turn: FormTurn, before: FormState | undefined): FormTurn {
  const { topic } = draft.bot;
  const title = topic === undefined ? undefined : draft.mind.answers.answer(topic, draft.language)?.question;
  return { ...turn, before, topic: topic === undefined || title === undefined ? undefined : { article: topic, title } };
}

/** What was said when no form is open: a form's matter, a courtesy, a question. */
function onWords(draft: Draft, understanding: Understanding, turn: FormTurn): void {
  if (corrected(draft) || answerForeign(draft, understanding)) return;
  const judgement = judge(turn.ranked, understanding.outOfScope);
  if (draft.intent !== 'person' && followUp(draft, turn)) return;
  const form = formWanted(draft, understanding, judgement.kind === 'unknown' ? 0 : judgement.confidence, judgement.kind === 'answer' ? judgement.article : undefined);
  if (form) return beginForm(draft, form, turn);
  if (draft.intent === 'person') return beginForm(draft, draft.mind.council.personForm, turn);
  const meant = narrowed(draft, turn.ranked);
  if (meant) return showAnswer(draft, meant.article, meant.confidence, askedKinds(draft));
  if (generic(draft) || namesNothing(draft)) return;
  if (judgement.kind === 'answer' && judgement.confidence > smalltalkConfidence(understanding)) return answerAll(draft, judgement);
  if (smalltalk(draft)) return;
  if (judgement.kind === 'answer') return answerAll(draft, judgement);
  onUnclear(draft, judgement, turn);
}

/** The answer, or both where two questions were asked at once. */
function answerAll(draft: Draft, { article, confidence }: Ranked): void {
  draft.bot.asked = draft.text;
  const both = twoQuestions(draft);
  const all = both.some((one) => one.article === article) ? both : [{ article, confidence, kinds: askedKinds(draft) }];
  for (const one of [...all].reverse()) showAnswer(draft, one.article, one.confidence, one.kinds);
  if (all.length > 1) draft.acts.push(...draft.acts.splice(-all.length).reverse());
}

/** What the question that stands asks for, so that it can be said first. */
function askedKinds(draft: Draft): readonly Kind[] {
  return (draft.bot.asked === undefined ? undefined : readAsking(draft.bot.asked, draft.language))?.kinds ?? [];
}

/** Nothing is clear enough to be stated; of a message that says nothing as a whole, a part may be. */
function onUnclear(draft: Draft, judgement: Judgement, turn: FormTurn): void {
  const { asked, offered = [] } = draft.bot;
  if (asked !== undefined && offered.length > 0 && saysThatOne(draft) && anotherOne(draft, asked)) return;
  if (judgement.kind === 'which' && factByName(draft, turn.ranked)) return;
  draft.bot.asked = draft.text;
  const choice = judgement.kind === 'which' && judgement.articles.length > 1;
  const form = choice ? undefined : formInPart(draft);
  if (form) return beginForm(draft, form, turn);
  if (judgement.kind === 'which') return showWhich(draft, judgement.articles, judgement.confidence);
  const part = lastQuestion(draft);
  if (part) return showAnswer(draft, part.article, part.confidence, askedKinds(draft));
  if (offerLanguages(draft, turn.understanding, turn.ranked[0])) return;
  unknown(draft, 'unknown', turn.ranked[0]);
}

/** Most words in which people say which of the choices they mean: "la del coche". */
const FEW_WORDS = 5;

/** "La de", "the one": what follows tells one choice from the others. */
function saysThatOne(draft: Draft): boolean {
  const said = draft.text.toLowerCase();
  return draft.words('bot.thatOne').split(', ').some((beginning) => said.startsWith(`${beginning} `));
}

/** The one article among those offered last that a few words come near. */
function narrowed(draft: Draft, ranked: readonly Ranked[]): Ranked | undefined {
  const offered = new Set((draft.bot.offered ?? []).map(({ id }) => split(id)).flatMap(([kind, id]) => (kind === 'article' && id !== undefined ? [id] : [])));
  const [best] = ranked;
  if (!best || offered.size === 0 || draft.text.split(/\s+/u).length > FEW_WORDS) return undefined;
  if (best.confidence >= POLICY.elsewhere && !offered.has(best.article)) return undefined;
  const [meant, other] = ranked.filter((one) => offered.has(one.article) && one.confidence >= POLICY.narrowed);
  const clear = !other || saysThatOne(draft) || (meant && meant.confidence - other.confidence >= POLICY.lead);
  return draft.text !== draft.bot.asked && clear ? meant : undefined;
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
  draft.bot.asked = draft.text;
  const judgement = judge(turn.ranked, turn.understanding.outOfScope);
  if (bareQuestion(draft)) return backToForm(draft, turn, 'answered');
  if (judgement.kind === 'answer') showAnswer(draft, judgement.article, judgement.confidence);
  else if (judgement.kind === 'which') return showWhich(draft, judgement.articles, judgement.confidence);
  else if (draft.intent === 'help') smalltalk(draft);
  else draft.say('bot.again');
  backToForm(draft, turn, judgement.kind === 'unknown' ? 'again' : draft.outcome);
}

/** Asks the form's question again, after something else was said. */
function backToForm(draft: Draft, turn: FormTurn, outcome: Outcome | null): void {
  const state = draft.bot.form;
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
  else if (kind === 'article') inBetween(draft, turn, () => showAnswer(draft, id, 1, draft.bot.offered?.some((one) => one.id === choice) ? askedKinds(draft) : []));
  else if (kind === 'whole') inBetween(draft, turn, () => showAnswer(draft, id, 1));
  else if (kind === 'other') inBetween(draft, turn, () => draft.reply('bot.sayOther', 'again'));
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
      if (!greetIfNew(draft, true) && !justOpened(draft)) draft.say('bot.howCanIHelp');
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

/** Two tabs that open the chat at once begin one conversation: nothing stands in it yet but the greeting of a moment ago. */
function justOpened({ input: { conversation, now } }: Draft): boolean {
  return conversation.seq === 1 && now - conversation.lastAt < AT_ONCE_MS;
}

const AT_ONCE_MS = 2000;

function changeLanguage(draft: Draft, language: string | undefined): void {
  if (language === undefined) return askLanguage(draft);
  if (draft.mind.words.languages.includes(language)) {
    draft.language = language;
    draft.languageFixed = true;
  }
  draft.reply('bot.language', 'smalltalk');
  if (draft.bot.form) draft.take(draft.mind.dialogs.resume(draft.bot.form, formTurn(draft, NOTHING_UNDERSTOOD(draft.language), () => [], undefined)));
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
  const question = article === undefined ? undefined : draft.mind.answers.answer(article, draft.language)?.question;
  const asked = article === draft.bot.topic ? draft.bot.asked : undefined;
  draft.keepUnanswered('thumbs_down', article === undefined ? undefined : { article, confidence: 1 }, asked ?? question);
  if (!draft.bot.form) offerPerson(draft, 'bot.offerPersonAfterDown', 'rated');
}

/** Nobody wrote, but something falls due: a reminder, or the end of a form that nobody answers. */
function wake(draft: Draft): void {
  const { form } = draft.bot;
  if (!form) return;
  const turn = formTurn(draft, NOTHING_UNDERSTOOD(draft.language), () => [], undefined);
  onForm(draft, draft.mind.dialogs.wake(form, turn), turn);
}
