import { type Asking, type Kind, readAsking } from './asking.ts';
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

/** An article, and what is asked about it. */
export interface Asked extends Ranked {
  kinds: Kind[];
}

/** Two questions in one message: the articles that answer its parts, when both are clear. A part that names no matter asks about the one before it. */
export function twoQuestions(draft: Draft): Asked[] {
  const found = new Map<string, Asked>();
  for (const part of partsOf(draft, SENTENCES, 1)) {
    const asking = readAsking(part, draft.language);
    const last = [...found.values()].at(-1);
    if (asking && last && asksOnly(asking)) last.kinds.push(...asking.kinds);
    if (part.split(' ').length < OWN_QUESTION || (asking && asksOnly(asking))) continue;
    const answer = clearAnswer(draft, part);
    if (answer) found.set(answer.article, found.get(answer.article) ?? { ...answer, kinds: [...(asking?.kinds ?? [])] });
  }
  return found.size > 1 ? [...found.values()].slice(0, 2) : [];
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
    const asking = readAsking(part, draft.language);
    const answer = asking && asksOnly(asking) ? undefined : clearAnswer(draft, part);
    if (answer && !found.has(answer.article)) found.set(answer.article, answer);
  }
  return [...found.values()];
}

function clearAnswer(draft: Draft, part: string): Ranked | undefined {
  const judgement = judge(draft.search(part));
  return judgement.kind === 'answer' && judgement.confidence >= POLICY.part ? judgement : undefined;
}

/** Asks for something and names nothing: "a qué hora abre". */
function asksOnly({ kinds, rest }: Asking): boolean {
  return kinds.length > 0 && rest.length === 0;
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
