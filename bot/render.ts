import { type Markup, toPlain } from './markup.ts';
import type { Act, Choice, Language } from './message.ts';
import type { Words } from './ports.ts';

/** The part of a channel's traits that rendering needs. */
export interface RenderTraits {
  textLimit: number;
  buttons: { max: number; title: number };
  list: { max: number; title: number };
  markdown: Markup;
  voice: boolean;
}

/** One message as a channel sends it. */
export interface Rendered {
  text: string;
  choices: Choice[];
}

/** Turns an act into what the channel can show: buttons or a list where they fit, numbered lines otherwise; long texts in several messages. */
export function render(act: Act, traits: RenderTraits, words: Words, language: Language): Rendered[] {
  const choices = act.choices ?? [];
  const buttons = fits(choices, traits.buttons) || fits(choices, traits.list);
  const body = traits.voice ? (act.spoken ?? toPlain(act.text)) : written(act, traits, words, language);
  const text = choices.length > 0 && !buttons ? `${body}\n\n${numbered(choices)}\n${words.say(language, 'bot.optionsHint')}` : body;
  const parts = splitText(text, traits.textLimit);
  return parts.map((part, index) => ({ text: part, choices: buttons && index === parts.length - 1 ? choices : [] }));
}

/** Titles longer than a button are shown whole as numbered lines, never cut into something that reads otherwise. */
function fits(choices: readonly Choice[], room: { max: number; title: number }): boolean {
  return choices.length > 0 && choices.length <= room.max && choices.every((choice) => [...choice.title].length <= room.title);
}

function written(act: Act, traits: RenderTraits, words: Words, language: Language): string {
  const text = traits.markdown === 'none' ? toPlain(act.text) : act.text;
  const place = act.place ? `\n${act.place.address}` : '';
  if (!act.link) return text + place;
  const source = traits.markdown === 'none' ? `${act.link.title}: ${act.link.url}` : `[${act.link.title}](${act.link.url})`;
  return `${text}${place}\n\n${words.say(language, 'bot.source')}: ${source}`;
}

function numbered(choices: readonly Choice[]): string {
  return choices.map((choice, index) => `${index + 1}) ${choice.title}`).join('\n');
}

/** Splits at paragraphs, then lines, then sentences, then words; never inside a character. Limit in UTF-16 units. */
export function splitText(text: string, limit: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    const at = cutPoint(rest, limit);
    parts.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  if (rest !== '' || parts.length === 0) parts.push(rest);
  return parts;
}

function cutPoint(text: string, limit: number): number {
  const head = text.slice(0, limit + 1);
  for (const border of ['\n\n', '\n', '. ', ' ']) {
    const at = head.lastIndexOf(border);
    if (at > limit / 3) return at + (border === '. ' ? 1 : 0);
  }
  const code = text.charCodeAt(limit - 1);
  return code >= 0xd800 && code <= 0xdbff ? limit - 1 : limit;
}
