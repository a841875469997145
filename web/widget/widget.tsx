import { render } from 'preact';
import { FONT_FAMILY, FONT_FILES, lookCss, type Theme } from '../look/tokens.ts';
import { App } from './app.tsx';
import { Engine } from './engine.ts';
import styles from './widget.css';

const TAG = 'ventanilla-chat';

/** What the script tag says: `data-language` and `data-theme` ("light", "dark"); otherwise the page's language and the device's theme. */
function begin(script: HTMLScriptElement): void {
  if (document.querySelector(TAG)) return;
  const base = new URL('.', script.src);
  const language = (script.dataset.language ?? (document.documentElement.lang || 'es')).slice(0, 2).toLowerCase();
  const theme = (['light', 'dark'] as const).find((one) => one === script.dataset.theme) ?? 'auto';
  const host = document.createElement(TAG);
  const shadow = host.attachShadow({ mode: 'open' });
  const engine = new Engine(base, language);
  const dress = wardrobe(shadow, theme);
  dress(undefined);
  void engine.council.then(({ accent }) => dress(accent));
  loadFonts(base);
  keepReadable(host);
  document.body.append(host);
  render(<App engine={engine} language={language} />, shadow);
}

/** Puts on the look. Constructed sheets stand under a policy that forbids inline styles; a style element serves browsers without them. */
function wardrobe(shadow: ShadowRoot, theme: Theme): (accent: string | undefined) => void {
  const css = (accent: string | undefined): string => styles + lookCss(':host', accent, theme);
  if ('adoptedStyleSheets' in shadow && 'replaceSync' in CSSStyleSheet.prototype) {
    const sheet = new CSSStyleSheet();
    shadow.adoptedStyleSheets = [sheet];
    return (accent) => sheet.replaceSync(css(accent));
  }
  const element = document.createElement('style');
  shadow.append(element);
  return (accent) => (element.textContent = css(accent));
}

/** A font must be known to the page to be used in the shadow; it loads once something is written in it. */
function loadFonts(base: URL): void {
  if (!document.fonts?.add) return;
  for (const [weight, file] of Object.entries(FONT_FILES)) {
    document.fonts.add(new FontFace(FONT_FAMILY, `url(${new URL(file, base).href}) format("woff2")`, { weight, display: 'swap' }));
  }
}

/** Some sites set a root size of 10 px for their own sums: the chat does not shrink with it, nor when their styles come after it. */
function keepReadable(host: HTMLElement): void {
  const look = (): void => {
    if (Number.parseFloat(getComputedStyle(document.documentElement).fontSize) < 16) host.style.setProperty('--unit', '16px');
  };
  look();
  window.addEventListener('load', look);
}

const script = document.currentScript;
if (script instanceof HTMLScriptElement) {
  if (document.body) begin(script);
  else document.addEventListener('DOMContentLoaded', () => begin(script));
}
