import type { Command } from 'commander';
import { conversations } from '../../bot/conversation.ts';
import { VentanillaError } from '../../bot/errors.ts';
import { type OutboxRow, outboxRows } from '../../bot/outboxrow.ts';
import { remove, replace, type Store } from '../../store/store.ts';
import { readConfig } from '../config.ts';
import { openStore } from '../stores.ts';

export function addOutbox(program: Command): void {
  const outbox = program.command('outbox').description('messages that could not be sent');
  outbox
    .command('list')
    .description('print the dead letters, one JSON object per line')
    .action(() => withStore(async (store) => {
      for (const { id, channel, conversation, attempts, error, createdAt } of await dead(store)) {
        console.log(JSON.stringify({ id, channel, conversation, attempts, error, at: new Date(createdAt).toISOString() }));
      }
    }));
  outbox
    .command('retry <id>')
    .description('send a dead letter again (all: every one)')
    .action((id: string) => withStore(async (store) => {
      for (const row of await chosen(store, id)) {
        const line = (await store.get(conversations, row.conversation))?.line;
        await store.commit([replace(outboxRows, { ...row, state: 'ready', line, due: Date.now(), createdAt: Date.now(), attempts: 0, error: undefined })]);
      }
    }));
  outbox
    .command('drop <id>')
    .description('give a dead letter up (all: every one)')
    .action((id: string) => withStore(async (store) => {
      for (const row of await chosen(store, id)) await store.commit([remove(outboxRows, row.id, row.v)]);
    }));
}

async function chosen(store: Store, id: string): Promise<OutboxRow[]> {
  const rows = (await dead(store)).filter((row) => id === 'all' || row.id === id);
  if (rows.length === 0 && id !== 'all') throw new VentanillaError('not_found', `no dead letter ${id}`);
  return rows;
}

function dead(store: Store): Promise<OutboxRow[]> {
  return store.find(outboxRows, { where: { state: 'dead' } });
}

async function withStore(job: (store: Store) => Promise<void>): Promise<void> {
  const { store } = await openStore(readConfig(process.env));
  try {
    await job(store);
  } finally {
    await store.close();
  }
}
