// What the cells of a row mean together, where they are headers.

import { meaningsOf } from './header-words.ts';

/** The concepts that headers mean as a whole. */
export function conceptsOf(headers: readonly string[]): Set<string> {
  const concepts = new Set<string>();
  for (const cell of headers) {
    const best = meaningsOf(cell)[0];
    if (best && best.rank < 2000 && best.concept !== 'other') concepts.add(best.concept);
  }
  return concepts;
}
