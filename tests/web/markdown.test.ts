import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Block, type Inline, parseMarkdown } from '../../web/widget/markdown.ts';
import { createRandom } from '../support/random.ts';

function words(of: readonly Inline[]): string {
  return of.map((piece) => (piece.t === 'text' || piece.t === 'article' ? piece.text : piece.t === 'break' ? '\n' : words(piece.of))).join('');
}

function linksIn(blocks: readonly Block[]): string[] {
  const inside = (of: readonly Inline[]): string[] => of.flatMap((piece) => (piece.t === 'link' ? [piece.href] : piece.t === 'strong' || piece.t === 'em' ? inside(piece.of) : []));
  return blocks.flatMap((block) => (block.t === 'list' ? block.items.flatMap(inside) : inside(block.of)));
}

describe('an answer\'s Markdown', () => {
  it('becomes paragraphs, lists and strong words', () => {
    const blocks = parseMarkdown('Puede ir **hoy**.\n\n**Qué lleva:**\n- DNI\n- contrato de *alquiler*\n\n1. Pida cita.\n2. Venga.');
    assert.deepEqual(blocks.map(({ t }) => t), ['paragraph', 'paragraph', 'list', 'list']);
    assert.deepEqual(blocks[0], { t: 'paragraph', of: [{ t: 'text', text: 'Puede ir ' }, { t: 'strong', of: [{ t: 'text', text: 'hoy' }] }, { t: 'text', text: '.' }] });
    assert.ok(blocks[2]?.t === 'list' && !blocks[2].ordered && blocks[2].items.length === 2);
    assert.ok(blocks[3]?.t === 'list' && blocks[3].ordered && blocks[3].items.length === 2);
  });

  it('keeps the lines of a paragraph and of an item together', () => {
    const [first, second] = parseMarkdown('Plaza del Azahar, 1\n29999 Benalmara\n- un punto que\n  sigue aquí');
    assert.equal(first?.t === 'paragraph' && words(first.of), 'Plaza del Azahar, 1\n29999 Benalmara');
    assert.equal(second?.t === 'list' && words(second.items[0] ?? []), 'un punto que sigue aquí');
  });

  it('starts a numbered list where it starts', () => {
    const [list] = parseMarkdown('3. tres\n4. cuatro');
    assert.equal(list?.t === 'list' && list.start, 3);
  });

  it('asks an article, opens a page, calls a number', () => {
    const [block] = parseMarkdown('Vea [cambio](article:padron-cambio), [la sede](https://sede.example/a_b_c) o [llame](tel:950000010); también https://www.example.org/x.');
    assert.ok(block?.t === 'paragraph');
    assert.deepEqual(block.of.filter(({ t }) => t === 'article'), [{ t: 'article', id: 'padron-cambio', text: 'cambio' }]);
    assert.deepEqual(linksIn([block]), ['https://sede.example/a_b_c', 'tel:950000010', 'https://www.example.org/x']);
  });

  it('never links to anything but the web, a telephone or a mailbox', () => {
    const hostile = '[a](javascript:alert(1)) [b](data:text/html,x) [c](JaVaScRiPt:x) [d](//evil.example) [e](vbscript:x) [f](file:///etc/passwd)';
    assert.deepEqual(linksIn(parseMarkdown(hostile)), []);
  });

  it('leaves markup of others as the text that it is', () => {
    const [block] = parseMarkdown('<img src=x onerror=alert(1)> <b>no</b>');
    assert.equal(block?.t === 'paragraph' && words(block.of), '<img src=x onerror=alert(1)> <b>no</b>');
  });

  it('loses no word of any answer of the sample council', () => {
    const folder = 'examples/benalmara/articles';
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));
    assert.ok(files.length > 50);
    for (const file of files) {
      const text = readFileSync(join(folder, file), 'utf8');
      const shown = parseMarkdown(text).map((block) => (block.t === 'list' ? block.items.map(words).join(' ') : words(block.of))).join(' ');
      const bare = (value: string): string[] => value.replace(/\]\([^)]*\)/g, ' ').match(/[\p{L}]{3,}/gu) ?? [];
      const missing = bare(text).filter((word) => !shown.includes(word));
      assert.deepEqual(missing, [], file);
    }
  });

  it('takes any text without failing and without waiting', () => {
    const random = createRandom(7);
    const int = (below: number): number => Math.floor(random() * below);
    const pieces = ['*', '**', '[', ']', '(', ')', '_', 'a', ' ', '\n', '- ', '1. ', '#', 'https://', 'article:', 'é', '😀', '\u200f', '`', '<'];
    for (let round = 0; round < 2000; round += 1) {
      const text = Array.from({ length: int(120) }, () => pieces[int(pieces.length)]).join('');
      parseMarkdown(text);
    }
    const started = performance.now();
    for (const bomb of ['*', '**', '[', '[a](', '*a ', '**a ']) parseMarkdown(bomb.repeat(4000));
    assert.ok(performance.now() - started < 2000, `${Math.round(performance.now() - started)} ms`);
  });
});
