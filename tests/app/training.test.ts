import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Errand } from '../../app/errand.ts';
import { lessonsOf, readCouncilFolder } from '../../app/mind.ts';
import { keepModel, keptModel, type ModelFolders, modelFile, taughtBy } from '../../app/models.ts';
import { learnAside, learnUnderstanding } from '../../app/understanding.ts';
import { silentLog } from '../../bot/log.ts';
import { IdleLoop } from '../support/idleloop.ts';

const NOW = { language: 'es', now: 0, timeZone: 'Europe/Madrid' };
/** The longest that training may hold whoever waits for it, seconds. */
const HELD = 0.02;
/** What others do on the machine holds everybody up now and then; what training does would do so every time. */
const TRAININGS = 3;

describe('training in a thread', () => {
  const keep = mkdtempSync(join(tmpdir(), 'ventanilla-test-'));
  const models: ModelFolders = { read: [keep], keep };
  const lessons = lessonsOf(readCouncilFolder('examples/benalmara'));
  const signal = new AbortController().signal;
  after(() => rmSync(keep, { recursive: true, force: true }));

  it('holds the event loop for no more than 20 ms, and understands as if it had learnt here', async () => {
    const here = learnUnderstanding(lessons);
    const idle = new IdleLoop();
    await idle.stall();
    const held: number[] = [];
    let understander = here;
    for (let training = 0; training < TRAININGS; training += 1) {
      for (const file of readdirSync(keep)) rmSync(join(keep, file));
      const stalls = monitorEventLoopDelay({ resolution: 5 });
      stalls.enable();
      understander = await learnAside(lessons, { models, calmly: true, signal, log: silentLog });
      await new Promise((resolve) => setTimeout(resolve, 50));
      stalls.disable();
      held.push(stalls.max / 1e9);
    }
    const floor = await idle.stall();
    await idle.stop();
    for (const text of ['hay un bache en mi calle', 'hola', 'quiero hablar con una persona', 'huele a gas en mi casa', 'the street lamp is broken']) {
      assert.deepEqual({ ...understander.understand(text, NOW) }, { ...here.understand(text, NOW) });
    }
    const least = Math.min(...held);
    assert.ok(least <= HELD + floor, `held for ${Math.round(least * 1000)} ms where the machine itself holds ${Math.round(floor * 1000)}`);
  });

  it('keeps what it learnt, and learns nothing the next time', async () => {
    const file = modelFile(taughtBy(lessons));
    assert.ok(keptModel(models, file, (bytes) => bytes.length > 100_000));
    const said: string[] = [];
    await learnAside(lessons, { models, calmly: true, signal, log: (_level, event) => void said.push(event) });
    assert.deepEqual(said, []);
  });

  it('learns again when what was kept is damaged', async () => {
    const file = modelFile(taughtBy(lessons));
    const kept = readFileSync(join(keep, file));
    writeFileSync(join(keep, file), kept.subarray(0, 1000));
    const said: string[] = [];
    await learnAside(lessons, { models, calmly: true, signal, log: (_level, event) => void said.push(event) });
    assert.deepEqual(said, ['understanding.learnt']);
    assert.deepEqual(readFileSync(join(keep, file)), kept);
  });

  it('ends when it is told to', async () => {
    const stop = new AbortController();
    const nowhere = { read: [], keep: join(keep, 'never') };
    const learning = learnAside(lessons, { models: nowhere, calmly: true, signal: stop.signal, log: silentLog });
    setTimeout(() => stop.abort(), 100);
    await assert.rejects(learning, /before it was done/);
  });

  it('keeps the models that were used last, and no more than eight', () => {
    const folder = join(keep, 'many');
    mkdirSync(folder);
    for (let n = 0; n < 12; n += 1) keepModel(folder, `understanding-${n}.bin`, new Uint8Array(4));
    assert.equal(readdirSync(folder).length, 8);
    assert.ok(readdirSync(folder).includes('understanding-11.bin'));
  });
});

describe('an errand', () => {
  it('runs once more, and only once, for all who ask while it runs', async () => {
    let runs = 0;
    const errand = new Errand(async () => {
      runs += 1;
      await new Promise((resolve) => setTimeout(resolve, 5));
    });
    await Promise.all([errand.ask(), errand.ask(), errand.ask()]);
    assert.equal(runs, 2);
    await errand.ask();
    assert.equal(runs, 3);
  });
});
