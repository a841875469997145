import assert from 'node:assert/strict';
import type { ChatLine, ClientFrame, Deed, ServerFrame } from '../../server/contract/chat.ts';
import { Chat, type ChatState } from '../../web/widget/chat.ts';
import { type Wire, waitBefore } from '../../web/widget/connection.ts';
import { Keep, MemoryDrawer } from '../../web/widget/keep.ts';

/** A server's half of the protocol: durable by id, transcript by seq, under the test's control. */
class Desk {
  readonly deeds = new Map<string, Deed>();
  readonly lines: ChatLine[] = [];
  readonly wires: DeskWire[] = [];
  /** What arrived, repeats included. */
  readonly heard: string[] = [];
  token = 'T'.repeat(43);
  reachable = true;
  /** Takes deeds in without a word. */
  mute = false;
  refuse: ((deed: Deed) => Omit<Extract<ServerFrame, { t: 'error' }>, 't'> | undefined) | undefined;

  readonly dial = (): Wire => {
    const wire = new DeskWire(this);
    this.wires.push(wire);
    setTimeout(() => (this.reachable ? wire.onopen?.() : wire.onclose?.()));
    return wire;
  };

  cut(): void {
    for (const wire of this.wires.splice(0)) wire.onclose?.();
  }

  on(frame: ClientFrame, wire: DeskWire): void {
    if (frame.t === 'typing') return;
    if (frame.t === 'hello') {
      const messages = this.lines.filter(({ seq }) => seq > (frame.after ?? 0));
      return wire.answer({ t: 'welcome', token: frame.token ?? this.token, language: 'es', messages, limits: { text: 2000, file: 1000 } });
    }
    this.heard.push(frame.id);
    const refusal = this.refuse?.(frame);
    if (refusal) return wire.answer({ t: 'error', ...refusal });
    const repeat = this.deeds.has(frame.id);
    if (!repeat) this.#keep(frame);
    if (!this.mute) wire.answer({ t: 'ack', id: frame.id, repeat });
  }

  #keep(deed: Deed): void {
    this.deeds.set(deed.id, deed);
    const fresh: ChatLine[] = [];
    const add = (line: Partial<ChatLine>): void => {
      const seq = this.lines.length + 1;
      const whole: ChatLine = { seq, id: `m${seq}`, at: seq, from: 'bot', text: '', status: 'sent', ...line };
      this.lines.push(whole);
      fresh.push(whole);
    };
    if ('text' in deed) add({ from: 'contact', text: deed.text, clientId: deed.id });
    if (deed.t !== 'rate') add({ text: `a ${deed.t}` });
    if (!this.mute) for (const wire of this.wires) wire.answer({ t: 'messages', messages: fresh });
  }
}

class DeskWire implements Wire {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  send(text: string): void {
    setTimeout(() => this.onmessage && this.#desk.on(JSON.parse(text) as ClientFrame, this));
  }

  answer(frame: ServerFrame): void {
    setTimeout(() => this.onmessage?.({ data: JSON.stringify(frame) }));
  }

  close(): void {
    this.onmessage = null;
  }
}

function openChat(desk: Desk, drawer = new MemoryDrawer()): { chat: Chat; keep: Keep; state: () => ChatState } {
  const keep = new Keep(drawer, 'test');
  const chat = new Chat({ dial: desk.dial, keep, language: 'es', onChange: () => undefined, random: () => 0 });
  chats.push(chat);
  return { chat, keep, state: () => chat.state };
}

const chats: Chat[] = [];

async function until(holds: () => boolean, ms = 5000): Promise<void> {
  const end = Date.now() + ms;
  while (!holds()) {
    if (Date.now() > end) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const textsOf = (desk: Desk): string[] => desk.lines.filter(({ from }) => from === 'contact').map(({ text }) => text);

describe('the chat in the browser', () => {
  let desk: Desk;
  beforeEach(() => {
    desk = new Desk();
  });
  afterEach(() => {
    for (const chat of chats.splice(0)) chat.stop();
  });

  it('does not connect before it is opened', async () => {
    const { state } = openChat(desk);
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(desk.wires.length, 0);
    assert.equal(state().phase, 'new');
  });

  it('opens an empty conversation once, and a known one not again', async () => {
    const drawer = new MemoryDrawer();
    const first = openChat(desk, drawer);
    first.chat.start();
    await until(() => first.state().lines.length === 1);
    const second = openChat(desk, drawer);
    second.chat.start();
    await until(() => second.state().lines.length === 1);
    assert.equal([...desk.deeds.values()].filter(({ t }) => t === 'open').length, 1);
  });

  it('sends what was written before the connection stood, in order', async () => {
    const { chat, state } = openChat(desk);
    for (const text of ['uno', 'dos', 'tres']) chat.say(text);
    assert.deepEqual(state().queue.map(({ shown }) => shown), ['uno', 'dos', 'tres']);
    await until(() => state().queue.length === 0 && state().lines.length === 6);
    assert.deepEqual(textsOf(desk), ['uno', 'dos', 'tres']);
  });

  it('sends again under the same id what was cut off before the acknowledgement, with one effect', async () => {
    const { chat, state } = openChat(desk);
    chat.start();
    await until(() => state().lines.length === 1 && state().queue.length === 0);
    desk.mute = true;
    chat.say('¿Cómo me empadrono?');
    await until(() => textsOf(desk).length === 1);
    desk.mute = false;
    desk.cut();
    chat.say('y otra cosa');
    await until(() => state().queue.length === 0 && textsOf(desk).length === 2);
    assert.deepEqual(textsOf(desk), ['¿Cómo me empadrono?', 'y otra cosa']);
    assert.deepEqual(state().lines.map(({ seq }) => seq), desk.lines.map(({ seq }) => seq));
  });

  it('keeps what waits through a reload of the page, and sends it from there', async () => {
    const drawer = new MemoryDrawer();
    desk.reachable = false;
    const before = openChat(desk, drawer);
    before.chat.say('antes de recargar');
    before.chat.stop();
    desk.reachable = true;
    const after = openChat(desk, drawer);
    assert.deepEqual(after.state().queue.map(({ shown }) => shown), ['antes de recargar']);
    after.chat.start();
    await until(() => after.state().queue.length === 0);
    assert.deepEqual(textsOf(desk), ['antes de recargar']);
    assert.deepEqual(after.keep.queue(), []);
  });

  it('does not double what two tabs hold', async () => {
    const drawer = new MemoryDrawer();
    desk.reachable = false;
    const one = openChat(desk, drawer);
    one.chat.say('desde la primera');
    const two = openChat(desk, drawer);
    two.chat.say('desde la segunda');
    one.chat.onKept('queue:x');
    assert.equal(one.state().queue.length, 2, 'a tab shows what the other wrote');
    desk.reachable = true;
    one.chat.wake();
    two.chat.wake();
    await until(() => one.state().queue.length === 0 && two.state().queue.length === 0 && one.state().lines.length === desk.lines.length);
    assert.deepEqual(textsOf(desk), ['desde la primera', 'desde la segunda']);
  });

  it('waits as long as it is asked to, then sends the same again, and keeps the order', async () => {
    const { chat, state } = openChat(desk);
    chat.start();
    await until(() => state().lines.length === 1);
    let refused = 0;
    desk.refuse = (deed) => ('text' in deed && deed.text === 'rápido' && refused++ < 2 ? { id: deed.id, code: 'too_many', status: 429, text: 'Espere.', retryAfterMs: 30 } : undefined);
    chat.say('rápido');
    chat.say('después');
    await until(() => state().trouble === 'Espere.');
    await until(() => state().queue.length === 0);
    assert.equal(state().trouble, undefined);
    assert.deepEqual(textsOf(desk), ['rápido', 'después']);
  });

  it('gives back what the server refuses, and goes on with the rest', async () => {
    const { chat, state } = openChat(desk);
    chat.start();
    await until(() => state().lines.length === 1);
    desk.refuse = (deed) => ('text' in deed && deed.text.length > 5 ? { id: deed.id, code: 'too_large', status: 413, text: 'Demasiado largo.' } : undefined);
    chat.say('larguísimo');
    chat.say('corto');
    await until(() => textsOf(desk).length === 1 && state().queue.length === 1);
    assert.equal(state().queue[0]?.refused, 'Demasiado largo.');
    assert.equal(chat.discard(state().queue[0]?.deed.id ?? ''), 'larguísimo');
    assert.equal(state().queue.length, 0);
  });

  it('does not send for ever what the server cannot read', async () => {
    const { chat, state } = openChat(desk);
    chat.start();
    await until(() => state().lines.length === 1);
    desk.refuse = (deed) => ('text' in deed && deed.text === 'raro' ? { code: 'bad_request', status: 400, text: 'No se puede leer.' } : undefined);
    chat.say('raro');
    await until(() => state().queue[0]?.refused === 'No se puede leer.');
    assert.equal(desk.heard.filter((id) => id === state().queue[0]?.deed.id).length, 1);
  });

  it('forgets the conversation on this device and begins another', async () => {
    const { chat, keep, state } = openChat(desk);
    chat.say('algo privado');
    await until(() => state().lines.length === 2);
    const first = keep.token;
    desk.lines.length = 0;
    desk.token = 'U'.repeat(43);
    chat.forget();
    assert.equal(state().lines.length, 0);
    await until(() => state().phase === 'ready' && state().lines.length === 1);
    assert.notEqual(keep.token, first);
    assert.equal(state().lines[0]?.text, 'a open');
  });

  it('goes on where storage is blocked', async () => {
    const broken = { length: 0, key: () => null, getItem: () => null, removeItem: () => undefined, setItem: () => { throw new Error('blocked'); } };
    const keep = new Keep(broken, 'test');
    const chat = new Chat({ dial: desk.dial, keep, language: 'es', onChange: () => undefined });
    chats.push(chat);
    chat.say('hola');
    await until(() => chat.state.queue.length === 0 && chat.state.lines.length === 2);
    assert.deepEqual(textsOf(desk), ['hola']);
  });

  it('remembers a rating and sends it once', async () => {
    const { chat, keep, state } = openChat(desk);
    chat.start();
    await until(() => state().lines.length === 1);
    chat.rate('m1', 'up');
    await until(() => state().queue.length === 0);
    assert.deepEqual(keep.rated, { m1: 'up' });
    assert.equal([...desk.deeds.values()].filter(({ t }) => t === 'rate').length, 1);
  });
});

describe('the wait before the next try', () => {
  it('doubles up to half a minute and is never the same for all', () => {
    assert.ok(waitBefore(0, () => 0) >= 200 && waitBefore(0, () => 1) <= 500);
    assert.ok(waitBefore(3, () => 1) <= 4000 && waitBefore(3, () => 0) < waitBefore(3, () => 1));
    assert.equal(waitBefore(50, () => 1), 30_000);
  });
});
