import type { IntentExample, Sentence } from '../example.ts';
import background from '../words/background.en.json' with { type: 'json' };
import fondo from '../words/background.es.json' with { type: 'json' };
import danger from '../words/danger.en.json' with { type: 'json' };
import peligro from '../words/danger.es.json' with { type: 'json' };
import en from '../words/en.json' with { type: 'json' };
import es from '../words/es.json' with { type: 'json' };

const { filler: _spanishFiller, ...spanish } = es;
const { filler: _englishFiller, ...english } = en;

/** Most examples of one intent of the house in one language: what has ten times as many as the others is heard everywhere. */
const MOST = 150;

const CONTROLS: ReadonlySet<string> = new Set(Object.keys(spanish));

/** Small talk, and what can be said to any form at any moment. */
export function isControl(intent: string): boolean {
  return CONTROLS.has(intent);
}

/**
 * What a Rasa server must learn to understand for this council, as sentences of one intent each: small talk and controls, forms as `form.<id>`, `danger`,
 * and what is none of them — `article` is a council's matter that an article may answer (the knowledge base finds which), `answer` what is said to a form's
 * question, `calm` what sounds like danger and is not, `out_of_scope` nobody's business here.
 */
export function rasaLessons(examples: readonly IntentExample[], questions: readonly Sentence[]): IntentExample[] {
  return [
    ...ofHouse('es', { danger: peligro.danger, ...spanish }),
    ...ofHouse('en', { danger: danger.danger, ...english }),
    ...examples,
    ...questions.filter(({ form }) => form === undefined).map(({ language, text }) => ({ intent: 'article', language, text })),
    ...ofHouse('es', { article: fondo.council, answer: fondo.answers, calm: peligro.safe, out_of_scope: fondo.everyday }),
    ...ofHouse('en', { article: background.council, answer: background.answers, calm: danger.safe, out_of_scope: background.everyday }),
  ];
}

function ofHouse(language: string, texts: Readonly<Record<string, readonly string[]>>): IntentExample[] {
  return Object.entries(texts).flatMap(([intent, all]) => thin(all).map((text) => ({ intent, language, text })));
}

/** At most so many, evenly from all. */
function thin(texts: readonly string[]): readonly string[] {
  const place = (i: number): number => Math.floor((i * MOST) / texts.length);
  return texts.length <= MOST ? texts : texts.filter((_, i) => place(i) !== place(i - 1));
}
