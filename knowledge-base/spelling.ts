import { editDistance } from '../nlu/text/distance.ts';
import { soundOf } from '../nlu/text/sound.ts';

/** A word of the base that a citizen may have meant, and how far it may be trusted, 0–1. */
export interface Meant {
  word: string;
  weight: number;
}

const SHORTEST = 4;
const MOST = 4;
const REMEMBERED = 5000;

/** Languages whose sounds `soundOf` knows. */
const HEARD: ReadonlySet<string> = new Set(['es', 'gl']);

/** Finds the words that a misspelt one may stand for: same sound, or an edit or two away. Words come and go with the articles that have them. */
export class Spelling {
  /** Words that somebody wrote with care, and how often. */
  readonly #careful = new Map<string, number>();
  readonly #sound: (word: string) => string;
  /** Words, and how often they were added. */
  readonly #words = new Map<string, number>();
  readonly #bySound = new Map<string, string[]>();
  /** Words by what is left of them when one letter falls out. */
  readonly #byGap = new Map<string, string[]>();
  readonly #seen = new Map<string, readonly Meant[]>();
  /** False where no word sounds like another. */
  readonly hears: boolean;

  constructor(language: string) {
    this.hears = HEARD.has(language);
    this.#sound = this.hears ? soundOf : (word) => word;
  }

  /** Adds a word of a text that was written with care: others that sound like it are misspellings of it. */
  addCareful(word: string): void {
    this.#careful.set(word, (this.#careful.get(word) ?? 0) + 1);
    this.add(word);
  }

  removeCareful(word: string): void {
    const times = (this.#careful.get(word) ?? 0) - 1;
    if (times > 0) this.#careful.set(word, times);
    else this.#careful.delete(word);
    this.remove(word);
  }

  sound(word: string): string {
    return this.#sound(word);
  }

  /** The word as those write it who write with care; the word itself when they write none that sounds so. */
  mend(word: string): string {
    if (!this.hears || word.length < SHORTEST || this.#careful.has(word)) return word;
    let best = word;
    let most = 0;
    for (const other of this.#bySound.get(this.#sound(word)) ?? []) {
      const times = this.#careful.get(other) ?? 0;
      if (times < most || times === 0 || (times === most && other > best)) continue;
      best = other;
      most = times;
    }
    return best;
  }

  add(word: string): void {
    if (word.length < SHORTEST || /\d/.test(word)) return;
    const times = this.#words.get(word) ?? 0;
    this.#words.set(word, times + 1);
    if (times > 0) return;
    this.#seen.clear();
    push(this.#bySound, this.#sound(word), word);
    for (const gap of gaps(word)) push(this.#byGap, gap, word);
  }

  remove(word: string): void {
    const times = this.#words.get(word);
    if (times === undefined) return;
    if (times > 1) return void this.#words.set(word, times - 1);
    this.#words.delete(word);
    this.#seen.clear();
    drop(this.#bySound, this.#sound(word), word);
    for (const gap of gaps(word)) drop(this.#byGap, gap, word);
  }

  /** Best first; empty when nothing is near. */
  meant(word: string): readonly Meant[] {
    if (word.length < SHORTEST || /\d/.test(word)) return [];
    const remembered = this.#seen.get(word);
    if (remembered) return remembered;
    const found = this.#find(word);
    if (this.#seen.size > REMEMBERED) this.#seen.clear();
    this.#seen.set(word, found);
    return found;
  }

  #find(word: string): Meant[] {
    const sound = this.#sound(word);
    const candidates = new Set(this.#bySound.get(sound));
    for (const gap of gaps(word)) for (const near of this.#byGap.get(gap) ?? []) candidates.add(near);
    const limit = word.length >= 7 ? 2 : 1;
    const found: Meant[] = [];
    for (const candidate of candidates) {
      const distance = editDistance(word, candidate, limit);
      const same = this.#sound(candidate) === sound;
      if (distance > limit && !same) continue;
      found.push({ word: candidate, weight: same ? 0.95 : distance === 1 ? 0.8 - 0.5 / word.length : 0.55 });
    }
    return found.sort((a, b) => b.weight - a.weight || (a.word < b.word ? -1 : 1)).slice(0, MOST);
  }
}

function push(map: Map<string, string[]>, key: string, word: string): void {
  const list = map.get(key);
  if (list) list.push(word);
  else map.set(key, [word]);
}

function drop(map: Map<string, string[]>, key: string, word: string): void {
  const list = map.get(key)?.filter((one) => one !== word) ?? [];
  if (list.length > 0) map.set(key, list);
  else map.delete(key);
}

/** The word itself and what is left when each of its letters falls out. */
function* gaps(word: string): Generator<string> {
  yield word;
  for (let i = 0; i < word.length; i += 1) if (word[i] !== word[i + 1]) yield word.slice(0, i) + word.slice(i + 1);
}
