import assert from 'node:assert/strict';
import { chatStage } from '../support/stage.ts';

describe('the chat with the keyboard alone', () => {
  const shown = chatStage();

  /** What has the focus: its name, or its words. */
  const focused = (): Promise<string> => shown.page.evaluate(() => {
    const outer = document.activeElement;
    const element = outer?.shadowRoot?.activeElement ?? outer;
    return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? '';
  });

  /** Presses a key until what has the focus is called so. */
  async function goTo(name: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    const met: string[] = [];
    for (let presses = 0; presses < 60; presses += 1) {
      const here = await focused();
      if (name.test(here)) return;
      met.push(here);
      await shown.page.keyboard.press(key);
    }
    assert.fail(`${name} cannot be reached with ${key}; met ${met.join(' | ')}`);
  }

  /** What has the focus once the page has come to rest. */
  async function rests(on: RegExp): Promise<void> {
    for (let waits = 0; waits < 60 && !on.test(await focused()); waits += 1) await shown.page.waitForTimeout(25);
    assert.match(await focused(), on);
  }

  async function type(text: string): Promise<void> {
    const before = (await shown.chat.seen()).length;
    await rests(/^Escriba su pregunta$/);
    await shown.page.keyboard.type(text);
    await shown.page.keyboard.press('Enter');
    await shown.chat.answered(before);
  }

  async function press(name: RegExp): Promise<void> {
    const before = (await shown.chat.seen()).length;
    await goTo(name, 'Shift+Tab');
    await shown.page.keyboard.press('Enter');
    await shown.chat.answered(before);
  }

  it('asks, chooses, fills a form, loses the connection in the middle and comes back with nothing lost or doubled', async () => {
    await goTo(/^Preguntar al Ayuntamiento/);
    await shown.page.keyboard.press('Enter');
    await shown.chat.hears(/asistente automático/);
    await type('¿Cómo me empadrono?');
    await type('hay un bache');
    await type('Plaza del Azahar, 1');
    await press(/^No lo sé$/);
    await shown.server.kill();
    await shown.page.keyboard.press('Shift+Tab');
    await goTo(/^Seguir sin foto$/, 'Shift+Tab');
    await shown.page.keyboard.press('Space');
    await shown.chat.panel.getByText('Pendiente de enviar').waitFor();
    await shown.server.restart();
    await shown.chat.until((seen) => /correo/.test(seen.at(-1)?.text ?? ''), 40_000);
    await press(/^Prefiero no darlo$/);
    await press(/^Sí, enviar$/);
    assert.match(await shown.chat.last(), /INC-/);
    const said = (await shown.chat.seen()).filter(({ from }) => from === 'contact').map(({ text }) => text);
    assert.deepEqual(said, ['¿Cómo me empadrono?', 'hay un bache', 'Plaza del Azahar, 1', 'No lo sé', 'Seguir sin foto', 'Prefiero no darlo', 'Sí, enviar']);
    await rests(/^Escriba su pregunta$/);
    await shown.page.keyboard.press('Escape');
    await rests(/^Preguntar al Ayuntamiento/);
    assert.ok(await shown.chat.panel.isHidden());
  });

  it('reaches everything in the order in which it is seen', async () => {
    await shown.chat.open();
    await shown.chat.asks('¿Cómo me empadrono?');
    await goTo(/^English$/, 'Shift+Tab');
    for (const name of [/^English$/, /^Opciones$/, /^Cerrar el chat$/, /^Conversación$/, /^cambio de domicilio$/, /^Más información/, /^Lectura fácil$/, /^Sí$/, /^No$/, /^Adjuntar/, /^Escriba su pregunta$/, /^Enviar$/]) {
      assert.match(await focused(), name);
      await shown.page.keyboard.press('Tab');
    }
  });

  it('leaves the page within reach on a wide screen', async () => {
    await shown.chat.open();
    await goTo(/Saltar al contenido|Ayuntamiento de Benalmara$/, 'Shift+Tab');
    assert.ok(await shown.chat.panel.isVisible());
  });

  it('stays inside where it fills the screen, and Esc leads out', async () => {
    await shown.page.setViewportSize({ width: 400, height: 700 });
    await shown.chat.open();
    for (let presses = 0; presses < 40; presses += 1) {
      await shown.page.keyboard.press(presses % 2 ? 'Tab' : 'Shift+Tab');
      await shown.page.keyboard.press('Tab');
      assert.equal(await shown.page.evaluate(() => document.activeElement?.tagName), 'VENTANILLA-CHAT');
    }
    await shown.page.keyboard.press('Escape');
    await rests(/^Preguntar al Ayuntamiento/);
  });

  it('scrolls the conversation', async () => {
    await shown.chat.open();
    await shown.chat.asks('¿Cómo me empadrono?');
    await shown.chat.asks('¿Cómo pago una multa?');
    const top = (): Promise<number> => shown.chat.panel.locator('.scroll').evaluate((element) => element.scrollTop);
    const before = await top();
    await goTo(/^Conversación$/, 'Shift+Tab');
    await shown.page.keyboard.press('PageUp');
    for (let waits = 0; waits < 40 && (await top()) >= before; waits += 1) await shown.page.waitForTimeout(50);
    assert.ok((await top()) < before);
  });

  it('opens the options, steps back from deleting, and reaches a person', async () => {
    await shown.chat.open();
    await goTo(/^Opciones$/, 'Shift+Tab');
    await shown.page.keyboard.press('Enter');
    await rests(/^Hablar con una persona$/);
    await goTo(/^Borrar la conversación$/);
    await shown.page.keyboard.press('Enter');
    await rests(/^No borrar$/);
    await shown.page.keyboard.press('Enter');
    await goTo(/^Hablar con una persona$/, 'Shift+Tab');
    const before = (await shown.chat.seen()).length;
    await shown.page.keyboard.press('Enter');
    await shown.chat.answered(before);
    await rests(/^Escriba su pregunta$/);
  });
});
