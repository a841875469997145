import { showAnswer } from './answer.ts';
import type { Draft } from './draft.ts';
import { judge, POLICY } from './policy.ts';
import type { Ranked, Understanding } from './ports.ts';
import words from './words/foreign.json' with { type: 'json' };

const SENTENCES: Readonly<Record<string, { sentence: string; person: string }>> = words;

/** The language of a message that surely is in one that the bot does not speak, but can say so in. */
function foreignLanguage(draft: Draft, { language, languageConfidence }: Understanding): string | undefined {
  const surely = languageConfidence >= POLICY.language && !draft.mind.words.languages.includes(language);
  return surely && language in SENTENCES ? language : undefined;
}

/** Answers in a language that the bot does not speak, where an article is written in it; returns whether one is. */
export function answerForeign(draft: Draft, understanding: Understanding): boolean {
  const language = foreignLanguage(draft, understanding);
  if (language === undefined) return false;
  const found = draft.mind.answers.search(draft.text, { language, today: draft.input.today, limit: 5 }).filter((one) => one.language === language);
  const judgement = judge(found);
  if (judgement.kind !== 'answer') return false;
  showAnswer(draft, judgement.article, judgement.confidence, [], language);
  return true;
}

/** Not understood, in a language that the bot does not speak: says so in it, and offers those it does speak, or a person; the question is kept for the editors. */
export function offerLanguages(draft: Draft, understanding: Understanding, best: Ranked | undefined): boolean {
  const { sentence, person } = SENTENCES[foreignLanguage(draft, understanding) ?? ''] ?? {};
  if (sentence === undefined || person === undefined) return false;
  const { languages, say } = draft.mind.words;
  draft.missed();
  draft.keepUnanswered('unknown', best);
  draft.acts.push({
    type: 'choices', text: sentence,
    choices: [...languages.map((one) => ({ id: `language:${one}`, title: say(one, 'bot.language.own') })), { id: 'person', title: person }],
  });
  draft.outcome = 'again';
  return true;
}
