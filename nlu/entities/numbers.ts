import type { Tokens } from '../text/tokens.ts';
import { entityAt, type Finder, type FoundEntity } from './entity.ts';
import { numeralAt } from './numerals.ts';
import { type Vocabulary, vocabularyOf } from './vocabulary.ts';

const SHORT = 3;
const WRITTEN_ORDINAL = /^(\d{1,2})(?:[ºª]|er|[oa]|st|nd|rd|th)$/;
const AFTER = new Set(['one', 'opcion', 'option']);

/** Numbers in digits and in words. */
export const findNumbers: Finder = (tokens, { language }) => {
  const vocabulary = vocabularyOf(language);
  const found: FoundEntity[] = [];
  for (let at = 0; at < tokens.tokens.length; at += 1) {
    const numeral = numeralAt(tokens, at, vocabulary);
    if (!numeral) continue;
    if (numeral.digits || numeral.value !== 1 || tokens.tokens.length <= SHORT) found.push(entityAt(tokens, 'number', at, numeral.to, numeral.value));
    at = numeral.to;
  }
  return found;
};

/** "La segunda", "the last one" (−1), "2ª"; the words alone count where little else was said. */
export const findOrdinals: Finder = (tokens, { language }) => {
  const vocabulary = vocabularyOf(language);
  const found: FoundEntity[] = [];
  for (let at = 0; at < tokens.tokens.length; at += 1) {
    const place = ordinalAt(tokens, at, vocabulary);
    if (place === undefined) continue;
    const article = vocabulary.articles.has(wordAt(tokens, at - 1));
    if (!article && tokens.tokens.length > SHORT) continue;
    const to = AFTER.has(wordAt(tokens, at + 1)) ? at + 1 : at;
    found.push(entityAt(tokens, 'ordinal', article ? at - 1 : at, to, place));
    at = to;
  }
  return found;
};

function ordinalAt(tokens: Tokens, at: number, { ordinals }: Vocabulary): number | undefined {
  const word = wordAt(tokens, at);
  const written = WRITTEN_ORDINAL.exec(word);
  return written ? Number(written[1]) : ordinals.get(word);
}

function wordAt({ tokens }: Tokens, at: number): string {
  return tokens[at]?.word ?? '';
}
