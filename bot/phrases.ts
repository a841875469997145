/** A text without case, accents and marks: words with one space between them. */
export function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^\p{L}\p{N}€]+/gu, ' ').trim();
}

/** From so many letters on a word may have one letter too many, too few, other, or two swapped. */
const FORGIVING = 5;

/** Whether a word is the one of a phrase, one slip forgiven; a phrase's word that ends in `*` is the beginning of many. */
export function isWord(word: string, wanted: string): boolean {
  if (!wanted.endsWith('*')) return word === wanted || (wanted.length >= FORGIVING && oneSlip(word, wanted));
  const stem = wanted.slice(0, -1);
  if (word.startsWith(stem)) return true;
  if (stem.length < FORGIVING || word[0] !== stem[0]) return false;
  return [-1, 0, 1].some((more) => oneSlip(word.slice(0, stem.length + more), stem));
}

/** Whether two words differ by one letter at most: one more, one less, another one, or two swapped. */
export function oneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a[0] !== b[0]) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  if (a.length !== b.length) return a.length > b.length ? a.slice(at + 1) === b.slice(at) : a.slice(at) === b.slice(at + 1);
  if (a.slice(at + 1) === b.slice(at + 1)) return true;
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}

export interface FoundPhrase<T> {
  value: T;
  from: number;
  to: number;
}

interface Known<T> {
  words: readonly string[];
  value: T;
}

const REMEMBERED = 5000;

/** Phrases with what they mean; the longest that stands at a place is the one that counts. */
export class Phrases<T> {
  readonly #byFirst = new Map<string, Known<T>[]>();
  /** Which first words of phrases a word may be. */
  readonly #read = new Map<string, readonly string[]>();
  /** Words that are no misspelling of another: "cuanto", "cuando". */
  readonly #known: ReadonlySet<string>;

  constructor(all: Iterable<readonly [phrase: string, value: T]>, known: ReadonlySet<string>) {
    this.#known = known;
    for (const [phrase, value] of all) {
      const words = phrase.split(' ');
      const [first = ''] = words;
      this.#byFirst.set(first, [...(this.#byFirst.get(first) ?? []), { words, value }]);
    }
    for (const known of this.#byFirst.values()) known.sort((a, b) => b.words.length - a.words.length);
  }

  /** The longest phrase that begins at a word. */
  at(words: readonly string[], from: number): FoundPhrase<T> | undefined {
    let best: Known<T> | undefined;
    for (const first of this.#firsts(words[from] ?? '')) {
      const found = this.#byFirst.get(first)?.find((known) => known.words.every((wanted, i) => i === 0 || this.#is(words[from + i] ?? '', wanted)));
      if (found && found.words.length > (best?.words.length ?? 0)) best = found;
    }
    return best && { value: best.value, from, to: from + best.words.length };
  }

  /** All phrases in their order; none within another. */
  in(words: readonly string[]): FoundPhrase<T>[] {
    const found: FoundPhrase<T>[] = [];
    for (let i = 0; i < words.length; ) {
      const one = this.at(words, i);
      if (one) found.push(one);
      i = one?.to ?? i + 1;
    }
    return found;
  }

  #is(word: string, wanted: string): boolean {
    if (!this.#known.has(word)) return isWord(word, wanted);
    return word === wanted || (wanted.endsWith('*') && word.startsWith(wanted.slice(0, -1)));
  }

  #firsts(word: string): readonly string[] {
    const known = this.#read.get(word);
    if (known) return known;
    const firsts = [...this.#byFirst.keys()];
    const read = firsts.filter((first) => this.#is(word, first));
    if (this.#read.size >= REMEMBERED) this.#read.clear();
    this.#read.set(word, read);
    return read;
  }
}
