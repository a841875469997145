import assert from 'node:assert/strict';
import { mkdirSync, statSync } from 'node:fs';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { ChatOnPage, openBrowser } from '../support/browser.ts';
import { type ServerProcess, startServer } from '../support/server.ts';

const FOLDER = 'screenshots';

const DEVICES: Readonly<Record<string, BrowserContextOptions>> = {
  desktop: { viewport: { width: 1280, height: 800 } },
  phone: { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 },
  dark: { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' },
  'phone-dark': { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2, colorScheme: 'dark' },
  'zoom-200': { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 },
  'forced-colours': { viewport: { width: 1280, height: 800 }, forcedColors: 'active' },
  contrast: { viewport: { width: 1280, height: 800 }, contrast: 'more' },
};

describe('pictures of what citizens see', () => {
  let server: ServerProcess;
  let browser: Browser;

  before(async function () {
    browser = await openBrowser(this);
    server = await startServer({ env: { VENTANILLA_RATE_LIMITS: 'off' } });
    mkdirSync(FOLDER, { recursive: true });
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  for (const [device, options] of Object.entries(DEVICES)) {
    it(`are taken: ${device}`, async () => {
      const context = await browser.newContext({ locale: 'es-ES', timezoneId: 'Europe/Madrid', reducedMotion: 'reduce', ...options });
      const page = await context.newPage();
      await page.goto(server.url);
      const chat = new ChatOnPage(page);
      await chat.launcher.waitFor();
      await page.evaluate(() => document.fonts.ready);
      const taken: string[] = [];
      const take = async (state: string, fullPage = false): Promise<void> => {
        const path = `${FOLDER}/${device}-${state}.png`;
        await page.screenshot({ path, fullPage });
        taken.push(path);
      };
      await take('1-page', true);
      await chat.open();
      await take('2-empty');
      await chat.asks('¿Cómo me empadrono?');
      await take('3-answer');
      await chat.asks('quiero un certificado');
      await take('4-choices');
      await chat.asks('hay un bache en la plaza del Azahar, 1');
      if (/Dónde está/.test(await chat.last())) await chat.asks('Plaza del Azahar, 1');
      await chat.chooses('No lo sé');
      await take('5-form');
      await chat.panel.locator('input[type=file]').setInputFiles({ name: 'autoliquidación-del-impuesto-extraordinariamente-larga.exe', mimeType: 'application/x-msdownload', buffer: Buffer.from('MZ') });
      await chat.panel.getByText(/Ese tipo de archivo no se admite/).waitFor();
      await chat.field.fill(`${'Desproporcionadamente '.repeat(95)}`);
      await take('6-error');
      await chat.field.fill('');
      await chat.panel.getByRole('button', { name: 'Descartar' }).click();
      await context.setOffline(true);
      await chat.writes('¿Cuándo se paga el IBI?');
      await chat.panel.getByText('Sin conexión.').waitFor();
      await take('7-offline');
      await context.setOffline(false);
      await chat.panel.getByRole('button', { name: 'Opciones' }).click();
      await take('8-options');
      await context.close();
      for (const path of taken) assert.ok(statSync(path).size > 5000, path);
    });
  }
});
