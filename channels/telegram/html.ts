const LINK = /\[([^\]]+)\]\(([^)\s]+)\)/g;

/** Our Markdown subset as the HTML that Telegram takes: bold, links, lists with a dash; links inside the knowledge base by their words. */
export function toHtml(markdown: string): string {
  return escapeHtml(markdown)
    .replace(LINK, (_, title: string, url: string) => (/^(https?:|tel:|mailto:)/.test(url) ? `<a href="${url.replaceAll('"', '%22')}">${title}</a>` : title))
    .replace(/\*\*([^*]+)\*\*/g, '<b>$1</b>')
    .replace(/^#+\s+(.*)$/gm, '<b>$1</b>')
    .replace(/^(\s*)[*-]\s+/gm, '$1– ');
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
