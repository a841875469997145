import type { Draft } from './draft.ts';
import type { Act, Choice } from './message.ts';
import type { Answer } from './ports.ts';
import { offerPerson, unknown } from './unknown.ts';

/** Answers from an article, with its source, what it can start, and a thumbs up or down. */
export function showAnswer(draft: Draft, article: string, confidence: number): void {
  const answer = draft.mind.answers.answer(article, draft.language);
  if (!answer) return unknown(draft, 'unknown', undefined);
  draft.article = article;
  draft.confidence = confidence;
  draft.bot.topic = article;
  draft.acts.push(card(draft, answer));
  draft.outcome = 'answered';
}

function card(draft: Draft, answer: Answer): Act {
  const translated = answer.language === draft.language;
  const text = translated ? answer.text : `${draft.words('bot.onlyIn', { language: draft.words(`bot.language.${answer.language}`) })}\n\n${answer.text}`;
  const choices = choicesUnder(draft, answer);
  return {
    type: 'card', text, spoken: answer.spoken, plain: answer.plain, link: answer.link, article: answer.id, rate: true,
    ...(choices.length > 0 ? { choices } : {}),
  };
}

function choicesUnder(draft: Draft, answer: Answer): Choice[] {
  if (draft.bot.form) return [];
  const { personForm } = draft.mind.council;
  const choices: Choice[] = [];
  if (answer.form !== undefined && answer.form !== personForm && draft.mind.dialogs.has(answer.form)) choices.push(draft.startChoice(answer.form));
  if (answer.tier === 2 || answer.form === personForm) choices.push(draft.personChoice());
  return choices;
}

/** Asks which of two or three; a single sensitive matter is better told by a person. */
export function showWhich(draft: Draft, articles: readonly string[], confidence: number): void {
  const answers = articles.map((id) => draft.mind.answers.answer(id, draft.language)).filter((one) => one !== undefined);
  draft.confidence = confidence;
  if (answers.length === 1 && answers[0]?.sensitive) return offerPerson(draft, 'bot.offerPersonSensitive', 'person');
  draft.acts.push({
    type: 'choices', text: draft.words('bot.which'),
    choices: [...answers.map((one) => ({ id: `article:${one.id}`, title: one.question })), { id: 'none', title: draft.words('bot.whichNone') }],
  });
  draft.outcome = 'which';
}
