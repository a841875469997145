import type { Command } from 'commander';
import { conversations } from '../../bot/conversation.ts';
import { messages } from '../../bot/message.ts';
import { type Unanswered, unanswered } from '../../bot/unanswered.ts';
import type { Store } from '../../store/store.ts';
import { readConfig } from '../config.ts';
import { openStore } from '../stores.ts';

const CONTEXT = 4;

export function addUnanswered(program: Command): void {
  program
    .command('unanswered')
    .description('questions that were not answered, or not well, newest first, each with what was said before it')
    .option('--limit <n>', 'how many', '50')
    .option('--json', 'one JSON object per line')
    .action(async ({ limit, json }: { limit: string; json?: boolean }) => {
      const { store } = await openStore(readConfig(process.env));
      try {
        const kept = await store.find(unanswered, { where: { state: 'new' }, orderBy: [['at', 'desc']], limit: Number(limit) || 50 });
        for (const one of kept) console.log(json ? JSON.stringify(await withContext(store, one)) : line(one));
      } finally {
        await store.close();
      }
    });
}

function line({ at, reason, language, text, article }: Unanswered): string {
  return `${new Date(at).toISOString().slice(0, 16)}  ${reason.padEnd(13)}  ${language}  ${text}${article === undefined ? '' : `  (nearest: ${article})`}`;
}

/** The question with its channel and the last lines before it: enough to see what was meant. */
async function withContext(store: Store, one: Unanswered): Promise<object> {
  const { id: _id, v: _v, ...question } = one;
  const conversation = await store.get(conversations, one.conversation);
  const before = await store.find(messages, { where: { conversation: one.conversation, seq: { lt: one.seq } }, orderBy: [['seq', 'desc']], limit: CONTEXT });
  return { ...question, at: new Date(one.at).toISOString(), channel: conversation?.channel, before: before.reverse().map(({ from, text }) => ({ from, text })) };
}
