import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChatClient } from '../support/chatclient.ts';
import { IdleLoop } from '../support/idleloop.ts';
import { type ServerProcess, startServer } from '../support/server.ts';

const QUESTION = '¿Cómo consigo un volante de empadronamiento?';
const ARTICLE = 'articles/padron/padron-volante.yaml';
/** Seconds that an answer may come late: nobody notices less. */
const NOTICED = 0.1;

const FORM = `
id: olivo
version: 1
title: { es: Apadrinar un olivo, en: Sponsor an olive tree }
examples:
  es: [quiero apadrinar un olivo, apadrinar un olivo, cómo apadrino un olivo, me interesa apadrinar un olivo centenario, apuntarme a apadrinar olivos, ser padrino de un olivo]
  en: [I want to sponsor an olive tree, sponsor an olive tree, how do I sponsor an olive, become a sponsor of an olive tree, sponsor olive trees]
fields:
  - { id: name, type: text, prompt: { es: ¿Qué nombre le pondrá al olivo?, en: What will you call the tree? } }
submit: { kind: case, queue: atencion, topic: olivo }
done: { es: "Anotado: {reference}", en: "Noted: {reference}" }
`;

describe('a council folder that is served', () => {
  let folder: string;
  let server: ServerProcess;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'ventanilla-test-'));
    cpSync('examples/benalmara', folder, { recursive: true });
    edit(ARTICLE, (text) => text.replace('volante de empadronamiento\n', 'el volantito del padrón\n'));
    server = await startServer({ args: ['--council', folder], env: { LOG_LEVEL: 'info', VENTANILLA_RATE_LIMITS: 'off' } });
  });
  after(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  function edit(file: string, change: (text: string) => string): void {
    writeFileSync(join(folder, file), change(readFileSync(join(folder, file), 'utf8')));
  }

  async function talking<T>(task: (client: ChatClient) => Promise<T>): Promise<T> {
    const client = new ChatClient(server.url);
    await client.connect();
    try {
      return await task(client);
    } finally {
      client.close();
    }
  }

  const answer = (client: ChatClient, question = QUESTION): Promise<string> => client.ask(question).then((lines) => lines.map(({ text }) => text).join('\n'));

  /** Resolves with the milliseconds until the answer was so. */
  async function until(client: ChatClient, wanted: RegExp, { question = QUESTION, ms = 5000 } = {}): Promise<number> {
    const started = performance.now();
    for (;;) {
      const said = await answer(client, question);
      const passed = performance.now() - started;
      if (wanted.test(said)) return passed;
      assert.ok(passed < ms, `after ${Math.round(passed)} ms still:\n${said}`);
      await pause(10);
    }
  }

  async function logged(event: string, times: number): Promise<Record<string, unknown>[]> {
    for (let tries = 0; ; tries += 1) {
      const found = server.output().split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Record<string, unknown>).filter((line) => line.event === event);
      if (found.length >= times) return found;
      assert.ok(tries < 1500, `${event} was told ${found.length} times, not ${times}`);
      await pause(20);
    }
  }

  async function council(): Promise<{ ready: boolean; ok: boolean | undefined }> {
    await pause(1100);
    const { ready, checks } = (await (await fetch(`${server.url}/readyz`)).json()) as { ready: boolean; checks: Record<string, { ok: boolean }> };
    return { ready, ok: checks.council?.ok };
  }

  it('answers a changed article within a second, and nobody else waits for it, nor for what is learnt from it', async () => {
    await talking((asker) => talking(async (other) => {
      assert.doesNotMatch(await answer(asker), /veinte céntimos/);
      const idle = new IdleLoop();
      const learnt = (await logged('understanding.learnt', 1)).length;
      const quiet = steadily(other);
      await pause(2000);
      const usual = (await quiet.stop()).longest;
      const asked = steadily(other);
      await pause(200);
      edit(ARTICLE, (text) => text.replace('Es gratis. Muchas oficinas', 'Cuesta veinte céntimos. Muchas oficinas').replace('el volantito del padrón', 'el papelito del padrón'));
      const ms = await until(asker, /veinte céntimos/);
      await logged('understanding.learnt', learnt + 1);
      const { longest, times } = await asked.stop();
      const allowed = NOTICED + Math.max(usual, await idle.stall());
      await idle.stop();
      assert.ok(ms < 1000, `it took ${Math.round(ms)} ms`);
      assert.ok(times > 20, `only ${times} questions were answered meanwhile`);
      assert.ok(longest <= allowed, `somebody waited ${Math.round(longest * 1000)} ms, allowed ${Math.round(allowed * 1000)}`);
    }));
  });

  it('goes on answering what it answered when a file has mistakes, tells them with their place, and takes the file when it is mended', async () => {
    await talking(async (client) => {
      const told = (await logged('council.mistake', 0)).length;
      edit(ARTICLE, (text) => text.replace('Cuesta veinte céntimos', 'Cuesta treinta céntimos').replace('tier: 1', 'tier: 7'));
      const mistake = (await logged('council.mistake', told + 1)).at(-1);
      assert.match(String(mistake?.file), /padron-volante\.yaml$/);
      assert.deepEqual([mistake?.at, mistake?.key, mistake?.mend], [3, 'tier', 'write 1, or 2 where a person must decide']);
      assert.match(await answer(client), /veinte céntimos/);
      assert.deepEqual(await council(), { ready: true, ok: false });
      assert.equal((await logged('council.mistake', told + 1)).length, told + 1, 'a mistake is told once');
      edit(ARTICLE, (text) => text.replace('tier: 7', 'tier: 1'));
      await until(client, /treinta céntimos/);
      assert.deepEqual(await council(), { ready: true, ok: true });
    });
  });

  it('takes a file that an editor program puts in the place of the old one, a folder that is new, and an article that is gone', async () => {
    await talking(async (client) => {
      const written = readFileSync(join(folder, ARTICLE), 'utf8');
      writeFileSync(join(folder, `${ARTICLE}.tmp`), written.replace('treinta céntimos', 'cuarenta céntimos'));
      renameSync(join(folder, `${ARTICLE}.tmp`), join(folder, ARTICLE));
      await until(client, /cuarenta céntimos/);
      const moved = 'articles/papeles/padron-volante.yaml';
      mkdirSync(join(folder, 'articles/papeles'));
      renameSync(join(folder, ARTICLE), join(folder, moved));
      edit(moved, (text) => text.replace('cuarenta céntimos', 'cincuenta céntimos'));
      await until(client, /cincuenta céntimos/);
      rmSync(join(folder, 'articles/papeles'), { recursive: true });
      await until(client, /^(?!.*céntimos)/s);
      assert.deepEqual(await council(), { ready: true, ok: true });
    });
  });

  it('understands what a new form is asked for with as soon as that is learnt', async () => {
    await talking(async (client) => {
      const asks = 'buenas, querría apadrinar un olivo';
      assert.doesNotMatch(await answer(client, asks), /¿Qué nombre le pondrá al olivo\?/);
      writeFileSync(join(folder, 'forms/olivo.yaml'), FORM);
      await until(client, /¿Qué nombre le pondrá al olivo\?/, { question: asks, ms: 20_000 });
    });
  });

  it('shows on its page what council.yaml says now', async () => {
    edit('council.yaml', (text) => text.replace('950 000 010', '950 111 222'));
    for (let tries = 0; !(await (await fetch(server.url)).text()).includes('950 111 222'); tries += 1) {
      assert.ok(tries < 100, 'the page still says the old number');
      await pause(20);
    }
  });

  it('learns nothing at the second start', async () => {
    const kept = readdirSync(join(server.dataFolder, 'models'));
    assert.ok(kept.some((name) => name.endsWith('.bin')), `${kept}`);
    const before = (await logged('understanding.learnt', 1)).length;
    await server.restart();
    await talking(async (client) => assert.match(await answer(client, 'querría apadrinar un olivo'), /¿Qué nombre/));
    assert.equal((await logged('understanding.learnt', 0)).length, before);
    assert.deepEqual(readdirSync(join(server.dataFolder, 'models')).sort(), kept.sort());
  });
});

/** Asks one question after the other; the longest that one was waited for, seconds. */
function steadily(client: ChatClient): { stop(): Promise<{ longest: number; times: number }> } {
  let going = true;
  let longest = 0;
  let times = 0;
  const run = (async () => {
    while (going) {
      const started = performance.now();
      await client.ask('¿Cuándo se paga el IBI?');
      longest = Math.max(longest, (performance.now() - started) / 1000);
      times += 1;
      await pause(5);
    }
  })();
  return {
    async stop() {
      going = false;
      await run;
      return { longest, times };
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
