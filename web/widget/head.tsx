import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from './icons.tsx';
import { useScene } from './scene.ts';
import { sentences } from './sentences.ts';

interface HeadProps {
  onClose(): void;
  onForget(): void;
}

/** Who is speaking, in which language, what else one can do, and the way out. */
export function Head({ onClose, onForget }: HeadProps): JSX.Element {
  const { say, council, language } = useScene();
  const [open, setOpen] = useState(false);
  const toggle = useRef<HTMLButtonElement>(null);
  const shut = (): void => {
    setOpen(false);
    toggle.current?.focus();
  };
  return (
    <header class="head">
      <div class="bar">
        <div class="who">
          <h2 id="title">{say('title', { assistant: council?.assistant[language] ?? '' })}</h2>
          <p>{say('automatic')}</p>
        </div>
        <Languages />
        <button type="button" class="round" ref={toggle} aria-label={say('options')} title={say('options')} aria-expanded={open} aria-controls="options" onClick={() => setOpen(!open)}>
          <Icon name="more" />
        </button>
        <button type="button" class="round" aria-label={say('close')} title={say('close')} onClick={onClose}><Icon name="close" /></button>
      </div>
      <div id="options" class="options" hidden={!open}>{open && <Options onDone={shut} onForget={onForget} />}</div>
    </header>
  );
}

/** Two languages: a button with the other's name. More: a list. */
function Languages(): JSX.Element | null {
  const { say, council, language, setLanguage } = useScene();
  const others = (council?.languages ?? []).filter((one) => one !== language);
  const [other] = others;
  if (other === undefined) return null;
  if (others.length === 1) return <button type="button" class="tongue" lang={other} onClick={() => setLanguage(other)}>{nameOf(other)}</button>;
  return (
    <select class="tongue" aria-label={say('language')} value={language} onChange={(event) => setLanguage(event.currentTarget.value)}>
      {council?.languages.map((one) => <option key={one} value={one} lang={one}>{nameOf(one)}</option>)}
    </select>
  );
}

/** A language by its own name. */
function nameOf(language: string): string {
  const own = sentences(language)('language.own');
  const name = language === 'es' || own !== sentences('es')('language.own') ? own : (new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language);
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

function Options({ onDone, onForget }: { onDone(): void; onForget(): void }): JSX.Element {
  const { say, council, chat, write } = useScene();
  const [sure, setSure] = useState(false);
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), [sure]);
  const person = (): void => {
    onDone();
    write();
    chat.choose({ id: 'person', title: say('person') });
  };
  const forget = (): void => {
    onDone();
    onForget();
  };
  if (sure) {
    return (
      <div class="sure">
        <p id="sure">{say('forget.sure')}</p>
        <div class="acts">
          <button type="button" class="quiet" ref={first} aria-describedby="sure" onClick={() => setSure(false)}>{say('forget.no')}</button>
          <button type="button" class="quiet bad" onClick={forget}><Icon name="bin" />{say('forget.yes')}</button>
        </div>
      </div>
    );
  }
  return (
    <ul>
      <li><button type="button" class="option" ref={first} onClick={person}><Icon name="person" />{say('person')}</button></li>
      {council && <li><a class="option" href={`tel:${council.phone.replace(/[^\d+]/g, '')}`}><Icon name="phone" />{say('call', { phone: council.phone })}</a></li>}
      {council && <li><a class="option" href={council.privacy} target="_blank" rel="noopener noreferrer"><Icon name="shield" />{say('privacy')}<span class="unseen"> {say('otherTab')}</span></a></li>}
      <li><button type="button" class="option" onClick={() => setSure(true)}><Icon name="bin" />{say('forget')}</button></li>
    </ul>
  );
}
