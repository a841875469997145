import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

const OPEN = 'ventanilla:open';
/** Narrower screens would be hidden by a chat that opens by itself. */
const WIDE = '(min-width: 48rem)';

export interface Door {
  open: boolean;
  enter(by: HTMLElement | null): void;
  leave(): void;
}

interface DoorOptions {
  launcher: RefObject<HTMLElement | null>;
  onEnter(): void;
  /** The panel is there: the citizen may write. */
  onReady(): void;
  /** The page asks a question with a button of its own. */
  onQuestion(question: string): void;
}

/** Opening and closing: the focus goes in, and back to where it came from. */
export function useDoor({ launcher, onEnter, onReady, onQuestion }: DoorOptions): Door {
  const [open, setOpen] = useState(false);
  const opener = useRef<HTMLElement | null>(null);
  const show = (by: HTMLElement | null): void => {
    opener.current = by;
    remember(true);
    setOpen(true);
    onEnter();
  };
  const enter = (by: HTMLElement | null): void => {
    show(by);
    // The panel is there after this turn of the page.
    setTimeout(onReady);
  };
  const leave = (): void => {
    remember(false);
    setOpen(false);
    setTimeout(() => (opener.current?.isConnected ? opener.current : launcher.current)?.focus());
  };
  useEffect(() => {
    // Going from page to page on a wide screen the conversation stays open, and the focus where it is.
    if (remembered() && matchMedia(WIDE).matches) show(null);
    return onPageAsks((by, question) => {
      enter(by);
      if (question) onQuestion(question);
    });
  }, []);
  return { open, enter, leave };
}

/** The page's own buttons: `data-ventanilla-open` opens the chat, `data-ventanilla-ask` asks its question. */
function onPageAsks(ask: (by: HTMLElement, question: string | null) => void): () => void {
  const onClick = (event: MouseEvent): void => {
    const target = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-ventanilla-ask], [data-ventanilla-open]') : null;
    if (!target) return;
    event.preventDefault();
    ask(target, target.getAttribute('data-ventanilla-ask'));
  };
  document.addEventListener('click', onClick);
  return () => document.removeEventListener('click', onClick);
}

function remember(open: boolean): void {
  try {
    if (open) sessionStorage.setItem(OPEN, 'yes');
    else sessionStorage.removeItem(OPEN);
  } catch {
    // Storage is blocked: the next page begins with the chat closed.
  }
}

function remembered(): boolean {
  try {
    return sessionStorage.getItem(OPEN) === 'yes';
  } catch {
    return false;
  }
}
