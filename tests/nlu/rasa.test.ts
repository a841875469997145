import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { exportForRasa } from '../../app/commands/rasa.ts';
import { readConfig } from '../../app/config.ts';
import { createMetrics } from '../../app/metrics.ts';
import { lessonsOf, readCouncilFolder } from '../../app/mind.ts';
import { connectRasa, examineRasa } from '../../app/rasa.ts';
import { serve } from '../../app/serve.ts';
import { Mistakes } from '../../bot/errors.ts';
import { type Log, noMeter, silentLog } from '../../bot/log.ts';
import { Breaker } from '../../nlu/rasa/breaker.ts';
import { type Parse, type RasaAddress, RasaClient } from '../../nlu/rasa/client.ts';
import { rasaFiles } from '../../nlu/rasa/export.ts';
import { type FailureReason, RasaFailure } from '../../nlu/rasa/failure.ts';
import { merge } from '../../nlu/rasa/merge.ts';
import type { Understanding } from '../../nlu/understanding.ts';
import { ChatClient } from '../support/chatclient.ts';
import { sampleMind } from '../support/house.ts';
import { Journey } from '../support/journey.ts';
import { createRasa, type RasaProcess, rasaBinary, trainRasa } from '../support/rasa.ts';
import { freePort } from '../support/server.ts';

const TOKEN = 'a token & more';
const SECRET = 'a secret';
const CONTEXT = { language: 'es', now: Date.parse('2026-11-24T10:00:00+01:00'), timeZone: 'Europe/Madrid' };
const SETTINGS = { RASA_TOKEN: undefined, RASA_JWT: undefined, RASA_JWT_SECRET: undefined, RASA_TIMEOUT_MS: 5_000 };
const REST_MS = 300;

type Settings = Parameters<typeof connectRasa>[0];

describe('a real Rasa server', () => {
  const council = readCouncilFolder('examples/benalmara');
  const lessons = lessonsOf(council);
  let guarded: RasaProcess;
  let empty: RasaProcess;

  before(async function () {
    this.timeout(900_000);
    const binary = rasaBinary(this);
    const { languages, personForm } = council.council;
    const model = await trainRasa(binary, rasaFiles({ ...lessons, languages, personForm }));
    empty = await createRasa(binary, {});
    guarded = await createRasa(binary, { model, args: ['--auth-token', TOKEN, '--jwt-secret', SECRET, '--jwt-method', 'HS256'] });
    await Promise.all([empty.start(), guarded.start()]);
  });

  after(() => Promise.all([empty?.kill(), guarded?.kill()]));

  const client = (options: Partial<RasaAddress> = {}): RasaClient => new RasaClient({ url: guarded.url, token: TOKEN, timeoutMs: 5_000, ...options });
  const settings = (more: Partial<Settings> = {}): Settings => ({ ...SETTINGS, RASA_URL: guarded.url, RASA_TOKEN: TOKEN, ...more });

  it('trains on our export, and understands what it was not told word by word', async () => {
    const set = JSON.parse(readFileSync('tests/nlu/sets/intents.json', 'utf8')) as Record<string, [string, string][]>;
    const asked = [...(set.es ?? []), ...(set.en ?? [])];
    const wrong: string[] = [];
    for (const [text, intent] of asked) {
      const heard = await client().parse(text);
      if (heard.intent.name !== intent) wrong.push(`${text}: ${heard.intent.name}, not ${intent}`);
    }
    assert.ok(asked.length > 90 && wrong.length <= asked.length * 0.08, wrong.join('\n'));
  });

  it('ranks the intents, and says itself when none is clear', async () => {
    const { intent, ranking } = await client().parse('quiero avisar de una farola que no luce');
    assert.equal(intent.name, 'form.incidencia');
    assert.ok(intent.confidence > 0.8 && ranking[0]?.name === 'form.incidencia' && ranking.length > 5);
    assert.equal((await client().parse('how do i file my income tax return in peru')).ranking.some(({ name }) => name === 'out_of_scope'), true);
  });

  it('opens to its token and to a JSON Web Token, to no other', async () => {
    const parses = async (options: Partial<RasaAddress>): Promise<string> => {
      try {
        return String((await client({ token: undefined, ...options }).parse('hola')).intent.name);
      } catch (error) {
        return reasonOf(error);
      }
    };
    assert.equal(await parses({ token: TOKEN }), 'greet');
    assert.equal(await parses({ jwtSecret: SECRET }), 'greet');
    assert.equal(await parses({ jwt: jwtOf({ username: 'v', role: 'admin' }) }), 'greet');
    assert.equal(await parses({ jwt: jwtOf({ username: 'v', role: 'user' }) }), 'forbidden');
    assert.equal(await parses({ token: 'another' }), 'unauthorized');
    assert.equal(await parses({ jwtSecret: 'another' }), 'unauthorized');
    assert.equal(await parses({}), 'unauthorized');
  });

  it('tells its troubles apart', async () => {
    const trouble = (asked: RasaClient, text: unknown = 'hola'): Promise<string> => asked.parse(text as string).then(() => 'none', reasonOf);
    assert.equal(await trouble(client({ url: empty.url })), 'no_model');
    assert.equal(await trouble(client({ url: `http://127.0.0.1:${await freePort()}` })), 'unreachable');
    assert.equal(await trouble(client(), 5), 'unparsable');
    assert.equal(await trouble(client({ url: `${guarded.url}/nowhere` })), 'bad_answer');
    guarded.signal('SIGSTOP');
    try {
      const started = performance.now();
      assert.equal(await trouble(client({ timeoutMs: 200 })), 'timeout');
      assert.ok(performance.now() - started < 2_000);
    } finally {
      guarded.signal('SIGCONT');
    }
  });

  it('is examined by doctor, which says how to mend what is wrong', async () => {
    const examine = (more: Partial<Settings>): ReturnType<typeof examineRasa> => examineRasa(settings(more), lessons, council.council.personForm);
    assert.deepEqual((await examine({})).level, 'ok');
    assert.deepEqual((await examine({ RASA_URL: undefined })).level, 'off');
    const nobody = `http://127.0.0.1:${await freePort()}`;
    const wrong = [[{ RASA_TOKEN: 'another' }, /--auth-token/], [{ RASA_URL: empty.url }, /rasa:export/], [{ RASA_URL: nobody }, /start Rasa/]] as const;
    for (const [more, mend] of wrong) {
      const { level, detail } = await examine(more);
      assert.equal(level, 'error');
      assert.match(detail, mend);
    }
    const untaught = await examineRasa(settings(), { examples: [{ intent: 'form.boda', language: 'es', text: 'quiero casarme en el ayuntamiento' }] });
    assert.equal(untaught.level, 'warning');
    assert.match(untaught.detail, /form\.boda/);
  });

  it('lets no citizen name an intent, and keeps nobody in danger waiting', async () => {
    const { around } = connectRasa(settings({ RASA_TIMEOUT_MS: 4_000 }), { log: silentLog, meter: noMeter });
    const { understand } = around(sampleMind());
    const named = (await client().parse('/form.incidencia')).intent;
    assert.deepEqual(named, { name: 'form.incidencia', confidence: 1 }, 'this is what Rasa makes of it');
    const heard = await understand.understand(' /form.incidencia', CONTEXT);
    assert.ok(heard.intents.every(({ confidence }) => confidence < 1), JSON.stringify(heard.intents));
    guarded.signal('SIGSTOP');
    try {
      const danger = understand.understand('huele mucho a gas en mi casa', CONTEXT);
      assert.ok(!(danger instanceof Promise));
      assert.equal(danger.intents[0]?.name, 'danger');
    } finally {
      guarded.signal('SIGCONT');
    }
  });

  it('is asked by the server that is told its address, and seen in its metrics', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ventanilla-test-'));
    const env = { PORT: '0', METRICS_PORT: '0', VENTANILLA_DATA: folder, LOG_LEVEL: 'silent', RASA_URL: `${guarded.url}/`, RASA_JWT_SECRET: SECRET };
    const serving = await serve(readConfig(env), 'examples/benalmara');
    const chat = new ChatClient(serving.url);
    try {
      await chat.connect();
      assert.match((await chat.ask('quiero avisar de una incidencia')).map(({ text }) => text).join(' '), /¿Qué ocurre\?/);
      const metrics = await (await fetch(serving.metricsUrl ?? '')).text();
      assert.match(metrics, /^ventanilla_rasa_breaker 0$/m);
      assert.match(metrics, /^ventanilla_rasa_seconds_count [1-9]/m);
    } finally {
      chat.close();
      await serving.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('may die in the middle of a conversation and come back: no turn is lost, and none waits for it', async function () {
    this.timeout(240_000);
    const logged: string[] = [];
    const log: Log = (_, event) => void logged.push(event);
    const metrics = createMetrics();
    const connection = connectRasa(settings({ RASA_TIMEOUT_MS: 2_000 }), { log, meter: metrics }, { restMs: REST_MS });
    const journey = await Journey.open(undefined, connection.around(sampleMind()));
    const metric = async (line: string): Promise<number> => {
      const lines = (await metrics.text()).body.split('\n');
      return Number(lines.find((one) => one.startsWith(`ventanilla_${line} `))?.split(' ').at(-1) ?? 0);
    };
    const rested = async (): Promise<void> => void (await new Promise((resolve) => setTimeout(resolve, REST_MS + 50)));
    try {
      const ana = journey.citizen();
      (await ana.says('quiero avisar de una incidencia')).turn({ outcome: 'form', form: 'incidencia' });
      assert.ok(await metric('rasa_seconds_count') >= 1, 'Rasa was asked');
      assert.equal(connection.breaker?.(), 0);

      await guarded.kill();
      (await ana.says('una farola que parpadea toda la noche')).hears(/¿Dónde está\?/);
      (await ana.says('calle Real 5')).hears(/¿Desde cuándo/);
      (await ana.says('el lunes')).hears(/foto/);
      assert.deepEqual(logged, ['rasa.off']);
      assert.equal(connection.breaker?.(), 2);
      const started = performance.now();
      (await ana.says('no tengo')).hears(/teléfono o un correo/);
      assert.ok(performance.now() - started < 1_000);
      await rested();
      (await ana.says('¿cómo me empadrono?')).turn({ outcome: 'answered', article: 'padron-alta', form: 'incidencia' });
      assert.deepEqual(logged, ['rasa.off'], 'told once, however often it is tried again');
      assert.ok(await metric('understanding_fallbacks_total{reason="unreachable"}') >= 3);
      assert.ok(await metric('understanding_fallbacks_total{reason="resting"}') >= 2);

      await guarded.start();
      const before = await metric('rasa_seconds_count');
      await rested();
      (await ana.says('612 345 678')).hears(/farola que parpadea/, /calle Real, 5/);
      await until(() => connection.breaker?.() === 0, 'the probe closes the breaker');
      assert.deepEqual(logged, ['rasa.off', 'rasa.on']);
      (await ana.says('sí')).turn({ outcome: 'case' });
      assert.ok(await metric('rasa_seconds_count') >= before + 2, 'the last turn was understood by Rasa');
    } finally {
      await journey.close();
    }
  });

  it('that hangs is left alone after three citizens have waited', async () => {
    const logged: string[] = [];
    const log: Log = (_, event) => void logged.push(event);
    const connection = connectRasa(settings({ RASA_TIMEOUT_MS: 150 }), { log, meter: noMeter }, { restMs: REST_MS });
    const { understand } = connection.around(sampleMind());
    guarded.signal('SIGSTOP');
    try {
      for (let n = 0; n < 3; n += 1) assert.equal((await understand.understand('hola', CONTEXT)).intents[0]?.name, 'greet');
      assert.equal(connection.breaker?.(), 2);
      assert.ok(!(understand.understand('hola', CONTEXT) instanceof Promise), 'answered in place');
    } finally {
      guarded.signal('SIGCONT');
    }
    await new Promise((resolve) => setTimeout(resolve, REST_MS + 50));
    assert.equal((await understand.understand('hola', CONTEXT)).intents[0]?.name, 'greet');
    await until(() => connection.breaker?.() === 0, 'closed again');
    assert.deepEqual(logged, ['rasa.off', 'rasa.on']);
  });
});

describe('what Rasa and the embedded understanding say together', () => {
  const nothing: Understanding = { language: 'es', languageConfidence: 0.9, intents: [], entities: [], outOfScope: 0.2 };
  const own = (more: Partial<Understanding> = {}): Understanding => ({ ...nothing, ...more });
  const said = (...ranking: Parse['ranking']): Parse => ({ intent: ranking[0] ?? { name: null, confidence: 0 }, ranking });

  it('takes intents from Rasa: controls and forms, nothing else', () => {
    const ranking = Object.entries({ 'form.a': 0.7, article: 0.2, help: 0.06, no: 0.04 }).map(([name, confidence]) => ({ name, confidence }));
    const merged = merge(own({ intents: [{ name: 'greet', confidence: 0.9 }] }), said(...ranking));
    assert.deepEqual(merged.intents, [{ name: 'form.a', confidence: 0.7 }, { name: 'help', confidence: 0.06 }]);
    assert.ok(Math.abs(merged.outOfScope - 0.3) < 1e-9);
  });

  it('keeps language, entities and danger of its own', () => {
    const entities = [{ type: 'date', text: 'mañana', start: 0, end: 6, value: '2026-11-25' }];
    const [danger, form] = [{ name: 'danger', confidence: 0.5 }, { name: 'form.a', confidence: 0.4 }];
    const merged = merge(own({ entities, intents: [danger] }), said(form, { name: 'danger', confidence: 0.3 }));
    assert.deepEqual(merged, { language: 'es', languageConfidence: 0.9, entities, intents: [danger, form], outOfScope: 0.6 });
    const alone = own({ intents: [{ name: 'form.a', confidence: 0.8 }] });
    assert.equal(merge(alone, said({ name: 'danger', confidence: 0.9 })), alone);
  });

  it('takes what Rasa rejects for nothing of the council, but a control for a control', () => {
    const yes = { name: 'yes', confidence: 0.9 };
    const rejected = said({ name: 'nlu_fallback', confidence: 0.4 }, { name: 'form.a', confidence: 0.25 });
    const merged = merge(own({ intents: [yes, { name: 'form.a', confidence: 0.8 }] }), rejected);
    assert.deepEqual(merged.intents, [yes]);
    assert.equal(merged.outOfScope, 0.75);
    assert.equal(merge(own(), said({ name: 'out_of_scope', confidence: 0.9 }, { name: 'article', confidence: 0.1 })).outOfScope, 0.9);
    const alone = own();
    assert.equal(merge(alone, said()), alone);
  });
});

describe('the breaker before Rasa', () => {
  it('opens after failures in a row, lets one probe through after its rest, and closes when that succeeds', () => {
    let now = 0;
    const breaker = new Breaker({ failures: 2, restMs: 100, now: () => now });
    assert.deepEqual([breaker.failed(), breaker.succeeded(), breaker.failed(), breaker.state], [false, false, false, 'closed']);
    assert.deepEqual([breaker.failed(), breaker.state, breaker.admit()], [true, 'open', 'rest']);
    now = 100;
    assert.deepEqual([breaker.admit(), breaker.admit(), breaker.state], ['probe', 'rest', 'half-open']);
    assert.deepEqual([breaker.failed(), breaker.state], [false, 'open']);
    now = 199;
    assert.equal(breaker.admit(), 'rest');
    now = 200;
    assert.deepEqual([breaker.admit(), breaker.succeeded(), breaker.state, breaker.admit()], ['probe', true, 'closed', 'ask']);
  });

  it('is not opened by what was under way when it opened', () => {
    let now = 0;
    const breaker = new Breaker({ failures: 1, restMs: 100, now: () => now });
    breaker.failed();
    now = 90;
    assert.equal(breaker.failed(), false);
    now = 100;
    assert.equal(breaker.admit(), 'probe');
  });
});

describe('the export for Rasa', () => {
  it('writes a folder of its own and leaves alone what lies beside', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ventanilla-export-'));
    try {
      exportForRasa('examples/benalmara', folder);
      writeFileSync(join(folder, 'nlu', 'own.yml'), 'version: "3.1"\n');
      const files = exportForRasa('examples/benalmara', folder);
      assert.deepEqual(files.map((file) => file.slice(folder.length + 1)).sort(), ['README.md', 'config.yml', join('nlu', 'en.yml'), join('nlu', 'es.yml')]);
      assert.ok(readdirSync(join(folder, 'nlu')).includes('own.yml'));
      for (const language of ['es', 'en']) {
        const intents = new Set(nluOf(readFileSync(join(folder, 'nlu', `${language}.yml`), 'utf8')).map(({ intent }) => intent));
        const wanted = ['form.incidencia', 'person', 'yes', 'danger', 'calm', 'article', 'answer', 'out_of_scope', 'language.es'];
        assert.deepEqual(wanted.filter((intent) => !intents.has(intent)), [], language);
        assert.ok(!intents.has('form.persona'), 'asking for a person is the control');
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('gives a text to one intent, and nothing to read as an annotation', () => {
    const texts = ['Sí', 'un [bache](entity)\n- otro{"a": 1}', 'x: "y" # z', '   ', '|', '<!-- nota -->'];
    const examples = texts.map((text) => ({ intent: 'form.a', language: 'es', text }));
    const files = rasaFiles({ examples, languages: ['es'] });
    assert.deepEqual(Object.keys(files).sort(), ['README.md', 'config.yml', 'nlu/es.yml']);
    const own = nluOf(files['nlu/es.yml'] ?? '').find(({ intent }) => intent === 'form.a');
    assert.equal(own?.examples, '- un bache (entity) - otro "a": 1\n- x: "y" # z\n- |\n- nota\n');
  });
});

describe('the settings of Rasa', () => {
  const mistakes = (env: Record<string, string>): (string | undefined)[] => {
    try {
      readConfig(env);
    } catch (error) {
      assert.ok(error instanceof Mistakes);
      return error.mistakes.map(({ key }) => key);
    }
    return [];
  };

  it('are checked together', () => {
    assert.deepEqual(mistakes({ RASA_TOKEN: 'x' }), ['RASA_URL']);
    assert.deepEqual(mistakes({ RASA_URL: 'http://localhost:5005', RASA_JWT: 'a.b.c', RASA_JWT_SECRET: 's' }), ['RASA_JWT']);
    assert.deepEqual(mistakes({ RASA_URL: 'localhost', RASA_JWT: 'x', RASA_TIMEOUT_MS: '1' }), ['RASA_URL', 'RASA_JWT', 'RASA_TIMEOUT_MS']);
    assert.deepEqual(mistakes({ RASA_URL: 'http://localhost:5005', RASA_TOKEN: 'x', RASA_JWT_SECRET: 's' }), []);
    assert.equal(readConfig({}).RASA_TIMEOUT_MS, 1000);
  });
});

function nluOf(text: string): { intent: string; examples: string }[] {
  const { version, nlu } = parseYaml(text) as { version: string; nlu: { intent: string; examples: string }[] };
  assert.equal(version, '3.1');
  return nlu;
}

function reasonOf(error: unknown): FailureReason {
  if (error instanceof RasaFailure) return error.reason;
  throw error;
}

function jwtOf(user: { username: string; role: string }): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const said = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ user, exp: Math.floor(Date.now() / 1000) + 60 })}`;
  return `${said}.${createHmac('sha256', SECRET).update(said).digest('base64url')}`;
}

async function until(holds: () => boolean, what: string): Promise<void> {
  for (const end = Date.now() + 10_000; !holds(); ) {
    if (Date.now() > end) throw new Error(`not reached: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
