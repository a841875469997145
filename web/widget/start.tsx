import type { JSX } from 'preact';
import { useScene } from './scene.ts';

/** The shape of what is coming. */
export function Skeleton(): JSX.Element {
  const { say } = useScene();
  return (
    <div class="skeleton">
      <span class="unseen">{say('loading')}</span>
      <div class="bone" aria-hidden="true"><i /><i /><i /></div>
      <div class="bone short" aria-hidden="true"><i /></div>
    </div>
  );
}

/** Said by the page itself when the bot cannot be reached to say it. */
export function Greeting(): JSX.Element | null {
  const { say, council, language, state, chat } = useScene();
  if (state.up) return null;
  const phone = council?.phone ?? '010';
  const assistant = council?.assistant[language] ?? '';
  return (
    <div class="line from-bot">
      <div class="bubble">
        <div class="rich">
          {council && <p>{say('greeting', { assistant, council: council.name[language] ?? '' })}</p>}
          {state.phase === 'loading' && <p>{say('failed', { phone })}</p>}
        </div>
        {state.phase === 'loading' && <button type="button" class="quiet" onClick={() => chat.wake()}>{say('retry')}</button>}
      </div>
    </div>
  );
}

/** The empty conversation says what to do next. */
export function Suggestions(): JSX.Element | null {
  const { say, council, language, chat, write } = useScene();
  const questions = council?.questions[language] ?? [];
  if (questions.length === 0) return null;
  const ask = (question: string): void => {
    write();
    chat.say(question);
  };
  return (
    <div class="suggestions">
      <h3>{say('suggestions')}</h3>
      <ul class="choices stacked">
        {questions.slice(0, 5).map((question) => <li key={question}><button type="button" class="choice" onClick={() => ask(question)}>{question}</button></li>)}
      </ul>
    </div>
  );
}
