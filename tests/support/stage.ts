import assert from 'node:assert/strict';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { ChatOnPage, errorsOf, openBrowser } from './browser.ts';
import { type ServerProcess, startServer } from './server.ts';

/** A server and a browser for all tests of a suite; to be called where the suite is described. */
export interface Stage {
  readonly server: ServerProcess;
  readonly browser: Browser;
}

/** The same with a page of its own for each test, the citizen page open in it. */
export interface ChatStage extends Stage {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly chat: ChatOnPage;
}

export function stage(): Stage {
  let server: ServerProcess | undefined;
  let browser: Browser | undefined;
  before(async function () {
    browser = await openBrowser(this);
    server = await startServer({ env: { VENTANILLA_RATE_LIMITS: 'off' } });
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });
  return {
    get server() {
      return there(server);
    },
    get browser() {
      return there(browser);
    },
  };
}

/** The page may complain of nothing, its content policy least of all. */
export function chatStage(options: BrowserContextOptions = {}): ChatStage {
  const common = stage();
  let shown: { context: BrowserContext; page: Page; chat: ChatOnPage; errors: string[] } | undefined;
  beforeEach(async () => {
    const context = await common.browser.newContext({ locale: 'es-ES', viewport: { width: 1280, height: 800 }, ...options });
    const page = await context.newPage();
    shown = { context, page, chat: new ChatOnPage(page), errors: errorsOf(page) };
    await page.goto(common.server.url);
    await shown.chat.launcher.waitFor();
  });
  afterEach(async () => {
    const { context, errors } = there(shown);
    await context.close();
    assert.deepEqual(errors, []);
  });
  return {
    get server() {
      return common.server;
    },
    get browser() {
      return common.browser;
    },
    get context() {
      return there(shown).context;
    },
    get page() {
      return there(shown).page;
    },
    get chat() {
      return there(shown).chat;
    },
  };
}

function there<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('the stage is set when the tests run');
  return part;
}
