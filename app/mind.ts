import type { Mind } from '../bot/draft.ts';
import { createHours } from '../bot/hours.ts';
import type { Understand } from '../bot/ports.ts';
import { createDialogs } from '../dialogs/dialogs.ts';
import type { Form } from '../dialogs/form.ts';
import type { Article } from '../knowledge-base/article.ts';
import { createKnowledgeBase, type KnowledgeBase } from '../knowledge-base/knowledge-base.ts';
import type { Lessons } from '../nlu/understanding.ts';
import type { Council } from './council.ts';
import type { CouncilFolder } from './folder.ts';
import type { ModelFolders } from './models.ts';
import { learnUnderstanding } from './understanding.ts';
import { councilWords } from './words.ts';

export { type CouncilFolder, readCouncilFolder } from './folder.ts';

export type CouncilMind = Mind & { answers: KnowledgeBase };

/** Puts the rooms together that a turn asks, and learns what is not known yet. With model folders, what was learnt is kept there. */
export function createMind(read: CouncilFolder, models?: ModelFolders): CouncilMind {
  return mindOf(read, createKnowledgeBase(read), learnUnderstanding(lessonsOf(read), models));
}

/** The rooms that a turn asks: understanding, answers, forms, words. Quick: what takes time is given. */
export function mindOf({ council, forms, ownWords }: CouncilFolder, answers: KnowledgeBase, understand: Understand): CouncilMind {
  const words = councilWords(council.languages, (language) => ownWords[language] ?? {});
  const hours = createHours(council);
  return { words, answers, understand, dialogs: createDialogs({ forms, words, hours, timeZone: council.timeZone }), council: { ...council } };
}

/** Puts into the base what is new or says something new, and takes out what is gone; what is the same object as before is not read again. */
export function changeAnswers(answers: KnowledgeBase, before: readonly Article[], after: readonly Article[]): void {
  const ids = new Set(after.map(({ id }) => id));
  const known = new Set(before);
  for (const { id } of before) if (!ids.has(id)) answers.remove(id);
  for (const article of after) if (!known.has(article)) answers.put(article);
}

/** The forms teach what they are asked for with; the articles what is neither small talk nor a form; the council how its offices are called. */
export function lessonsOf({ council, articles, forms }: CouncilFolder): Lessons {
  return { examples: forms.flatMap(examplesOf), questions: articles.flatMap(questionsOf), names: officesOf(council) };
}

/** True when nothing must be learnt anew: only what was read again is looked at. */
export function teachAlike(one: CouncilFolder, other: CouncilFolder): boolean {
  const same = <T>(a: readonly T[], b: readonly T[], taught: (value: T) => unknown): boolean =>
    a.length === b.length && a.every((value, i) => value === b[i] || JSON.stringify(taught(value)) === JSON.stringify(taught(b[i] as T)));
  return same(one.articles, other.articles, questionsOf) && same(one.forms, other.forms, examplesOf) && same([one.council], [other.council], officesOf);
}

function questionsOf({ texts, form }: Article): NonNullable<Lessons['questions']>[number][] {
  return Object.entries(texts).flatMap(([language, { question, variants }]) => [question, ...variants].map((text) => ({ language, text, form })));
}

export function examplesOf(form: Form): { intent: string; language: string; text: string }[] {
  return Object.entries(form.examples).flatMap(([language, texts]) => texts.map((text) => ({ intent: `form.${form.id}`, language, text })));
}

/** Departments by their name and by its abbreviation; a single word, such as "Cultura", is a matter and no name. */
function officesOf({ departments }: Council): NonNullable<Lessons['names']> {
  return Object.entries(departments).flatMap(([id, { name }]) => {
    const names = [...new Set(Object.values(name).flatMap((text) => [text.replace(/\s*\([^)]*\)/g, ''), ...abbreviationsIn(text)]))];
    const telling = names.filter((one) => /\s/.test(one) || /^\p{Lu}{2,}$/u.test(one));
    return telling.length > 0 ? [{ type: 'office' as const, id, names: telling }] : [];
  });
}

function abbreviationsIn(name: string): string[] {
  return [...name.matchAll(/\(([^)]+)\)/g)].map(([, inner = '']) => inner);
}
