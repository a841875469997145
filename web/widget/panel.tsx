import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Composer } from './composer.tsx';
import { Head } from './head.tsx';
import { Log } from './log.tsx';
import { Notice } from './notice.tsx';
import { useScene } from './scene.ts';

/** The chat fills a small screen, and then it is the only thing there is; beside a page it leaves the page alone. */
const FILLS = '(max-width: 30rem), (max-height: 32rem)';
const REACHABLE = 'button:not([disabled]), a[href], textarea, select, [tabindex="0"]';

/** What the panel lets others do with its writing place. */
export interface Desk {
  write(text?: string): void;
  pickFile(): void;
}

interface PanelProps {
  open: boolean;
  onClose(): void;
  onForget(): void;
  /** Receives the means to write as long as the panel is there. */
  desk: { current: Desk | undefined };
}

export function Panel({ open, onClose, onForget, desk }: PanelProps): JSX.Element {
  const { state } = useScene();
  const [text, setText] = useState('');
  const panel = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const fills = useMedia(FILLS);
  useVisibleHeight(panel, open && fills);
  desk.current = {
    write: (given) => {
      if (given !== undefined) setText(given);
      // On a telephone the keyboard would cover what was just said.
      if (matchMedia('(pointer: coarse)').matches && given === undefined) panel.current?.focus();
      else field.current?.focus();
    },
    pickFile: () => picker.current?.click(),
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && !event.isComposing) {
      event.stopPropagation();
      onClose();
    }
    if (event.key === 'Tab' && fills && panel.current) keepInside(event, panel.current);
  };
  return (
    <div
      class="panel" ref={panel} role="dialog" aria-modal={fills} aria-labelledby="title" tabIndex={-1} hidden={!open} onKeyDown={onKey}
      data-phase={state.phase}
    >
      <Head onClose={onClose} onForget={onForget} />
      <Notice />
      <Log hidden={!open} />
      <Composer text={text} setText={setText} field={field} picker={picker} />
    </div>
  );
}

/** Behind a chat that fills the screen there is nothing to reach. */
function keepInside(event: KeyboardEvent, panel: HTMLElement): void {
  const all = [...panel.querySelectorAll<HTMLElement>(REACHABLE)].filter((one) => one.getClientRects().length > 0 && one.tabIndex >= 0);
  const root = panel.getRootNode() as ShadowRoot;
  const [first, last] = [all[0], all.at(-1)];
  const here = root.activeElement;
  if (event.shiftKey && (here === first || here === panel)) {
    event.preventDefault();
    last?.focus();
  } else if (!event.shiftKey && here === last) {
    event.preventDefault();
    first?.focus();
  }
}

function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const onChange = (): void => setMatches(list.matches);
    onChange();
    list.addEventListener('change', onChange);
    return () => list.removeEventListener('change', onChange);
  }, [query]);
  return matches;
}

/** The keyboard of a telephone takes part of the screen; the chat keeps to what is left. */
function useVisibleHeight(panel: { current: HTMLElement | null }, fills: boolean): void {
  useEffect(() => {
    const view = window.visualViewport;
    const element = panel.current;
    if (!view || !element || !fills) return;
    const keepUp = (): void => {
      element.style.setProperty('--visible', `${view.height}px`);
      element.style.setProperty('--offset', `${view.offsetTop}px`);
    };
    keepUp();
    view.addEventListener('resize', keepUp);
    view.addEventListener('scroll', keepUp);
    return () => {
      view.removeEventListener('resize', keepUp);
      view.removeEventListener('scroll', keepUp);
      element.style.removeProperty('--visible');
      element.style.removeProperty('--offset');
    };
  }, [fills]);
}
