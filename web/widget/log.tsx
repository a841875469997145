import { Fragment, type JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { chosenUnder, entriesOf } from './entries.ts';
import { Files } from './files.tsx';
import { useFollow } from './follow.ts';
import { Icon } from './icons.tsx';
import { Line } from './line.tsx';
import { useScene } from './scene.ts';
import { Greeting, Skeleton, Suggestions } from './start.tsx';

/** What was there when the page opened is in place by then, ms. */
const HISTORY_MS = 400;
/** The bot answers in less; a person who has the conversation is not typing all the while. */
const TYPING_MS = 8_000;
const TYPING_AFTER_MS = 400;

/** The conversation: every message is announced once; what was said before the page was opened is not. */
export function Log({ hidden }: { hidden: boolean }): JSX.Element {
  const { say, state, times, files } = useScene();
  const entries = entriesOf(state.lines, state.queue, state.spoken);
  const box = useRef<HTMLElement>(null);
  const live = useLive(state.phase === 'ready', state.lines.length > 0);
  const { behind, toEnd } = useFollow(box, entries, files.length, hidden);
  const nothingSaid = !entries.some(({ line, queued }) => queued !== undefined || line?.from === 'contact');
  const waiting = state.phase === 'loading' && state.tries < 2;
  return (
    <div class="middle">
      <section class="scroll" ref={box} aria-label={say('log')}>
        <div class="log" role="log" aria-live={live ? 'polite' : 'off'} aria-relevant="additions" aria-busy={waiting}>
          {entries.length === 0 && (waiting ? <Skeleton /> : <Greeting />)}
          {entries.map((entry, index) => {
            const before = entries[index - 1];
            const newDay = !before || times.dayKey(before.at) !== times.dayKey(entry.at);
            return (
              <Fragment key={entry.key}>
                {newDay && <p class="day">{times.day(entry.at, Date.now())}</p>}
                <Line entry={entry} next={entries[index + 1]} chosen={chosenUnder(index, entries)} />
              </Fragment>
            );
          })}
          {files.length > 0 && <Files />}
        </div>
        <Typing />
        {nothingSaid && files.length === 0 && !waiting && <Suggestions />}
      </section>
      {behind && <button type="button" class="to-end" onClick={toEnd}><Icon name="below" />{say('toEnd')}</button>}
    </div>
  );
}

/** True once additions are news: what the first welcome brought is history. */
function useLive(ready: boolean, history: boolean): boolean {
  const [live, setLive] = useState(false);
  useEffect(() => {
    if (!ready) return setLive(false);
    const timer = setTimeout(() => setLive(true), history ? HISTORY_MS : 0);
    return () => clearTimeout(timer);
    // What is there when it gets ready counts, not what comes later.
  }, [ready]);
  return live;
}

/** Shown while an answer is due, and only when it takes a moment. */
function Typing(): JSX.Element | null {
  const { say, state } = useScene();
  const last = state.lines.at(-1);
  const due = state.up && (state.queue.some(({ shown, refused }) => shown !== undefined && refused === undefined) || last?.from === 'contact');
  const asked = state.queue.at(-1)?.deed.id ?? last?.clientId;
  const [shown, setShown] = useState(false);
  useEffect(() => {
    setShown(false);
    if (!due) return;
    const begin = setTimeout(() => setShown(true), TYPING_AFTER_MS);
    const end = setTimeout(() => setShown(false), TYPING_MS);
    return () => {
      clearTimeout(begin);
      clearTimeout(end);
    };
  }, [due, asked]);
  if (!due || !shown) return null;
  return <p class="typing"><span class="dots" aria-hidden="true"><i /><i /><i /></span>{say('typing')}</p>;
}
