import assert from 'node:assert/strict';
import { CATALOGUES } from '../../app/words.ts';
import { toPlain } from '../../bot/markup.ts';
import { type RenderTraits, render, splitText } from '../../bot/render.ts';
import { createWords } from '../../bot/words.ts';

const words = createWords(CATALOGUES);
const BUTTONS: RenderTraits = { textLimit: 4096, buttons: { max: 3, title: 20 }, list: { max: 10, title: 24 }, markdown: 'basic', voice: false };
const SMS: RenderTraits = { textLimit: 160, buttons: { max: 0, title: 0 }, list: { max: 0, title: 0 }, markdown: 'none', voice: false };

describe('render', () => {
  const choices = [{ id: 'a', title: 'Padrón' }, { id: 'b', title: 'Multas' }];

  it('shows choices as buttons where they fit', () => {
    assert.deepEqual(render({ type: 'choices', text: '¿Cuál?', choices }, BUTTONS, words, 'es'), [{ text: '¿Cuál?', choices }]);
  });

  it('shows choices as numbered lines where they do not', () => {
    const [only] = render({ type: 'choices', text: '¿Cuál?', choices }, SMS, words, 'es');
    assert.match(only?.text ?? '', /1\) Padrón\n2\) Multas/);
    assert.deepEqual(only?.choices, []);
  });

  it('numbers choices whose titles are longer than a button, never cuts them', () => {
    const long = [{ id: 'a', title: 'Tarjeta de aparcamiento para personas con discapacidad' }];
    const [only] = render({ type: 'choices', text: '¿Cuál?', choices: long }, BUTTONS, words, 'es');
    assert.match(only?.text ?? '', /1\) Tarjeta de aparcamiento para personas con discapacidad/);
  });

  it('adds the source, written out where there are no links', () => {
    const act = { type: 'card' as const, text: '**Gratis**', link: { title: 'Padrón', url: 'https://sede.example/p' } };
    assert.equal(render(act, SMS, words, 'es')[0]?.text, 'Gratis\n\nMás información: Padrón: https://sede.example/p');
    assert.match(render(act, BUTTONS, words, 'en')[0]?.text ?? '', /More information: \[Padrón\]\(https:\/\/sede\.example\/p\)$/);
  });

  it('says the spoken form where there is only a voice', () => {
    assert.equal(render({ type: 'card', text: '**a**', spoken: 'Es gratis.' }, { ...SMS, voice: true }, words, 'es')[0]?.text, 'Es gratis.');
  });

  it('puts buttons under the last of several messages', () => {
    const parts = render({ type: 'choices', text: `${'palabra '.repeat(40)}`, choices: [{ id: 'a', title: 'Sí' }] }, { ...SMS, buttons: { max: 3, title: 20 } }, words, 'es');
    assert.ok(parts.length > 1);
    assert.deepEqual(parts.map((part) => part.choices.length), [...parts.slice(1).map(() => 0), 1]);
  });
});

describe('splitText', () => {
  it('splits at paragraphs, sentences, words, and loses no letter', () => {
    const text = `${'Una frase corta. '.repeat(30)}\n\n${'otra '.repeat(100)}${'x'.repeat(400)}`;
    const parts = splitText(text, 160);
    assert.ok(parts.every((part) => part.length <= 160));
    assert.equal(parts.join('').replace(/\s/g, ''), text.replace(/\s/g, ''));
  });

  it('does not cut a character in two', () => {
    assert.ok(splitText('💥'.repeat(100), 33).every((part) => !/[\ud800-\udbff]$/.test(part)));
  });

  it('leaves a short text alone, even an empty one', () => {
    assert.deepEqual(splitText('hola', 160), ['hola']);
    assert.deepEqual(splitText('', 160), ['']);
  });
});

describe('toPlain', () => {
  it('drops marks, writes links out, keeps lists', () => {
    assert.equal(toPlain('## Título\n- **uno** [web](https://a.example)\n- [otro](article:x) [llamar](tel:010)'), 'Título\n– uno web (https://a.example)\n– otro llamar (010)');
  });
});
