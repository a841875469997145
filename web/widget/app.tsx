import type { JSX } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ChatCouncil } from '../../server/contract/council.ts';
import { useDoor } from './door.ts';
import type { Engine } from './engine.ts';
import { Icon } from './icons.tsx';
import { type Desk, Panel } from './panel.tsx';
import { type Scene, SceneContext } from './scene.ts';
import { sentences, spokenFor } from './sentences.ts';
import { times } from './time.ts';

/** The button on the page and the panel that it opens. */
export function App({ engine, language }: { engine: Engine; language: string }): JSX.Element {
  const { chat } = engine;
  const desk = useRef<Desk | undefined>(undefined);
  const launcher = useRef<HTMLButtonElement>(null);
  const scene = useSceneOf(engine, language, desk);
  const { open, enter, leave } = useDoor({
    launcher,
    onEnter: () => chat.start(),
    onReady: () => desk.current?.write(),
    onQuestion: (question) => chat.say(question),
  });
  const { say, council } = scene;
  const unread = useUnread(open, scene.state.lines);
  const forget = (): void => {
    engine.forget();
    desk.current?.write('');
  };
  return (
    <SceneContext.Provider value={scene}>
      <section class="corner" aria-label={say('title', { assistant: council?.assistant[scene.language] ?? '' })} lang={spokenFor(scene.language)}>
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

/** What the engine says, with what the citizen has chosen to see. */
function useSceneOf(engine: Engine, first: string, desk: { current: Desk | undefined }): Scene {
  const [view, setView] = useState(engine.view);
  const [council, setCouncil] = useState<ChatCouncil | undefined>(undefined);
  const [language, setLanguage] = useState(engine.keep.language ?? first);
  const [plain, setPlain] = useState(engine.keep.plain);
  const say = useMemo(() => sentences(language), [language]);
  useEffect(() => engine.follow(setView), []);
  useEffect(() => void engine.council.then(setCouncil), []);
  return {
    say, language, council, plain, ...view,
    chat: engine.chat,
    attachments: engine.attachments,
    times: useMemo(() => times(language, council?.timeZone, { today: say('today'), yesterday: say('yesterday') }), [language, council]),
    setPlain: (value) => {
      engine.keep.plain = value;
      setPlain(value);
    },
    setLanguage: (value) => {
      setLanguage(value);
      engine.chat.speak(value);
    },
    write: (text) => desk.current?.write(text),
    pickFile: () => desk.current?.pickFile(),
  };
}

/** True when something was said while the chat was closed. */
function useUnread(open: boolean, lines: readonly { seq: number; from: string }[]): boolean {
  const last = lines.at(-1);
  const seen = useRef<number | undefined>(undefined);
  if (open) seen.current = last?.seq ?? 0;
  return !open && seen.current !== undefined && last !== undefined && last.from !== 'contact' && last.seq > seen.current;
}
