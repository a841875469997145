import type { Language } from './message.ts';
import type { Words } from './ports.ts';

export type Catalogue = Readonly<Record<string, string>>;

/**
 * One set of words per language, from the rooms' catalogues; later ones win, so that a council's own wording comes last.
 * A language without a sentence falls back to the first language; a key nobody has is an error of ours and throws.
 */
export function createWords(catalogues: Readonly<Record<Language, readonly Catalogue[]>>): Words {
  const languages = Object.keys(catalogues);
  const merged = new Map(languages.map((language) => [language, Object.assign({}, ...(catalogues[language] ?? [])) as Catalogue]));
  const fallback = merged.get(languages[0] ?? '') ?? {};

  return {
    languages,
    say(language, key, values) {
      const sentence = merged.get(language)?.[key] ?? fallback[key];
      if (sentence === undefined) throw new Error(`no words for ${key}`);
      return values ? fill(sentence, values) : sentence;
    },
  };
}

function fill(sentence: string, values: Record<string, string | number>): string {
  return sentence.replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
}
