import { stringify } from 'yaml';
import type { IntentExample, Sentence } from '../example.ts';
import { fold } from '../text/fold.ts';
import { rasaLessons } from './lesson.ts';

export interface ExportOptions {
  /** What the forms are asked for with, `form.<id>`. */
  examples: readonly IntentExample[];
  /** The questions of the articles. */
  questions?: readonly Sentence[];
  /** The form that hands over to a person: asking for it is the control `person`. */
  personForm?: string;
  /** Languages of the council, the first one first. */
  languages: readonly string[];
}

/**
 * Our training data in the format of Rasa 3.1, path in the folder → content: `README.md`, `config.yml`, and for each language `nlu/<language>.yml`.
 * A text is an example of one intent only, the first that claims it: a sentence of two intents teaches Rasa to be unsure.
 */
export function rasaFiles({ examples, questions = [], personForm, languages }: ExportOptions): Record<string, string> {
  const own = examples.map((one) => (one.intent === `form.${personForm}` ? { ...one, intent: 'person' } : one));
  const all = claimed(rasaLessons(own, questions));
  const spoken = languages.flatMap((language) => {
    const said = all.filter((one) => one.language === language);
    return said.length > 0 ? [[`nlu/${language}.yml`, nluOf(said)] as const] : [];
  });
  return { 'README.md': README, 'config.yml': configOf(languages[0] ?? 'es'), ...Object.fromEntries(spoken) };
}

function claimed(examples: readonly IntentExample[]): IntentExample[] {
  const taken = new Set<string>();
  return examples.map((one) => ({ ...one, text: written(one.text) })).filter(({ text, language }) => {
    const said = `${language} ${fold(text)}`;
    if (text === '' || taken.has(said)) return false;
    taken.add(said);
    return true;
  });
}

/** One line, without what Rasa reads as a comment, or as an annotation of entities: `[text](type)`, `[text]{"entity": "type"}`. */
function written(text: string): string {
  return text.replace(/[[\]{}]|<!--|-->/gu, ' ').replace(/\s+/gu, ' ').trim();
}

function nluOf(examples: readonly IntentExample[]): string {
  const intents = new Map<string, string[]>();
  for (const { intent, text } of examples) {
    const texts = intents.get(intent) ?? [];
    texts.push(text);
    intents.set(intent, texts);
  }
  const nlu = [...intents].map(([intent, texts]) => ({ intent, examples: texts.map((text) => `- ${text}\n`).join('') }));
  return stringify({ version: '3.1', nlu }, { lineWidth: 0, blockQuote: 'literal' });
}

const README = `# Training data for Rasa

Written by \`npm run rasa:export\`; the next export writes over it. Your own examples belong in files of their own in \`nlu/\`, such as \`nlu/own.yml\`.

\`\`\`
rasa train nlu --nlu nlu --config config.yml --out models
rasa run --enable-api --model models --port 5005
\`\`\`

Intents: \`form.<id>\` begins a form; \`article\` is a council's matter, and the knowledge base finds the article; \`answer\` answers a form's
question; \`calm\` sounds like danger and is not; \`out_of_scope\` is nobody's business here. All others
(\`yes\`, \`no\`, \`person\`, \`cancel\` …) can be said at any moment. Do not rename them.
`;

/** The smallest pipeline that does well: half a minute of training, a few milliseconds a message. Our examples are in part written without accents. */
function configOf(language: string): string {
  return stringify({
    recipe: 'default.v1',
    assistant_id: 'ventanilla',
    language,
    pipeline: [
      { name: 'WhitespaceTokenizer' },
      { name: 'CountVectorsFeaturizer', analyzer: 'char_wb', min_ngram: 1, max_ngram: 4, strip_accents: 'unicode' },
      { name: 'LogisticRegressionClassifier' },
      { name: 'FallbackClassifier', threshold: 0.4, ambiguity_threshold: 0.1 },
    ],
  }, { lineWidth: 0 });
}
