// "Products" that are sums of the others: a row "Total" or "Zwischensumme" beside the things it adds up.

import { isChargeWord, isTotalWord } from '../files/vocabulary.ts';
import type { SalesTable } from './dataset.ts';
import type { MergedDays } from './merge-days.ts';

/** Why a product is no product, by its index: its name is a total's, or each of its days is the sum of all others. */
export function totalProducts(table: SalesTable, merged: readonly MergedDays[]): Map<number, string> {
  const reasons = new Map<number, string>();
  if (table.products.length < 2) return reasons;
  table.products.forEach((product, p) => {
    const key = product.key ?? product.id;
    const values = Object.values(product.series ?? {});
    if (isTotalWord(key) || isTotalWord(product.name) || values.some(isTotalWord))
      reasons.set(p, 'it is a total, the sum of other rows, not a product');
    else if (isChargeWord(key) || isChargeWord(product.name))
      reasons.set(p, 'it is a charge on the bill, not a product');
  });
  if (table.products.length < 3) return reasons;
  const all = new Map<number, number>();
  const soldBy = (days: MergedDays) => days.units ?? days.sales;
  for (const days of merged)
    for (let t = 0; t < days.count; t++) {
      const sold = soldBy(days)[t]!;
      if (sold > 0) all.set(days.day[t]!, (all.get(days.day[t]!) ?? 0) + sold);
    }
  merged.forEach((days, p) => {
    if (reasons.has(p) || days.count < 14) return;
    let equal = 0;
    for (let t = 0; t < days.count; t++) {
      const own = soldBy(days)[t]!;
      if (own > 0 && Math.abs(all.get(days.day[t]!)! - 2 * own) < 0.001 * own) equal++;
      else if (t > 20 && equal < 0.5 * t) return;
    }
    if (equal > 0.9 * days.count)
      reasons.set(p, 'each of its days is the sum of all other products, so it is a total');
  });
  return reasons;
}
