import assert from 'node:assert/strict';
import type { Inbound } from '../../bot/inbound.ts';
import { lineOf } from '../../bot/inbound.ts';
import { Terminal } from '../../channels/terminal/terminal.ts';
import { openHouse, type TestHouse } from '../support/house.ts';
import { createRandom } from '../support/random.ts';

const plans = (): { name: string; make: () => Terminal }[] => [{ name: 'terminal', make: () => new Terminal() }];

describe('bad deliveries', () => {
  it('50,000 events, three in ten repeated up to five times, shuffled in windows of 50, 32 at once: no second effect, order kept', async function () {
    this.timeout(300_000);
    const random = createRandom(7);
    const house = await openHouse({ plans });
    try {
      const events = Array.from({ length: 50_000 }, (_, n) => event(n, `p${Math.floor(random() * 500)}`));
      const deliveries = shuffled(events.flatMap((one) => (random() < 0.3 ? Array.from({ length: 2 + Math.floor(random() * 4) }, () => one) : [one])), 50, random);
      let accepted = 0;
      let next = 0;
      const turns: Promise<unknown>[] = [];
      const courier = async (): Promise<void> => {
        while (next < deliveries.length) {
          const delivery = deliveries[next++];
          const [receipt] = delivery ? await house.running.receive([delivery]) : [];
          if (receipt?.status === 'new') accepted += 1;
          if (receipt) turns.push(receipt.turn);
        }
      };
      await Promise.all(Array.from({ length: 32 }, courier));
      await Promise.all(turns);
      assert.equal(accepted, events.length, 'each event once');
      await checkOrder(house, events);
    } finally {
      await house.close();
    }
  });
});

function event(n: number, person: string): Inbound {
  return { channel: 'terminal', account: 'local', externalId: `e${n}`, from: { id: person }, at: 0, order: { stream: 'test', n }, text: `hola ${n}` };
}

/** Shuffles within windows, as a provider that retries and runs in parallel does. */
function shuffled<T>(items: T[], window: number, random: () => number): T[] {
  const out: T[] = [];
  for (let start = 0; start < items.length; start += window) {
    const part = items.slice(start, start + window);
    for (let i = part.length - 1; i > 0; i -= 1) {
      const j = Math.floor(random() * (i + 1));
      [part[i], part[j]] = [part[j] as T, part[i] as T];
    }
    out.push(...part);
  }
  return out;
}

async function checkOrder(house: TestHouse, events: readonly Inbound[]): Promise<void> {
  const byPerson = new Map<string, Inbound[]>();
  for (const one of events) byPerson.set(one.from.id, [...(byPerson.get(one.from.id) ?? []), one]);
  for (const [id, own] of byPerson) {
    const line = lineOf({ channel: 'terminal', account: 'local', from: { id } });
    const said = (await house.running.bot.transcript.replay(line, 0, 100_000))?.messages ?? [];
    assert.deepEqual(said.map((message) => message.seq), said.map((_, index) => index + 1), 'no gap');
    assert.deepEqual(said.filter((message) => message.from === 'contact').map((message) => message.text), own.map((one) => one.text), `order of ${id}`);
  }
}
