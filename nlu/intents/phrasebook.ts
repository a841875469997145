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

/** Words by their sounds, one after the other: what is known to be said with them so far, and what may follow. */
class Path {
  readonly next = new Map<string, Path>();
  label?: string;
  filler = false;

  /** The end of the path that words take. */
  along(words: readonly string[]): Path {
    let path: Path = this;
    for (const word of words) {
      const sound = soundKey(word);
      const further = path.next.get(sound) ?? new Path();
      path.next.set(sound, further);
      path = further;
    }
    return path;
  }
}

/** The best reading up to a word. */
interface Reading {
  cost: number;
  from: number;
  label?: string;
  unread: number;
}

/** Knows phrases and fillers by their sound, so that "qiero ablar con una persona" is read as well. */
export class Phrasebook {
  readonly #paths = new Path();

  learn(words: readonly string[], label: string): void {
    if (words.length <= LONGEST_PHRASE) this.#paths.along(words).label = label;
  }

  ignore(words: readonly string[]): void {
    this.#paths.along(words).filler = true;
  }

  /** The reading that leaves the fewest words unread, in the fewest parts. */
  read(words: readonly string[]): Parse {
    const count = words.length;
    if (count === 0 || count > LONGEST_MESSAGE) return { labels: [], unknown: 1 };
    const sounds = words.map(soundKey);
    const best: (Reading | undefined)[] = [{ cost: 0, from: 0, unread: 0 }];
    for (let start = 0; start < count; start += 1) {
      const so = best[start] as Reading;
      this.#follow(sounds, start, so, best);
      const known = best[start + 1];
      if (!known || so.cost + 1 <= known.cost) best[start + 1] = { cost: so.cost + 1, from: start, label: undefined, unread: so.unread + 1 };
    }
    const labels: string[] = [];
    for (let end = count; end > 0; end = best[end]?.from ?? 0) {
      const label = best[end]?.label;
      if (label !== undefined) labels.unshift(label);
    }
    return { labels, unknown: (best[count]?.unread ?? count) / count };
  }

  /** Notes the phrases and fillers that begin at a word, where they read better than what is known. */
  #follow(sounds: readonly string[], start: number, so: Reading, best: (Reading | undefined)[]): void {
    let path = this.#paths.next.get(sounds[start] ?? '');
    for (let end = start + 1; path; end += 1) {
      const { label } = path;
      const filler = path.filler && !(label !== undefined && start === 0 && end === sounds.length);
      const cost = so.cost + (filler ? FILLER : PART);
      if ((filler || label !== undefined) && cost < (best[end]?.cost ?? Number.POSITIVE_INFINITY)) {
        best[end] = { cost, from: start, label: filler ? undefined : label, unread: so.unread };
      }
      path = path.next.get(sounds[end] ?? '');
    }
  }
}

/** The sound of a word; two letters are too few to mishear. */
export function soundKey(word: string): string {
  return word.length <= 2 ? word : soundOf(word);
}
