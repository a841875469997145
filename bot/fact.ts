import { alike, evidenceOf, type FactName, factsFor, type Kind } from './asking.ts';
import type { Draft } from './draft.ts';
import { plain } from './phrases.ts';
import type { Answer } from './ports.ts';
import { unknown } from './unknown.ts';

/** Most sentences of a passage. */
const MOST_SENTENCES = 2;

/** Answers what was asked about an article by its facts alone, or by the passages of it that tell; the whole answer is one choice away. */
export function showFacts(draft: Draft, article: string, kinds: readonly Kind[]): void {
  const answer = draft.mind.answers.answer(article, draft.language);
  if (!answer) return unknown(draft, 'unknown', undefined);
  const facts = linesOf(draft, answer, kinds);
  const lines = facts.length > 0 ? facts : passages(answer, kinds.flatMap((kind) => evidenceOf(kind, answer.language)));
  if (lines.length === 0) return lacking(draft, answer);
  showPart(draft, answer, lines);
}

/** The sentences of an article that hold one of the words; nothing when none does. */
export function passagesWith(answer: Answer, words: readonly string[]): string[] {
  return passages(answer, alike(words, answer.language));
}

/** Says a part of an answer, what it is about, and offers the whole. */
export function showPart(draft: Draft, answer: Answer, lines: readonly string[]): void {
  const about = draft.words('bot.about', { title: answer.question });
  const spoken = lines.join(' ').replaceAll('**', '');
  draft.follow(answer.id);
  draft.acts.push({
    type: 'card', text: draft.inItsLanguage(answer, `${about}\n\n${lines.join('\n\n')}`), spoken, link: answer.link, article: answer.id, rate: true,
    ...(draft.bot.form ? {} : { choices: [wholeChoice(draft, answer), ...draft.choicesUnder(answer)] }),
  });
  draft.outcome = 'answered';
}

/** It is known what is meant, and that the council wrote nothing about it, or nothing that one can be sure of: no guess. */
export function lacking(draft: Draft, answer: Answer, key: 'bot.lacking' | 'bot.yourCase' = 'bot.lacking'): void {
  draft.keepUnanswered('unknown', { article: answer.id, confidence: 0 }, `${answer.question} ${draft.text}`);
  draft.article = answer.id;
  draft.acts.push({ type: 'choices', text: draft.words(key, { title: answer.question }), choices: [wholeChoice(draft, answer), draft.personChoice()] });
  draft.outcome = 'person';
}

/** What is asked for, stated before the whole answer: each fact with its name. */
export function linesOf(draft: Draft, { facts = {} }: Answer, kinds: readonly Kind[]): string[] {
  const names = [...new Set(kinds.flatMap((kind): readonly FactName[] => factsFor(kind)))];
  return names.flatMap((name) => (facts[name] === undefined ? [] : [`**${draft.words(`bot.fact.${name}`)}:** ${facts[name]}`]));
}

function wholeChoice(draft: Draft, answer: Answer): { id: string; title: string } {
  return { id: `whole:${answer.id}`, title: draft.words('bot.whole') };
}

function passages(answer: Answer, beginnings: readonly string[]): string[] {
  if (beginnings.length === 0) return [];
  const wanted = beginnings.map((one) => ` ${plain(one)}`);
  const sentences = answer.text.split('\n').flatMap((line) => line.replace(/^\s*(?:[-*]|\d+\.)\s+/u, '').split(/(?<=[.;])\s+/u));
  const telling = sentences.filter((sentence) => {
    if (/:\**$/u.test(sentence.trim())) return false;
    const said = ` ${plain(sentence)} `;
    return wanted.some((one) => said.includes(one));
  });
  return telling.slice(0, MOST_SENTENCES).map(whole);
}

/** Bold that a cut has torn open is left out. */
function whole(sentence: string): string {
  return (sentence.match(/\*\*/gu)?.length ?? 0) % 2 === 0 ? sentence.trim() : sentence.replaceAll('**', '').trim();
}
