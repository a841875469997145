import { normalWords } from '../text/normal.ts';
import { type Tokens, tokenise } from '../text/tokens.ts';

/** A message as those who look for intents take it. */
export interface HeardText {
  tokens: Tokens;
  /** Its words as they would be written with care. */
  words: readonly string[];
  language: string;
}

export function hearText(text: string | Tokens, language: string): HeardText {
  const tokens = typeof text === 'string' ? tokenise(text) : text;
  return { tokens, words: normalWords(tokens, language).words, language };
}
