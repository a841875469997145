import assert from 'node:assert/strict';
import type { Browser, BrowserContext } from 'playwright-core';
import { ChatOnPage, errorsOf, openBrowser } from '../support/browser.ts';
import { type ServerProcess, startServer } from '../support/server.ts';

/** The smallest picture that is one: a red dot. */
const PHOTO = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==', 'base64');

describe('the chat in a browser', () => {
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
    context = await browser.newContext({ locale: 'es-ES', timezoneId: 'America/Bogota', viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    errors = errorsOf(page);
    await page.goto(server.url);
    chat = new ChatOnPage(page);
  });
  afterEach(async () => {
    await context.close();
    assert.deepEqual(errors, [], 'the page complains of nothing, its content policy least of all');
  });

  it('says that it is automatic before anybody has written, and suggests questions', async () => {
    await chat.open();
    assert.equal((await chat.seen()).length, 1);
    await chat.chooses('¿Cómo me empadrono?');
    assert.match(await chat.last(), /DNI/);
    await chat.panel.locator('.suggestions').waitFor({ state: 'detached' });
  });

  it('answers with its source, opening beside the page, and in plain language when asked', async () => {
    await chat.open();
    await chat.asks('¿Cómo me empadrono?');
    const source = chat.panel.locator('.source a').last();
    assert.match((await source.getAttribute('href')) ?? '', /^https:\/\/sede\./);
    assert.equal(await source.getAttribute('target'), '_blank');
    assert.equal(await source.getAttribute('rel'), 'noopener noreferrer');
    await chat.panel.getByRole('button', { name: 'Lectura fácil' }).last().click();
    await chat.hears(/Empadronarse es decir al Ayuntamiento/);
    await chat.panel.getByRole('button', { name: 'Lectura fácil', pressed: true }).last().click();
    await chat.hears(/Oficina de Atención a la Ciudadanía/);
  });

  it('asks another article from a link inside an answer', async () => {
    await chat.open();
    await chat.asks('¿Cómo me empadrono?');
    await chat.panel.getByRole('button', { name: 'cambio de domicilio' }).click();
    await chat.until((seen) => seen.length >= 5);
    assert.match(await chat.last(), /domicilio/);
  });

  it('takes a thumbs up and a thumbs down, each with its word', async () => {
    await chat.open();
    await chat.asks('¿Cómo me empadrono?');
    await chat.panel.getByRole('button', { name: 'Sí', exact: true }).click();
    await chat.panel.getByText('Gracias por su opinión.').waitFor();
    await chat.panel.getByRole('button', { name: 'No', exact: true }).click();
    await chat.hears(/¿Quiere que le atienda alguien\?/);
    assert.equal(await chat.panel.getByRole('button', { name: 'No', exact: true, pressed: true }).count(), 1);
  });

  it('marks what was chosen and closes the rest of the question', async () => {
    await chat.open();
    await chat.asks('quiero avisar de una farola fundida en la calle Mayor 3');
    for (let turn = 0; turn < 3 && !/Desde cuándo/.test(await chat.last()); turn += 1) await chat.asks('calle Mayor 3');
    await chat.chooses('No lo sé');
    const taken = chat.panel.locator('.choice.taken');
    assert.match((await taken.textContent()) ?? '', /No lo sé.*elegido/);
    assert.ok(await taken.isDisabled());
  });

  it('fills a form with a photo and gives a reference number', async () => {
    await chat.open();
    await chat.asks('hay un bache');
    for (let turn = 0; turn < 8 && !/INC-/.test(await chat.last()); turn += 1) {
      const last = await chat.last();
      if (/Esto es lo que tengo/.test(last)) await chat.chooses('Sí, enviar');
      else if (/Dónde está/.test(last)) await chat.asks('Plaza del Azahar, 1');
      else if (/Desde cuándo/.test(last)) await chat.asks('desde ayer');
      else if (/Si tiene una foto/.test(last)) await sendPhoto(chat);
      else await chat.chooses('Prefiero no darlo');
    }
    assert.match(await chat.last(), /INC-/);
    assert.equal(await chat.panel.locator('.from-contact .file img').count(), 1, 'the photo that was sent is shown');
    await chat.page.reload();
    await chat.until((seen) => seen.some(({ text }) => /bache\.png/.test(text)));
  });

  it('refuses a file of the wrong kind or size in words, and sends nothing', async () => {
    await chat.open();
    const input = chat.panel.locator('input[type=file]');
    await input.setInputFiles({ name: 'virus.exe', mimeType: 'application/x-msdownload', buffer: Buffer.from('MZ') });
    await chat.panel.getByText(/Ese tipo de archivo no se admite/).waitFor();
    await chat.panel.getByRole('button', { name: 'Descartar' }).click();
    await input.setInputFiles({ name: 'enorme.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(11 * 1024 * 1024) });
    await chat.panel.getByText(/El archivo ocupa 11 MB\. El máximo son 10 MB\./).waitFor();
    await chat.panel.getByRole('button', { name: 'Descartar' }).click();
    await input.setInputFiles({ name: 'falso.png', mimeType: 'image/png', buffer: Buffer.from('not a picture at all') });
    await chat.panel.getByText(/Ese tipo de archivo no se admite/).waitFor();
    assert.equal((await chat.seen()).filter(({ from }) => from === 'contact').length, 1, 'only the refused file is in sight');
    await chat.panel.getByRole('button', { name: 'Descartar' }).click();
    assert.equal((await chat.seen()).length, 1);
  });

  it('changes the language of the chat and of the bot', async () => {
    await chat.open();
    await chat.panel.getByRole('button', { name: 'English' }).click();
    await chat.hears(/From now on I answer in English/);
    assert.equal(await chat.field.getAttribute('placeholder'), 'Write your question');
    await chat.asks('How do I register my address?');
    assert.match(await chat.last(), /register/i);
    await chat.page.reload();
    assert.equal(await chat.field.getAttribute('placeholder'), 'Write your question');
  });

  it('counts what is left near the limit and does not send more', async () => {
    await chat.open();
    await chat.field.fill('a'.repeat(1850));
    await chat.panel.getByText('Quedan 150 caracteres.').waitFor();
    await chat.field.fill('a'.repeat(2010));
    await chat.panel.getByText(/Sobran 10 caracteres/).waitFor();
    await chat.field.press('Enter');
    assert.equal((await chat.seen()).length, 1);
    assert.equal((await chat.field.inputValue()).length, 2010);
  });

  it('begins a line with Shift and Enter, and grows with it', async () => {
    await chat.open();
    const height = async (): Promise<number> => (await chat.field.boundingBox())?.height ?? 0;
    const before = await height();
    await chat.field.pressSequentially('uno');
    await chat.field.press('Shift+Enter');
    await chat.field.pressSequentially('dos');
    assert.ok((await height()) > before);
    await chat.field.press('Enter');
    await chat.until((seen) => seen.some(({ from, text }) => from === 'contact' && text === 'uno\ndos'));
    assert.equal(await height(), before);
  });

  it('shows foreign text as text', async () => {
    await chat.open();
    await chat.asks('<img src=x onerror="document.title=\'broken\'"> **hola**');
    assert.ok((await chat.seen()).some(({ text }) => text.includes('<img src=x')));
    assert.notEqual(await chat.page.title(), 'broken');
  });

  it('opens from the page\'s own buttons with their question, and gives the focus back', async () => {
    const topic = chat.page.locator('[data-ventanilla-ask]').first();
    const question = await topic.getAttribute('data-ventanilla-ask');
    await topic.click();
    await chat.until((seen) => seen.some(({ from, text }) => from === 'contact' && text === question) && seen.at(-1)?.from === 'bot');
    assert.match((await chat.seen())[0]?.text ?? '', /asistente automático|empadrono/);
    await chat.page.keyboard.press('Escape');
    assert.ok(await topic.evaluate((element) => element === document.activeElement));
  });

  it('shows the hours of the council\'s place, not of the device', async () => {
    await chat.open();
    const shown = await chat.panel.locator('time').first().textContent();
    const here = new Intl.DateTimeFormat('es', { hour: 'numeric', minute: '2-digit', hourCycle: 'h23', timeZone: 'Europe/Madrid' });
    assert.ok([0, 60_000, 120_000].some((ago) => here.format(Date.now() - ago) === shown), `${shown} in Madrid`);
  });

  it('forgets the conversation on this device, in every tab', async () => {
    await chat.open();
    await chat.asks('¿Cómo me empadrono?');
    const other = new ChatOnPage(await context.newPage());
    await other.page.goto(server.url);
    await other.open();
    await chat.panel.getByRole('button', { name: 'Opciones' }).click();
    await chat.panel.getByRole('button', { name: 'Borrar la conversación' }).click();
    await chat.panel.getByRole('button', { name: 'Borrar', exact: true }).click();
    for (const tab of [chat, other]) await tab.until((seen) => seen.length === 1 && /asistente automático/.test(seen[0]?.text ?? ''));
    await chat.page.reload();
    await chat.until((seen) => seen.length === 1);
  });

  it('works where the browser lets nothing be stored', async () => {
    const blocked = await browser.newContext({ locale: 'es-ES' });
    await blocked.addInitScript(`for (const name of ['localStorage', 'sessionStorage'])
      Object.defineProperty(window, name, { get() { throw new DOMException('blocked', 'SecurityError'); } });`);
    const page = await blocked.newPage();
    const complaints = errorsOf(page);
    await page.goto(server.url);
    const shut = new ChatOnPage(page);
    await shut.open();
    await shut.asks('¿Cómo me empadrono?');
    assert.match(await shut.last(), /DNI/);
    assert.deepEqual(complaints, []);
    await blocked.close();
  });
});

async function sendPhoto(chat: ChatOnPage): Promise<void> {
  const before = (await chat.seen()).length;
  await chat.panel.locator('input[type=file]').setInputFiles({ name: 'bache.png', mimeType: 'image/png', buffer: PHOTO });
  await chat.answered(before);
}
