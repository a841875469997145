import { soundOf } from '../text/sound.ts';
import type { Tokens } from '../text/tokens.ts';
import { gapAfter, numeralAt } from './numerals.ts';
import type { Vocabulary } from './vocabulary.ts';

/**
 * A text in the few signs that the rules for dates and times know, one blank between two:
 * A word said twice in a row counts once.
 * "el jueves que viene a las cinco y media" is `el W4 que viene a las N5 y media`; "3/12/2026" stays together as `3/12/2026`.
 */
export interface Script {
  signs: string;
  /** Where each sign begins in `signs`, and the first and last token that it stands for. */
  pieces: { at: number; end: number; from: number; to: number }[];
}

/** In words: more than fit into a message as long as it may be, unless it is noise. */
const LONGEST = 400;
/** Shorter words are what they are: a letter more or less makes another word of them. */
const LEAST_MENDED = 5;
const INSIDE = /^[/:.'-]$/;
/** An hour as it is written in Spain: 17'30. */
const HOUR_MARK = /^(\d{1,2})'(\d{2}h?)$/;
const PAUSE = /[,;!?¡¿()"\n]|\.\s/;

export function scriptOf(tokens: Tokens, vocabulary: Vocabulary): Script {
  let signs = '';
  const pieces: Script['pieces'] = [];
  let before = '';
  const put = (sign: string, from: number, to: number): void => {
    if (sign === before && !sign.startsWith('N')) return;
    before = sign;
    const at = signs.length;
    signs += `${sign} `;
    pieces.push({ at, end: at + sign.length, from, to });
  };
  for (let i = 0; i < tokens.tokens.length && i < LONGEST; i += 1) {
    const joined = joinedAt(tokens, i);
    const numeral = joined ? undefined : numeralAt(tokens, i, vocabulary);
    const to = joined?.to ?? numeral?.to ?? i;
    put(joined?.sign ?? (numeral ? `N${numeral.value}` : signOf(tokens.tokens[i]?.word ?? '', vocabulary)), i, to);
    if (PAUSE.test(gapAfter(tokens, to))) signs += ', ';
    i = to;
  }
  return { signs, pieces };
}

function signOf(word: string, { signs, sounds, language, mend }: Vocabulary): string {
  const known = signs.get(word);
  if (known !== undefined || word.length < LEAST_MENDED) return known ?? word;
  return (language === 'es' ? sounds.get(soundOf(word)) : undefined) ?? mend(word) ?? word;
}

/** Digits with signs between them: a date, a time. */
function joinedAt(tokens: Tokens, at: number): { sign: string; to: number } | undefined {
  if (!isDigits(tokens, at)) return undefined;
  let sign = tokens.tokens[at]?.word ?? '';
  let to = at;
  while (to - at < 2 && INSIDE.test(gapAfter(tokens, to)) && isDigits(tokens, to + 1, true)) {
    sign += gapAfter(tokens, to) + tokens.tokens[to + 1]?.word;
    to += 1;
  }
  if (sign.includes("'") && (/^\s*€/.test(tokens.folded.slice(tokens.to[to])) || /^euros?$/.test(tokens.tokens[to + 1]?.word ?? ''))) return undefined;
  sign = sign.replace(HOUR_MARK, '$1:$2');
  return to > at && /^(\d{1,2}[:.]\d{2}(am|pm|h)|\d{1,2}:\d{2}(:\d{2})?|\d{1,2}\.\d{2}|\d{1,2}[/.-]\d{1,2}([/.-](\d{2}|\d{4}))?|\d{4}-\d{2}-\d{2})$/.test(sign) ? { sign, to } : undefined;
}

function isDigits({ tokens }: Tokens, at: number, last = false): boolean {
  return (last ? /^\d{1,4}(am|pm|h)?$/ : /^\d{1,4}$/).test(tokens[at]?.word ?? '');
}
