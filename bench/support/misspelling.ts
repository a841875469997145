import { randomFrom } from '../../nlu/text/svm.ts';

/** The text as hurried fingers write it: in one of its longer words two letters swapped, one left out, one doubled or one wrong. The same numbers give the same slips. */
export function misspell(text: string, number: number): string {
  const random = randomFrom(number + 1);
  const words = [...text.matchAll(/\p{L}{4,}/gu)];
  const word = words[Math.floor(random() * words.length)];
  if (!word) return text;
  const at = word.index + 1 + Math.floor(random() * (word[0].length - 2));
  const [letter = '', next = ''] = [text[at], text[at + 1]];
  const slips = [next + letter, next, letter + letter + next, 'aeosrnidlc'[Math.floor(random() * 10)] + next].filter((slip) => slip !== letter + next);
  return text.slice(0, at) + slips[Math.floor(random() * slips.length)] + text.slice(at + 2);
}

/** Without accents; ñ stays, as it has a key of its own. */
export function withoutAccents(text: string): string {
  return text.normalize('NFD').replace(/(?!n\u0303)(\p{L})[\u0300-\u036f]+/gu, '$1').normalize('NFC');
}
