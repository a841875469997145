import type { Draft } from './draft.ts';

/** The first message of a visit says that the bot is automatic; returns whether it just did. */
export function greetIfNew(draft: Draft, alone: boolean): boolean {
  const { conversation } = draft.input;
  if (draft.bot.disclosed === conversation.episode) return false;
  draft.bot.disclosed = conversation.episode;
  const { council } = draft.mind;
  const text = draft.words('bot.hello', { assistant: council.assistant[draft.language] ?? '', council: council.name[draft.language] ?? '' });
  draft.acts.push({ type: 'say', text: alone ? `${text} ${draft.words('bot.howCanIHelp')}` : text });
  return true;
}

/** Danger comes first, whatever is open; a form that is open waits as it is. */
export function danger(draft: Draft): void {
  const { emergency } = draft.mind.council;
  draft.bot.disclosed = draft.input.conversation.episode;
  draft.acts.push({ type: 'say', text: draft.words('bot.danger', { emergency }), spoken: draft.words('bot.danger.spoken', { emergency }) });
  draft.outcome = 'danger';
}

const SENTENCES: Readonly<Record<string, string>> = {
  greet: 'bot.greet', thanks: 'bot.thanks', bye: 'bot.bye', cancel: 'bot.nothingToCancel', restart: 'bot.nothingToCancel', back: 'bot.nothingToCancel',
  no: 'bot.asYouWish', yes: 'bot.asYouWish', skip: 'bot.asYouWish',
};

/** Greetings, thanks, goodbyes, help, a change of language: returns whether it was one. */
export function smalltalk(draft: Draft): boolean {
  const { intent } = draft;
  if (intent === null) return false;
  if (intent === 'help') {
    draft.help();
    return true;
  }
  if (intent.startsWith('language.')) {
    draft.language = intent.slice('language.'.length);
    draft.languageFixed = true;
    draft.reply('bot.language', 'smalltalk');
    return true;
  }
  const key = SENTENCES[intent];
  if (key === undefined) return false;
  if (intent !== 'greet' || draft.acts.length === 0) draft.say(key);
  draft.outcome = 'smalltalk';
  return true;
}
