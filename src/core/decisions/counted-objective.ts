// What a gain is counted in: profit where the costs are known, else revenue, unless a person chose.

import { countsInProfit } from '../market/counts-in-profit.ts';
import type { ObjectiveChoice, ObjectiveName } from './recommendation.ts';

/** With `auto`: profit where at least half of the products have a known cost. One answer for a whole file. */
export function countedObjective(
  choice: ObjectiveChoice,
  products: readonly { readonly unitCost: number | null }[],
): ObjectiveName {
  if (choice !== 'auto') return choice;
  const known = products.filter(({ unitCost }) => unitCost !== null).length;
  return countsInProfit(known, products.length) ? 'profit' : 'revenue';
}
