import { normalWords } from '../text/normal.ts';
import { type Tokens, tokenise } from '../text/tokens.ts';

/** A message as those who look for intents take it. */
export interface HeardText {
  tokens: Tokens;
  /** Its words as they would be written with care. */
  words: readonly string[];
  language: string;
}

const PAUSE = /[,;:.!?¡¿()\n]/;

export function hearText(text: string | Tokens, language: string): HeardText {
  const tokens = typeof text === 'string' ? tokenise(text) : text;
  return { tokens, words: normalWords(tokens, language).words, language };
}

/** The parts of a message between its pauses, as messages of their own; none when it has but one. */
export function clausesOf({ tokens, language }: HeardText, most: number): HeardText[] {
  const starts = tokens.tokens.flatMap((_, i) => (i > 0 && PAUSE.test(tokens.folded.slice(tokens.to[i - 1] ?? 0, tokens.from[i] ?? 0)) ? [i] : []));
  if (starts.length === 0) return [];
  const bounds = [0, ...starts.slice(0, most - 1), tokens.tokens.length];
  return bounds.slice(1).map((end, k) => {
    const start = bounds[k] ?? 0;
    const text = tokens.text.slice(tokens.tokens[start]?.start ?? 0, (tokens.tokens[end]?.start ?? tokens.text.length));
    return hearText(text, language);
  });
}
