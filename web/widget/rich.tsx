import type { ComponentChildren, JSX } from 'preact';
import { Icon } from './icons.tsx';
import { type Block, type Inline, parseMarkdown } from './markdown.ts';
import { useScene } from './scene.ts';

/** Markdown as elements. Foreign text never becomes markup. */
export function Rich({ text }: { text: string }): JSX.Element {
  return <div class="rich">{parseMarkdown(text).map((block) => <RichBlock block={block} />)}</div>;
}

function RichBlock({ block }: { block: Block }): JSX.Element {
  if (block.t === 'heading') return <p><strong><Pieces of={block.of} /></strong></p>;
  if (block.t === 'paragraph') return <p><Pieces of={block.of} /></p>;
  const items = block.items.map((item) => <li><Pieces of={item} /></li>);
  return block.ordered ? <ol start={block.start}>{items}</ol> : <ul>{items}</ul>;
}

function Pieces({ of }: { of: readonly Inline[] }): JSX.Element {
  return <>{of.map((piece) => <Piece piece={piece} />)}</>;
}

function Piece({ piece }: { piece: Inline }): JSX.Element | string {
  const { chat } = useScene();
  switch (piece.t) {
    case 'text':
      return piece.text;
    case 'break':
      return <br />;
    case 'strong':
      return <strong><Pieces of={piece.of} /></strong>;
    case 'em':
      return <em><Pieces of={piece.of} /></em>;
    case 'article':
      return <button type="button" class="link" onClick={() => chat.choose({ id: `article:${piece.id}`, title: piece.text })}>{piece.text}</button>;
    case 'link':
      return <Link href={piece.href}><Pieces of={piece.of} /></Link>;
  }
}

/** Web pages open beside the conversation, and say so; telephone and mail open as they do. */
export function Link({ href, children }: { href: string; children: ComponentChildren }): JSX.Element {
  const { say } = useScene();
  if (!/^https?:/i.test(href)) return <a href={href}>{children}</a>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {children}
      <span class="outside">{'\u2060'}<Icon name="outside" /></span>
      <span class="unseen"> {say('otherTab')}</span>
    </a>
  );
}
