import { type Mistake, Mistakes } from '../../bot/errors.ts';

/** A text of a set, and what it should be taken for. */
export interface Row {
  text: string;
  label: string;
}

const MEND = 'write one object per line: {"text": "…", "label": "…"}';
const MOST_MISTAKES = 20;

/** JSON lines; other keys and empty lines do not matter. Throws `Mistakes` with the number of each bad line, the first twenty of them. */
export function parseRows(jsonLines: string, file: string): Row[] {
  const rows: Row[] = [];
  const mistakes: Mistake[] = [];
  for (const [i, line] of jsonLines.split('\n').entries()) {
    if (line.trim() === '') continue;
    const read = parseRow(line);
    if (typeof read === 'string') mistakes.push({ file, line: i + 1, problem: read, mend: MEND });
    else rows.push(read);
    if (mistakes.length === MOST_MISTAKES) break;
  }
  if (rows.length === 0 && mistakes.length === 0) mistakes.push({ file, problem: 'has no rows', mend: MEND });
  if (mistakes.length > 0) throw new Mistakes('bad_data', mistakes);
  return rows;
}

/** The row, or what is wrong with it. */
function parseRow(line: string): Row | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return 'is no JSON';
  }
  if (typeof value !== 'object' || value === null) return 'is no object';
  const { text, label } = value as { text?: unknown; label?: unknown };
  if (typeof text !== 'string') return 'has no text';
  if (typeof label !== 'string' || label === '') return 'has no label';
  return { text, label };
}
