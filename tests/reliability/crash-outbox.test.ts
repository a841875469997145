import assert from 'node:assert/strict';
import { openStore } from '../../app/stores.ts';
import { lineOf } from '../../bot/inbound.ts';
import { waitingRows } from '../../bot/inbox.ts';
import { outboxRows } from '../../bot/outboxrow.ts';
import { Transcript } from '../../bot/transcript.ts';
import { createRandom } from '../support/random.ts';
import { type ServerProcess, startServer } from '../support/server.ts';
import { TelegramSimulator } from '../support/telegram.ts';

const SECRET = 'crash';
const CHATS = 40;
const KILLS = 20;
const QUESTIONS = ['¿Cómo me empadrono?', 'muchas gracias'];

describe('kill -9 while messages are on their way out', () => {
  it('20 times, 40 Telegram chats: every answer arrives, in order, and at most one more for each row in flight at a kill', async function () {
    this.timeout(300_000);
    const random = createRandom(5);
    const telegram = new TelegramSimulator();
    telegram.latency = () => 20 + random() * 60;
    const env = {
      TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: await telegram.start(), TELEGRAM_WEBHOOK_SECRET: SECRET, PUBLIC_URL: 'http://localhost:1', VENTANILLA_RATE_LIMITS: 'off',
    };
    const server = await startServer({ env });
    try {
      let killing = true;
      const asked = Array.from({ length: CHATS }, (_, chat) => chat).map((chat) => ask(telegram, server, chat + 1, () => killing));
      let inFlight = 0;
      for (let kill = 0; kill < KILLS; kill += 1) {
        await pause(150 + random() * 600);
        await server.kill();
        inFlight += await rowsInFlight(server);
        await server.restart();
      }
      killing = false;
      const counts = await Promise.all(asked);
      assert.ok(counts.reduce((sum, count) => sum + count, 0) > 500, `only ${counts.length} messages`);
      await settled(server);
      await server.kill();
      const extra = await compare(telegram, server, counts);
      assert.ok(inFlight > 0, 'the kills met messages on their way');
      assert.ok(extra <= inFlight, `${extra} duplicates, ${inFlight} rows in flight at the kills`);
    } finally {
      await server.stop();
      await telegram.stop();
    }
  });
});

/** A citizen who writes again and again; each update is delivered until it is acknowledged, as Telegram does. Returns how many. */
async function ask(telegram: TelegramSimulator, server: ServerProcess, chat: number, goesOn: () => boolean): Promise<number> {
  let asked = 0;
  for (; goesOn(); asked += 1) {
    const update = telegram.text(chat, QUESTIONS[asked % QUESTIONS.length] ?? '');
    for (;;) {
      const status = await telegram.deliver(`${server.url}/webhooks/telegram`, update, SECRET).catch(() => 0);
      if (status === 200) break;
      await pause(50);
    }
    await pause(200);
  }
  return asked;
}

async function rowsInFlight(server: ServerProcess): Promise<number> {
  const { store } = await openStore({ VENTANILLA_DATA: server.dataFolder });
  try {
    return await store.count(outboxRows, { state: 'sending' });
  } finally {
    await store.close();
  }
}

/** Resolves when nothing waits any more to be answered or sent. */
async function settled(server: ServerProcess): Promise<void> {
  const { store } = await openStore({ VENTANILLA_DATA: server.dataFolder });
  try {
    const end = Date.now() + 60_000;
    while ((await waitingRows(store)).length > 0 || (await store.count(outboxRows)) > 0) {
      assert.ok(Date.now() < end, 'inbox and outbox empty themselves');
      await pause(100);
    }
  } finally {
    await store.close();
  }
}

/** Every chat got what its transcript says, in that order; returns how many messages came more than once. */
async function compare(telegram: TelegramSimulator, server: ServerProcess, counts: readonly number[]): Promise<number> {
  const { store } = await openStore({ VENTANILLA_DATA: server.dataFolder });
  const transcript = new Transcript(store);
  let extra = 0;
  try {
    for (const [index, count] of counts.entries()) {
      const chat = String(index + 1);
      const line = lineOf({ channel: 'telegram', account: telegram.token.split(':')[0] ?? '', from: { id: chat } });
      const said = (await transcript.replay(line, 0, 100_000))?.messages ?? [];
      assert.equal(said.filter((message) => message.from === 'contact').length, count, 'every message once');
      const due = said.filter((message) => message.from === 'bot').map((message) => kind(message.text));
      const got = telegram.sent.filter((sent) => sent.chat === chat).map((sent) => kind(sent.text));
      assert.deepEqual(runs(got).map(([key]) => key), runs(due).map(([key]) => key), 'in order');
      extra += got.length - due.length;
    }
  } finally {
    transcript.close();
    await store.close();
  }
  return extra;
}

/** Neighbours differ in what they say, so a repeat shows as a longer run. */
function runs(kinds: readonly string[]): [string, number][] {
  const found: [string, number][] = [];
  for (const one of kinds) {
    const last = found.at(-1);
    if (last?.[0] === one) last[1] += 1;
    else found.push([one, 1]);
  }
  return found;
}

function kind(text: string): string {
  if (/asistente automático/.test(text)) return 'presentation';
  return /A usted/.test(text) ? 'thanks' : 'answer';
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
