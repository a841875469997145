import { editDistance } from '../nlu/text/distance.ts';
import type { Article } from './article.ts';
import { rank } from './confidence.ts';
import { type Finding, finding, type Placed } from './finding.ts';
import { Shelf, type Variant } from './shelf.ts';

/** From here on an answer with another article is worth a hint. */
const SURE = 0.8;
/** Two variants with the same telling words still differ when one has so many more others. */
const SMALL_TALK = 2;
/** Words shorter than this count as the same only when they are. */
const MISSPELT = 5;

/** Variants that two articles share, and variants that lead to another article than their own. */
export function checkConfusion(placed: readonly Placed[]): Finding[] {
  const languages = new Set(placed.flatMap(({ article }) => Object.keys(article.texts)));
  return [...languages].flatMap((language) => {
    const spoken = placed.filter(({ article }) => language in article.texts);
    const shelf = new Shelf(language, spoken.map(({ article }) => article));
    const texts = new Texts(language, spoken, shelf);
    return [...sharedVariants(texts), ...lostVariants(texts)];
  });
}

/** The variants of a language with their places. */
class Texts {
  readonly shelf: Shelf;
  readonly #language: string;
  readonly #placed: readonly Placed[];
  readonly variants: readonly Variant[];

  constructor(language: string, placed: readonly Placed[], shelf: Shelf) {
    this.#language = language;
    this.#placed = placed;
    this.shelf = shelf;
    this.variants = shelf.variants;
  }

  article(number: number): Article | undefined {
    return this.shelf.article(this.variants[number]?.article ?? -1);
  }

  finding(level: Finding['level'], number: number, problem: string, mend: string): Finding[] {
    const variant = this.variants[number];
    const placed = this.#placed[variant?.article ?? -1];
    if (!variant || !placed) return [];
    const place = variant.place - 1;
    return [finding(level, placed, place < 0 ? [this.#language, 'question'] : [this.#language, 'variants', place], problem, mend)];
  }
}

/** Variants of different articles that say the same: equal, or the same words but for order and a letter. */
function sharedVariants(texts: Texts): Finding[] {
  const { shelf, variants } = texts;
  const read = variants.map(({ text }) => shelf.words(text));
  const sorted = read.map((words) => [...new Set(shelf.reader.content(words))].sort());
  const byWord = new Map<string, number[]>();
  const findings: Finding[] = [];
  for (const [number, words] of sorted.entries()) {
    const near = new Set(words.flatMap((word) => byWord.get(word) ?? []));
    for (const other of near) {
      if (variants[other]?.article === variants[number]?.article) continue;
      const [mine = [], theirs = []] = [read[number], read[other]];
      const equal = mine.join(' ') === theirs.join(' ');
      if (!equal && (Math.abs(mine.length - theirs.length) > SMALL_TALK || !sameWords(words, sorted[other] ?? []))) continue;
      const { id } = texts.article(other) ?? { id: '' };
      const problem = `"${variants[number]?.text}" ${equal ? 'is also a variant of' : 'says the same as'} ${id}${equal ? '' : ` ("${variants[other]?.text}")`}`;
      findings.push(...texts.finding(equal ? 'error' : 'warning', number, problem, 'keep it in the article that answers it, or add the words that tell them apart'));
    }
    for (const word of words) byWord.set(word, [...(byWord.get(word) ?? []), number]);
  }
  return findings;
}

function sameWords(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((word, i) => {
    const other = others[i] ?? '';
    return word === other || (word.length >= MISSPELT && other.length >= MISSPELT && editDistance(word, other, 1) <= 1);
  });
}

/** Variants that do not find their own article although it has them, and those that another article would answer if it had them not. */
function lostVariants(texts: Texts): Finding[] {
  const { shelf, variants } = texts;
  return variants.flatMap((variant, number) => {
    const first = best(shelf, variant);
    if (first && first.article !== variant.article) {
      const { id } = shelf.article(first.article) ?? { id: '' };
      return texts.finding('warning', number, `"${variant.text}" finds ${id} first`, 'add the words that tell them apart, or move it to that article');
    }
    const without = best(shelf, variant, variant);
    if (!without || without.article === variant.article || without.confidence < SURE) return [];
    const { id } = shelf.article(without.article) ?? { id: '' };
    return texts.finding('hint', number, `without it, "${variant.text}" would be answered with ${id}`, 'add another variant like it');
  });
}

function best(shelf: Shelf, variant: Variant, skip?: Variant): { article: number; confidence: number } | undefined {
  const query = shelf.read(variant.text);
  const [first] = rank(shelf, query, shelf.search(query, skip));
  return first && { article: first.signals.article, confidence: first.confidence };
}
