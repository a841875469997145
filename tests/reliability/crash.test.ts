import assert from 'node:assert/strict';
import { sharedMongod } from '../support/mongod.ts';
import { startServer } from '../support/server.ts';
import { storedTranscripts } from '../support/stored.ts';
import { checkTranscript, crash } from './crash.ts';

describe('kill -9 under load', () => {
  it('50 times on the embedded store, 500 messages a second from 50 conversations: nothing lost, nothing twice', async function () {
    this.timeout(900_000);
    const server = await startServer({ env: { VENTANILLA_RATE_LIMITS: 'off' } });
    try {
      const talkers = await crash({ servers: [server], kills: 50, conversations: 50, perSecond: 500, between: [200, 900] });
      const transcripts = await storedTranscripts({ VENTANILLA_DATA: server.dataFolder }, talkers.map((talker) => talker.client.token ?? ''));
      const total = talkers.reduce((sum, talker) => sum + talker.sent.length, 0);
      assert.ok(total > 10_000, `only ${total} messages were sent`);
      for (const [index, talker] of talkers.entries()) checkTranscript(talker, transcripts[index] ?? []);
    } finally {
      await server.stop();
    }
  });

  it('10 times with two processes on one MongoDB: nothing lost, nothing twice', async function () {
    this.timeout(900_000);
    const set = await sharedMongod(this);
    const env = { VENTANILLA_RATE_LIMITS: 'off', MONGODB_URI: set.database() };
    const servers = [await startServer({ env }), await startServer({ env })];
    try {
      const talkers = await crash({ servers, kills: 10, conversations: 50, perSecond: 50, between: [500, 2500] });
      const transcripts = await storedTranscripts(env, talkers.map((talker) => talker.client.token ?? ''));
      for (const [index, talker] of talkers.entries()) checkTranscript(talker, transcripts[index] ?? []);
    } finally {
      await Promise.all(servers.map((server) => server.stop()));
    }
  });
});
