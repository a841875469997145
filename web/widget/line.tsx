import type { JSX } from 'preact';
import { Answer } from './answer.tsx';
import type { Chosen, Entry } from './entries.ts';
import { SentFile } from './files.tsx';
import { Icon } from './icons.tsx';
import { useScene } from './scene.ts';

const TOGETHER_MS = 5 * 60_000;

/** One message with who said it and when. */
export function Line({ entry, next, chosen }: { entry: Entry; next: Entry | undefined; chosen: Chosen }): JSX.Element {
  const { say, council, language } = useScene();
  const { line } = entry;
  const from = line?.from ?? 'contact';
  const bot = council?.assistant[language] ?? say('automatic');
  const speaker = from === 'contact' ? say('you') : from === 'agent' ? say('agent') : bot;
  return (
    <div class={`line from-${from}`} lang={entry.language}>
      <span class="unseen" lang={language}>{speaker}: </span>
      {from === 'contact' ? <Own entry={entry} /> : line && <Answer line={line} chosen={chosen} />}
      <Foot entry={entry} next={next} speaker={from === 'agent' ? speaker : undefined} />
    </div>
  );
}

function Own({ entry: { line, queued, key } }: { entry: Entry }): JSX.Element {
  const { previews } = useScene();
  const text = line?.text ?? queued?.shown ?? '';
  const preview = previews.get(key);
  if (line?.file || queued?.deed.t === 'file') return <div class="bubble"><SentFile name={text} mime={line?.file?.mime} size={line?.file?.size} preview={preview} /></div>;
  return <div class="bubble"><p class="plain">{text}</p></div>;
}

/** Time and state: the state as a word and an icon, for as long as it matters. */
function Foot({ entry, next, speaker }: { entry: Entry; next: Entry | undefined; speaker: string | undefined }): JSX.Element | null {
  const { say, times, language, state } = useScene();
  const { line, queued, at } = entry;
  if (queued?.refused !== undefined) return <Refused entry={entry} reason={queued.refused} />;
  const followed = next && (next.line?.from ?? 'contact') === (line?.from ?? 'contact') && next.at - at < TOGETHER_MS && !next.queued;
  if (followed && !queued) return null;
  return (
    <p class="foot" lang={language} aria-live="off">
      {speaker && `${speaker} · `}
      <time dateTime={times.iso(at)}>{times.hour(at)}</time>
      {queued && !queued.durable && <span class="state"><Icon name="clock" />{say(state.up ? 'sending' : 'waiting')}</span>}
      {(queued?.durable || (line?.from === 'contact' && !next)) && <span class="state"><Icon name="check" />{say('sent')}</span>}
    </p>
  );
}

function Refused({ entry, reason }: { entry: Entry; reason: string }): JSX.Element {
  const { say, chat, write } = useScene();
  const editable = entry.queued?.deed.t === 'say';
  const discard = (): void => write(chat.discard(entry.key));
  return (
    <div class="refused">
      <p><Icon name="warning" />{say('refused')} {reason}</p>
      <button type="button" class="quiet" onClick={discard}>{say(editable ? 'edit' : 'discard')}</button>
    </div>
  );
}
