import assert from 'node:assert/strict';
import { figure } from '../../bench/support/metrics.ts';
import { ChatClient } from '../support/chatclient.ts';
import { IdleLoop } from '../support/idleloop.ts';
import { createRandom } from '../support/random.ts';
import { type ServerProcess, startServer } from '../support/server.ts';
import { TelegramSimulator } from '../support/telegram.ts';

const SECRET = 'fuzz';

describe('malformed input', () => {
  const telegram = new TelegramSimulator();
  const idle = new IdleLoop();
  let server: ServerProcess;

  before(async () => {
    const apiRoot = await telegram.start();
    server = await startServer({
      env: { TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: apiRoot, TELEGRAM_WEBHOOK_SECRET: SECRET, PUBLIC_URL: 'http://localhost:1', VENTANILLA_RATE_LIMITS: 'off' },
    });
  });
  after(async () => {
    await server.stop();
    await telegram.stop();
    await idle.stop();
  });

  it('5,000 broken frames of the web chat: each a clear 4xx, the next good one is answered', async function () {
    this.timeout(120_000);
    const random = createRandom(11);
    const client = new ChatClient(server.url);
    await client.connect();
    for (let n = 1; n <= 5000; n += 1) {
      client.raw(brokenFrame(random));
      if (n % 100 === 0) await client.until(() => client.errors.length >= n);
    }
    const statuses = new Set(client.errors.map((error) => error.status));
    assert.deepEqual([...statuses].filter((status) => (status ?? 0) < 400 || (status ?? 0) >= 500), []);
    assert.ok((await client.ask('hola')).length > 0);
    client.close();
  });

  it('a frame larger than 16 KB closes the connection, not the server', async () => {
    const client = new ChatClient(server.url);
    await client.connect();
    client.raw(JSON.stringify({ t: 'say', id: 'x', text: 'x'.repeat(20_000) }));
    await assert.rejects(client.until(() => false));
    assert.equal((await fetch(`${server.url}/livez`)).status, 200);
  });

  it('5,000 broken webhook bodies: each a 4xx', async function () {
    this.timeout(120_000);
    const random = createRandom(13);
    const wrong: string[] = [];
    const post = async (): Promise<void> => {
      const body = brokenUpdate(random);
      const answer = await fetch(`${server.url}/webhooks/telegram`, { method: 'POST', headers: { 'X-Telegram-Bot-Api-Secret-Token': SECRET }, body });
      await answer.arrayBuffer();
      if (answer.status < 400 || answer.status >= 500) wrong.push(`${answer.status} for ${body.slice(0, 80)}`);
    };
    for (let n = 0; n < 250; n += 1) await Promise.all(Array.from({ length: 20 }, post));
    assert.deepEqual(wrong, []);
  });

  it('strange addresses and methods: 4xx', async () => {
    for (const path of ['/webhooks/telegram', '/webchat/files', '/nothing', '/%00', '/..%2f..%2fetc/passwd', '/webchat/socket']) {
      for (const method of ['GET', 'PUT', 'DELETE', 'POST']) {
        const { status } = await fetch(server.url + path, { method });
        assert.ok(status >= 400 && status < 500, `${method} ${path}: ${status}`);
      }
    }
  });

  it('never held the event loop for longer than 100 ms', async () => {
    const [stall, machine] = [await figure(server.metricsUrl, 'ventanilla_loop_stall_max_seconds'), await idle.stall()];
    assert.ok(stall < 0.1 + machine, `the server stalled for ${stall} s, an idle loop on this machine for ${machine} s`);
    assert.equal((await fetch(`${server.url}/readyz`)).status, 200);
  });
});

const PIECES = ['{', '}', '"t"', ':', '"say"', '"hello"', ',', '"id"', '1e999', 'null', '[[[[', '\\u0000', '💥', '"text"', '-', 'NaN', '\u202e', '"__proto__"', '{"t":"say"}', '{"t":"choose","id":5}', ' '];

function brokenFrame(random: () => number): string | Buffer {
  if (random() < 0.1) return Buffer.from(Array.from({ length: 20 }, () => Math.floor(random() * 256)));
  return Array.from({ length: 1 + Math.floor(random() * 12) }, () => PIECES[Math.floor(random() * PIECES.length)]).join('');
}

function brokenUpdate(random: () => number): string {
  const shapes = ['', 'null', '[]', '{"update_id":"x"}', '{"update_id":-1}', '{"update_id":1,"message":5}', '{"update_id":2,"message":{"message_id":1}}', '{"update_id":3,"callback_query":{"id":7}}', '{"update_id":1e999}'];
  return random() < 0.5 ? (shapes[Math.floor(random() * shapes.length)] ?? '') : `{"update_id":${String(brokenFrame(random))}`;
}
