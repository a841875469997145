import type { Words } from '../bot/ports.ts';
import botEn from '../bot/words/en.json' with { type: 'json' };
import botEs from '../bot/words/es.json' with { type: 'json' };
import { type Catalogue, createWords } from '../bot/words.ts';
import telegramEn from '../channels/telegram/words/en.json' with { type: 'json' };
import telegramEs from '../channels/telegram/words/es.json' with { type: 'json' };
import webchatEn from '../channels/webchat/words/en.json' with { type: 'json' };
import webchatEs from '../channels/webchat/words/es.json' with { type: 'json' };
import dialogsEn from '../dialogs/words/en.json' with { type: 'json' };
import dialogsEs from '../dialogs/words/es.json' with { type: 'json' };

/** What the program says, room by room. */
export const CATALOGUES: Readonly<Record<string, readonly Catalogue[]>> = {
  es: [botEs, dialogsEs, webchatEs, telegramEs],
  en: [botEn, dialogsEn, webchatEn, telegramEn],
};

export const KNOWN_KEYS: ReadonlySet<string> = new Set(Object.values(CATALOGUES).flat().flatMap((catalogue) => Object.keys(catalogue)));

/** The program's words in the council's languages, the council's own sentences over them. */
export function councilWords(languages: readonly string[], own: (language: string) => Catalogue): Words {
  return createWords(Object.fromEntries(languages.map((language) => [language, [...(CATALOGUES[language] ?? []), own(language)]])));
}
