/** A text without case, accents and invisible characters, and where each of its characters stood. */
export interface Folded {
  text: string;
  /** For each character of `text` its place in the original, one more for the end; absent when the places are the same. */
  at?: Uint32Array;
}

const PLAIN = /^[\x20-\x7e]*$/;
const PUNCTUATION: Readonly<Record<string, string>> = { '’': "'", '‘': "'", '´': "'", '`': "'", '“': '"', '”': '"', '«': '"', '»': '"', '–': '-', '—': '-', '−': '-', '…': '.' };
const KEPT = new Set(['º', 'ª']);
const known = new Map<string, string>();

/** Case, accents and invisible characters removed: "Acción" and "accion" become the same. */
export function fold(text: string): string {
  return PLAIN.test(text) ? text.toLowerCase() : foldAligned(text).text;
}

/** Like `fold`, remembering places, so that what is found in the folded text can be shown in the original. */
export function foldAligned(text: string): Folded {
  if (PLAIN.test(text)) return { text: text.toLowerCase() };
  const at = new Uint32Array(text.length * 4 + 1);
  let folded = '';
  let place = 0;
  for (const character of text) {
    const plain = foldCharacter(character).slice(0, 4 * character.length);
    for (let i = 0; i < plain.length; i += 1) at[folded.length + i] = place;
    folded += plain;
    place += character.length;
  }
  at[folded.length] = place;
  return { text: folded, at: at.subarray(0, folded.length + 1) };
}

function foldCharacter(character: string): string {
  if (character >= 'a' && character <= 'z') return character;
  const remembered = known.get(character);
  if (remembered !== undefined) return remembered;
  const plain = foldRare(character);
  if (known.size < 4096) known.set(character, plain);
  return plain;
}

function foldRare(character: string): string {
  if (KEPT.has(character)) return character;
  const mark = PUNCTUATION[character];
  if (mark !== undefined) return mark;
  if (/[\s\p{Cc}]/u.test(character)) return ' ';
  return character.normalize('NFKD').replace(/[\p{M}\p{Cf}\p{Cs}]/gu, '').toLowerCase();
}

/** A letter written three times or more counts once: "holaaaa", "siiii". */
export function squeeze(word: string): string {
  return isStretched(word) ? word.replace(/(\p{L})\1{2,}/gu, '$1') : word;
}

/** Three times the same character, or half of one: then it is worth a closer look. */
function isStretched(word: string): boolean {
  for (let i = 2; i < word.length; i += 1) {
    const code = word.charCodeAt(i);
    if (code === word.charCodeAt(i - 1) ? code === word.charCodeAt(i - 2) : code > 0xd7ff) return true;
  }
  return false;
}
