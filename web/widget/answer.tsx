import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ChatLine } from '../../server/contract/chat.ts';
import { type Chosen, mayChoose } from './entries.ts';
import { Icon } from './icons.tsx';
import { Link, Rich } from './rich.tsx';
import { useScene } from './scene.ts';

/** Titles longer than this stand one under another, all as wide as the conversation. */
const LONG = 28;

/** What the bot said: its words, their source, the choices under them, and whether they helped. */
export function Answer({ line, chosen }: { line: ChatLine; chosen: Chosen }): JSX.Element {
  const { say, plain, setPlain, pickFile } = useScene();
  const { act } = line;
  const [own, setOwn] = useState<boolean | undefined>(undefined);
  const inPlain = act?.plain !== undefined && (own ?? plain);
  const toggle = (): void => {
    setOwn(!inPlain);
    setPlain(!inPlain);
  };
  return (
    <>
      <div class="bubble">
        <Rich text={inPlain ? (act?.plain ?? '') : line.text} />
        {act?.place && <p class="place">{act.place.address}</p>}
        {act?.link && <p class="source"><Link href={act.link.url}>{say('source', { title: act.link.title })}</Link></p>}
        {act?.plain !== undefined && (
          <button type="button" class="quiet" aria-pressed={inPlain} onClick={toggle}><Icon name={inPlain ? 'check' : 'book'} />{say('plain')}</button>
        )}
      </div>
      {act?.expects === 'file' && !chosen.past && (
        <p class="choices"><button type="button" class="choice" onClick={pickFile}><Icon name="clip" />{say('attach.asked')}</button></p>
      )}
      {act?.choices && act.choices.length > 0 && <Choices line={line} chosen={chosen} />}
      {act?.rate && <Rating message={line.id} />}
    </>
  );
}

function Choices({ line, chosen }: { line: ChatLine; chosen: Chosen }): JSX.Element {
  const { say, chat, write } = useScene();
  const long = line.act?.choices?.some(({ title }) => title.length > LONG);
  return (
    <ul class={long ? 'choices stacked' : 'choices'} aria-label={say('choices')}>
      {line.act?.choices?.map((choice) => {
        const taken = choice.id === chosen.id;
        const choose = (): void => {
          // A button that is about to be disabled would drop the focus: it goes where one writes on.
          write();
          chat.choose(choice);
        };
        return (
          <li key={choice.id}>
            <button type="button" class={taken ? 'choice taken' : 'choice'} disabled={!mayChoose(choice.id, line.act, chosen)} onClick={choose}>
              {taken && <Icon name="check" />}
              {choice.title}
              {taken && <span class="unseen"> ({say('chosen')})</span>}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function Rating({ message }: { message: string }): JSX.Element {
  const { say, chat, state } = useScene();
  const rated = state.rated[message];
  const button = (value: 'up' | 'down'): JSX.Element => (
    <button type="button" class="quiet" aria-pressed={rated === value} onClick={() => rated !== value && chat.rate(message, value)}>
      <Icon name={value} />
      {say(`rate.${value}`)}
    </button>
  );
  return (
    <div class="rating">
      <fieldset class="ask">
        <legend>{say('rate')}</legend>
        {button('up')}
        {button('down')}
      </fieldset>
      {rated && <span class="done">{say('rate.done')}</span>}
    </div>
  );
}
