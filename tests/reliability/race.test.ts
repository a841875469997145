import assert from 'node:assert/strict';
import { contacts } from '../../bot/contact.ts';
import { conversations } from '../../bot/conversation.ts';
import { type Inbound, lineOf } from '../../bot/inbound.ts';
import { Terminal } from '../../channels/terminal/terminal.ts';
import { openHouse, type TestHouse } from '../support/house.ts';
import { sharedMongod } from '../support/mongod.ts';

const AT_ONCE = 20;
const plans = (): { name: string; make: () => Terminal }[] => [{ name: 'terminal', make: () => new Terminal() }];

describe('20 messages at once from somebody who has no conversation yet: one conversation, 20 turns', () => {
  it('1,000 times on the embedded store', async function () {
    this.timeout(300_000);
    const house = await openHouse({ plans });
    try {
      await race([house], 1_000);
    } finally {
      await house.close();
    }
  });

  it('50 times on MongoDB', async function () {
    this.timeout(300_000);
    const set = await sharedMongod(this);
    const house = await openHouse({ plans, mongodb: set.database() });
    try {
      await race([house], 50);
    } finally {
      await house.close();
    }
  });

  it('50 times on one MongoDB, through two houses at once', async function () {
    this.timeout(300_000);
    const set = await sharedMongod(this);
    const mongodb = set.database();
    const houses = [await openHouse({ plans, mongodb }), await openHouse({ plans, mongodb })];
    try {
      await race(houses, 50);
    } finally {
      await Promise.all(houses.map((house) => house.close()));
    }
  });
});

async function race(houses: readonly TestHouse[], rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    const share = houses.map((_, own) => Array.from({ length: AT_ONCE }, (_, n) => message(round, n)).filter((_, n) => n % houses.length === own));
    const receipts = await Promise.all(houses.map((house, own) => house.running.receive(share[own] ?? [])));
    const turns = (await Promise.all(receipts.flat().map((receipt) => receipt.turn))).filter((turn) => turn !== undefined);
    await checkRound(houses, round, turns.length);
  }
  const [house] = houses;
  assert.equal(await house?.running.store.count(conversations), rounds);
  assert.equal(await house?.running.store.count(contacts), rounds);
}

/** Of a message that the other house took, a house knows only that it is done. */
async function checkRound(houses: readonly TestHouse[], round: number, turns: number): Promise<void> {
  if (houses.length === 1) assert.equal(turns, AT_ONCE);
  const line = lineOf({ channel: 'terminal', account: 'local', from: { id: `new${round}` } });
  const said = (await houses[0]?.running.bot.transcript.replay(line, 0, 1_000))?.messages ?? [];
  assert.equal(new Set(said.map((one) => one.conversation)).size, 1);
  assert.deepEqual(said.map((one) => one.seq), said.map((_, index) => index + 1), 'no gap, no seq twice');
  const own = said.filter((one) => one.from === 'contact').map((one) => one.text);
  assert.deepEqual([...own].sort(), Array.from({ length: AT_ONCE }, (_, n) => message(round, n).text).sort(), '20 messages, each once');
  const unanswered = said.filter((one, index) => one.from === 'contact' && said[index + 1]?.from !== 'bot');
  assert.deepEqual(unanswered, [], 'each turn has its answer');
}

function message(round: number, n: number): Inbound {
  return { channel: 'terminal', account: 'local', externalId: `r${round}.${n}`, from: { id: `new${round}` }, at: 0, text: `¿Cómo me empadrono? ${n}` };
}
