import assert from 'node:assert/strict';
import type { Browser, BrowserContext } from 'playwright-core';
import { ChatOnPage, errorsOf, openBrowser } from '../support/browser.ts';
import { type ServerProcess, startServer } from '../support/server.ts';

describe('the chat in a browser, when the connection fails', () => {
  let server: ServerProcess;
  let browser: Browser;
  let context: BrowserContext;
  let chat: ChatOnPage;
  let errors: string[];

  before(async function () {
    browser = await openBrowser(this);
    server = await startServer({ env: { VENTANILLA_RATE_LIMITS: 'off' } });
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });
  beforeEach(async () => {
    context = await browser.newContext({ locale: 'es-ES', viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    errors = errorsOf(page);
    await page.goto(server.url);
    chat = new ChatOnPage(page);
  });
  afterEach(async () => {
    await context.close();
    assert.deepEqual(errors, []);
  });

  const own = async (one = chat): Promise<string[]> => (await one.seen()).filter(({ from }) => from === 'contact').map(({ text }) => text);

  it('goes on with a form where it was after the server was killed in the middle of it', async () => {
    await chat.open();
    await chat.asks('hay un bache');
    assert.match(await chat.last(), /Dónde está/);
    await server.kill();
    await chat.panel.getByText(/No se puede conectar ahora|Sin conexión/).waitFor();
    await chat.writes('Plaza del Azahar, 1');
    await chat.panel.getByText('Pendiente de enviar').waitFor();
    await server.restart();
    await chat.until((seen) => /Desde cuándo/.test(seen.at(-1)?.text ?? ''), 40_000);
    await chat.panel.getByText('Ha vuelto la conexión.').waitFor();
    assert.deepEqual(await own(), ['hay un bache', 'Plaza del Azahar, 1']);
    await chat.chooses('No lo sé');
    await sameAfterReload(chat);
  });

  it('loses and doubles nothing of what was written while the network was away', async () => {
    await chat.open();
    await context.setOffline(true);
    await chat.panel.getByText(/Sin conexión\. Puede seguir escribiendo/).waitFor();
    const written = ['¿Cómo me empadrono?', '¿Cómo pago una multa?', '¿Cuándo se paga el IBI?'];
    for (const text of written) await chat.writes(text);
    assert.deepEqual(await own(), written);
    assert.equal(await chat.panel.getByText('Pendiente de enviar').count(), 3);
    await context.setOffline(false);
    await chat.until((seen) => seen.length >= 7 && seen.at(-1)?.from === 'bot', 40_000);
    assert.deepEqual(await own(), written);
    assert.equal(await chat.panel.getByText('Pendiente de enviar').count(), 0);
    await sameAfterReload(chat);
  });

  it('sends what was written offline when the page is closed and opened again', async () => {
    await chat.open();
    await context.setOffline(true);
    await chat.writes('¿Cómo pago una multa?');
    await chat.page.close();
    await context.setOffline(false);
    const later = new ChatOnPage(await context.newPage());
    await later.page.goto(server.url);
    await later.launcher.click();
    await later.until((seen) => seen.length >= 3 && seen.at(-1)?.from === 'bot');
    assert.deepEqual(await own(later), ['¿Cómo pago una multa?']);
  });

  it('keeps order and loses nothing while the server is killed again and again', async () => {
    await chat.open();
    const written = Array.from({ length: 12 }, (_, n) => `¿Cómo me empadrono? (${n + 1})`);
    for (const [n, text] of written.entries()) {
      await chat.writes(text);
      if (n % 4 === 1) {
        await server.kill();
        await server.restart();
      }
    }
    await chat.until((seen) => seen.filter(({ from }) => from === 'bot').length >= 13, 60_000);
    assert.deepEqual(await own(), written);
    assert.equal((await chat.seen()).filter(({ from }) => from === 'bot').length, 13, 'each was answered exactly once');
    await sameAfterReload(chat);
  });

  it('shows the same conversation in two tabs, whichever writes', async () => {
    await chat.open();
    const other = new ChatOnPage(await context.newPage());
    await other.page.goto(server.url);
    await other.open();
    await chat.asks('¿Cómo me empadrono?');
    await other.until((seen) => seen.length === 3);
    await other.asks('¿Cómo pago una multa?');
    await chat.until((seen) => seen.length === 5);
    assert.deepEqual(await chat.seen(), await other.seen());
    await context.setOffline(true);
    await chat.writes('¿Cuándo se paga el IBI?');
    await other.writes('¿Qué horario tienen las oficinas?');
    await context.setOffline(false);
    for (const tab of [chat, other]) await tab.until((seen) => seen.length === 9 && seen.at(-1)?.from === 'bot', 40_000);
    assert.deepEqual(await chat.seen(), await other.seen());
    assert.deepEqual((await own()).slice(2), ['¿Cuándo se paga el IBI?', '¿Qué horario tienen las oficinas?']);
  });

  it('says on the button that something new came while the chat was closed', async () => {
    await chat.open();
    const other = new ChatOnPage(await context.newPage());
    await other.page.goto(server.url);
    await other.open();
    await chat.page.keyboard.press('Escape');
    await other.asks('¿Cómo me empadrono?');
    await chat.page.getByRole('button', { name: /Tiene mensajes nuevos/ }).click();
    await chat.until((seen) => seen.length === 3);
  });

  it('uploads a photo that was chosen offline once the network is back', async () => {
    await chat.open();
    await context.setOffline(true);
    await chat.panel.getByText(/Sin conexión/).waitFor();
    const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==', 'base64');
    await chat.panel.locator('input[type=file]').setInputFiles({ name: 'farola.png', mimeType: 'image/png', buffer: pixel });
    await chat.panel.getByText(/Se subirá al volver la conexión/).waitFor();
    await context.setOffline(false);
    await chat.hears(/He recibido su archivo/);
    assert.equal((await own()).length, 1);
  });

  it('says what happened and what to do when the chat cannot be opened, and recovers', async () => {
    await server.kill();
    await chat.launcher.click();
    await chat.panel.getByText(/No se ha podido abrir la conversación.*010/).waitFor({ timeout: 20_000 });
    await server.restart();
    await chat.until((seen) => seen.some(({ text }) => /¿En qué puedo ayudarle\?/.test(text)), 40_000);
  });
});

/** What the citizen saw is what the server has. */
async function sameAfterReload(chat: ChatOnPage): Promise<void> {
  const seen = await chat.seen();
  await chat.page.reload();
  await chat.until((again) => again.length >= seen.length);
  assert.deepEqual(await chat.seen(), seen);
}
