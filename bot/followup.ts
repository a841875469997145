import { showAnswer, showWhich } from './answer.ts';
import { type Asking, evidenceOf, genericWish, isPart, type Kind, readAsking, readAskingIn, readCorrection } from './asking.ts';
import type { Draft } from './draft.ts';
import { lacking, linesOf, passagesWith, showFacts, showPart } from './fact.ts';
import { isWord, plain } from './phrases.ts';
import { type Judgement, judge, POLICY } from './policy.ts';
import type { Answer, FormTurn, Ranked } from './ports.ts';

/** A question that names no matter is no longer than this, in characters. */
const BARE = 60;
/** So many articles are looked through for whether a few words name one at all. */
const NAMED = 12;
/** Letters that a name and the matter's title must share: "empadronamiento", "empadrono". */
const SAME_BEGINNING = 5;

/** Reads a short message with the matter before it. Returns false when it stands for itself, then nothing was decided. */
export function followUp(draft: Draft, turn: FormTurn): boolean {
  const topic = liveTopic(draft);
  if (!topic) return namesMatter(draft);
  const asking = askingOf(draft);
  if (!asking) return false;
  if (isAboutTopic(asking, topic)) {
    if (namedOther(asking, topic, turn.ranked) || isOfTheOffice(draft, asking, topic, turn.ranked)) return false;
    follow(draft, asking);
    showFacts(draft, topic.id, asking.kinds);
    return true;
  }
  if (!asking.joined && !asking.isCase && asking.kinds.length === 0) return false;
  if (asking.rest.length === 0 && !asking.isCase) return false;
  return continueWith(draft, topic, asking, turn.ranked);
}

/** What is asked about the matter alone, in the middle of a form too. */
export function bareQuestion(draft: Draft): boolean {
  const topic = liveTopic(draft);
  const asking = topic && askingOf(draft);
  if (!topic || !asking || !isAboutTopic(asking, topic)) return false;
  showFacts(draft, topic.id, asking.kinds);
  return true;
}

/** "No, me refería al coche": the question before, asked about what was meant. Returns false when nothing was asked before. */
export function corrected(draft: Draft): boolean {
  const { asked } = draft.bot;
  if (asked === undefined || draft.input.now - draft.input.conversation.lastAt > POLICY.topicMs) return false;
  const correction = readCorrection(draft.text, draft.language);
  if (!correction) return false;
  const wrong = draft.topicLive ? draft.bot.topic : undefined;
  const ranked = correction.meant === '' ? draft.search(asked) : carriedOver(draft, asked, correction.meant);
  const insisted = correction.meant === '' ? undefined : judge(draft.search(correction.meant));
  const same = insisted?.kind === 'answer' && insisted.article === wrong && insisted.confidence >= POLICY.part;
  const others = same ? ranked : ranked.filter(({ article }) => article !== wrong);
  const judgement = correction.meant === '' ? askWhich(others) : judge(others);
  if (judgement.kind === 'answer') {
    draft.bot.asked = carriedText(draft, asked, correction.meant);
    showAnswer(draft, judgement.article, judgement.confidence, readAsking(asked, draft.language)?.kinds);
    return true;
  }
  draft.missed();
  if (judgement.kind === 'which') showWhich(draft, judgement.articles, judgement.confidence);
  else draft.reply('bot.whatThen', 'again');
  return true;
}

/** "The one for the rubbish", and it is none of those that were offered: the question before, asked about it. Returns false when that leads nowhere. */
export function anotherOne(draft: Draft, asked: string): boolean {
  const judgement = judge(carriedOver(draft, asked, draft.text));
  if (judgement.kind !== 'answer') return false;
  const kinds = readAsking(asked, draft.language)?.kinds;
  draft.bot.asked = carriedText(draft, asked, draft.text);
  showAnswer(draft, judgement.article, judgement.confidence, kinds);
  return true;
}

/** A fact of a matter that its name alone makes clear, where the whole message nearly does: "where is the library and when does it open". */
export function factByName(draft: Draft, [best]: readonly Ranked[]): boolean {
  const asking = readAsking(draft.text, draft.language);
  if (!best || !asking || asking.kinds.length === 0 || asking.rest.length === 0) return false;
  const named = judge(draft.search(asking.rest.join(' ')));
  if (named.kind !== 'answer' || named.article !== best.article || named.confidence < POLICY.part) return false;
  const answer = draft.mind.answers.answer(named.article, draft.language);
  if (!answer || linesOf(draft, answer, asking.kinds).length === 0) return false;
  draft.bot.asked = draft.text;
  showAnswer(draft, named.article, best.confidence, asking.kinds);
  return true;
}

/** "Un certificado": asks which of those there are. Returns false when the message says more, or there are not two. */
export function generic(draft: Draft): boolean {
  const queries = genericWish(draft.text, draft.language);
  if (!queries) return false;
  const own = judge(draft.search(draft.text));
  if (own.kind === 'answer' && own.confidence >= POLICY.elsewhere) return false;
  const found = bestOf([draft.text, ...queries].flatMap((query) => draft.search(query)));
  const least = Math.max(POLICY.among, (found[0]?.confidence ?? 0) * POLICY.amongBest);
  const best = found.filter(({ confidence }) => confidence >= least).slice(0, POLICY.kinds);
  if (best.length < 2) return false;
  draft.bot.asked = draft.text;
  showWhich(draft, best.map(({ article }) => article), best[0]?.confidence ?? 0, 'bot.whichKind');
  return true;
}

/** "¿Cuánto cuesta?" with nothing before it: asks of what, rather than to answer what has the words. Returns false when it names a matter, or the council itself may be meant. */
export function namesNothing(draft: Draft): boolean {
  if (draft.text.length > BARE) return false;
  const asking = askingOf(draft);
  if (!asking || asking.kinds.length === 0 || asking.rest.length > 0 || asking.kinds.some((kind) => OF_THE_COUNCIL.has(kind))) return false;
  follow(draft, asking);
  const offered = offeredArticles(draft);
  if (offered.length > 1) {
    showWhich(draft, offered, 0, 'bot.whichKind');
    return true;
  }
  draft.bot.matterless = true;
  draft.reply('bot.aboutWhat', 'again');
  return true;
}

/** The town hall itself has hours, a place and a telephone. */
const OF_THE_COUNCIL: ReadonlySet<Kind> = new Set(['hours', 'place', 'phone']);

function offeredArticles(draft: Draft): string[] {
  return (draft.bot.offered ?? []).flatMap(({ id }) => (id.startsWith('article:') ? [id.slice('article:'.length)] : []));
}

/** What a question before was about, which the bot had to ask for. */
function namesMatter(draft: Draft): boolean {
  const { matterless, asked } = draft.bot;
  draft.bot.matterless = undefined;
  return matterless === true && asked !== undefined && anotherOne(draft, asked);
}

function liveTopic(draft: Draft): Answer | undefined {
  const { topic } = draft.bot;
  return topic !== undefined && draft.topicLive ? draft.mind.answers.answer(topic, draft.language) : undefined;
}

/** In the conversation's language first: a few words hardly tell theirs. */
function askingOf(draft: Draft): Asking | undefined {
  return readAskingIn(draft.text, [draft.language, ...draft.mind.words.languages.filter((one) => one !== draft.language)]);
}

function follow(draft: Draft, asking: Asking): void {
  draft.bot.asked = draft.text;
  if (!draft.languageFixed) draft.language = asking.language;
}

const REMEMBERED = 1000;
const titles = new Map<string, readonly string[]>();

/** The words of an article's question, each as it would be read alone. */
function titleWords({ question, language }: Answer): readonly string[] {
  const key = `${language} ${question}`;
  const known = titles.get(key) ?? question.split(/\s+/u).flatMap((word) => readAsking(word, language)?.words ?? []);
  if (titles.size >= REMEMBERED) titles.clear();
  titles.set(key, known);
  return known;
}

/** A fact is asked for, and no other matter is named than the one that was talked about. */
function isAboutTopic({ kinds, rest, isCase }: Asking, topic: Answer): boolean {
  if (kinds.length === 0 || (isCase && rest.length > 0)) return false;
  const title = titleWords(topic);
  const fee = kinds.includes('price') ? evidenceOf('price', topic.language) : [];
  const tells = (word: string): boolean => plain(`${topic.question} ${topic.text} ${Object.values(topic.facts ?? {}).join(' ')}`).includes(word);
  return rest.every((word) => (isPart(word, topic.language) && (fee.includes(word) || tells(word))) || title.some((one) => one === word || (word.length >= SAME_BEGINNING && isWord(one, `${word.slice(0, Math.max(SAME_BEGINNING, word.length - 3))}*`))));
}

/** The words that the matter shares with another are the other's: "change of address padron". */
function namedOther({ rest }: Asking, topic: Answer, alone: readonly Ranked[]): boolean {
  const own = judge(alone);
  return rest.some((word) => !isPart(word, topic.language)) && own.kind === 'answer' && own.article !== topic.id && own.confidence >= POLICY.part;
}

/** Hours, a place or a telephone that the article does not tell are those of the town hall, if the message finds them. */
function isOfTheOffice(draft: Draft, { kinds, rest }: Asking, topic: Answer, alone: readonly Ranked[]): boolean {
  if (!kinds.every((kind) => OF_THE_COUNCIL.has(kind)) || linesOf(draft, topic, kinds).length > 0) return false;
  const own = judge(alone);
  return own.kind === 'answer' && rest.length === 0 && own.confidence >= POLICY.part;
}

/** A circumstance, or another matter, in the light of the one before: the kin of it, a passage of it, the same question about the other. */
function continueWith(draft: Draft, topic: Answer, asking: Asking, alone: readonly Ranked[]): boolean {
  const own = judge(alone);
  if (own.kind === 'answer' && !asking.isCase && own.confidence >= (asking.joined ? POLICY.part : POLICY.answer)) return false;
  const elsewhere = own.kind === 'answer' && own.confidence >= POLICY.elsewhere && own.article !== topic.id;
  if (elsewhere && !asking.joined) return false;
  const steps = !asking.isCase ? [other, kin] : elsewhere ? [kin, passage] : [kin, passage, other];
  if (steps.some((step) => step(draft, topic, asking))) return true;
  if (own.kind !== 'unknown') return asking.isCase && !elsewhere && thisOrThat(draft, topic, own);
  if (!asking.isCase && asking.kinds.length === 0) return false;
  follow(draft, asking);
  if (linesOf(draft, topic, asking.kinds).length > 0) showFacts(draft, topic.id, asking.kinds);
  else lacking(draft, topic, asking.isCase ? 'bot.yourCase' : 'bot.lacking');
  return true;
}

/** A circumstance of the matter, or another matter that comes near: asks which. */
function thisOrThat(draft: Draft, topic: Answer, near: Exclude<Judgement, { kind: 'unknown' }>): boolean {
  const others = near.kind === 'answer' ? [near.article] : near.articles;
  draft.bot.asked = draft.text;
  showWhich(draft, [...new Set([topic.id, ...others])].slice(0, POLICY.offered), near.confidence);
  return true;
}

/** A sister of the matter that fits better: registering, "¿y para mi hijo?". */
function kin(draft: Draft, topic: Answer, asking: Asking): boolean {
  const [best, second] = draft.search(`${topic.question} ${asking.words.join(' ')}`);
  if (!best || best.article === topic.id || best.confidence < POLICY.answer || best.confidence - (second?.confidence ?? 0) < POLICY.lead) return false;
  const answer = draft.mind.answers.answer(best.article, draft.language);
  if (!answer || !(topic.related.includes(answer.id) || answer.related.includes(topic.id) || answer.topic === topic.topic)) return false;
  follow(draft, asking);
  showAnswer(draft, best.article, best.confidence, asking.kinds);
  return true;
}

/** What the article itself says of the circumstance. */
function passage(draft: Draft, topic: Answer, asking: Asking): boolean {
  const lines = passagesWith(topic, asking.rest.filter((word) => word.length > 3));
  if (lines.length === 0) return false;
  follow(draft, asking);
  showPart(draft, topic, lines);
  return true;
}

/** The question before, asked about another matter: "¿cuándo se paga el IBI?", "¿y la basura?". */
function other(draft: Draft, topic: Answer, asking: Asking): boolean {
  const { asked } = draft.bot;
  const said = asking.words.slice(asking.joined ? 1 : 0).join(' ');
  if (asked === undefined || asking.kinds.length > 0) return false;
  const title = readAsking(topic.question, topic.language)?.frame ?? [];
  const ranked = bestOf([...carriedOver(draft, asked, said), ...draft.search([...title, said].join(' '))]);
  const named = new Set(draft.search(said, NAMED).filter(({ confidence }) => confidence >= (asking.isCase ? POLICY.which : POLICY.among)).map(({ article }) => article));
  const judgement = judge(ranked.filter(({ article }) => article !== topic.id && named.has(article)));
  if (judgement.kind === 'unknown' || (judgement.kind === 'which' && asking.isCase)) return false;
  const kinds = readAsking(asked, draft.language)?.kinds;
  draft.bot.asked = carriedText(draft, asked, said);
  if (judgement.kind === 'which') showWhich(draft, judgement.articles, judgement.confidence);
  else showAnswer(draft, judgement.article, judgement.confidence, kinds);
  return true;
}

function carriedOver(draft: Draft, asked: string, meant: string): Ranked[] {
  const found = [meant, carriedText(draft, asked, meant)].flatMap((query) => draft.search(query));
  const ranked = bestOf(found);
  return judge(ranked).kind === 'answer' ? ranked : bestOf([...found, ...draft.search(`${asked} ${meant}`)]);
}

/** The words of a question that name no matter, and what it is asked about now. */
function carriedText(draft: Draft, asked: string, meant: string): string {
  return [...(readAsking(asked, draft.language)?.frame ?? []), meant].join(' ');
}

function bestOf(all: readonly Ranked[]): Ranked[] {
  const best = new Map<string, Ranked>();
  for (const one of all) if (one.confidence > (best.get(one.article)?.confidence ?? -1)) best.set(one.article, one);
  return [...best.values()].sort((a, b) => b.confidence - a.confidence);
}

function askWhich(ranked: readonly Ranked[]): ReturnType<typeof judge> {
  const articles = ranked.filter(({ confidence }) => confidence >= POLICY.among).slice(0, POLICY.offered);
  return articles.length === 0 ? { kind: 'unknown' } : { kind: 'which', articles: articles.map(({ article }) => article), confidence: articles[0]?.confidence ?? 0 };
}
