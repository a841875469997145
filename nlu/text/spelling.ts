/** Shorter words have too many neighbours to be mended. */
const LEAST_LETTERS = 4;
const LETTERS = /^\p{L}+$/u;

/** The words of the training texts, and which of them a word was meant to be that has one slip. */
export class Spelling {
  /** The words, the most frequent first. */
  readonly words: readonly string[];
  readonly #known: ReadonlySet<string>;
  /** What is left of a word without one of its letters, and the first word of which it is left. */
  readonly #neighbours = new Map<string, number>();

  constructor(words: readonly string[]) {
    this.words = words;
    this.#known = new Set(words);
    for (const [i, word] of words.entries()) {
      if (!mendable(word)) continue;
      for (const left of lacking(word)) if (!this.#neighbours.has(left)) this.#neighbours.set(left, i);
    }
  }

  static of(texts: readonly (readonly string[])[]): Spelling {
    const counts = new Map<string, number>();
    for (const text of texts) for (const word of text) counts.set(word, (counts.get(word) ?? 0) + 1);
    return new Spelling([...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([word]) => word));
  }

  /** The most frequent word that differs by a letter more, less or other, or by two swapped; the word itself when it is known or nothing is near. */
  mend(word: string): string {
    if (this.#known.has(word) || !mendable(word)) return word;
    let best = this.words.length;
    for (const left of lacking(word)) best = Math.min(best, this.#neighbours.get(left) ?? best);
    return this.words[best] ?? word;
  }
}

function mendable(word: string): boolean {
  return word.length >= LEAST_LETTERS && LETTERS.test(word);
}

/** The word, and the word without each of its letters. */
function lacking(word: string): string[] {
  const left = [word];
  for (let i = 0; i < word.length; i += 1) left.push(word.slice(0, i) + word.slice(i + 1));
  return left;
}
