import assert from 'node:assert/strict';
import type { ChatLine } from '../../server/contract/chat.ts';
import { chosenUnder, entriesOf, mayChoose, merge, settledBy } from '../../web/widget/entries.ts';
import type { Queued } from '../../web/widget/keep.ts';

function line(seq: number, more: Partial<ChatLine> = {}): ChatLine {
  return { seq, id: `m${seq}`, at: seq * 1000, from: 'bot', text: `línea ${seq}`, status: 'sent', ...more };
}

function said(id: string, at: number): Queued {
  return { deed: { t: 'say', id, text: `dicho ${id}` }, at, shown: `dicho ${id}` };
}

describe('the conversation as it is shown', () => {
  it('takes lines in order, each once, also when they overlap or come late', () => {
    const lines = merge([line(1), line(2)], [line(2), line(3)]);
    assert.deepEqual(lines.map(({ seq }) => seq), [1, 2, 3]);
    assert.deepEqual(merge([line(1), line(3)], [line(2)]).map(({ seq }) => seq), [1, 2, 3]);
    assert.deepEqual(merge([], [line(5), line(6)]).map(({ seq }) => seq), [5, 6]);
  });

  it('shows what waits after the transcript, and once only when it has arrived', () => {
    const waiting = [said('a', 10), said('b', 20)];
    assert.deepEqual(entriesOf([line(1)], waiting, 'es').map(({ key }) => key), ['m1', 'a', 'b']);
    const arrived = line(2, { from: 'contact', clientId: 'a' });
    assert.deepEqual(entriesOf([line(1), arrived], waiting, 'es').map(({ key }) => key), ['m1', 'a', 'b']);
    assert.deepEqual(settledBy([arrived], waiting).map(({ deed }) => deed.id), ['a']);
  });

  it('shows nothing of a rating or of opening the chat', () => {
    assert.deepEqual(entriesOf([], [{ deed: { t: 'open', id: 'o' }, at: 1 }], 'es'), []);
  });

  it('knows the language of each line by itself, or by the line before it', () => {
    const lines = [line(1, { from: 'contact', language: 'es' }), line(2), line(3, { language: 'en' }), line(4)];
    assert.deepEqual(entriesOf(lines, [], 'es').map(({ language }) => language), ['es', 'es', 'en', 'en']);
  });

  it('marks what was chosen and closes the others, but leaves an answer\'s offers and articles open', () => {
    const choices = [{ id: 'article:a', title: 'A' }, { id: 'article:b', title: 'B' }, { id: 'none', title: 'Ninguna' }];
    const which = line(1, { act: { type: 'choices', choices } });
    const open = entriesOf([which], [], 'es');
    assert.ok(choices.every(({ id }) => mayChoose(id, which.act, chosenUnder(0, open))));

    const past = entriesOf([which, line(2, { from: 'contact', choice: 'article:a' }), line(3)], [], 'es');
    const chosen = chosenUnder(0, past);
    assert.equal(chosen.id, 'article:a');
    assert.deepEqual(choices.filter(({ id }) => mayChoose(id, which.act, chosen)).map(({ id }) => id), ['article:b']);
  });

  it('closes a question that was answered in words, and keeps the offer of a form under an answer', () => {
    const confirm = { type: 'choices' as const, choices: [{ id: 'confirm:yes', title: 'Sí' }] };
    const card = { type: 'card' as const, choices: [{ id: 'start:incidencia', title: 'Empezar' }] };
    const later = line(3, { from: 'contact', clientId: 'x' });
    for (const [act, stays] of [[confirm, false], [card, true]] as const) {
      const entries = entriesOf([line(1, { act }), later], [], 'es');
      assert.equal(mayChoose(act.choices[0]?.id ?? '', act, chosenUnder(0, entries)), stays);
    }
  });

  it('counts a choice that still waits to be sent as made', () => {
    const which = line(1, { act: { type: 'choices', choices: [{ id: 'x', title: 'X' }] } });
    const entries = entriesOf([which], [{ deed: { t: 'choose', id: 'c', choice: 'x', text: 'X' }, at: 1, shown: 'X' }], 'es');
    assert.equal(chosenUnder(0, entries).id, 'x');
  });
});
