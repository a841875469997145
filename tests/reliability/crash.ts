import assert from 'node:assert/strict';
import type { ServerProcess } from '../support/server.ts';
import { Talker } from '../support/talker.ts';

export interface CrashOptions {
  servers: ServerProcess[];
  kills: number;
  conversations: number;
  /** Messages a second over all conversations. */
  perSecond: number;
  /** How long the load goes on between two kills, ms, at random. */
  between: [number, number];
}

/** Kills servers at random moments under load; resolves with the talkers when everything they sent is acknowledged and answered. */
export async function crash({ servers, kills, conversations, perSecond, between }: CrashOptions): Promise<Talker[]> {
  const urls = servers.map((server) => server.url);
  const talkers = Array.from({ length: conversations }, (_, n) => new Talker(n % 2 === 0 ? urls : [...urls].reverse(), `c${n}`));
  let killing = true;
  const everyMs = (conversations * 1000) / perSecond;
  const talking = Promise.all(talkers.map((talker) => talker.talk(everyMs, () => killing)));
  for (let kill = 0; kill < kills; kill += 1) {
    await new Promise((resolve) => setTimeout(resolve, between[0] + Math.random() * (between[1] - between[0])));
    const victim = servers[Math.floor(Math.random() * servers.length)];
    await victim?.restart();
  }
  killing = false;
  await talking;
  await Promise.all(talkers.map((talker) => talker.settle()));
  return talkers;
}

interface Said {
  from: string;
  text: string;
}

/** Every acknowledged message is there, once, in order, and each is followed by its answer and no other. */
export function checkTranscript(talker: Talker, lines: readonly Said[]): void {
  const own = lines.filter((line) => line.from === 'contact').map((line) => line.text);
  assert.deepEqual(own, talker.sent.map((message) => message.text), 'every message, once, in order');
  let answers = -1;
  let first = true;
  for (const line of [...lines, { from: 'contact', text: '' }]) {
    if (line.from !== 'contact') {
      answers += 1;
      continue;
    }
    if (answers >= 0) {
      assert.equal(answers, first ? 2 : 1, 'answered exactly once');
      first = false;
    }
    answers = 0;
  }
  assert.deepEqual(talker.client.disorder, [], 'the citizen saw it in order, without a gap or a repeat');
}
