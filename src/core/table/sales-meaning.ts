// Is Total Sales money or units? The question a careful analyst asks first, answered from the numbers.

import type { SalesMeaning } from './dataset.ts';
import type { MergedDays } from './merge-days.ts';

/** How near to a whole number sales / price must lie. */
const wholeTolerance = 0.06;
/** Share of selling days that decides. */
const decisiveShare = 0.95;
/** Fewest single-row selling days that the answer may rest on. */
const fewestDays = 14;

/** At a price of about 1, units and money look alike: how far from 1 a price must lie to tell them apart. */
const tellingDistance = 0.1;

export interface MeaningVerdict {
  readonly meaning: SalesMeaning;
  /** What decided. `fractions`: no whole ratios, but sales are no whole numbers either: money, to be checked. */
  readonly by: 'units-column' | 'whole-ratio' | 'whole-sales' | 'fractions' | 'no-sales-column';
  /** Selling days that were asked, and the share of them that speaks for the answer. */
  readonly sellingDays: number;
  readonly share: number;
}

/** Whether sales / price lies within 0.06 of a whole number. */
export function isWholeRatio(sales: number, price: number): boolean {
  const ratio = sales / price;
  return Math.abs(ratio - Math.round(ratio)) <= wholeTolerance;
}

/**
 * Money where sales / price is nearly whole on 95 % of selling days; else units where sales are whole numbers; else
 * money after all (a rounded mean price over many units gives no whole ratio), which the person should check.
 *
 * Days merged out of several rows carry a mean price that was never charged, so they are asked only where there
 * are too few others. Where the file has a Units column besides, it answers: sales is money if it is nearer to units
 * times price than to units.
 */
export function judgeSales(products: readonly MergedDays[], hasSalesColumn: boolean): MeaningVerdict {
  if (!hasSalesColumn) return { meaning: 'units', by: 'no-sales-column', sellingDays: 0, share: 1 };
  const byUnits = judgeByUnits(products);
  if (byUnits) return byUnits;
  const single = countWhole(products, true);
  const asked = single.selling >= fewestDays ? single : countWhole(products, false);
  const sellingDays = asked.selling;
  const share = sellingDays > 0 ? asked.wholeRatio / sellingDays : 0;
  if (share >= decisiveShare) return { meaning: 'money', by: 'whole-ratio', sellingDays, share };
  const wholeShare = sellingDays > 0 ? asked.wholeSales / sellingDays : 0;
  return wholeShare >= decisiveShare || sellingDays === 0
    ? { meaning: 'units', by: 'whole-sales', sellingDays, share: wholeShare }
    : { meaning: 'money', by: 'fractions', sellingDays, share };
}

function judgeByUnits(products: readonly MergedDays[]): MeaningVerdict | null {
  let asked = 0;
  let money = 0;
  for (const { count, price, sales, units } of products) {
    if (!units) return null;
    for (let t = 0; t < count; t++) {
      const revenue = units[t]! * price[t]!;
      if (!(sales[t]! > 0) || !(revenue > 0)) continue;
      if (Math.abs(price[t]! - 1) < tellingDistance) continue;
      asked++;
      // Nearer on a log scale: on the revenue's side of the geometric mean of revenue and units.
      const isAbove = sales[t]! * sales[t]! > revenue * units[t]!;
      if (isAbove === price[t]! > 1) money++;
    }
  }
  if (asked === 0) return null;
  const share = money / asked;
  return share > 0.5
    ? { meaning: 'money', by: 'units-column', sellingDays: asked, share }
    : { meaning: 'units', by: 'units-column', sellingDays: asked, share: 1 - share };
}

function countWhole(
  products: readonly MergedDays[],
  singleRowsOnly: boolean,
): { readonly selling: number; readonly wholeRatio: number; readonly wholeSales: number } {
  let selling = 0;
  let wholeRatio = 0;
  let wholeSales = 0;
  for (const { count, price, sales, rowsMerged } of products) {
    for (let t = 0; t < count; t++) {
      if (!(sales[t]! > 0) || Number.isNaN(price[t]!)) continue;
      if (singleRowsOnly && rowsMerged[t]! > 1) continue;
      selling++;
      if (isWholeRatio(sales[t]!, price[t]!)) wholeRatio++;
      if (Number.isInteger(sales[t]!)) wholeSales++;
    }
  }
  return { selling, wholeRatio, wholeSales };
}
