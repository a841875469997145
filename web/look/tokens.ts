import { blend, legible } from './accent.ts';

/** Azulejo blue, until a council names its own. */
export const ACCENT = '#1a5276';

export const FONT_FAMILY = 'Atkinson Hyperlegible Next';

/** Weight → file, beside the script that browsers load. */
export const FONT_FILES = { 400: 'atkinson-400.woff2', 600: 'atkinson-600.woff2' } as const;

/** What does not depend on light or dark: type, space in steps of 4 px, one radius, motion. `--unit` replaces the page's rem where a page has made it small. */
const SHAPE: Readonly<Record<string, string>> = {
  font: `'${FONT_FAMILY}', 'Atkinson Hyperlegible', system-ui, -apple-system, 'Segoe UI', sans-serif`,
  'text-small': 'calc(0.875 * var(--unit, 1rem))',
  text: 'calc(1 * var(--unit, 1rem))',
  'text-large': 'calc(1.25 * var(--unit, 1rem))',
  'text-title': 'calc(2 * var(--unit, 1rem))',
  'line-height': '1.5',
  regular: '400',
  strong: '600',
  s1: '4px', s2: '8px', s3: '12px', s4: '16px', s5: '20px', s6: '24px', s8: '32px', s10: '40px', s12: '48px', s16: '64px',
  radius: '8px',
  target: '44px',
  quick: '120ms',
};

interface Ground {
  paper: string;
  wash: string;
  ink: string;
  quiet: string;
  line: string;
  edge: string;
  good: string;
  bad: string;
  badWash: string;
  notice: string;
  noticeInk: string;
  shadow: string;
}

const LIGHT: Ground = {
  paper: '#ffffff', wash: '#f3f5f7', ink: '#16202a', quiet: '#4d5a67', line: '#d5dce3', edge: '#74828f', good: '#17663a', bad: '#a3211b', badWash: '#fdf0ef',
  notice: '#fff4d6', noticeInk: '#4a3600', shadow: '0 8px 32px rgb(10 25 40 / 0.22)',
};

const DARK: Ground = {
  paper: '#141a20', wash: '#1f272f', ink: '#edf1f5', quiet: '#b3bfca', line: '#36424e', edge: '#8996a3', good: '#7fd6a2', bad: '#ffaaa3', badWash: '#3a1d1b',
  notice: '#3b3010', noticeInk: '#ffe9ad', shadow: '0 8px 32px rgb(0 0 0 / 0.6)',
};

/** Stronger lines and inks for those who ask for more contrast. */
const MORE_LIGHT: Partial<Ground> = { wash: '#ffffff', ink: '#000000', quiet: '#22292f', line: '#000000', edge: '#000000', badWash: '#ffffff' };
const MORE_DARK: Partial<Ground> = { paper: '#000000', wash: '#000000', ink: '#ffffff', quiet: '#e4eaf0', line: '#ffffff', edge: '#ffffff', badWash: '#000000' };

export type Theme = 'auto' | 'light' | 'dark';

/** The look as custom properties of `selector`, with the council's accent made legible on every ground. `theme` fixes light or dark whatever the device prefers. */
export function lookCss(selector: string, accent = ACCENT, theme: Theme = 'auto'): string {
  const light = rule(selector, colours(LIGHT, accent, 'light'));
  const dark = rule(selector, colours(DARK, accent, 'dark'));
  const moreLight = rule(selector, colours({ ...LIGHT, ...MORE_LIGHT }, accent, 'light', 7));
  const moreDark = rule(selector, colours({ ...DARK, ...MORE_DARK }, accent, 'dark', 7));
  const always = rule(selector, SHAPE) + (theme === 'dark' ? dark + media('(prefers-contrast: more)', moreDark) : light + media('(prefers-contrast: more)', moreLight));
  if (theme !== 'auto') return always;
  return always + media('(prefers-color-scheme: dark)', dark) + media('(prefers-color-scheme: dark) and (prefers-contrast: more)', moreDark);
}

function colours(ground: Ground, accent: string, scheme: 'light' | 'dark', needed?: number): Record<string, string> {
  const { badWash, noticeInk, ...plain } = ground;
  const dark = scheme === 'dark';
  const accentWash = blend(ground.paper, accent, dark ? 0.25 : 0.1);
  // The washes lie nearer to the accent than the paper does: legible on them is legible on all.
  const words = legible(legible(accent, ground.wash, needed).colour, accentWash, needed).colour;
  const fill = dark ? words : legible(accent, '#ffffff', needed).colour;
  return {
    'color-scheme': scheme,
    ...plain,
    'bad-wash': badWash,
    'notice-ink': noticeInk,
    accent: words,
    'accent-fill': fill,
    'accent-deep': blend(fill, dark ? '#ffffff' : '#000000', 0.2),
    'accent-wash': accentWash,
    'on-accent': dark ? '#0d1217' : '#ffffff',
  };
}

function rule(selector: string, values: Readonly<Record<string, string>>): string {
  const lines = Object.entries(values).map(([name, value]) => `${name === 'color-scheme' ? name : `--${name}`}:${value}`);
  return `${selector}{${lines.join(';')}}`;
}

function media(query: string, rules: string): string {
  return `@media ${query}{${rules}}`;
}

/** The house's type for a whole page; `base` is where the fonts lie, with its slash. */
export function fontCss(base: string): string {
  return Object.entries(FONT_FILES).map(([weight, file]) =>
    `@font-face{font-family:'${FONT_FAMILY}';font-style:normal;font-display:swap;font-weight:${weight};src:url(${base}${file}) format('woff2')}`).join('');
}
