import type { Sentence } from '../example.ts';
import en from '../words/background.en.json' with { type: 'json' };
import es from '../words/background.es.json' with { type: 'json' };

/** What people write that is no small talk: about everyday things, about any council's matters, and as answers to a form's questions. */
export const BACKGROUND = {
  everyday: both('everyday'),
  council: both('council'),
  answers: both('answers'),
  /** Words alone, and noise. */
  single: both('single'),
} as const;

function both(kind: keyof typeof es & keyof typeof en): Sentence[] {
  return [...es[kind].map((text) => ({ language: 'es', text })), ...en[kind].map((text) => ({ language: 'en', text }))];
}
