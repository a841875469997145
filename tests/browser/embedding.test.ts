import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { ChatOnPage, errorsOf, openBrowser } from '../support/browser.ts';
import { type ServerProcess, startServer } from '../support/server.ts';

const PHOTO = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==', 'base64');

/** A page of the council's own site: an old style sheet, a small root size, a strict policy. */
const page = (chat: string, attributes: string): string => `<!doctype html><html lang="es"><head><title>Sede</title><link rel="stylesheet" href="/site.css">
<script src="${chat}/widget.js" async ${attributes}></script></head><body><main><h1>Sede electrónica</h1><button data-ventanilla-ask="¿Cómo me empadrono?">Padrón</button></main></body></html>`;
const SITE_CSS = 'html { font-size: 62.5%; } * { box-sizing: content-box; margin: 7px; } button, textarea, p { font: 30px/1 fantasy !important; color: pink !important; text-transform: uppercase; }';

describe('the chat on another site of the council', () => {
  let server: ServerProcess;
  let browser: Browser;
  const sites: Server[] = [];

  before(async function () {
    browser = await openBrowser(this);
  });
  after(async () => {
    for (const site of sites) site.close();
    await browser?.close();
  });
  afterEach(() => server?.stop());

  /** Another origin; `allowed` says whether the council named it. */
  async function visit(allowed: boolean, attributes = ''): Promise<{ chat: ChatOnPage; errors: string[]; page: Page }> {
    let body = '';
    const site = createServer((request, response) => {
      const policy = `default-src 'self'; script-src ${server.url}; font-src ${server.url}; connect-src ${server.url} ${server.url.replace('http', 'ws')}; img-src 'self' blob:`;
      const css = request.url === '/site.css';
      response.writeHead(200, { 'Content-Type': css ? 'text/css' : 'text/html; charset=utf-8', 'Content-Security-Policy': policy }).end(css ? SITE_CSS : body);
    });
    sites.push(site);
    await new Promise<void>((resolve) => site.listen(0, resolve));
    const origin = `http://localhost:${(site.address() as AddressInfo).port}`;
    server = await startServer({ env: { VENTANILLA_RATE_LIMITS: 'off', ...(allowed ? { WEBCHAT_ORIGINS: origin } : {}) } });
    body = page(server.url, attributes);
    const opened = await browser.newPage({ locale: 'es-ES', viewport: { width: 1280, height: 800 } });
    const errors = errorsOf(opened);
    await opened.goto(origin);
    const chat = new ChatOnPage(opened);
    await chat.launcher.waitFor();
    return { chat, errors, page: opened };
  }

  it('answers, takes a file and keeps its own look under a strict policy', async () => {
    const { chat, errors, page: opened } = await visit(true);
    await opened.getByRole('button', { name: 'Padrón' }).click();
    await chat.until((seen) => /DNI/.test(seen.at(-1)?.text ?? ''));
    await chat.panel.locator('input[type=file]').setInputFiles({ name: 'foto.png', mimeType: 'image/png', buffer: PHOTO });
    await chat.hears(/He recibido su archivo/);
    const style = await chat.field.evaluate((element) => {
      const { fontSize, fontFamily, textTransform } = getComputedStyle(element);
      return { fontSize, fontFamily, textTransform };
    });
    assert.equal(style.fontSize, '16px');
    assert.match(style.fontFamily, /^"?Atkinson/);
    assert.equal(style.textTransform, 'none');
    await opened.waitForFunction(() => document.fonts.check('16px "Atkinson Hyperlegible Next"'));
    assert.deepEqual(errors, []);
  });

  it('takes its language and theme from the script tag', async () => {
    const { chat, page: opened } = await visit(true, 'data-language="en" data-theme="dark"');
    await opened.getByRole('button', { name: 'Ask the Town Council' }).click();
    await chat.hears(/automatic assistant/);
    assert.equal(await chat.panel.evaluate((element) => getComputedStyle(element).colorScheme), 'dark');
  });

  it('does not open on a site that the council did not name', async () => {
    const { chat } = await visit(false);
    await chat.launcher.click();
    await chat.panel.getByText(/No se ha podido abrir la conversación/).waitFor({ timeout: 30_000 });
  });
});
