import type { Draft } from './draft.ts';
import { judge, POLICY } from './policy.ts';
import type { Ranked } from './ports.ts';

/** What ends a question, and what joins two of them. */
const SENTENCES = /[?!;\n]+|\.(?=\s|$)/u;
const PAUSES = /[,:?!;\n]+|\.(?=\s|$)/u;
const MOST_PARTS = 8;
/** Of a question that is answered as a whole, only a part of so many words is one of its own. */
const OWN_QUESTION = 3;
const LEAST_WORDS = 2;

/** Two questions in one message: the articles that answer its parts, when both are clear. */
export function twoQuestions(draft: Draft): Ranked[] {
  const found = answersOf(draft, partsOf(draft, SENTENCES, OWN_QUESTION)).slice(0, 2);
  return found.length === 2 ? found : [];
}

/** A message that says nothing clear as a whole: what its last clear part asks. */
export function lastQuestion(draft: Draft): Ranked | undefined {
  return answersOf(draft, partsOf(draft, PAUSES, LEAST_WORDS)).at(-1);
}

/** A person or a form that a part of a longer message asks for; only understanding that answers at once is asked. */
export function formInPart(draft: Draft): string | undefined {
  const { conversation, now } = draft.input;
  const { understand, council, dialogs } = draft.mind;
  for (const part of partsOf(draft, PAUSES, LEAST_WORDS)) {
    const heard = understand.understand(part, { language: conversation.language, now, timeZone: council.timeZone });
    if (heard instanceof Promise) return undefined;
    const wanted = heard.intents.find((one) => (one.name === 'person' || one.name.startsWith('form.')) && one.confidence >= POLICY.part);
    const form = wanted?.name === 'person' ? council.personForm : wanted?.name.slice('form.'.length);
    if (form !== undefined && dialogs.has(form)) return form;
  }
  return undefined;
}

function answersOf(draft: Draft, parts: readonly string[]): Ranked[] {
  const found = new Map<string, Ranked>();
  for (const part of parts) {
    const judgement = judge(draft.search(part));
    if (judgement.kind === 'answer' && judgement.confidence >= POLICY.part && !found.has(judgement.article)) found.set(judgement.article, judgement);
  }
  return [...found.values()];
}

/** The parts of a message between its pauses and the words that join two questions; none when it has but one. */
function partsOf(draft: Draft, pause: RegExp, leastWords: number): string[] {
  const joints = new Set(draft.words('bot.joints').split(' '));
  const sentences = draft.text.split(pause);
  const parts = sentences.flatMap((sentence) => splitAt(sentence.trim().split(/\s+/u), joints));
  const long = parts.filter((words) => words.length >= leastWords).map((words) => words.join(' '));
  return parts.length > 1 ? long.slice(-MOST_PARTS) : [];
}

function splitAt(words: readonly string[], joints: ReadonlySet<string>): string[][] {
  const parts: string[][] = [[]];
  for (const word of words) {
    if (joints.has(word.toLowerCase())) parts.push([]);
    else if (word !== '') parts.at(-1)?.push(word);
  }
  return parts.filter((part) => part.length > 0);
}
