// 5,000 people have the chat open and say nothing: what that adds to the server's memory.

import { ChatClient } from '../tests/support/chatclient.ts';
import { startServer } from '../tests/support/server.ts';
import { print, round } from './support/line.ts';
import { residentMb } from './support/metrics.ts';

const CHATS = 5000;
const AT_ONCE = 100;

const server = await startServer({ env: { VENTANILLA_RATE_LIMITS: 'off' } });
const before = await settled();
const clients: ChatClient[] = [];
for (let n = 0; n < CHATS; n += AT_ONCE) {
  const batch = Array.from({ length: AT_ONCE }, () => new ChatClient(server.url));
  await Promise.all(batch.map((client) => client.connect()));
  clients.push(...batch);
}
const after = await settled();
print('idle', { chats: clients.filter((client) => client.open).length, addedMb: round(after - before, 1), beforeMb: round(before, 1) });
for (const client of clients) client.close();
await server.stop();

async function settled(): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 3000));
  return residentMb(server.metricsUrl);
}
