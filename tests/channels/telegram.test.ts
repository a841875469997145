import assert from 'node:assert/strict';
import { type ServerProcess, startServer } from '../support/server.ts';
import { TelegramSimulator } from '../support/telegram.ts';
import { transcript } from '../support/transcript.ts';

const SECRET = 'a-secret_of-tests';

describe('Telegram, webhook', () => {
  const telegram = new TelegramSimulator();
  let server: ServerProcess;
  let hook: string;

  before(async () => {
    const apiRoot = await telegram.start();
    server = await startServer({
      env: { TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: apiRoot, TELEGRAM_WEBHOOK_SECRET: SECRET, PUBLIC_URL: 'http://localhost:1' },
    });
    hook = `${server.url}/webhooks/telegram`;
  });
  after(async () => {
    await server.stop();
    await telegram.stop();
  });
  beforeEach(() => {
    telegram.fault = () => undefined;
    telegram.sent.length = 0;
  });

  it('registers the webhook with its secret', async () => {
    await telegram.until(() => telegram.webhook !== undefined);
    assert.deepEqual(telegram.webhook, { url: 'http://localhost:1/webhooks/telegram', secret: SECRET });
  });

  it('refuses a delivery without the secret, with a wrong one, and what is not an update', async () => {
    assert.equal(await telegram.deliver(hook, telegram.text(1, 'hola'), undefined), 401);
    assert.equal(await telegram.deliver(hook, telegram.text(1, 'hola'), `${SECRET}x`), 401);
    assert.equal(await telegram.deliver(hook, { nothing: true }, SECRET), 400);
  });

  it('answers a question with its source and acknowledges only once', async () => {
    const update = telegram.text(11, '¿Cómo me empadrono?');
    assert.deepEqual(await Promise.all([1, 2, 3].map(() => telegram.deliver(hook, update, SECRET))), [200, 200, 200]);
    await telegram.until(() => telegram.sent.some((sent) => sent.chat === '11' && sent.text.includes('Oficina de Atención')));
    await new Promise((resolve) => setTimeout(resolve, 300));
    const own = telegram.sent.filter((sent) => sent.chat === '11');
    assert.equal(own.length, 2, 'the presentation and the answer, once each');
    assert.match(own[0]?.text ?? '', /asistente automático/);
    assert.match(own[1]?.text ?? '', /<a href="https:\/\/sede\.benalmara\.example/);
  });

  it('takes commands: /start, /ayuda, /idioma', async () => {
    for (const command of ['/start', '/ayuda', '/idioma en']) await telegram.deliver(hook, telegram.text(12, command), SECRET);
    await telegram.until(() => telegram.sent.some((sent) => sent.text.includes('answer in English')));
    const own = telegram.sent.filter((sent) => sent.chat === '12').map((sent) => sent.text);
    assert.match(own[0] ?? '', /asistente automático/);
    assert.match(own[1] ?? '', /hablar con una persona/);
    await telegram.deliver(hook, telegram.text(12, '/idioma'), SECRET);
    await telegram.until(() => telegram.sent.some((sent) => sent.buttons.some((button) => button.text === 'Español')));
  });

  it('turns choices into buttons, and a pressed button into the answer', async () => {
    await telegram.deliver(hook, telegram.text(13, 'hay un bache en la calle Mayor 12 desde ayer'), SECRET);
    await telegram.until(() => telegram.sent.some((sent) => sent.chat === '13' && sent.buttons.length > 0));
    const button = telegram.sent.findLast((sent) => sent.chat === '13' && sent.buttons.length > 0)?.buttons[0];
    const before = telegram.sent.length;
    await telegram.deliver(hook, telegram.press(13, button?.data ?? ''), SECRET);
    await telegram.until(() => telegram.sent.length > before && telegram.answeredCallbacks.length > 0);
    assert.match(telegram.sent.at(-1)?.text ?? '', /teléfono o un correo/);
  });

  it('keeps a photo and leaves out a file of a kind we do not keep', async () => {
    telegram.files.set('PNG', Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64'));
    telegram.files.set('HTML', Buffer.from('<script>alert(1)</script>'));
    for (const file_id of ['PNG', 'HTML']) {
      assert.equal(await telegram.deliver(hook, telegram.message(14, { photo: [{ file_id, file_unique_id: file_id, width: 1, height: 1, file_size: 70 }] }), SECRET), 200);
    }
    await telegram.until(() => telegram.sent.filter((sent) => sent.chat === '14').length >= 2);
  });

  it('obeys Retry-After, tries again after 5xx and a broken connection, keeps the order', async () => {
    const faults = [{ kind: '429', retryAfter: 1 } as const, { kind: '500' } as const, { kind: 'reset' } as const];
    const started = Date.now();
    telegram.fault = (sent) => (sent.chat === '15' ? faults.shift() : undefined);
    await telegram.deliver(hook, telegram.text(15, 'hola'), SECRET);
    await telegram.deliver(hook, telegram.text(15, '¿Cómo me empadrono?'), SECRET);
    await telegram.until(() => telegram.sent.filter((sent) => sent.chat === '15').length >= 2);
    const own = telegram.sent.filter((sent) => sent.chat === '15');
    assert.match(own[0]?.text ?? '', /asistente automático/);
    assert.match(own[1]?.text ?? '', /Oficina de Atención/);
    assert.ok((own[0]?.at ?? 0) - started >= 1000, 'waited as long as it was asked to');
    assert.equal(faults.length, 0);
  });

  it('does not repeat what was refused, and shows it as failed with the reason', async () => {
    let tries = 0;
    telegram.fault = (sent) => {
      if (sent.chat !== '16') return undefined;
      tries += 1;
      return { kind: '403' };
    };
    await telegram.deliver(hook, telegram.text(16, 'gracias'), SECRET);
    await telegram.until(() => tries >= 2);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    assert.equal(tries, 2, 'one try for each of the two messages');
    const lines = await transcript('telegram:16', { VENTANILLA_DATA: server.dataFolder });
    assert.deepEqual(lines.filter((line) => line.from === 'bot').map((line) => line.status), ['failed', 'failed']);
  });

  it('puts messages that overtook one another back in order', async () => {
    const texts = Array.from({ length: 10 }, (_, n) => `mensaje número ${n + 1}`);
    const updates = texts.map((text) => telegram.text(17, text));
    const shuffled = [4, 0, 9, 1, 7, 2, 3, 8, 6, 5].map((n) => updates[n] ?? {});
    await Promise.all([...shuffled, ...shuffled].map((update) => telegram.deliver(hook, update, SECRET)));
    await telegram.until(() => telegram.sent.filter((sent) => sent.chat === '17').length >= 10);
    const lines = await transcript('telegram:17', { VENTANILLA_DATA: server.dataFolder });
    assert.deepEqual(lines.filter((line) => line.from === 'contact').map((line) => line.text), texts);
  });

  it('sends nothing that the Bot API would refuse', () => {
    assert.deepEqual(telegram.violations, []);
  });
});

describe('Telegram, long polling', () => {
  it('answers, and advances only behind what is kept', async () => {
    const telegram = new TelegramSimulator();
    const apiRoot = await telegram.start();
    const server = await startServer({ env: { TELEGRAM_BOT_TOKEN: telegram.token, TELEGRAM_API_ROOT: apiRoot } });
    try {
      telegram.queue(telegram.text(21, 'hola'), telegram.text(21, '¿Cómo me empadrono?'));
      await telegram.until(() => telegram.sent.some((sent) => sent.text.includes('Oficina de Atención')));
      await server.kill();
      telegram.queue(telegram.text(21, 'gracias'));
      await server.restart();
      await telegram.until(() => telegram.sent.some((sent) => /A usted/.test(sent.text)));
      const lines = await transcript('telegram:21', { VENTANILLA_DATA: server.dataFolder });
      assert.deepEqual(lines.filter((line) => line.from === 'contact').map((line) => line.text), ['hola', '¿Cómo me empadrono?', 'gracias']);
    } finally {
      await server.stop();
      await telegram.stop();
    }
  });
});
