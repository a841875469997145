import type { JSX, RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from './icons.tsx';
import { useScene } from './scene.ts';
import { ACCEPT } from './upload.ts';

/** From here on one sees how much is left, characters. */
const COUNTED = 200;

/** The keyboard that fits what the bot asked for. */
const KEYBOARDS: Readonly<Record<string, 'tel' | 'email' | 'numeric'>> = { phone: 'tel', email: 'email', number: 'numeric' };

interface ComposerProps {
  text: string;
  setText(text: string): void;
  field: RefObject<HTMLTextAreaElement | null>;
  picker: RefObject<HTMLInputElement | null>;
}

/** Where the citizen writes: Enter sends, Shift and Enter begin a line. */
export function Composer({ text, setText, field, picker }: ComposerProps): JSX.Element {
  const { say, chat, state, attachments } = useScene();
  const left = state.limits.text - text.length;
  const form = useRef<HTMLFormElement>(null);
  useGrowth(field, text);
  const send = (): void => {
    if (text.trim() === '' || left < 0) return field.current?.focus();
    chat.say(text.trim());
    setText('');
    field.current?.focus();
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  };
  const onPick = (event: { currentTarget: HTMLInputElement }): void => {
    const input = event.currentTarget;
    for (const file of input.files ?? []) attachments.add(file);
    input.value = '';
    field.current?.focus();
  };
  const onSubmit = (event: Event): void => {
    event.preventDefault();
    send();
  };
  const expects = state.lines.at(-1)?.act?.expects;
  return (
    <form class="composer" ref={form} onSubmit={onSubmit}>
      <p class={left < 0 ? 'count over' : 'count'} id="count" role="status">
        {left <= COUNTED && (left < 0 ? <><Icon name="warning" />{say('tooMuch', { count: -left })}</> : say('left', { count: left }))}
      </p>
      <div class="row">
        <input type="file" class="picker" ref={picker} accept={ACCEPT} multiple tabIndex={-1} aria-hidden="true" onChange={onPick} />
        <button type="button" class="round" aria-label={say('attach')} title={say('attach')} onClick={() => picker.current?.click()}><Icon name="clip" /></button>
        <textarea
          ref={field} rows={1} value={text} aria-label={say('composer')} placeholder={say('composer')} aria-describedby="count" aria-invalid={left < 0}
          enterkeyhint="send" autocomplete="off" inputMode={KEYBOARDS[expects ?? ''] ?? 'text'} onInput={(event) => setText(event.currentTarget.value)} onKeyDown={onKey}
        />
        <button type="submit" class="round send" aria-label={say('send')} title={say('send')} aria-disabled={text.trim() === '' || left < 0}><Icon name="send" /></button>
      </div>
    </form>
  );
}

/** As high as what is written, up to what the style allows. */
function useGrowth(field: RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    if (text !== '') element.style.height = `${element.scrollHeight + 2}px`;
  }, [text]);
}
