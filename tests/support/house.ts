import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Plan } from '../../app/channels.ts';
import { Running } from '../../app/house.ts';
import { createMind, readCouncilFolder } from '../../app/mind.ts';
import { openStore } from '../../app/stores.ts';
import type { Clock } from '../../bot/clock.ts';
import { systemClock } from '../../bot/clock.ts';
import type { Mind } from '../../bot/draft.ts';
import { noMeter, silentLog } from '../../bot/log.ts';

let sample: Mind | undefined;

/** The sample council's mind, read and trained once for all tests of a process. */
export function sampleMind(): Mind {
  sample ??= createMind(readCouncilFolder('examples/benalmara'));
  return sample;
}

export interface TestHouse {
  running: Running;
  dataFolder: string;
  /** Closes, and opens again on the same data, with another mind if one is given: a restart, or a deploy. */
  reopen(mind?: Mind): Promise<void>;
  close(): Promise<void>;
}

export interface HouseOptions {
  plans: () => readonly Plan[];
  clock?: Clock;
  mind?: Mind;
  mongodb?: string;
}

/** The real house without its HTTP server, on a store of its own. */
export async function openHouse({ plans, clock = systemClock, mind = sampleMind(), mongodb }: HouseOptions): Promise<TestHouse> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'ventanilla-test-'));
  let current = mind;
  const open = async (): Promise<Running> => {
    const { store, files } = await openStore({ VENTANILLA_DATA: dataFolder, MONGODB_URI: mongodb });
    const running = await Running.open({ store, files, clock, mind: () => current, plans: plans(), log: silentLog, meter: noMeter, ownAlarm: false });
    await running.start();
    return running;
  };
  const house: TestHouse = {
    running: await open(),
    dataFolder,
    async reopen(next) {
      await house.running.stop();
      current = next ?? current;
      house.running = await open();
    },
    async close() {
      await house.running.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
  return house;
}
