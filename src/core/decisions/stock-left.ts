// Whether the stock of a file can run out for good, or is filled up again and again.
//
// A market with stock ends when the stock is gone: right for a season's goods, wrong for a shelf that a truck refills.
// The file tells: stock that was filled up after the season had begun will be filled up again.

import type { ProductHistory } from '../table/dataset.ts';

/** One rise of at least this many days' sales is a delivery; two are with at least one day's. Less may be a correction. */
const days = { ofOne: 3, ofTwo: 1 } as const;
/** Stock that rises on this share of the days is filled up all the time, however little at once. */
const usualRises = 0.1;
/** What comes in so early in the file is the stock that the season begins with. */
const beginning = 0.1;

/** Whether the stock was filled up again within the history; false without a stock column. */
export function isReplenished({ inventory, units }: Pick<ProductHistory, 'inventory' | 'units'>): boolean {
  if (inventory === null) return false;
  const usual = units.reduce((sum, each) => sum + each, 0) / units.length;
  const rises: number[] = [];
  let before = NaN;
  inventory.forEach((stock, t) => {
    if (Number.isNaN(stock)) return;
    if (stock > before && t >= beginning * inventory.length) rises.push(stock - before);
    before = stock;
  });
  const atLeast = (sales: number) => rises.filter((rise) => rise > Math.max(sales * usual, 0.5)).length;
  return (
    atLeast(days.ofOne) >= 1 || atLeast(days.ofTwo) >= 2 || rises.length >= usualRises * inventory.length
  );
}
