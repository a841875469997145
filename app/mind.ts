import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mind } from '../bot/draft.ts';
import { createHours } from '../bot/hours.ts';
import { createDialogs } from '../dialogs/dialogs.ts';
import { type Form, parseForm } from '../dialogs/form.ts';
import { type Article, parseArticle } from '../knowledge-base/article.ts';
import { createKnowledgeBase, type KnowledgeBase } from '../knowledge-base/knowledge-base.ts';
import { createUnderstanding } from '../nlu/understanding.ts';
import { type Council, filesBelow, readAll, readCouncil, readOwnWords } from './council.ts';
import { councilWords, KNOWN_KEYS } from './words.ts';

/** Everything that a council's folder says. */
export interface CouncilFolder {
  folder: string;
  council: Council;
  articles: Article[];
  forms: Form[];
  ownWords: Record<string, Record<string, string>>;
}

/** Reads a council's folder; throws `Mistakes` with all that is wrong in all of its files. */
export function readCouncilFolder(folder: string): CouncilFolder {
  const [council, articles, forms] = readAll(
    () => readCouncil(folder),
    () => readEach(join(folder, 'articles'), parseArticle),
    () => readEach(join(folder, 'forms'), parseForm),
  );
  const ownWords = Object.fromEntries(council.languages.map((language) => [language, readOwnWords(folder, language, KNOWN_KEYS)]));
  return { folder, council, articles, forms, ownWords };
}

function readEach<T>(folder: string, parse: (text: string, file: string) => T): T[] {
  return readAll(...filesBelow(folder, '.yaml').map((file) => () => parse(readFileSync(file, 'utf8'), file)));
}

/** Puts the rooms together that a turn asks: understanding, answers, forms, words. */
export function createMind(read: CouncilFolder): Mind & { answers: KnowledgeBase } {
  const { council, articles, forms } = read;
  const words = councilWords(council.languages, (language) => read.ownWords[language] ?? {});
  const hours = createHours(council);
  return {
    words,
    answers: createKnowledgeBase({ articles }),
    understand: createUnderstanding({ examples: forms.flatMap(examplesOf) }),
    dialogs: createDialogs({ forms, words, hours, timeZone: council.timeZone }),
    council: { ...council },
  };
}

export function examplesOf(form: Form): { intent: string; language: string; text: string }[] {
  return Object.entries(form.examples).flatMap(([language, texts]) => texts.map((text) => ({ intent: `form.${form.id}`, language, text })));
}
