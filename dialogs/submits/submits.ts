import { z } from 'zod';
import { caseSettings, caseSubmit } from './case.ts';
import type { Filled, SubmitKind, Submitted } from './submit.ts';

/** The register of ways to hand a form in: how each is written in YAML, and what it does. */
export const submitSchema = z.discriminatedUnion('kind', [caseSettings]);
export type SubmitSettings = z.infer<typeof submitSchema>;

const KINDS = { case: caseSubmit };

export function saysOf(settings: SubmitSettings): readonly string[] {
  return KINDS[settings.kind].says;
}

export function submit(settings: SubmitSettings, filled: Filled): Submitted {
  return (KINDS[settings.kind] as SubmitKind<SubmitSettings>).submit(settings, filled);
}
