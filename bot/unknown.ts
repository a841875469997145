import type { Draft } from './draft.ts';
import type { Outcome } from './message.ts';
import { POLICY } from './policy.ts';
import type { Ranked } from './ports.ts';
import type { Unanswered } from './unanswered.ts';

/** Not understood: asks again once, then offers a person; the question is kept for the editors either way. */
export function unknown(draft: Draft, reason: Unanswered['reason'], best: Ranked | undefined): void {
  draft.missed();
  draft.leaveTopic();
  draft.keepUnanswered(reason, best, reason === 'none_of_these' ? draft.bot.asked : draft.text);
  draft.confidence = best?.confidence ?? null;
  if (draft.bot.misses >= POLICY.misses || reason === 'none_of_these') return offerPerson(draft, 'bot.offerPerson', 'person');
  draft.reply('bot.again', 'again');
}

export function offerPerson(draft: Draft, key: string, outcome: Outcome): void {
  draft.acts.push({
    type: 'choices', text: draft.words(key),
    choices: [draft.personChoice('bot.yesPerson'), { id: 'thanks', title: draft.words('bot.noThanks') }],
  });
  draft.outcome = outcome;
}
