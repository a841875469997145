import assert from 'node:assert/strict';
import { ChatOnPage } from '../support/browser.ts';
import { chatStage } from '../support/stage.ts';

describe('the chat in a browser, when the connection fails', () => {
  const shown = chatStage();

  const own = async (one = shown.chat): Promise<string[]> => (await one.seen()).filter(({ from }) => from === 'contact').map(({ text }) => text);

  it('goes on with a form where it was after the server was killed in the middle of it', async () => {
    await shown.chat.open();
    await shown.chat.asks('hay un bache');
    assert.match(await shown.chat.last(), /Dónde está/);
    await shown.server.kill();
    await shown.chat.panel.getByText(/No se puede conectar ahora|Sin conexión/).waitFor();
    await shown.chat.writes('Plaza del Azahar, 1');
    await shown.chat.panel.getByText('Pendiente de enviar').waitFor();
    await shown.server.restart();
    await shown.chat.until((seen) => /Desde cuándo/.test(seen.at(-1)?.text ?? ''), 40_000);
    await shown.chat.panel.getByText('Ha vuelto la conexión.').waitFor();
    assert.deepEqual(await own(), ['hay un bache', 'Plaza del Azahar, 1']);
    await shown.chat.chooses('No lo sé');
    await sameAfterReload(shown.chat);
  });

  it('loses and doubles nothing of what was written while the network was away', async () => {
    await shown.chat.open();
    await shown.context.setOffline(true);
    await shown.chat.panel.getByText(/Sin conexión\. Puede seguir escribiendo/).waitFor();
    const written = ['¿Cómo me empadrono?', '¿Cómo pago una multa?', '¿Cuándo se paga el IBI?'];
    for (const text of written) await shown.chat.writes(text);
    assert.deepEqual(await own(), written);
    assert.equal(await shown.chat.panel.getByText('Pendiente de enviar').count(), 3);
    await shown.context.setOffline(false);
    await shown.chat.until((seen) => seen.length >= 7 && seen.at(-1)?.from === 'bot', 40_000);
    assert.deepEqual(await own(), written);
    assert.equal(await shown.chat.panel.getByText('Pendiente de enviar').count(), 0);
    await sameAfterReload(shown.chat);
  });

  it('sends what was written offline when the page is closed and opened again', async () => {
    await shown.chat.open();
    await shown.context.setOffline(true);
    await shown.chat.writes('¿Cómo pago una multa?');
    await shown.chat.page.close();
    await shown.context.setOffline(false);
    const later = new ChatOnPage(await shown.context.newPage());
    await later.page.goto(shown.server.url);
    await later.launcher.click();
    await later.until((seen) => seen.length >= 3 && seen.at(-1)?.from === 'bot');
    assert.deepEqual(await own(later), ['¿Cómo pago una multa?']);
  });

  it('keeps order and loses nothing while the server is killed again and again', async () => {
    await shown.chat.open();
    const written = Array.from({ length: 12 }, (_, n) => `¿Cómo me empadrono? (${n + 1})`);
    for (const [n, text] of written.entries()) {
      await shown.chat.writes(text);
      if (n % 4 === 1) {
        await shown.server.kill();
        await shown.server.restart();
      }
    }
    await shown.chat.until((seen) => seen.filter(({ from }) => from === 'bot').length >= 13, 60_000);
    assert.deepEqual(await own(), written);
    assert.equal((await shown.chat.seen()).filter(({ from }) => from === 'bot').length, 13, 'each was answered exactly once');
    await sameAfterReload(shown.chat);
  });

  it('shows the same conversation in two tabs, whichever writes', async () => {
    await shown.chat.open();
    const other = new ChatOnPage(await shown.context.newPage());
    await other.page.goto(shown.server.url);
    await other.open();
    await shown.chat.asks('¿Cómo me empadrono?');
    await other.until((seen) => seen.length === 3);
    await other.asks('¿Cómo pago una multa?');
    await shown.chat.until((seen) => seen.length === 5);
    assert.deepEqual(await shown.chat.seen(), await other.seen());
    await shown.context.setOffline(true);
    await shown.chat.writes('¿Cuándo se paga el IBI?');
    await other.writes('¿Qué horario tienen las oficinas?');
    await shown.context.setOffline(false);
    for (const tab of [shown.chat, other]) await tab.until((seen) => seen.length === 9 && seen.at(-1)?.from === 'bot', 40_000);
    assert.deepEqual(await shown.chat.seen(), await other.seen());
    assert.deepEqual((await own()).slice(2), ['¿Cuándo se paga el IBI?', '¿Qué horario tienen las oficinas?']);
  });

  it('says on the button that something new came while the chat was closed', async () => {
    await shown.chat.open();
    const other = new ChatOnPage(await shown.context.newPage());
    await other.page.goto(shown.server.url);
    await other.open();
    await shown.chat.page.keyboard.press('Escape');
    await other.asks('¿Cómo me empadrono?');
    await shown.chat.page.getByRole('button', { name: /Tiene mensajes nuevos/ }).click();
    await shown.chat.until((seen) => seen.length === 3);
  });

  it('uploads a photo that was chosen offline once the network is back', async () => {
    await shown.chat.open();
    await shown.context.setOffline(true);
    await shown.chat.panel.getByText(/Sin conexión/).waitFor();
    const pixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==', 'base64');
    await shown.chat.panel.locator('input[type=file]').setInputFiles({ name: 'farola.png', mimeType: 'image/png', buffer: pixel });
    await shown.chat.panel.getByText(/Se subirá al volver la conexión/).waitFor();
    await shown.context.setOffline(false);
    await shown.chat.hears(/He recibido su archivo/);
    assert.equal((await own()).length, 1);
  });

  it('says what happened and what to do when the chat cannot be opened, and recovers', async () => {
    await shown.server.kill();
    await shown.chat.launcher.click();
    await shown.chat.panel.getByText(/No se ha podido abrir la conversación.*010/).waitFor({ timeout: 20_000 });
    await shown.server.restart();
    await shown.chat.until((seen) => seen.some(({ text }) => /¿En qué puedo ayudarle\?/.test(text)), 40_000);
  });
});

/** What the citizen saw is what the server has. */
async function sameAfterReload(chat: ChatOnPage): Promise<void> {
  const seen = await chat.seen();
  await chat.page.reload();
  await chat.until((again) => again.length >= seen.length);
  assert.deepEqual(await chat.seen(), seen);
}
