/**
 * How a Spanish word sounds to those who do not tell b from v, s from c and z, ll from y, g from j, or hear an h:
 * "nesesito" and "necesito", "yebar" and "llevar", "ago" and "hago" get the same key. Takes a folded word.
 */
export function soundOf(word: string): string {
  const remembered = known.get(word);
  if (remembered !== undefined) return remembered;
  const sound = listen(word);
  if (known.size >= REMEMBERED) known.clear();
  known.set(word, sound);
  return sound;
}

const REMEMBERED = 20_000;
const known = new Map<string, string>();

function listen(word: string): string {
  let key = '';
  for (let i = 0; i < word.length; i += 1) {
    const letter = word[i] ?? '';
    const next = word[i + 1] ?? '';
    const soft = next === 'e' || next === 'i';
    let sound = letter;
    switch (letter) {
      case 'h': sound = ''; break;
      case 'v': sound = 'b'; break;
      case 'w': sound = next === 'u' || next === 'e' || next === 'a' ? 'gu' : 'u'; break;
      case 'z': case 'x': sound = 's'; break;
      case 'k': sound = 'c'; break;
      case 'q': sound = 'c'; if (next === 'u') i += 1; break;
      case 'c': sound = next === 'h' ? 'x' : soft ? 's' : 'c'; if (next === 'h') i += 1; break;
      case 'g': sound = soft ? 'j' : 'g'; if (next === 'u' && (word[i + 2] === 'e' || word[i + 2] === 'i')) i += 1; break;
      case 'l': if (next === 'l') { sound = 'y'; i += 1; } break;
      case 'n': sound = next === 'p' || next === 'b' || next === 'v' ? 'm' : 'n'; break;
    }
    if (sound !== '' && key.endsWith(sound)) continue;
    key += sound;
  }
  return key;
}
