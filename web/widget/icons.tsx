import type { JSX } from 'preact';

/** Strokes on a grid of 24; each stands beside a word, or inside a button that has a name. */
const PATHS = {
  chat: 'M4 5h16v11H10l-5 4v-4H4Z',
  close: 'M6 6l12 12M18 6L6 18',
  more: 'M4.5 12h1M11.5 12h1M18.5 12h1',
  send: 'M12 19V5M6 11l6-6 6 6',
  clip: 'M20 11l-8.5 8.5a5 5 0 0 1-7-7L13 4a3.5 3.5 0 0 1 5 5l-8.5 8.5a1.8 1.8 0 0 1-2.5-2.5L15 7',
  up: 'M7 11v9H4v-9ZM7 11l4-8a2 2 0 0 1 2 2v4h6l-1.5 9a2 2 0 0 1-2 2H7',
  down: 'M7 13V4H4v9ZM7 13l4 8a2 2 0 0 0 2-2v-4h6l-1.5-9a2 2 0 0 0-2-2H7',
  check: 'M5 13l4 4L19 7',
  clock: 'M12 7v5l3 2M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z',
  warning: 'M12 4L3 20h18ZM12 10v4M12 17h.01',
  outside: 'M14 5h5v5M19 5l-8 8M17 14v5H5V7h5',
  below: 'M12 5v14M6 13l6 6 6-6',
  page: 'M6 3h8l4 4v14H6ZM14 3v4h4M9 12h6M9 16h6',
  person: 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM5 20c0-4 3-6 7-6s7 2 7 6',
  phone: 'M6 3h3l2 5-2.5 1.5a11 11 0 0 0 6 6L16 13l5 2v3a2 2 0 0 1-2 2C11 20 4 13 4 5a2 2 0 0 1 2-2Z',
  shield: 'M12 3l7 3v5c0 5-3 8-7 10-4-2-7-5-7-10V6Z',
  bin: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13M10 11v5M14 11v5',
  book: 'M4 5c3-1 6-1 8 1 2-2 5-2 8-1v14c-3-1-6-1-8 1-2-2-5-2-8-1ZM12 6v14',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
