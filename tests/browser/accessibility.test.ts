import assert from 'node:assert/strict';
import axe from 'axe-core';
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { ChatOnPage } from '../support/browser.ts';
import { stage } from '../support/stage.ts';

const PHONE: BrowserContextOptions = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };
const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };

/** WCAG 1.4.12: what a reader may set without anything being lost. */
const SPACED = '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }';

describe('what citizens see, for everybody', () => {
  const shown = stage();
  const contexts: BrowserContext[] = [];
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
  });

  async function visit(options: BrowserContextOptions = DESKTOP, path = '/'): Promise<ChatOnPage> {
    const context = await shown.browser.newContext({ locale: 'es-ES', reducedMotion: 'reduce', ...options });
    contexts.push(context);
    const page = await context.newPage();
    await page.goto(shown.server.url + path);
    const chat = new ChatOnPage(page);
    await chat.launcher.waitFor();
    return chat;
  }

  /** Each state of the chat, one after another, given to `look`. */
  async function everyState(chat: ChatOnPage, look: (state: string) => Promise<void>): Promise<void> {
    await look('closed');
    await chat.open();
    await look('empty');
    await chat.asks('¿Cómo me empadrono?');
    await look('conversation');
    await chat.panel.getByRole('button', { name: 'Lectura fácil' }).click();
    await chat.panel.getByRole('button', { name: 'No', exact: true }).click();
    await chat.hears(/¿Quiere que le atienda alguien\?/);
    await look('choices');
    await chat.asks('hay un bache en la plaza del Azahar, 1');
    if (/Dónde está/.test(await chat.last())) await chat.asks('Plaza del Azahar, 1');
    await chat.chooses('No lo sé');
    await look('form');
    await chat.panel.locator('input[type=file]').setInputFiles({ name: 'nombre-de-archivo-larguísimo-sin-espacios.exe', mimeType: 'application/x-msdownload', buffer: Buffer.from('MZ') });
    await chat.field.fill('x'.repeat(2001));
    await chat.panel.getByText(/Ese tipo de archivo no se admite/).waitFor();
    await look('error');
    await chat.field.fill('');
    await chat.panel.getByRole('button', { name: 'Descartar' }).click();
    await chat.panel.getByRole('button', { name: 'Opciones' }).click();
    await look('options');
    await chat.panel.getByRole('button', { name: 'Borrar la conversación' }).click();
    await look('deleting');
    await chat.panel.getByRole('button', { name: 'No borrar' }).click();
    await chat.panel.getByRole('button', { name: 'Opciones' }).click();
    await chat.page.context().setOffline(true);
    await chat.writes('¿Cuándo se paga el IBI?');
    await chat.panel.getByText('Pendiente de enviar').waitFor();
    await look('offline');
    await chat.page.context().setOffline(false);
  }

  const settings: [string, BrowserContextOptions][] = [
    ['on a desktop', DESKTOP],
    ['on a telephone', PHONE],
    ['in the dark', { ...DESKTOP, colorScheme: 'dark' }],
    ['with more contrast', { ...DESKTOP, contrast: 'more' }],
    ['with more contrast in the dark', { ...DESKTOP, contrast: 'more', colorScheme: 'dark' }],
  ];
  for (const [name, options] of settings) {
    it(`axe finds nothing on any state of the chat ${name}`, async () => {
      const chat = await visit(options);
      await everyState(chat, async (state) => assert.deepEqual(await violations(chat.page), [], state));
    });
  }

  it('axe finds nothing on the page, in Spanish and in English, in light and in dark', async () => {
    for (const path of ['/', '/en']) for (const colorScheme of ['light', 'dark'] as const) {
      const chat = await visit({ ...DESKTOP, colorScheme }, path);
      assert.deepEqual(await violations(chat.page), [], `${path} ${colorScheme}`);
      assert.equal(await chat.page.locator('html').getAttribute('lang'), path === '/' ? 'es' : 'en');
    }
  });

  it('axe does look inside the chat', async () => {
    const chat = await visit();
    await chat.open();
    await chat.field.evaluate((element) => {
      element.removeAttribute('aria-label');
      element.removeAttribute('placeholder');
    });
    assert.match((await violations(chat.page)).join('\n'), /^label ventanilla-chat,textarea/m);
  });

  it('axe finds nothing while it loads and when it cannot be opened', async () => {
    const chat = await visit();
    await chat.page.context().setOffline(true);
    await chat.launcher.click();
    await chat.panel.getByText('Cargando la conversación…').waitFor({ state: 'attached' });
    assert.deepEqual(await violations(chat.page), [], 'loading');
    await chat.panel.getByText(/No se ha podido abrir la conversación/).waitFor({ timeout: 20_000 });
    assert.deepEqual(await violations(chat.page), [], 'failed');
  });

  it('fits 320 px, 200 % zoom and wide text spacing without anything cut or scrolled sideways', async () => {
    const sizes: [string, BrowserContextOptions, string | undefined][] = [
      ['320 px', { viewport: { width: 320, height: 640 } }, undefined],
      ['1280 px at 200 %', { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }, undefined],
      ['1280 px at 400 %', { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 }, undefined],
      ['text spacing', { viewport: { width: 360, height: 740 } }, SPACED],
    ];
    for (const [name, options, css] of sizes) {
      const chat = await visit(options);
      if (css !== undefined) await space(chat.page, css);
      await everyState(chat, async (state) => assert.deepEqual(await cutOff(chat.page), [], `${name}, ${state}`));
    }
  });

  it('gives fingers 44 px', async () => {
    const chat = await visit(PHONE);
    await everyState(chat, async (state) => assert.deepEqual(await smallTargets(chat.page), [], state));
  });

  it('announces each message once, and nothing of what was said before', async () => {
    const chat = await visit();
    await chat.open();
    const log = chat.panel.locator('[role=log]');
    assert.equal(await log.getAttribute('aria-live'), 'polite');
    await log.evaluate((element) => {
      const added: string[] = [];
      Object.assign(window, { added });
      new MutationObserver((changes) => {
        for (const change of changes) for (const node of change.addedNodes) if (node instanceof HTMLElement && node.matches('.line')) added.push(node.className);
      }).observe(element, { childList: true, subtree: true });
    });
    await chat.asks('¿Cómo me empadrono?');
    await chat.page.waitForTimeout(300);
    assert.deepEqual(await chat.page.evaluate(() => (window as unknown as { added: string[] }).added), ['line from-contact', 'line from-bot']);
    await chat.page.reload();
    await chat.until((seen) => seen.length === 3);
    assert.equal(await log.getAttribute('aria-live'), 'off', 'history is not read out');
    await chat.page.waitForTimeout(600);
    assert.equal(await log.getAttribute('aria-live'), 'polite');
  });

  it('marks the language of what is said in another', async () => {
    const chat = await visit();
    await chat.open();
    await chat.asks('where do I pay a parking fine please?');
    assert.equal(await chat.panel.locator('.from-bot').last().getAttribute('lang'), 'en');
    assert.equal(await chat.panel.locator('.from-bot').first().getAttribute('lang'), 'es');
  });

  it('moves nothing for those who ask for stillness', async () => {
    const chat = await visit();
    await chat.open();
    const moving = await chat.page.evaluate(() => document.getAnimations().length + (document.querySelector('ventanilla-chat')?.shadowRoot?.getAnimations().length ?? 0));
    assert.equal(moving, 0);
  });
});

/** What axe finds, as lines that say what and where. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const results = await page.evaluate(() => (window as unknown as { axe: typeof axe }).axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  }));
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary}`));
}

async function space(page: Page, css: string): Promise<void> {
  await page.evaluate((text) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(text);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    const shadow = document.querySelector('ventanilla-chat')?.shadowRoot;
    if (shadow) shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet];
  }, css);
}

/** Elements that reach beyond the screen sideways, or whose words are cut. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const wide = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth > wide) found.push(`the page is ${document.documentElement.scrollWidth} px wide`);
    for (const element of document.querySelector('ventanilla-chat')?.shadowRoot?.querySelectorAll<HTMLElement>('*') ?? []) {
      const box = element.getBoundingClientRect();
      if (box.width === 0 || element.closest('.unseen')) continue;
      const name = `${element.tagName}.${element.className}`;
      if (box.right > wide + 1 || box.left < -1) found.push(`${name} reaches from ${Math.round(box.left)} to ${Math.round(box.right)}`);
      if (element.scrollWidth > element.clientWidth + 1 && /^(BUTTON|P|LI|H2|H3|A|DIV|SECTION)$/.test(element.tagName) && element.clientWidth > 0) found.push(`${name} holds ${element.scrollWidth} px in ${element.clientWidth}`);
    }
    return found;
  });
}

/** Buttons, links and fields on their own that are smaller than a finger wants; links within a sentence are as high as it is. */
function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => [...(document.querySelector('ventanilla-chat')?.shadowRoot?.querySelectorAll<HTMLElement>('button, select, textarea, a') ?? [])]
    .filter((element) => !element.closest('.rich, .source'))
    .map((element) => ({ element, box: element.getBoundingClientRect() }))
    .filter(({ box }) => box.width > 0 && (box.width < 44 || box.height < 44))
    .map(({ element, box }) => `${element.textContent?.trim() || element.getAttribute('aria-label')}: ${box.width} × ${box.height}`));
}
