import type { Kind } from './asking.ts';
import type { Draft } from './draft.ts';
import { linesOf } from './fact.ts';
import type { Act } from './message.ts';
import type { Answer } from './ports.ts';
import { offerPerson, unknown } from './unknown.ts';

/** From so many characters on what was asked for is said before the whole answer. */
const LONG = 240;
/** What one sentence answers whole; papers and steps are the article's own business. */
const TOLD_FIRST: ReadonlySet<Kind> = new Set(['price', 'hours', 'place', 'deadline', 'phone']);

/** Answers from an article, with its source, what it can start, and a thumbs up or down; first of all the facts that were asked for. */
export function showAnswer(draft: Draft, article: string, confidence: number, kinds: readonly Kind[] = [], language = draft.language): void {
  const answer = draft.mind.answers.answer(article, language);
  if (!answer) return unknown(draft, 'unknown', undefined);
  draft.follow(article);
  draft.confidence = confidence;
  draft.acts.push(card(draft, answer, kinds.filter((kind) => TOLD_FIRST.has(kind)), language));
  draft.outcome = 'answered';
}

function card(draft: Draft, answer: Answer, kinds: readonly Kind[], language: string): Act {
  const first = answer.text.length < LONG ? [] : linesOf(draft, answer, kinds);
  const choices = draft.choicesUnder(answer);
  const spoken = first.length > 0 && answer.spoken !== undefined ? `${first.join(' ').replaceAll('**', '')} ${answer.spoken}` : answer.spoken;
  return {
    type: 'card', text: draft.inItsLanguage(answer, [...first, answer.text].join('\n\n'), language), spoken, plain: answer.plain, link: answer.link, article: answer.id, rate: true,
    ...(choices.length > 0 ? { choices } : {}),
  };
}

/** Asks which of two or three; a single sensitive matter is better told by a person. */
export function showWhich(draft: Draft, articles: readonly string[], confidence: number, key: 'bot.which' | 'bot.whichKind' = 'bot.which'): void {
  const answers = articles.map((id) => draft.mind.answers.answer(id, draft.language)).filter((one) => one !== undefined);
  draft.confidence = confidence;
  if (answers.length === 1 && answers[0]?.sensitive) return offerPerson(draft, 'bot.offerPersonSensitive', 'person');
  draft.acts.push({
    type: 'choices', text: draft.words(key),
    choices: [...answers.map((one) => ({ id: `article:${one.id}`, title: one.question })), key === 'bot.which' ? { id: 'none', title: draft.words('bot.whichNone') } : { id: 'other', title: draft.words('bot.whichOther') }],
  });
  draft.leaveTopic();
  draft.outcome = 'which';
}
