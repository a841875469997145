import { examplesOf, readCouncilFolder } from '../../app/mind.ts';
import type { Lessons } from '../../nlu/understanding.ts';

export const NOW = Date.parse('2026-11-24T10:00:00+01:00');
export const CONTEXT = { now: NOW, timeZone: 'Europe/Madrid' } as const;

/** What the sample council teaches; without questions, as if no article had been written yet. */
export function sampleLessons(withQuestions = true): Lessons {
  const { forms, articles } = readCouncilFolder('examples/benalmara');
  const questions = articles.flatMap(({ texts, form }) => Object.entries(texts).flatMap(([language, { question, variants }]) => [question, ...variants].map((text) => ({ language, text, form }))));
  return { examples: forms.flatMap(examplesOf), questions: withQuestions ? questions : [] };
}
