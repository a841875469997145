import type { Context } from 'mocha';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { needs } from './parts.ts';

const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** A real Chromium: that of CHROMIUM_BIN or the PATH; the test is skipped by name where there is none. */
export function openBrowser(test: Context): Promise<Browser> {
  return chromium.launch({ executablePath: needs(test, 'chromium'), args: FLAGS });
}

/** What a page wrote to its console as an error, but for the network: tests break the connection, and send what is refused. */
export function errorsOf(page: Page): string[] {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !/net::ERR|WebSocket connection|Failed to load resource/.test(message.text())) errors.push(message.text());
  });
  return errors;
}

/** One message of the conversation as it is seen. */
export interface Seen {
  from: string;
  text: string;
}

/** The chat on a page, as a citizen uses it. */
export class ChatOnPage {
  readonly page: Page;
  readonly panel: Locator;
  readonly field: Locator;
  readonly launcher: Locator;

  constructor(page: Page) {
    this.page = page;
    this.panel = page.locator('ventanilla-chat .panel');
    this.field = this.panel.locator('textarea');
    this.launcher = page.locator('ventanilla-chat .launcher');
  }

  async open(): Promise<void> {
    await this.launcher.click();
    await this.hears(/asistente automático|automatic assistant/);
  }

  /** Writes and sends, and waits until the bot has answered it. */
  async asks(text: string): Promise<void> {
    const before = (await this.seen()).length;
    await this.writes(text);
    await this.answered(before);
  }

  async writes(text: string): Promise<void> {
    await this.field.fill(text);
    await this.field.press('Enter');
  }

  async chooses(title: string | RegExp): Promise<void> {
    const before = (await this.seen()).length;
    await this.panel.locator('.choice:not([disabled])', { hasText: title }).last().click();
    await this.answered(before);
  }

  /** Waits until the citizen's line and one of the bot's stand after the first `before` lines. */
  async answered(before: number): Promise<void> {
    await this.until((seen) => seen.slice(before).some(({ from }) => from === 'contact') && seen.at(-1)?.from === 'bot');
  }

  async hears(text: RegExp): Promise<void> {
    await this.until((seen) => seen.some((line) => line.from === 'bot' && text.test(line.text)));
  }

  /** The bot's last words. */
  async last(): Promise<string> {
    return (await this.seen()).filter(({ from }) => from === 'bot').at(-1)?.text ?? '';
  }

  /** All messages in order. */
  seen(): Promise<Seen[]> {
    return this.page.evaluate(() => {
      const lines = document.querySelector('ventanilla-chat')?.shadowRoot?.querySelectorAll<HTMLElement>('.line') ?? [];
      return [...lines].map((line) => ({
        from: /from-(\w+)/.exec(line.className)?.[1] ?? '',
        text: [...line.querySelectorAll<HTMLElement>('.bubble')].map((bubble) => bubble.textContent ?? '').join('\n').trim(),
      }));
    });
  }

  async until(holds: (seen: Seen[]) => boolean, ms = 20_000): Promise<void> {
    const end = Date.now() + ms;
    for (;;) {
      const seen = await this.seen();
      if (holds(seen)) return;
      if (Date.now() > end) throw new Error(`waited in vain; the conversation:\n${seen.map(({ from, text }) => `${from}: ${text}`).join('\n')}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
