import type { ChatLine, Deed } from '../../server/contract/chat.ts';
import type { Queued } from './keep.ts';

/** One thing in the conversation: a line of the transcript, or what waits to become one. */
export interface Entry {
  /** Stays the same from the moment it is written, so that it is shown and announced once. */
  key: string;
  at: number;
  line?: ChatLine;
  queued?: Queued;
  language: string | undefined;
}

/** Puts lines that arrived under those that are there: by seq, each once. */
export function merge(lines: readonly ChatLine[], arrived: readonly ChatLine[]): ChatLine[] {
  const last = lines.at(-1)?.seq ?? 0;
  const fresh = arrived.filter(({ seq }) => seq > last);
  if (fresh.length === arrived.length) return [...lines, ...fresh];
  const bySeq = new Map([...lines, ...arrived].map((line) => [line.seq, line]));
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

/** What is shown, in order: the transcript, then what waits. A line whose language nobody named is in that of the line before it. */
export function entriesOf(lines: readonly ChatLine[], queue: readonly Queued[], language: string | undefined): Entry[] {
  const known = new Set(lines.map(({ clientId }) => clientId));
  let spoken = lines.find((line) => line.language !== undefined)?.language ?? language;
  const said = lines.map((line): Entry => {
    spoken = line.language ?? spoken;
    return { key: line.clientId ?? line.id, at: line.at, line, language: spoken };
  });
  const waiting = queue.filter(({ deed, shown }) => shown !== undefined && !known.has(deed.id));
  return [...said, ...waiting.map((queued): Entry => ({ key: queued.deed.id, at: queued.at, queued, language: spoken }))];
}

/** Those of the queue that the transcript shows to be durable already. */
export function settledBy(lines: readonly ChatLine[], queue: readonly Queued[]): Queued[] {
  const known = new Set(lines.map(({ clientId }) => clientId));
  return queue.filter(({ deed }) => known.has(deed.id));
}

/** What was chosen among a line's choices, and whether others still may be. */
export interface Chosen {
  id: string | undefined;
  /** The citizen has gone on since. */
  past: boolean;
}

export function chosenUnder(index: number, entries: readonly Entry[]): Chosen {
  const offered = new Set(entries[index]?.line?.act?.choices?.map(({ id }) => id));
  for (const { line, queued } of entries.slice(index + 1)) {
    const choice = line ? line.choice : choiceOf(queued?.deed);
    if (choice !== undefined && offered.has(choice)) return { id: choice, past: true };
  }
  return { id: undefined, past: entries.slice(index + 1).some(({ line, queued }) => queued !== undefined || line?.from === 'contact') };
}

function choiceOf(deed: Deed | undefined): string | undefined {
  return deed?.t === 'choose' ? deed.choice : undefined;
}

const LASTING = /^(article:|start:|person$)/;

/** Choices that mean the same at any moment stay open under an answer; an article stays open everywhere. */
export function mayChoose(id: string, act: { type: string } | undefined, chosen: Chosen): boolean {
  if (id === chosen.id) return false;
  if (id.startsWith('article:')) return true;
  if (chosen.id !== undefined) return false;
  return !chosen.past || (act?.type === 'card' && LASTING.test(id));
}
