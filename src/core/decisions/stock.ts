// Whether the stock of a file can run out for good, or is filled up again and again.
//
// A market with stock ends when the stock is gone: right for a season's goods, wrong for a shelf that a truck refills.
// The file tells: stock that rose several times will rise again.

import type { ProductHistory } from '../table/dataset.ts';

/** Rises of at least this many days' sales are deliveries, not corrections. */
const leastDelivery = 1;
/** One delivery may have been the only one. */
const fewestDeliveries = 2;

/** Whether the stock was filled up at least twice in the history; false without a stock column. */
export function isReplenished({ inventory, units }: Pick<ProductHistory, 'inventory' | 'units'>): boolean {
  if (inventory === null) return false;
  const usual = units.reduce((sum, each) => sum + each, 0) / units.length;
  let deliveries = 0;
  let before = NaN;
  for (const stock of inventory) {
    if (Number.isNaN(stock)) continue;
    if (stock > before + Math.max(leastDelivery * usual, 0.5)) deliveries += 1;
    before = stock;
  }
  return deliveries >= fewestDeliveries;
}
