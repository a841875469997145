import assert from 'node:assert/strict';
import { readConfig } from '../../app/config.ts';
import { openStore } from '../../app/stores.ts';
import { inboxRows } from '../../bot/inbox.ts';
import { outboxRows } from '../../bot/outboxrow.ts';
import { createRandom } from '../support/random.ts';
import { type ServerProcess, startServer } from '../support/server.ts';
import { TelegramSimulator } from '../support/telegram.ts';

const SECRET = 'sends';
const CHATS = 20;
const KILLS = 10;

describe('kill -9 in the middle of sending', () => {
  it(`${KILLS} times, to ${CHATS} chats: each answer is sent, in order, and doubled at most where it was under way`, async function () {
    this.timeout(300_000);
    const random = createRandom(3);
    const telegram = new TelegramSimulator();
    telegram.latency = () => 5 + random() * 40;
    const apiRoot = await telegram.start();
    const env = { TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: apiRoot, TELEGRAM_WEBHOOK_SECRET: SECRET, PUBLIC_URL: 'http://localhost:1', VENTANILLA_RATE_LIMITS: 'off' };
    const server = await startServer({ env });
    try {
      let going = true;
      const chats = Array.from({ length: CHATS }, (_, n) => 1000 + n);
      const writing = Promise.all(chats.map((chat) => write(telegram, `${server.url}/webhooks/telegram`, chat, () => going)));
      let underWay = 0;
      for (let kill = 0; kill < KILLS; kill += 1) {
        await new Promise((resolve) => setTimeout(resolve, 300 + random() * 700));
        await server.kill();
        underWay += await sending(server);
        await server.restart();
      }
      going = false;
      const written = await writing;
      await untilEmpty(server);
      checkSent(telegram, chats, written, underWay);
    } finally {
      await server.stop();
      await telegram.stop();
    }
  });
});

/** Writes one message after the other, each until it is accepted; returns how many. */
async function write(telegram: TelegramSimulator, url: string, chat: number, going: () => boolean): Promise<number> {
  let n = 0;
  while (going()) {
    n += 1;
    const update = telegram.text(chat, '¿Cómo me empadrono?');
    while ((await telegram.deliver(url, update, SECRET).catch(() => 0)) !== 200) await new Promise((resolve) => setTimeout(resolve, 30));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return n;
}

async function sending(server: ServerProcess): Promise<number> {
  const { store } = await openStore(readConfig({ VENTANILLA_DATA: server.dataFolder }));
  const count = await store.count(outboxRows, { state: 'sending' });
  await store.close();
  return count;
}

async function untilEmpty(server: ServerProcess): Promise<void> {
  const { store } = await openStore(readConfig({ VENTANILLA_DATA: server.dataFolder }));
  for (let tries = 0; (await store.count(inboxRows, { waiting: { gte: '' } })) + (await store.count(outboxRows)) > 0; tries += 1) {
    assert.ok(tries < 600, 'everything is sent within a minute');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await store.close();
}

/** One greeting and one answer a message, in order; what is more must have been under way at a kill. */
function checkSent(telegram: TelegramSimulator, chats: readonly number[], written: readonly number[], underWay: number): void {
  assert.deepEqual(telegram.violations, []);
  let doubled = 0;
  for (const [index, chat] of chats.entries()) {
    const texts = telegram.sent.filter((one) => one.chat === String(chat)).map((one) => one.text);
    const greetings = texts.findIndex((text) => text !== texts[0]);
    assert.ok(greetings >= 1, `chat ${chat} heard ${texts.length}`);
    assert.ok(new Set(texts).size === 2, 'the greeting and the answer, nothing else');
    assert.ok(texts.slice(greetings).every((text) => text !== texts[0]), 'the greeting comes first');
    doubled += texts.length - ((written[index] ?? 0) + 1);
    assert.ok(texts.length >= (written[index] ?? 0) + 1, `chat ${chat}: ${texts.length} for ${written[index]} messages`);
  }
  assert.ok(doubled <= underWay, `${doubled} sent twice, ${underWay} were under way`);
}
