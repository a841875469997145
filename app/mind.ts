import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mind } from '../bot/draft.ts';
import { createHours } from '../bot/hours.ts';
import { createDialogs } from '../dialogs/dialogs.ts';
import { type Form, parseForm } from '../dialogs/form.ts';
import { type Article, parseArticle } from '../knowledge-base/article.ts';
import { createKnowledgeBase, type KnowledgeBase } from '../knowledge-base/knowledge-base.ts';
import { createUnderstanding, type Lessons, trainUnderstanding, type Understander, VERSION } from '../nlu/understanding.ts';
import { type Council, filesBelow, readAll, readCouncil, readOwnWords } from './council.ts';
import { keptModel, type ModelFolders } from './models.ts';
import { VERSION as PROGRAM } from './version.ts';
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

/** Puts the rooms together that a turn asks: understanding, answers, forms, words. With model folders, what was learnt is kept there. */
export function createMind(read: CouncilFolder, models?: ModelFolders): Mind & { answers: KnowledgeBase } {
  const { council, articles, forms } = read;
  const words = councilWords(council.languages, (language) => read.ownWords[language] ?? {});
  const hours = createHours(council);
  return {
    words,
    answers: createKnowledgeBase({ articles }),
    understand: understandingOf(lessonsOf(articles, forms), models),
    dialogs: createDialogs({ forms, words, hours, timeZone: council.timeZone }),
    council: { ...council },
  };
}

function understandingOf(lessons: Lessons, models: ModelFolders | undefined): Understander {
  const trained = models && keptModel(models, `understanding-${PROGRAM}-${VERSION}`, lessons, trainUnderstanding);
  return createUnderstanding(lessons, trained);
}

/** The forms teach what they are asked for with; the articles what is neither small talk nor a form. */
export function lessonsOf(articles: readonly Article[], forms: readonly Form[]): Lessons {
  return { examples: forms.flatMap(examplesOf), questions: articles.flatMap(questionsOf) };
}

function questionsOf({ texts, form }: Article): NonNullable<Lessons['questions']>[number][] {
  return Object.entries(texts).flatMap(([language, { question, variants }]) => [question, ...variants].map((text) => ({ language, text, form })));
}

export function examplesOf(form: Form): { intent: string; language: string; text: string }[] {
  return Object.entries(form.examples).flatMap(([language, texts]) => texts.map((text) => ({ intent: `form.${form.id}`, language, text })));
}
