import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ChatCouncil } from '../../server/contract/council.ts';
import type { Engine } from './engine.ts';
import { Icon } from './icons.tsx';
import { type Desk, Panel } from './panel.tsx';
import { type Scene, SceneContext } from './scene.ts';
import { sentences } from './sentences.ts';
import { times } from './time.ts';

const OPEN = 'ventanilla:open';

/** The button on the page and the panel that it opens. */
export function App({ engine, language: first }: { engine: Engine; language: string }): JSX.Element {
  const [view, setView] = useState(engine.view);
  const [council, setCouncil] = useState<ChatCouncil | undefined>(undefined);
  const [language, setLanguage] = useState(engine.keep.language ?? first);
  const [plain, setPlain] = useState(engine.keep.plain);
  const [open, setOpen] = useState(false);
  const desk = useRef<Desk | undefined>(undefined);
  const launcher = useRef<HTMLButtonElement>(null);
  const opener = useRef<HTMLElement | null>(null);
  const say = useMemo(() => sentences(language), [language]);
  const { chat } = engine;

  const enter = (by: HTMLElement | null, focus = true): void => {
    opener.current = by;
    remember(true);
    setOpen(true);
    chat.start();
    // The panel is there after this turn of the page.
    if (focus) setTimeout(() => desk.current?.write());
  };
  const leave = (): void => {
    remember(false);
    setOpen(false);
    setTimeout(() => (opener.current?.isConnected ? opener.current : launcher.current)?.focus());
  };
  useEffect(() => engine.follow(setView), []);
  useEffect(() => void engine.council.then(setCouncil), []);
  useEffect(() => {
    // Going from page to page on a wide screen the conversation stays open; on a telephone it would hide the page.
    if (remembered() && matchMedia('(min-width: 48rem)').matches) enter(null, false);
  }, []);
  useEffect(() => onPageAsks((by, question) => {
    enter(by);
    if (question) chat.say(question);
  }), []);

  const unread = useUnread(open, view.state.lines);
  const scene: Scene = {
    say, language, council, chat, plain, ...view,
    times: useMemo(() => times(language, council?.timeZone, { today: say('today'), yesterday: say('yesterday') }), [language, council]),
    attachments: engine.attachments,
    setPlain: (value) => {
      engine.keep.plain = value;
      setPlain(value);
    },
    setLanguage: (value) => {
      setLanguage(value);
      chat.speak(value);
    },
    write: (text) => desk.current?.write(text),
    pickFile: () => desk.current?.pickFile(),
  };
  const forget = (): void => {
    engine.forget();
    desk.current?.write('');
  };
  return (
    <SceneContext.Provider value={scene}>
      <section class="corner" aria-label={say('title', { assistant: council?.assistant[language] ?? '' })} lang={language}>
        <button type="button" class="launcher" ref={launcher} hidden={open} aria-haspopup="dialog" aria-label={say(unread ? 'openNew' : 'open')} onClick={(event) => enter(event.currentTarget)}>
          <Icon name="chat" />
          <span>{say('launch')}</span>
          {unread && <span class="badge" />}
        </button>
        <p class="unseen" role="status">{!open && unread ? say('newMessages') : ''}</p>
        <Panel open={open} onClose={leave} onForget={forget} desk={desk} />
      </section>
    </SceneContext.Provider>
  );
}

/** True when something was said while the chat was closed. */
function useUnread(open: boolean, lines: readonly { seq: number; from: string }[]): boolean {
  const last = lines.at(-1);
  const seen = useRef<number | undefined>(undefined);
  if (open) seen.current = last?.seq ?? 0;
  return !open && seen.current !== undefined && last !== undefined && last.from !== 'contact' && last.seq > seen.current;
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
