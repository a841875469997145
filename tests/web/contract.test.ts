import assert from 'node:assert/strict';
import { type Frame, parseFrame } from '../../channels/webchat/frame.ts';
import { type MessageView, view } from '../../channels/webchat/view.ts';
import type { ChatLine, ClientFrame } from '../../server/contract/chat.ts';

/** These two compile only while both sides of the wire mean the same. */
const asFrame = (frame: ClientFrame): Frame => frame;
const asLine = (line: MessageView): ChatLine => line;

describe('what the chat and the server say to one another', () => {
  it('is read by the server as the chat writes it', () => {
    const frames: ClientFrame[] = [
      { t: 'hello', token: 'T'.repeat(43), after: 3, language: 'es' }, { t: 'open', id: 'a' }, { t: 'say', id: 'b', text: 'hola' }, { t: 'choose', id: 'c', choice: 'x', text: 'X' },
      { t: 'rate', id: 'd', message: 'm', value: 'down' }, { t: 'language', id: 'e', language: 'en' }, { t: 'file', id: 'f', file: 'id' }, { t: 'typing' },
    ];
    for (const frame of frames) assert.deepEqual(parseFrame(JSON.stringify(asFrame(frame))), frame);
  });

  it('gives the chat what it shows, and keeps to itself what it understood and where a file lies', () => {
    const line = asLine(view({
      id: 'm', v: 1, conversation: 'c', contact: 'p', seq: 2, at: 5, from: 'contact', channel: 'webchat', text: 'foto.png', status: 'answered', externalId: 'visitor.client-1',
      file: { id: 'secret', name: 'foto.png', mime: 'image/png', size: 9 },
      trace: { language: 'en', intent: 'greet', article: null, confidence: 1, form: null, outcome: 'smalltalk' },
    }));
    assert.deepEqual(line, { seq: 2, id: 'm', at: 5, from: 'contact', text: 'foto.png', status: 'answered', clientId: 'client-1', language: 'en', file: { name: 'foto.png', mime: 'image/png', size: 9 } });
  });
});
