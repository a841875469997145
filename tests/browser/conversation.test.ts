import assert from 'node:assert/strict';
import { ChatOnPage, errorsOf } from '../support/browser.ts';
import { chatStage } from '../support/stage.ts';

/** The smallest picture that is one: a red dot. */
const PHOTO = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==', 'base64');

describe('the chat in a browser', () => {
  const shown = chatStage({ timezoneId: 'America/Bogota' });

  it('says that it is automatic before anybody has written, and suggests questions', async () => {
    await shown.chat.open();
    assert.equal((await shown.chat.seen()).length, 1);
    await shown.chat.chooses('¿Cómo me empadrono?');
    assert.match(await shown.chat.last(), /DNI/);
    await shown.chat.panel.locator('.suggestions').waitFor({ state: 'detached' });
  });

  it('answers with its source, opening beside the page, and in plain language when asked', async () => {
    await shown.chat.open();
    await shown.chat.asks('¿Cómo me empadrono?');
    const source = shown.chat.panel.locator('.source a').last();
    assert.match((await source.getAttribute('href')) ?? '', /^https:\/\/sede\./);
    assert.equal(await source.getAttribute('target'), '_blank');
    assert.equal(await source.getAttribute('rel'), 'noopener noreferrer');
    await shown.chat.panel.getByRole('button', { name: 'Lectura fácil' }).last().click();
    await shown.chat.hears(/Empadronarse es decir al Ayuntamiento/);
    await shown.chat.panel.getByRole('button', { name: 'Lectura fácil', pressed: true }).last().click();
    await shown.chat.hears(/Oficina de Atención a la Ciudadanía/);
  });

  it('asks another article from a link inside an answer', async () => {
    await shown.chat.open();
    await shown.chat.asks('¿Cómo me empadrono?');
    await shown.chat.panel.getByRole('button', { name: 'cambio de domicilio' }).click();
    await shown.chat.until((seen) => seen.length >= 5);
    assert.match(await shown.chat.last(), /domicilio/);
  });

  it('takes a thumbs up and a thumbs down, each with its word', async () => {
    await shown.chat.open();
    await shown.chat.asks('¿Cómo me empadrono?');
    await shown.chat.panel.getByRole('button', { name: 'Sí', exact: true }).click();
    await shown.chat.panel.getByText('Gracias por su opinión.').waitFor();
    await shown.chat.panel.getByRole('button', { name: 'No', exact: true }).click();
    await shown.chat.hears(/¿Quiere que le atienda alguien\?/);
    assert.equal(await shown.chat.panel.getByRole('button', { name: 'No', exact: true, pressed: true }).count(), 1);
  });

  it('marks what was chosen and closes the rest of the question', async () => {
    await shown.chat.open();
    await shown.chat.asks('quiero avisar de una farola fundida en la calle Mayor 3');
    for (let turn = 0; turn < 3 && !/Desde cuándo/.test(await shown.chat.last()); turn += 1) await shown.chat.asks('calle Mayor 3');
    await shown.chat.chooses('No lo sé');
    const taken = shown.chat.panel.locator('.choice.taken');
    assert.match((await taken.textContent()) ?? '', /No lo sé.*elegido/);
    assert.ok(await taken.isDisabled());
  });

  it('fills a form with a photo and gives a reference number', async () => {
    await shown.chat.open();
    await shown.chat.asks('hay un bache');
    for (let turn = 0; turn < 8 && !/INC-/.test(await shown.chat.last()); turn += 1) {
      const last = await shown.chat.last();
      if (/Esto es lo que tengo/.test(last)) await shown.chat.chooses('Sí, enviar');
      else if (/Dónde está/.test(last)) await shown.chat.asks('Plaza del Azahar, 1');
      else if (/Desde cuándo/.test(last)) await shown.chat.asks('desde ayer');
      else if (/Si tiene una foto/.test(last)) await sendPhoto(shown.chat);
      else await shown.chat.chooses('Prefiero no darlo');
    }
    assert.match(await shown.chat.last(), /INC-/);
    assert.equal(await shown.chat.panel.locator('.from-contact .file img').count(), 1, 'the photo that was sent is shown');
    await shown.chat.page.reload();
    await shown.chat.until((seen) => seen.some(({ text }) => /bache\.png/.test(text)));
  });

  it('refuses a file of the wrong kind or size in words, and sends nothing', async () => {
    await shown.chat.open();
    const input = shown.chat.panel.locator('input[type=file]');
    await input.setInputFiles({ name: 'virus.exe', mimeType: 'application/x-msdownload', buffer: Buffer.from('MZ') });
    await shown.chat.panel.getByText(/Ese tipo de archivo no se admite/).waitFor();
    await shown.chat.panel.getByRole('button', { name: 'Descartar' }).click();
    await input.setInputFiles({ name: 'enorme.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(11 * 1024 * 1024) });
    await shown.chat.panel.getByText(/El archivo ocupa 11 MB\. El máximo son 10 MB\./).waitFor();
    await shown.chat.panel.getByRole('button', { name: 'Descartar' }).click();
    await input.setInputFiles({ name: 'falso.png', mimeType: 'image/png', buffer: Buffer.from('not a picture at all') });
    await shown.chat.panel.getByText(/Ese tipo de archivo no se admite/).waitFor();
    assert.equal((await shown.chat.seen()).filter(({ from }) => from === 'contact').length, 1, 'only the refused file is in sight');
    await shown.chat.panel.getByRole('button', { name: 'Descartar' }).click();
    assert.equal((await shown.chat.seen()).length, 1);
  });

  it('changes the language of the chat and of the bot', async () => {
    await shown.chat.open();
    await shown.chat.panel.getByRole('button', { name: 'English' }).click();
    await shown.chat.hears(/From now on I answer in English/);
    assert.equal(await shown.chat.field.getAttribute('placeholder'), 'Write your question');
    await shown.chat.asks('How do I register my address?');
    assert.match(await shown.chat.last(), /register/i);
    await shown.chat.page.reload();
    assert.equal(await shown.chat.field.getAttribute('placeholder'), 'Write your question');
  });

  it('counts what is left near the limit and does not send more', async () => {
    await shown.chat.open();
    await shown.chat.field.fill('a'.repeat(1850));
    await shown.chat.panel.getByText('Quedan 150 caracteres.').waitFor();
    await shown.chat.field.fill('a'.repeat(2010));
    await shown.chat.panel.getByText(/Sobran 10 caracteres/).waitFor();
    await shown.chat.field.press('Enter');
    assert.equal((await shown.chat.seen()).length, 1);
    assert.equal((await shown.chat.field.inputValue()).length, 2010);
  });

  it('begins a line with Shift and Enter, and grows with it', async () => {
    await shown.chat.open();
    const height = async (): Promise<number> => (await shown.chat.field.boundingBox())?.height ?? 0;
    const before = await height();
    await shown.chat.field.pressSequentially('uno');
    await shown.chat.field.press('Shift+Enter');
    await shown.chat.field.pressSequentially('dos');
    assert.ok((await height()) > before);
    await shown.chat.field.press('Enter');
    await shown.chat.until((seen) => seen.some(({ from, text }) => from === 'contact' && text === 'uno\ndos'));
    assert.equal(await height(), before);
  });

  it('shows foreign text as text', async () => {
    await shown.chat.open();
    await shown.chat.asks('<img src=x onerror="document.title=\'broken\'"> **hola**');
    assert.ok((await shown.chat.seen()).some(({ text }) => text.includes('<img src=x')));
    assert.notEqual(await shown.chat.page.title(), 'broken');
  });

  it('opens from the page\'s own buttons with their question, and gives the focus back', async () => {
    const topic = shown.chat.page.locator('[data-ventanilla-ask]').first();
    const question = await topic.getAttribute('data-ventanilla-ask');
    await topic.click();
    await shown.chat.until((seen) => seen.some(({ from, text }) => from === 'contact' && text === question) && seen.at(-1)?.from === 'bot');
    assert.match((await shown.chat.seen())[0]?.text ?? '', /asistente automático|empadrono/);
    await shown.chat.page.keyboard.press('Escape');
    assert.ok(await topic.evaluate((element) => element === document.activeElement));
  });

  it('shows the hours of the council\'s place, not of the device', async () => {
    await shown.chat.open();
    const written = await shown.chat.panel.locator('time').first().textContent();
    const here = new Intl.DateTimeFormat('es', { hour: 'numeric', minute: '2-digit', hourCycle: 'h23', timeZone: 'Europe/Madrid' });
    assert.ok([0, 60_000, 120_000].some((ago) => here.format(Date.now() - ago) === written), `${written} in Madrid`);
  });

  it('forgets the conversation on this device, in every tab', async () => {
    await shown.chat.open();
    await shown.chat.asks('¿Cómo me empadrono?');
    const other = new ChatOnPage(await shown.context.newPage());
    await other.page.goto(shown.server.url);
    await other.open();
    await shown.chat.panel.getByRole('button', { name: 'Opciones' }).click();
    await shown.chat.panel.getByRole('button', { name: 'Borrar la conversación' }).click();
    await shown.chat.panel.getByRole('button', { name: 'Borrar', exact: true }).click();
    for (const tab of [shown.chat, other]) await tab.until((seen) => seen.length === 1 && /asistente automático/.test(seen[0]?.text ?? ''));
    await shown.chat.page.reload();
    await shown.chat.until((seen) => seen.length === 1);
  });

  it('works where the browser lets nothing be stored', async () => {
    const blocked = await shown.browser.newContext({ locale: 'es-ES' });
    await blocked.addInitScript(`for (const name of ['localStorage', 'sessionStorage'])
      Object.defineProperty(window, name, { get() { throw new DOMException('blocked', 'SecurityError'); } });`);
    const page = await blocked.newPage();
    const complaints = errorsOf(page);
    await page.goto(shown.server.url);
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
