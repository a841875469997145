import { soundOf } from '../text/sound.ts';

/** How a message falls apart into things that people are known to say. */
export interface Parse {
  /** The labels of its parts, in order; fillers have none. */
  labels: string[];
  /** The share of its words that belongs to no known thing, 0–1. */
  unknown: number;
}

const LONGEST_PHRASE = 9;
const LONGEST_MESSAGE = 24;
/** What a part costs: few long parts read better than many short ones. */
const PART = 0.1;
const FILLER = 0.05;

/** Knows phrases and fillers by their sound, so that "qiero ablar con una persona" is read as well. */
export class Phrasebook {
  readonly #phrases = new Map<string, string>();
  readonly #fillers = new Set<string>();

  learn(words: readonly string[], label: string): void {
    if (words.length <= LONGEST_PHRASE) this.#phrases.set(keyOf(words), label);
  }

  ignore(words: readonly string[]): void {
    this.#fillers.add(keyOf(words));
  }

  /** The reading that leaves the fewest words unread, in the fewest parts. */
  read(words: readonly string[]): Parse {
    const count = words.length;
    if (count === 0 || count > LONGEST_MESSAGE) return { labels: [], unknown: 1 };
    const sounds = words.map(soundKey);
    const best: { cost: number; from: number; label?: string; unread: number }[] = [{ cost: 0, from: 0, unread: 0 }];
    for (let end = 1; end <= count; end += 1) {
      const before = best[end - 1] ?? { cost: 0, unread: 0 };
      let found = { cost: before.cost + 1, from: end - 1, label: undefined as string | undefined, unread: before.unread + 1 };
      for (let start = Math.max(0, end - LONGEST_PHRASE); start < end; start += 1) {
        const so = best[start] ?? { cost: 0, unread: 0 };
        const key = sounds.slice(start, end).join(' ');
        const label = this.#phrases.get(key);
        const filler = this.#fillers.has(key) && !(label !== undefined && start === 0 && end === count);
        if (label === undefined && !filler) continue;
        const cost = so.cost + (filler ? FILLER : PART);
        if (cost < found.cost) found = { cost, from: start, label: filler ? undefined : label, unread: so.unread };
      }
      best[end] = found;
    }
    const labels: string[] = [];
    for (let end = count; end > 0; end = best[end]?.from ?? 0) {
      const label = best[end]?.label;
      if (label !== undefined) labels.unshift(label);
    }
    return { labels, unknown: (best[count]?.unread ?? count) / count };
  }
}

function keyOf(words: readonly string[]): string {
  return words.map(soundKey).join(' ');
}

/** The sound of a word; two letters are too few to mishear. */
export function soundKey(word: string): string {
  return word.length <= 2 ? word : soundOf(word);
}
