import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a call of the Bot API goes wrong. `delivered` does what was asked and then never answers. */
export type Fault = { kind: '429'; retryAfter: number } | { kind: '500' } | { kind: 'reset' } | { kind: 'delivered' } | { kind: '403' };

export interface Sent {
  chat: string;
  text: string;
  buttons: { text: string; data: string }[];
  at: number;
}

interface Button {
  text?: unknown;
  callback_data?: unknown;
}

/** A strict stand-in for the Telegram Bot API: checks what the real one checks, and fails on demand. */
export class TelegramSimulator {
  readonly token = '123456:TEST-token_for_tests';
  readonly sent: Sent[] = [];
  readonly calls: string[] = [];
  readonly answeredCallbacks: string[] = [];
  readonly violations: string[] = [];
  readonly files = new Map<string, Buffer>();
  webhook: { url: string; secret: string } | undefined;
  /** Asked before each sendMessage; undefined lets it pass. */
  fault: (sent: Sent) => Fault | undefined = () => undefined;
  /** How long sendMessage takes, ms; what was asked is done even if the caller dies meanwhile. */
  latency: () => number = () => 0;
  #pending: { update_id: number }[] = [];
  #wake: (() => void)[] = [];
  #next = 700_000_000;
  #messageId = 1;
  readonly #server: Server = createServer((request, response) => void this.#serve(request, response));

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** An update as Telegram would make it: a private message with this text. */
  text(chat: number, text: string): { update_id: number } {
    return this.message(chat, { text });
  }

  message(chat: number, content: object): { update_id: number } {
    this.#messageId += 1;
    const from = { id: chat, is_bot: false, first_name: 'Ana', language_code: 'es' };
    return this.#update({ message: { message_id: this.#messageId, date: Math.floor(Date.now() / 1000), chat: { id: chat, type: 'private', first_name: 'Ana' }, from, ...content } });
  }

  press(chat: number, data: string): { update_id: number } {
    const from = { id: chat, is_bot: false, first_name: 'Ana', language_code: 'es' };
    return this.#update({ callback_query: { id: `cb${this.#next}`, from, data, chat_instance: '1', message: { message_id: 1, date: 1, chat: { id: chat, type: 'private' } } } });
  }

  /** Puts updates where getUpdates finds them. */
  queue(...updates: { update_id: number }[]): void {
    this.#pending.push(...updates);
    for (const wake of this.#wake.splice(0)) wake();
  }

  /** Delivers an update to the webhook as Telegram does; returns the status. */
  async deliver(url: string, update: object, secret: string | undefined): Promise<number> {
    const headers: Record<string, string> = { 'Content-Type': 'application/json', ...(secret === undefined ? {} : { 'X-Telegram-Bot-Api-Secret-Token': secret }) };
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(update) });
    await answer.arrayBuffer();
    return answer.status;
  }

  async until(done: () => boolean, ms = 15_000): Promise<void> {
    const end = Date.now() + ms;
    while (!done()) {
      if (Date.now() > end) throw new Error(`waited too long; sent so far: ${JSON.stringify(this.sent.slice(-5))}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  #update(content: object): { update_id: number } {
    this.#next += 1;
    return { update_id: this.#next, ...content };
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? '';
    if (url.startsWith(`/file/bot${this.token}/`)) return this.#download(url, response);
    const method = new RegExp(`^/bot${this.token}/(\\w+)`).exec(url)?.[1];
    if (method === undefined) return fail(response, 401, 'Unauthorized');
    this.calls.push(method);
    const body = await readJson(request);
    switch (method) {
      case 'getMe':
        return ok(response, { id: 123456, is_bot: true, first_name: 'Ventanilla', username: 'ventanilla_test_bot' });
      case 'getUpdates':
        return this.#getUpdates(body, response);
      case 'setWebhook':
        this.webhook = { url: String(body.url), secret: String(body.secret_token ?? '') };
        return ok(response, true);
      case 'deleteWebhook':
      case 'setMyCommands':
      case 'sendLocation':
        return ok(response, true);
      case 'answerCallbackQuery':
        this.answeredCallbacks.push(String(body.callback_query_id));
        return ok(response, true);
      case 'getFile':
        return this.files.has(String(body.file_id)) ? ok(response, { file_id: body.file_id, file_path: `photos/${body.file_id}` }) : fail(response, 400, 'Bad Request: invalid file_id');
      case 'sendMessage':
        return this.#sendMessage(body, request, response);
      default:
        this.violations.push(`unknown method ${method}`);
        return fail(response, 404, 'Not Found');
    }
  }

  async #getUpdates(body: Record<string, unknown>, response: ServerResponse): Promise<void> {
    if (this.webhook) return fail(response, 409, "Conflict: can't use getUpdates method while webhook is active");
    const offset = Number(body.offset ?? 0);
    this.#pending = this.#pending.filter((update) => update.update_id >= offset);
    if (this.#pending.length === 0) {
      await new Promise<void>((resolve) => {
        this.#wake.push(resolve);
        setTimeout(resolve, Math.min(Number(body.timeout ?? 0), 1) * 1000);
      });
    }
    ok(response, this.#pending.slice(0, Number(body.limit ?? 100)));
  }

  #sendMessage(body: Record<string, unknown>, request: IncomingMessage, response: ServerResponse): void {
    const text = String(body.text ?? '');
    const sent: Sent = { chat: String(body.chat_id), text, buttons: this.#buttons(body.reply_markup), at: Date.now() };
    const problem = this.#problemOf(text, sent);
    if (problem !== undefined) {
      this.violations.push(problem);
      return fail(response, 400, `Bad Request: ${problem}`);
    }
    const fault = this.fault(sent);
    if (fault?.kind === '429') return fail(response, 429, `Too Many Requests: retry after ${fault.retryAfter}`, { retry_after: fault.retryAfter });
    if (fault?.kind === '403') return fail(response, 403, 'Forbidden: bot was blocked by the user');
    if (fault?.kind === '500') return fail(response, 500, 'Internal Server Error');
    if (fault?.kind === 'reset') return void request.socket.destroy();
    this.sent.push(sent);
    if (fault?.kind === 'delivered') return void request.socket.destroy();
    this.#messageId += 1;
    const result = { message_id: this.#messageId, date: Math.floor(Date.now() / 1000), chat: { id: Number(body.chat_id), type: 'private' }, text };
    setTimeout(() => ok(response, result), this.latency());
  }

  /** The limits of sendMessage: https://core.telegram.org/bots/api#sendmessage */
  #problemOf(text: string, sent: Sent): string | undefined {
    const visible = text.replace(/<[^>]+>/g, '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
    if (visible.trim() === '') return 'message text is empty';
    if (visible.length > 4096) return 'message is too long';
    const open: string[] = [];
    for (const [, close, tag] of text.matchAll(/<(\/?)(\w+)[^>]*>/g)) {
      if (!['b', 'i', 'a', 'u', 's', 'code', 'pre'].includes(tag ?? '')) return `can't parse entities: unsupported start tag "${tag}"`;
      if (close === '') open.push(tag ?? '');
      else if (open.pop() !== tag) return "can't parse entities: unmatched end tag";
    }
    if (open.length > 0) return "can't parse entities: can't find end tag";
    if (sent.buttons.some(({ data }) => Buffer.byteLength(data) < 1 || Buffer.byteLength(data) > 64)) return 'BUTTON_DATA_INVALID';
    if (sent.buttons.some((button) => button.text.trim() === '')) return 'text buttons must not be empty';
    return undefined;
  }

  #buttons(markup: unknown): Sent['buttons'] {
    const rows = typeof markup === 'object' && markup && 'inline_keyboard' in markup ? (markup.inline_keyboard as Button[][]) : [];
    return rows.flat().map(({ text, callback_data }) => ({ text: String(text), data: String(callback_data) }));
  }

  #download(url: string, response: ServerResponse): void {
    const content = this.files.get(url.split('/').at(-1) ?? '');
    response.writeHead(content ? 200 : 404).end(content);
  }
}

function ok(response: ServerResponse, result: unknown): void {
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ ok: true, result }));
}

function fail(response: ServerResponse, code: number, description: string, parameters?: object): void {
  response.writeHead(code, { 'Content-Type': 'application/json' }).end(JSON.stringify({ ok: false, error_code: code, description, parameters }));
}

async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}
