import { z } from 'zod';
import { near } from '../closeness.ts';
import { entityOf, type Heard } from '../heard.ts';
import { fold, holds } from '../phrases.ts';
import { base, byLanguage, condition, type FieldType, holdsWhen, inLanguage, listByLanguage, type Spot, type Values } from './field.ts';

const option = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-zA-Z0-9_-]*$/),
  title: byLanguage,
  /** Other words for it. */
  words: listByLanguage.optional(),
  when: condition.optional(),
});
type Option = z.infer<typeof option>;

export const choiceField = z.strictObject({ ...base, type: z.literal('choice'), options: z.array(option).min(2).max(20) });
export type ChoiceField = z.infer<typeof choiceField>;

/** One of several: by its button, number, place ("la segunda"), title or another word for it, typos forgiven. The value is the option's id. */
export const choice: FieldType<ChoiceField, string> = {
  read(field, heard, values) {
    const options = open(field, values);
    const exact = byTitle(options, heard.folded) ?? byPlace(options, heard);
    const named = exact ? [exact] : mentioned(options, heard);
    const [picked, ...others] = named.length > 0 ? named : byTypo(options, heard.folded);
    return picked && others.length === 0 ? { value: picked.id, sure: true } : undefined;
  },
  spot(field, heard, values): Spot<string> | undefined {
    const [found, ...others] = mentioned(open(field, values), heard);
    return found && others.length === 0 ? { value: found.id, start: 0, end: 0 } : undefined;
  },
  valid: (field, value, values) => open(field, values).some((one) => one.id === value),
  show: (field, value, { language }) => inLanguage(field.options.find((one) => one.id === value)?.title ?? {}, language),
  choices: (field, values, { language }) => open(field, values).map((one) => ({ id: `value:${field.id}:${one.id}`, title: inLanguage(one.title, language) })),
};

function open(field: ChoiceField, values: Values): Option[] {
  return field.options.filter((one) => holdsWhen(one.when, values));
}

/** Folded once: a form's options are the same for every step. */
const NAMES = new WeakMap<Option, readonly string[]>();

function namesOf(one: Option): readonly string[] {
  const known = NAMES.get(one);
  if (known) return known;
  const names = [...Object.values(one.title), ...Object.values(one.words ?? {}).flat()].map(fold);
  NAMES.set(one, names);
  return names;
}

function byTitle(options: readonly Option[], folded: string): Option | undefined {
  return options.find((one) => one.id === folded || namesOf(one).includes(folded));
}

function byPlace(options: readonly Option[], heard: Heard): Option | undefined {
  const entity = entityOf(heard, 'ordinal', 'number');
  const n = typeof entity?.value === 'number' ? entity.value : Number(/^\W*(\d{1,2})\W*$/.exec(heard.text)?.[1]);
  if (entity && heard.text.length - (entity.end - entity.start) > 12) return undefined;
  return n === -1 ? options.at(-1) : options[n - 1];
}

/** Those that the sentence mentions; two are no answer. */
function mentioned(options: readonly Option[], heard: Heard): Option[] {
  return options.filter((one) => namesOf(one).some((name) => name.length >= 3 && holds(heard.folded, name)));
}

/** Those that the whole answer, or one word of it, names with a slip in it. */
function byTypo(options: readonly Option[], folded: string): Option[] {
  const said = [folded, ...folded.split(' ').filter((word) => word.length >= 4)];
  return options.filter((one) => namesOf(one).some((name) => said.some((words) => near(words, name))));
}
