import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from './icons.tsx';
import { useScene } from './scene.ts';

/** A short break that mends itself is not worth a word, ms. */
const WORTH_MS = 1_500;
const BACK_MS = 4_000;

type Told = 'offline' | 'away' | 'back' | undefined;

/** What is in the way, and what will happen now; also that it is over. */
export function Notice(): JSX.Element {
  const { say, state } = useScene();
  const told = useTold(state.phase === 'ready' && !state.up);
  const trouble = told === undefined ? state.trouble : undefined;
  return (
    <div class="notice" role="status">
      {told && <p class={told === 'back' ? 'good' : ''}><Icon name={told === 'back' ? 'check' : 'warning'} />{say(told)}</p>}
      {trouble && <p><Icon name="clock" />{trouble}</p>}
    </div>
  );
}

function useTold(down: boolean): Told {
  const [told, setTold] = useState<Told>(undefined);
  const was = useRef<Told>(undefined);
  was.current = told;
  useEffect(() => {
    if (down) {
      const tell = (): void => setTold(navigator.onLine ? 'away' : 'offline');
      const timer = setTimeout(tell, navigator.onLine ? WORTH_MS : 0);
      return () => clearTimeout(timer);
    }
    if (was.current !== 'offline' && was.current !== 'away') return;
    setTold('back');
    const timer = setTimeout(() => setTold(undefined), BACK_MS);
    return () => clearTimeout(timer);
  }, [down]);
  return told;
}
