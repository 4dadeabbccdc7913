// Names of what is kept: runs and models. Short enough for a list, never empty, and unlike each other at first.

import { shortText, wellFormed } from '../text/short-text.ts';

/** Characters of the longest name; longer ones are cut. */
export const longestName = 80;

/** `SAC for tea`, then `SAC for tea (2)`. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name} (${number})`)) number++;
  return `${name} (${number})`;
}

/**
 * The name a person gave, trimmed and cut.
 *
 * @throws Error in a sentence that names `what` where nothing is left of it.
 */
export function givenName(name: string, what: 'run' | 'model'): string {
  const given = wellFormed(shortText(name.trim(), longestName));
  if (given === '') throw new Error(`A ${what} needs a name: give it at least one character.`);
  return given;
}
