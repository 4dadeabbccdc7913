// What a product's prices end in by habit: .99, .49 and .99, a 9. A new price that breaks the habit looks odd on a shelf, and where
// buyers mind the ending it sells less than the demand curve says: that curve was drawn through prices that all kept it.
//
// Endings are tried from the coarsest to the finest; the first that chance would hardly make is the habit.

import type { PastEnding } from './guardrails/guardrail.ts';

/** Endings that shops choose for how they look. Round prices are not among them: they are as often a first guess. */
const charm: readonly PastEnding[] = [
  { every: 100, ends: [99] },
  { every: 100, ends: [95] },
];
const endings: readonly PastEnding[] = [
  ...charm,
  { every: 100, ends: [95, 99] },
  { every: 100, ends: [49, 99] },
  { every: 10, ends: [9] },
  { every: 10, ends: [5, 9] },
];
/** Of the rows at least this share keeps a habit... */
const habitShare = 0.9;
/** ... and prices of any cent would keep it as well with a smaller probability than this. */
const leastChance = 0.002;
/** Who mixes endings means one of charm where this share of the rows, and so many prices, have it: of any cents one in a hundred would. */
const meantShare = 1 / 3;
const meantPrices = 2;

/** null where prices end in any cent. `price`: currency [rows] */
export function pastEnding(price: ArrayLike<number>): PastEnding | null {
  const rowsOf = new Map<number, number>();
  let rows = 0;
  for (let t = 0; t < price.length; t++) {
    if (!(price[t]! > 0)) continue;
    rows++;
    const cents = Math.round(100 * price[t]!);
    // An average over orders was on no label.
    if (Math.abs(100 * price[t]! - cents) < 1e-6) rowsOf.set(cents, (rowsOf.get(cents) ?? 0) + 1);
  }
  const keeping = ({ every, ends }: PastEnding) => {
    let kept = 0;
    let prices = 0;
    for (const [cents, count] of rowsOf)
      if (ends.includes(cents % every)) {
        kept += count;
        prices++;
      }
    return { share: kept / rows, prices };
  };
  const habit = endings.find((one) => {
    const { share, prices } = keeping(one);
    // One price alone says little, but .99 and .95 are what shops choose.
    const chance = (one.ends.length / one.every) ** prices;
    return share >= habitShare && (chance <= leastChance || charm.includes(one));
  });
  if (habit) return habit;
  const isMeant = (one: PastEnding) => {
    const { share, prices } = keeping(one);
    return share >= meantShare && prices >= meantPrices;
  };
  return charm.find(isMeant) ?? null;
}
