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
    const picked = byTitle(options, heard.folded) ?? byPlace(options, heard) ?? mentioned(options, heard)?.option ?? byTypo(options, heard.folded);
    return picked && { value: picked.id, sure: true };
  },
  spot(field, heard, values): Spot<string> | undefined {
    const found = mentioned(open(field, values), heard);
    return found && { value: found.option.id, start: 0, end: 0 };
  },
  valid: (field, value, values) => open(field, values).some((one) => one.id === value),
  show: (field, value, { language }) => inLanguage(field.options.find((one) => one.id === value)?.title ?? {}, language),
  choices: (field, values, { language }) => open(field, values).map((one) => ({ id: `value:${field.id}:${one.id}`, title: inLanguage(one.title, language) })),
};

function open(field: ChoiceField, values: Values): Option[] {
  return field.options.filter((one) => holdsWhen(one.when, values));
}

function namesOf(one: Option): string[] {
  return [...Object.values(one.title), ...Object.values(one.words ?? {}).flat()].map(fold);
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

/** The one option that the sentence mentions; two are no answer. */
function mentioned(options: readonly Option[], heard: Heard): { option: Option } | undefined {
  const found = options.filter((one) => namesOf(one).some((name) => name.length >= 3 && holds(heard.folded, name)));
  const [option] = found;
  return option && found.length === 1 ? { option } : undefined;
}

function byTypo(options: readonly Option[], folded: string): Option | undefined {
  const found = options.filter((one) => namesOf(one).some((name) => near(folded, name)));
  return found.length === 1 ? found[0] : undefined;
}
