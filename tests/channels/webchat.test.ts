import assert from 'node:assert/strict';
import { ChatClient } from '../support/chatclient.ts';
import { type ServerProcess, startServer } from '../support/server.ts';

describe('web chat', () => {
  let server: ServerProcess;

  before(async () => {
    server = await startServer({ env: { VENTANILLA_RATE_LIMITS: 'off' } });
  });
  after(() => server.stop());

  it('gives somebody who was away for long everything that was missed, in order and without a gap', async () => {
    const away = new ChatClient(server.url);
    await away.connect();
    await away.ask('hola');
    away.close();
    const elsewhere = new ChatClient(server.url, away.token);
    await elsewhere.connect();
    for (let n = 0; n < 700; n += 1) elsewhere.send({ t: 'say', id: `m${n}`, text: 'gracias' });
    await elsewhere.until(() => elsewhere.acked.size === 700);
    await elsewhere.until(() => (elsewhere.lines.at(-1)?.seq ?? 0) > 1400);
    const last = elsewhere.lines.at(-1)?.seq ?? 0;
    await away.connect();
    await away.until(() => (away.lines.at(-1)?.seq ?? 0) >= last);
    assert.deepEqual(away.disorder, []);
    elsewhere.close();
    away.close();
  });

  it('shows somebody who comes back without a memory the end of a long transcript', async () => {
    const writer = new ChatClient(server.url);
    await writer.connect();
    for (let n = 0; n < 300; n += 1) writer.send({ t: 'say', id: `m${n}`, text: 'gracias' });
    await writer.until(() => writer.acked.size === 300 && (writer.lines.at(-1)?.seq ?? 0) > 600);
    const again = new ChatClient(server.url, writer.token);
    await again.connect();
    assert.equal(again.lines.length, 500);
    assert.equal(again.lines.at(-1)?.seq, writer.lines.at(-1)?.seq);
    writer.close();
    again.close();
  });

  it('lets nobody write faster than a person can, and says how long to wait', async () => {
    const limited = await startServer();
    try {
      const client = new ChatClient(limited.url);
      await client.connect();
      for (let n = 0; n < 40; n += 1) client.send({ t: 'say', id: `m${n}`, text: 'hola' });
      await client.until(() => client.errors.length > 0);
      assert.deepEqual(client.errors.map(({ code, status }) => [code, status])[0], ['too_many', 429]);
      assert.ok((client.errors[0]?.retryAfterMs ?? 0) > 0);
      client.close();
    } finally {
      await limited.stop();
    }
  });
});
