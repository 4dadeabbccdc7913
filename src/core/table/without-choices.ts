import type { ReadChoices } from './dataset.ts';

/** The choices but for those of these names. */
export function withoutChoices(choices: ReadChoices, ...names: readonly (keyof ReadChoices)[]): ReadChoices {
  const left: Partial<Record<keyof ReadChoices, unknown>> = { ...choices };
  for (const name of names) delete left[name];
  return left as ReadChoices;
}
