import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Sqlite from 'better-sqlite3';
import { ChatClient } from '../support/chatclient.ts';
import { type ServerProcess, startServer } from '../support/server.ts';
import { TelegramSimulator } from '../support/telegram.ts';

const SECRET = 'operations';

describe('operations', () => {
  let server: ServerProcess;
  const telegram = new TelegramSimulator();

  beforeEach(async () => {
    server = await startServer({
      env: {
        LOG_LEVEL: 'debug', VENTANILLA_RATE_LIMITS: 'off', TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: await telegram.start(),
        TELEGRAM_WEBHOOK_SECRET: SECRET, PUBLIC_URL: 'http://localhost:1',
      },
    });
  });
  afterEach(async () => {
    await server.stop();
    await telegram.stop();
  });

  it('says that it lives, that it is ready, and how much it does', async () => {
    assert.equal((await fetch(`${server.url}/livez`)).status, 200);
    const ready = (await (await fetch(`${server.url}/readyz`)).json()) as { ready: boolean; checks: Record<string, { ok: boolean }> };
    assert.equal(ready.ready, true);
    assert.deepEqual(Object.values(ready.checks).map((check) => check.ok), Object.values(ready.checks).map(() => true));
    const client = new ChatClient(server.url);
    await client.connect();
    await client.ask('¿Cómo me empadrono?');
    client.close();
    const metrics = await (await fetch(server.metricsUrl)).text();
    assert.match(metrics, /ventanilla_turns_total\{channel="webchat",outcome="answered"\} 1/);
    assert.equal((await fetch(`${server.url}/metrics`)).status, 404, 'metrics have a port of their own');
  });

  it('writes JSON lines to the log, and nothing of what a citizen said or who it was', async () => {
    const client = new ChatClient(server.url);
    await client.connect();
    for (const text of ['me llamo Eufrasia Zorrilla', 'mi teléfono es 600123123', 'eufrasia@example.org', 'quiero hablar con una persona', 'xyzzy plugh']) await client.ask(text);
    await telegram.deliver(`${server.url}/webhooks/telegram`, telegram.text(4455667, 'hola, soy Eufrasia'), SECRET);
    await telegram.until(() => telegram.sent.length > 0);
    client.close();
    await server.kill();
    for (const secret of [/eufrasia/i, /zorrilla/i, /600\s?123\s?123/, /xyzzy/, /4455667/, new RegExp(client.token ?? '-')]) assert.doesNotMatch(server.output(), secret);
    const log = server.output().split('\n').filter((line) => line.startsWith('{'));
    for (const line of log) assert.ok('event' in (JSON.parse(line) as object), line);
  });

  it('on SIGTERM takes nothing new, finishes what is under way, ends with 0, and answers the rest after the restart', async () => {
    const clients = await Promise.all(Array.from({ length: 20 }, async () => {
      const client = new ChatClient(server.url);
      await client.connect();
      for (let n = 0; n < 20; n += 1) client.send({ t: 'say', id: `m${n}`, text: `¿Cómo me empadrono? ${n}` });
      return client;
    }));
    await Promise.all(clients.map((client) => client.until(() => client.acked.size > 0)));
    const started = Date.now();
    assert.equal(await server.terminate(), 0);
    assert.ok(Date.now() - started < 25_000);
    await server.restart();
    for (const client of clients) await client.connect();
    await Promise.all(clients.map((client) => client.until(() => {
      const answers = client.lines.filter((line) => line.act?.type === 'card').length;
      const own = client.lines.filter((line) => line.from === 'contact');
      return answers === own.length && [...client.acked].every((id) => own.some((line) => line.clientId === id));
    })));
    assert.deepEqual(clients.flatMap((client) => client.disorder), []);
    for (const client of clients) client.close();
  });

  it('says 503 at every edge while the store cannot be written, goes red, and recovers by itself', async function () {
    this.timeout(60_000);
    const client = new ChatClient(server.url);
    await client.connect();
    const blocker = new Sqlite(join(server.dataFolder, 'ventanilla.db'));
    blocker.exec('BEGIN IMMEDIATE');
    const update = telegram.text(71, 'hola');
    client.send({ t: 'say', id: 'kept-out', text: 'hola' });
    assert.equal(await telegram.deliver(`${server.url}/webhooks/telegram`, update, SECRET), 503);
    assert.equal((await fetch(`${server.url}/readyz`)).status, 503);
    await client.until(() => client.errors.some((error) => error.status === 503));
    assert.equal(client.acked.size, 0, 'nothing is acknowledged that is not kept');
    blocker.exec('ROLLBACK');
    blocker.close();
    await pause(1200);
    assert.equal((await fetch(`${server.url}/readyz`)).status, 200);
    assert.equal(await telegram.deliver(`${server.url}/webhooks/telegram`, update, SECRET), 200);
    assert.ok((await client.ask('hola')).length > 0);
    client.close();
  });

  it('doctor checks configuration, council, store and channels, and fails when one is wrong', async () => {
    const good = await doctor({ VENTANILLA_DATA: server.dataFolder, VENTANILLA_RATE_LIMITS: 'off' });
    assert.equal(good.code, 0);
    assert.match(good.out, /ok\s+configuration/);
    assert.match(good.out, /ok\s+store/);
    assert.match(good.out, /warning\s+rate limits/);
    assert.match(good.out, /off\s+channel telegram/);
    const bad = await doctor({ VENTANILLA_DATA: server.dataFolder, PORT: 'abc', LOG_LEVEL: 'loud' });
    assert.equal(bad.code, 1);
    assert.match(bad.out, /PORT/);
    assert.match(bad.out, /LOG_LEVEL/, 'all mistakes at once');
  });
});

async function doctor(env: Record<string, string>): Promise<{ code: number; out: string }> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ['bin/ventanilla.js', 'doctor'], { env: { ...process.env, ...env } });
    return { code: 0, out: stdout };
  } catch (error) {
    const { code, stdout } = error as { code: number; stdout: string };
    return { code, out: stdout };
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
