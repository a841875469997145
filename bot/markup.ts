/** How much Markdown a channel shows. */
export type Markup = 'full' | 'basic' | 'none';

const LINK = /\[([^\]]+)\]\(([^)\s]+)\)/g;

/** Markdown as plain text that reads well: bold marks gone, links written out, inner links by their words alone. */
export function toPlain(markdown: string): string {
  return markdown
    .replace(LINK, (_, title: string, url: string) => (url.startsWith('article:') ? title : `${title} (${url.replace(/^(tel|mailto):/, '')})`))
    .replace(/\*\*([^*]+)\*\*/g, '$1')
    .replace(/^#+\s+/gm, '')
    .replace(/^(\s*)[*-]\s+/gm, '$1– ')
    .trim();
}
