// Whether the stock of a file can run out for good, or is filled up again and again.
//
// A market with stock ends when the stock is gone: right for a season's goods, wrong for a shelf that a truck refills.
// The file tells: stock that was filled up after the season had begun will be filled up again.

import type { ProductHistory } from '../table/dataset.ts';

/** Rises of at least this many days' sales are deliveries, not corrections. */
const leastDelivery = 3;
/** What comes in so early in the file is the stock that the season begins with. */
const beginning = 0.1;

/** Whether the stock was filled up again within the history; false without a stock column. */
export function isReplenished({ inventory, units }: Pick<ProductHistory, 'inventory' | 'units'>): boolean {
  if (inventory === null) return false;
  const usual = units.reduce((sum, each) => sum + each, 0) / units.length;
  let before = NaN;
  return inventory.some((stock, t) => {
    if (Number.isNaN(stock)) return false;
    const isDelivery = stock > before + Math.max(leastDelivery * usual, 0.5);
    before = stock;
    return isDelivery && t >= beginning * inventory.length;
  });
}
