import { z } from 'zod';
import { type Case, type CaseField, cases, newReference, type ReplyTo } from '../../bot/case.ts';
import { uuidv7 } from '../../bot/id.ts';
import { insert } from '../../store/store.ts';
import { sayPhone } from '../fields/phone.ts';
import { sayOpening, sayTime } from '../when.ts';
import type { Filled, SubmitKind } from './submit.ts';

export const caseSettings = z.strictObject({
  kind: z.literal('case'),
  queue: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  topic: z.string().optional(),
  /** The letters that a reference begins with. */
  prefix: z.string().regex(/^[A-Z]{2,5}$/).default('CAS'),
  /** The field that says the matter in one line; the form's title serves when it is absent. */
  title: z.string().optional(),
  /** The field that says how the citizen wants the answer: a choice of `chat`, `phone`, `email`, or a contact. */
  reply: z.string().optional(),
});
export type CaseSettings = z.infer<typeof caseSettings>;

const LONGEST_TITLE = 160;

/** A case in a queue, under a reference that the citizen is told in the same commit. */
export const caseSubmit: SubmitKind<CaseSettings> = {
  says: ['reference', 'attention'],
  submit(settings, filled) {
    const { turn, saying } = filled;
    const reference = newReference(settings.prefix, Number(saying.today.slice(0, 4)));
    const reply = replyTo(settings, filled);
    const office = filled.hours.at(turn.now);
    const work: Omit<Case, 'v'> = {
      id: uuidv7(), reference, queue: settings.queue, state: 'open', title: titleOf(settings, filled), topic: settings.topic, article: filled.article,
      reason: filled.reason, form: filled.form, fields: filled.fields, before: filled.before, files: filled.files, reply,
      contact: turn.contact.id, conversation: turn.conversation.id, channel: turn.conversation.channel, language: turn.language, createdAt: turn.now,
      promisedAt: office.open ? turn.now : (office.opens ?? turn.now), epoch: 0,
    };
    return { writes: [insert(cases, work)], says: { reference, attention: attention(reply, filled) } };
  },
};

function titleOf(settings: CaseSettings, { fields, title }: Filled): string {
  const said = fields.find((one: CaseField) => one.id === settings.title)?.shown ?? title;
  return said.length > LONGEST_TITLE ? `${said.slice(0, LONGEST_TITLE - 1)}…` : said;
}

function replyTo({ reply }: CaseSettings, { values, learnt, turn }: Filled): ReplyTo {
  const phone = learnt.phone ?? turn.contact.phone;
  const email = learnt.email ?? turn.contact.email;
  const given = reply === undefined ? undefined : values[reply];
  const wanted = typeof given === 'object' && given !== null ? Object.keys(given)[0] : given;
  if (wanted === 'phone' && phone !== undefined) return { by: 'phone', address: phone };
  if (wanted === 'email' && email !== undefined) return { by: 'email', address: email };
  return { by: 'channel' };
}

/** Who answers, where and when: at once while the office is open, otherwise from when it opens. */
function attention({ by, address = '' }: ReplyTo, { hours, turn, timeZone, saying }: Filled): string {
  const office = hours.at(turn.now);
  const shown = by === 'phone' ? sayPhone(address) : address;
  const { words, language } = saying;
  if (office.open) return words.say(language, `dialogs.attention.open.${by}`, { address: shown, until: sayTime(office.until, timeZone) });
  const when = sayOpening(hours, turn.now, timeZone, saying);
  return words.say(language, when === undefined ? `dialogs.attention.unknown.${by}` : `dialogs.attention.closed.${by}`, { address: shown, when: when ?? '' });
}
