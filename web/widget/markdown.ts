/** A piece of a line. `article` asks that article; a link's address is always http(s), tel or mailto. */
export type Inline =
  | { t: 'text'; text: string }
  | { t: 'break' }
  | { t: 'strong' | 'em'; of: Inline[] }
  | { t: 'link'; href: string; of: Inline[] }
  | { t: 'article'; id: string; text: string };

export type Block = { t: 'paragraph'; of: Inline[] } | { t: 'heading'; of: Inline[] } | { t: 'list'; ordered: boolean; start: number; items: Inline[][] };

const BULLET = /^\s*[-*•–]\s+(.*)$/;
const NUMBER = /^\s*(\d{1,3})[.)]\s+(.*)$/;
const HEADING = /^#{1,6}\s+(.*)$/;
const INLINE = /\*\*(.+?)\*\*|\*([^*\s][^*\n]*?)\*|\[([^\]\n]+)\]\(([^)\s]+)\)|(https?:\/\/[^\s<>()]+[^\s<>().,;:!?»"'])/u;
const SAFE = /^(https?:\/\/|tel:|mailto:)/i;

/** The Markdown that answers are written in, as pieces to show: whatever else it holds stays text. */
export function parseMarkdown(markdown: string): Block[] {
  const blocks: Block[] = [];
  let open = false;
  for (const line of markdown.replace(/\r/g, '').split('\n')) {
    const last = open ? blocks.at(-1) : undefined;
    const bullet = BULLET.exec(line);
    const number = bullet ? null : NUMBER.exec(line);
    const heading = HEADING.exec(line);
    open = line.trim() !== '';
    if (!open) continue;
    if (heading) blocks.push({ t: 'heading', of: inline(heading[1] ?? '') });
    else if (bullet || number) addItem(blocks, number !== null, Number(number?.[1] ?? 1), inline((bullet?.[1] ?? number?.[2] ?? '').trim()));
    else if (last?.t === 'list') last.items.at(-1)?.push({ t: 'text', text: ' ' }, ...inline(line.trim()));
    else if (last?.t === 'paragraph') last.of.push({ t: 'break' }, ...inline(line.trim()));
    else blocks.push({ t: 'paragraph', of: inline(line.trim()) });
  }
  return blocks;
}

function addItem(blocks: Block[], ordered: boolean, start: number, item: Inline[]): void {
  const last = blocks.at(-1);
  if (last?.t === 'list' && last.ordered === ordered) last.items.push(item);
  else blocks.push({ t: 'list', ordered, start, items: [item] });
}

function inline(text: string): Inline[] {
  const match = INLINE.exec(text);
  if (!match) return text === '' ? [] : [{ t: 'text', text }];
  const before = text.slice(0, match.index);
  const after = text.slice(match.index + match[0].length);
  return [...(before === '' ? [] : [{ t: 'text' as const, text: before }]), piece(match), ...inline(after)];
}

function piece([whole, strong, em, title, url, bare]: RegExpExecArray): Inline {
  if (strong !== undefined) return { t: 'strong', of: inline(strong) };
  if (em !== undefined) return { t: 'em', of: inline(em) };
  if (bare !== undefined) return { t: 'link', href: bare, of: [{ t: 'text', text: bare }] };
  if (title !== undefined && url?.startsWith('article:')) return { t: 'article', id: url.slice('article:'.length), text: title };
  if (title !== undefined && url !== undefined && SAFE.test(url)) return { t: 'link', href: url, of: [{ t: 'text', text: title }] };
  return { t: 'text', text: title ?? whole };
}
