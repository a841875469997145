import assert from 'node:assert/strict';
import { TelegramServer } from 'telegram-test-api/lib/telegramServer.js';
import { freePort, type ServerProcess, startServer } from '../support/server.ts';

const TOKEN = '654321:INDEPENDENT-simulator';

interface Heard {
  text: string;
  buttons: { text: string; callback_data: string }[];
}

/** A simulator that others wrote, with its own idea of the Bot API: what ours shares with our code by mistake, it does not. */
describe('Telegram against an independent simulator', () => {
  let telegram: TelegramServer;
  let server: ServerProcess;

  before(async () => {
    telegram = new TelegramServer({ port: await freePort(), storeTimeout: 3600 });
    await telegram.start();
    server = await startServer({ env: { TELEGRAM_BOT_TOKEN: TOKEN, TELEGRAM_API_ROOT: telegram.config.apiURL } });
  });
  after(async () => {
    await server.stop();
    await telegram.stop();
  });

  it('answers /start, a question with its source, and /ayuda by long polling', async () => {
    const citizen = person(31);
    await citizen.command('/start');
    assert.match((await citizen.heard(1))[0]?.text ?? '', /asistente automático/);
    await citizen.says('¿Cómo me empadrono?');
    assert.match((await citizen.heard(2))[1]?.text ?? '', /<a href="https:\/\/sede\.benalmara\.example/);
    await citizen.command('/ayuda');
    assert.match((await citizen.heard(3))[2]?.text ?? '', /hablar con una persona/);
  });

  it('offers the languages as buttons and goes on in the one that is pressed', async () => {
    const citizen = person(32);
    await citizen.command('/idioma');
    const english = (await citizen.heard(2)).flatMap((one) => one.buttons).find((button) => button.text === 'English');
    assert.ok(english, 'a button for English');
    await citizen.presses(english.callback_data);
    assert.match((await citizen.heard(3))[2]?.text ?? '', /answer in English/);
    await citizen.says('how do I register on the padrón?');
    assert.match((await citizen.heard(4))[3]?.text ?? '', /Citizens' Office/);
  });

  it('fills a form from the first word to the reference number', async () => {
    const citizen = person(33);
    await citizen.says('hay un bache en la calle Mayor 12 desde ayer');
    for (let step = 0; step < 8; step += 1) {
      const heard = await citizen.heard(step + 1);
      const reference = heard.find((one) => /\b[A-Z]{3}-\d{2}-[A-Z0-9]+/.test(one.text));
      if (reference) return;
      const yes = heard.at(-1)?.buttons.find((button) => /^s[íi]/i.test(button.text));
      const before = heard.length;
      if (yes) await citizen.presses(yes.callback_data);
      else await citizen.says('no');
      await citizen.until(before + 1);
    }
    assert.fail(`no reference number: ${JSON.stringify(await citizen.heard(1))}`);
  });

  function person(id: number): {
    says(text: string): Promise<unknown>;
    command(text: string): Promise<unknown>;
    presses(data: string): Promise<unknown>;
    heard(least: number): Promise<Heard[]>;
    until(least: number): Promise<void>;
  } {
    const client = telegram.getClient(TOKEN, { userId: id, chatId: id });
    const all = (): Heard[] =>
      telegram.storage.botMessages
        .filter(({ message }) => String(message.chat_id) === String(id))
        .map(({ message }) => ({ text: message.text, buttons: message.reply_markup && 'inline_keyboard' in message.reply_markup ? (message.reply_markup.inline_keyboard.flat() as Heard['buttons']) : [] }));
    const until = async (least: number): Promise<void> => {
      const end = Date.now() + 15_000;
      while (all().length < least) {
        assert.ok(Date.now() < end, `waited for ${least} messages, heard ${JSON.stringify(all())}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    };
    return {
      says: (text) => client.sendMessage(client.makeMessage(text)),
      command: (text) => client.sendCommand(client.makeCommand(text)),
      presses: (data) => client.sendCallback(client.makeCallbackQuery(data)),
      heard: async (least) => {
        await until(least);
        return all();
      },
      until,
    };
  }
});
