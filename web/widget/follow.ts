import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Entry } from './entries.ts';

/** Nearer to the end than this counts as reading along, px. */
const NEAR = 96;
const ABOVE = 12;

/**
 * Keeps the end of the conversation in sight while the citizen reads along; a long answer is shown from its beginning.
 * Who has scrolled up stays where they are, and `behind` says that there is something new below.
 */
export function useFollow(box: RefObject<HTMLElement | null>, entries: readonly Entry[], files: number, hidden: boolean): { behind: boolean; toEnd(): void } {
  const [behind, setBehind] = useState(false);
  const reading = useRef(true);
  const atEnd = useRef(true);
  const seen = useRef(0);
  const toEnd = (): void => {
    const element = box.current;
    if (element) element.scrollTop = element.scrollHeight;
    setBehind(false);
  };
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    // A region that scrolls must be reachable by keyboard.
    element.tabIndex = 0;
    const onScroll = (): void => {
      const below = element.scrollHeight - element.scrollTop - element.clientHeight;
      reading.current = below < NEAR;
      atEnd.current = below < 2;
      if (reading.current) setBehind(false);
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    // The place to write grows, a notice comes: who read the end still sees it.
    let height = element.clientHeight;
    const sizes = new ResizeObserver(() => {
      if (element.clientHeight < height && atEnd.current) element.scrollTop = element.scrollHeight;
      height = element.clientHeight;
    });
    sizes.observe(element);
    return () => {
      element.removeEventListener('scroll', onScroll);
      sizes.disconnect();
    };
  }, []);
  useLayoutEffect(() => {
    const element = box.current;
    const fresh = entries.slice(seen.current);
    if (!element || hidden) return;
    const own = fresh.some(({ line, queued }) => queued !== undefined || line?.from === 'contact');
    const first = seen.current === 0;
    seen.current = entries.length;
    if (fresh.length === 0 && files === 0) return;
    if (!first && !reading.current && !own) return setBehind(true);
    toEnd();
    const beginning = first ? undefined : beginningOf(element, entries, fresh.length);
    if (beginning && beginning.offsetTop - ABOVE < element.scrollTop) element.scrollTop = beginning.offsetTop - ABOVE;
    reading.current = true;
  }, [entries.length, entries.at(-1)?.key, files, hidden]);
  return { behind, toEnd };
}

/** The first of the new lines, with the question that it answers. */
function beginningOf(element: HTMLElement, entries: readonly Entry[], fresh: number): HTMLElement | undefined {
  const first = entries.length - fresh;
  const before = entries[first - 1];
  const asked = before !== undefined && (before.queued !== undefined || before.line?.from === 'contact');
  return element.querySelectorAll<HTMLElement>('.line')[asked ? first - 1 : first];
}
