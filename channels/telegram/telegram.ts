import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Telegram as Api, TelegramError } from 'telegraf';
import { keepAttachment } from '../../bot/attachment.ts';
import { ERRORS, Refused, Unreachable, VentanillaError } from '../../bot/errors.ts';
import type { FileRef } from '../../store/files.ts';
import type { Channel, House, Outgoing, RawHandler, Traits } from '../channel.ts';
import { toHtml } from './html.ts';
import { poll } from './poll.ts';
import { apiSignal } from './signal.ts';
import { ALLOWED_UPDATES, type Heard, heard, type Update, updateSchema } from './update.ts';

/** https://core.telegram.org/bots/api: 4,096 characters after entities, 64 bytes of button data. */
export const TELEGRAM_TRAITS: Traits = {
  textLimit: 4096,
  buttons: { max: 8, title: 60 },
  list: { max: 0, title: 0 },
  markdown: 'basic',
  attachments: true,
  threads: false,
  voice: false,
  liveTyping: false,
  delivery: 'push',
};

export interface TelegramOptions {
  token: string;
  /** Root of the Bot API; Telegram's own unless given. */
  apiRoot?: string;
  /** Updates come to `publicUrl` + /webhooks/telegram with this secret; without it they are polled. */
  webhook?: { publicUrl: string; secret: string };
}

const BODY_LIMIT = 1024 * 1024;
const BUTTON_DATA_BYTES = 64;
const CALL_TIMEOUT_MS = 15_000;
const DOWNLOAD_LIMIT = 10 * 1024 * 1024;

export class Telegram implements Channel {
  readonly name = 'telegram';
  readonly account: string;
  readonly traits = TELEGRAM_TRAITS;
  readonly webhooks: readonly RawHandler[];
  readonly #options: TelegramOptions;
  readonly #api: Api;
  readonly #stopping = new AbortController();
  #house: House | undefined;
  #polling: Promise<void> | undefined;

  constructor(options: TelegramOptions) {
    this.#options = options;
    this.account = options.token.split(':')[0] ?? '';
    this.#api = new Api(options.token, options.apiRoot === undefined ? {} : { apiRoot: options.apiRoot });
    this.webhooks = options.webhook ? [{ method: 'POST', path: '/webhooks/telegram', handle: (request, response) => void this.#onWebhook(request, response) }] : [];
  }

  async start(house: House): Promise<void> {
    this.#house = house;
    void this.#announce(house);
    if (!this.#options.webhook) {
      this.#polling = poll({ api: this.#api, take: (updates) => this.#takeAll(updates, true), log: house.log, signal: this.#stopping.signal });
    }
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#polling;
    this.#house = undefined;
  }

  async health(): Promise<{ ok: boolean; detail: string }> {
    try {
      const me = await this.#api.getMe();
      return { ok: true, detail: `@${me.username}, ${this.#options.webhook ? 'webhook' : 'long polling'}` };
    } catch (error) {
      return { ok: false, detail: `Telegram does not accept the token or cannot be reached: ${error instanceof Error ? error.message.replaceAll(this.#options.token, '…') : ''}` };
    }
  }

  async send({ to, text, choices, act }: Outgoing): Promise<{ externalId?: string }> {
    const signal = apiSignal(AbortSignal.timeout(CALL_TIMEOUT_MS));
    const keyboard = choices.map(({ id, title }, index) => [{ text: title, callback_data: buttonData(id, index) }]);
    try {
      if (act.place?.lat !== undefined && act.place.lon !== undefined) {
        await this.#api.callApi('sendLocation', { chat_id: to, latitude: act.place.lat, longitude: act.place.lon }, { signal });
      }
      const sent = await this.#api.callApi(
        'sendMessage',
        { chat_id: to, text: toHtml(text), parse_mode: 'HTML', link_preview_options: { is_disabled: true }, ...(keyboard.length > 0 ? { reply_markup: { inline_keyboard: keyboard } } : {}) },
        { signal },
      );
      return { externalId: String(sent.message_id) };
    } catch (error) {
      throw asOurs(error);
    }
  }

  /** Names the commands and, in webhook mode, where updates go; tried again until Telegram can be reached. */
  async #announce(house: House): Promise<void> {
    const { webhook } = this.#options;
    for (let wait = 1000; !this.#stopping.signal.aborted; wait = Math.min(wait * 2, 60_000)) {
      try {
        if (webhook) await this.#api.setWebhook(`${webhook.publicUrl}/webhooks/telegram`, { secret_token: webhook.secret, allowed_updates: ALLOWED_UPDATES });
        for (const language of house.words.languages) {
          const commands = ['start', 'ayuda', 'idioma'].map((command) => ({ command, description: house.words.say(language, `telegram.command.${command}`) }));
          await this.#api.setMyCommands(commands, { language_code: language });
        }
        return;
      } catch (error) {
        house.log('warn', 'telegram.announce', { error: error instanceof Error ? error.name : 'unknown' });
        if (error instanceof TelegramError && error.code < 500 && error.code !== 429) return;
        await new Promise((resolve) => setTimeout(resolve, wait).unref());
      }
    }
  }

  async #onWebhook(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      if (!sameSecret(request.headers['x-telegram-bot-api-secret-token'], this.#options.webhook?.secret ?? '')) throw new VentanillaError('not_signed');
      const update = updateSchema.safeParse(JSON.parse(await readBody(request)));
      if (!update.success) throw new VentanillaError('bad_request');
      await this.#takeAll([update.data], false);
      response.writeHead(200).end();
    } catch (error) {
      const code = error instanceof VentanillaError ? error.code : error instanceof SyntaxError ? 'bad_request' : 'internal';
      request.resume();
      if (!response.headersSent) response.writeHead(ERRORS[code].status, { 'Content-Type': 'application/problem+json' }).end(JSON.stringify({ status: ERRORS[code].status, code, title: ERRORS[code].message }));
    }
  }

  /** Resolves when all are in the inbox. */
  async #takeAll(updates: readonly Update[], ordered: boolean): Promise<void> {
    const house = this.#house;
    if (!house) throw new VentanillaError('draining');
    const all = updates.map((update) => heard(update, this.account, ordered)).filter((one) => one !== undefined);
    for (const one of all) if (one.file) one.inbound.file = await this.#fetchFile(house, one.file);
    await house.receive(all.map(({ inbound }) => inbound));
    for (const { callback } of all) if (callback !== undefined) this.#showPressed(callback);
  }

  /** Takes the waiting sign off the button; the answer does not depend on it. */
  #showPressed(callback: string): void {
    this.#api.answerCbQuery(callback).catch(() => undefined);
  }

  /** A file that is too large or of a kind we do not keep is left out: its message still counts. */
  async #fetchFile(house: House, file: NonNullable<Heard['file']>): Promise<FileRef | undefined> {
    if (file.size > DOWNLOAD_LIMIT) return undefined;
    try {
      const link = await this.#api.getFileLink(file.id);
      const answer = await fetch(link, { signal: AbortSignal.timeout(CALL_TIMEOUT_MS) });
      if (!answer.ok) throw new Unreachable(`file download answered ${answer.status}`);
      return await keepAttachment(house.files, new Uint8Array(await answer.arrayBuffer()), file.name);
    } catch (error) {
      house.log('warn', 'telegram.file', { error: error instanceof VentanillaError ? error.code : 'download' });
      if (error instanceof VentanillaError && error.code === 'store_unavailable') throw error;
      return undefined;
    }
  }
}

function buttonData(id: string, index: number): string {
  return Buffer.byteLength(id) <= BUTTON_DATA_BYTES ? id : `n:${index + 1}`;
}

/** Compared by hash, in constant time, so that neither content nor length leaks. */
function sameSecret(given: string | string[] | undefined, secret: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return typeof given === 'string' && secret !== '' && timingSafeEqual(hash(given), hash(secret));
}

/** Telegram's no is Refused; a wait it asks for, its own failures and the network's are Unreachable. */
function asOurs(error: unknown): VentanillaError {
  if (error instanceof TelegramError) {
    const { code, description, parameters } = error;
    if (code === 429) return new Unreachable(description, { cause: error, retryAfterMs: (parameters?.retry_after ?? 1) * 1000 });
    if (code >= 500) return new Unreachable(description, { cause: error });
    return new Refused(description, { cause: error, data: { status: code } });
  }
  return new Unreachable(error instanceof Error ? error.name : 'network', { cause: error });
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > BODY_LIMIT) throw new VentanillaError('too_large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
