import type { Explanation, Reason } from './knowledge-base.ts';

/** A ranking in words, for an editor: how the question was read, and what speaks for each article; one line each. */
export function explainQuery({ query, concepts }: Explanation): string[] {
  const heard = query.words.map(({ word, meaning }) => {
    if (meaning.length === 0) return `${word} (no article knows it)`;
    const [best] = meaning;
    return best && best.word !== word ? `${word} (taken for ${meaning.map((one) => one.word).join(' or ')})` : word;
  });
  return [
    `Words that count: ${heard.length > 0 ? heard.join(', ') : 'none'}`,
    ...(concepts.length > 0 ? [`Read as the same: ${concepts.map((words) => words.slice(0, 4).join(' = ')).join('; ')}`] : []),
  ];
}

export function explainReason({ signals, variant, language }: Reason, asked: string): string[] {
  const lines = [
    variant === undefined ? 'no variant shares a word with the question' : `nearest variant: "${variant}" (${percent(signals.words)} alike)`,
    `the article says ${percent(signals.body)} of what is asked by its words, ${percent(signals.pieces)} by pieces of words, ${percent(signals.phrases)} by words in their order`,
  ];
  if (language !== asked) lines.push(`found in its ${language} text`);
  return lines;
}

function percent(share: number): string {
  return `${Math.round(Math.min(share, 1) * 100)} %`;
}
