import type { Mistake } from '../bot/errors.ts';
import type { Source } from '../bot/source.ts';
import type { Article } from './article.ts';

/** `error`: it must be mended. `warning`: citizens get less than they could. `hint`: worth a look. */
export interface Finding extends Mistake {
  level: 'error' | 'warning' | 'hint';
}

/** An article with the places of what it says. */
export interface Placed {
  article: Article;
  source: Source;
}

/** A finding at a place of an article. */
export function finding(level: Finding['level'], { source }: Placed, path: readonly (string | number)[], problem: string, mend: string): Finding {
  return { level, file: source.file, line: source.lineOf(path), key: path.join('.'), problem, mend };
}
