// Merged days into a history without a missing number, and the counts of what was missing.
//
// A column with nothing to fill is that of the merged days itself, not a copy: with a million rows that is most of the
// memory. Nobody writes into either.
//
// Source: design section 3, cleaning step 3; the counts are those of golden/pipeline/dirty.json.

import { median, medianInPlace } from '../statistics/summary.ts';
import { ConstantColumn } from './constant-column.ts';
import type { CleaningReport, ProductHistory, ProductInfo, SalesMeaning } from './dataset.ts';
import { driversBy, filledDriver } from './demand-drivers.ts';
import type { MergedDays } from './merge-days.ts';
import { isWholeRatio } from './sales-meaning.ts';
import { trailingMean } from './trailing-mean.ts';

/** The cleaned history of a product; at least one day must have a price. */
export function cleanHistory(
  product: ProductInfo,
  merged: MergedDays,
  meaning: SalesMeaning,
): ProductHistory {
  const n = merged.count;
  const cut = (values: Float64Array) => (values.length === n ? values : values.subarray(0, n));
  const absent = nothing.of(n);
  const known = {
    price: cut(merged.price),
    sales: cut(merged.sales),
    organicConversion: cut(merged.organicConversion ?? absent),
    adConversion: cut(merged.adConversion ?? absent),
    profit: cut(merged.profit ?? absent),
    predictedSales: cut(merged.predictedSales ?? absent),
  };
  const days = merged.mergedCount === n ? merged.day : merged.day.subarray(0, n);
  const daysPerRow = typicalSpacing(days);
  const report: CleaningReport = {
    rows: merged.mergedCount,
    history: n,
    forecastRows: merged.mergedCount - n,
    duplicateDates: repeatedRows(merged),
    priceMissing: missing(known.price),
    organicMissing: missing(known.organicConversion),
    adMissing: missing(known.adConversion),
    profitMissing: missing(known.profit),
    salesMissing: missing(known.sales),
    conversionAbove100:
      outside(known.organicConversion, -Infinity, 100) + outside(known.adConversion, -Infinity, 100),
    negativeSales: outside(known.sales, 0),
    negativeProfit: outside(known.profit, 0),
    dateGaps: gaps(days, daysPerRow),
    salesIsRevenueShare: revenueShare(known.price, known.sales),
  };
  const price = filledPrice(known.price);
  const sales = zeroFilled(known.sales);
  const units = unitsSold(merged.units, known.sales, price, meaning);
  const joined = rowsJoined(merged);
  return {
    product,
    ...(joined === null ? {} : { rowsJoined: joined }),
    days,
    price,
    organicConversion: filledConversion(known.organicConversion),
    adConversion: filledConversion(known.adConversion),
    profit: zeroFilled(known.profit),
    sales,
    predictedSales: filledPrediction(known.predictedSales, sales),
    units,
    salesMeaning: meaning,
    priceKnown: knownDays(known.price),
    unitCost: unitCost(merged, n, units, meaning),
    cost: merged.cost && cut(merged.cost),
    inventory: merged.inventory ? cut(merged.inventory) : null,
    competitorPrice: merged.competitorPrice ? cut(merged.competitorPrice) : null,
    soldOut: soldOutDays(merged, n),
    unknown: unknownDays(merged, n),
    regularPrice:
      merged.regularPrice && missing(cut(merged.regularPrice)) < n ? cut(merged.regularPrice) : null,
    promoted: promotedDays(merged, n),
    ...driversBy(merged.drivers ?? {}, (values, role) => filledDriver(cut(values), role)),
    has: {
      organicConversion: report.organicMissing < n,
      adConversion: report.adMissing < n,
      profit: report.profitMissing < n,
    },
    daysPerRow,
    report,
  };
}

const nothing = new ConstantColumn(NaN, new Float64Array());
const zeros = new ConstantColumn(0, new Float64Array());
const ones = new ConstantColumn(1, new Uint8Array());

/** How many values lie below `low` or above `high`. */
function outside(values: Float64Array, low: number, high = Infinity): number {
  let hits = 0;
  for (let t = 0; t < values.length; t++) if (values[t]! < low || values[t]! > high) hits++;
  return hits;
}

function missing(values: Float64Array): number {
  let hits = 0;
  for (let t = 0; t < values.length; t++) if (Number.isNaN(values[t]!)) hits++;
  return hits;
}

function knownDays(values: Float64Array): Uint8Array {
  if (missing(values) === 0) return ones.of(values.length);
  const out = new Uint8Array(values.length);
  for (let t = 0; t < values.length; t++) out[t] = Number.isNaN(values[t]!) ? 0 : 1;
  return out;
}

/** Rows beyond the first of their day. */
function repeatedRows(merged: MergedDays): number {
  let repeated = 0;
  for (let d = 0; d < merged.mergedCount; d++) repeated += merged.rowsMerged[d]! - 1;
  return repeated;
}

/** Of the days so many are made up of the same number of rows, where that number is usual. */
const usualShare = 0.8;

/** The number of rows that nearly every day is made up of; null where it is one or there is none. */
function rowsJoined({ mergedCount, rowsMerged }: MergedDays): number | null {
  const days = new Map<number, number>();
  for (let d = 0; d < mergedCount; d++) days.set(rowsMerged[d]!, (days.get(rowsMerged[d]!) ?? 0) + 1);
  for (const [rows, count] of days) if (rows > 1 && count >= usualShare * mergedCount) return rows;
  return null;
}

/** Share of selling days with a price on which sales / price is nearly whole; 0 without such days. */
function revenueShare(price: Float64Array, sales: Float64Array): number {
  let selling = 0;
  let whole = 0;
  for (let t = 0; t < price.length; t++) {
    if (!(sales[t]! > 0) || Number.isNaN(price[t]!)) continue;
    selling++;
    if (isWholeRatio(sales[t]!, price[t]!)) whole++;
  }
  return selling > 0 ? whole / selling : 0;
}

/** Typical days between two rows: the median step, 1 for a single day. */
function typicalSpacing(days: Int32Array): number {
  if (days.length < 2) return 1;
  const first = days[1]! - days[0]!;
  let t = 2;
  while (t < days.length && days[t]! - days[t - 1]! === first) t++;
  if (t === days.length) return first; // most files are even
  const steps = new Int32Array(days.length - 1);
  for (t = 1; t < days.length; t++) steps[t - 1] = days[t]! - days[t - 1]!;
  return steps.sort()[steps.length >> 1]!;
}

/** Steps longer than one and a half times the typical one (more than a day in daily data). */
function gaps(days: Int32Array, spacing: number): number {
  let found = 0;
  for (let t = 1; t < days.length; t++) if (days[t]! - days[t - 1]! > 1.5 * spacing) found++;
  return found;
}

/** Forward fill, then backward fill. */
function filledPrice(known: Float64Array): Float64Array {
  if (missing(known) === 0) return known;
  const out = known.slice();
  for (let t = 1; t < out.length; t++) if (Number.isNaN(out[t]!)) out[t] = out[t - 1]!;
  for (let t = out.length - 2; t >= 0; t--) if (Number.isNaN(out[t]!)) out[t] = out[t + 1]!;
  return out;
}

function zeroFilled(known: Float64Array): Float64Array {
  if (missing(known) === 0) return known;
  const out = known.slice();
  for (let t = 0; t < out.length; t++) if (Number.isNaN(out[t]!)) out[t] = 0;
  return out;
}

/** The product's median, else 0, clipped to 0..100. */
function filledConversion(known: Float64Array): Float64Array {
  const blanks = missing(known);
  if (blanks === known.length) return zeros.of(known.length);
  if (blanks === 0 && outside(known, 0, 100) === 0) return known;
  const fill = median(known);
  const out = known.slice();
  for (let t = 0; t < out.length; t++) {
    const value = Number.isNaN(out[t]!) ? fill : out[t]!;
    out[t] = Math.min(100, Math.max(0, value));
  }
  return out;
}

/** The file's prediction, else the mean of up to seven previous days' sales; the first day its own sales. */
function filledPrediction(known: Float64Array, sales: Float64Array): Float64Array {
  if (missing(known) === 0) return known;
  const out = known.slice();
  for (let t = 0; t < out.length; t++) {
    if (Number.isNaN(out[t]!)) out[t] = t === 0 ? sales[0]! : trailingMean(sales, t - 1);
  }
  return out;
}

/** The Units column, else sales / price where sales is money, else sales; never negative. */
function unitsSold(
  units: Float64Array | null,
  sales: Float64Array,
  price: Float64Array,
  meaning: SalesMeaning,
): Float64Array {
  const n = sales.length;
  const known = units?.subarray(0, n);
  if (known && missing(known) === 0 && outside(known, 0) === 0) return known;
  const out = new Float64Array(n);
  for (let t = 0; t < n; t++) {
    let sold = units?.[t] ?? NaN;
    if (Number.isNaN(sold)) sold = meaning === 'money' ? sales[t]! / price[t]! : sales[t]!;
    out[t] = sold > 0 ? sold : 0;
  }
  return out;
}

/** Days that ended without stock; null where the file tells of none, or of nothing else. */
function soldOutDays({ inventory, soldOut }: MergedDays, n: number): Uint8Array | null {
  if (!inventory && !soldOut) return null;
  let out: Uint8Array | null = null;
  let stocked = 0;
  for (let t = 0; t < n; t++) {
    const isOut = inventory ? inventory[t]! <= 0 : false;
    const saysOut = soldOut ? soldOut[t]! >= 0.5 : false;
    if (!isOut && !saysOut) {
      if ((inventory && inventory[t]! > 0) || (soldOut && soldOut[t]! < 0.5)) stocked++;
      continue;
    }
    out ??= new Uint8Array(n);
    out[t] = 1;
  }
  return stocked > 0 ? out : null;
}

/**
 * Days whose units are blank or unreadable though a price stands there; null where there is none. A blank price beside
 * blank sales is how some files write a day without a sale: those are real zeros.
 */
function unknownDays({ units, sales, price }: MergedDays, n: number): Uint8Array | null {
  let out: Uint8Array | null = null;
  for (let t = 0; t < n; t++) {
    if (!Number.isNaN(sales[t]!) || (units !== null && !Number.isNaN(units[t]!)) || Number.isNaN(price[t]!))
      continue;
    out ??= new Uint8Array(n);
    out[t] = 1;
  }
  return out;
}

function promotedDays({ promoted }: MergedDays, n: number): Uint8Array | null {
  if (!promoted) return null;
  const out = new Uint8Array(n);
  let marked = 0;
  for (let t = 0; t < n; t++) if (promoted[t]! >= 0.5) marked += out[t] = 1;
  return marked > 0 ? out : null;
}

let reused = new Float64Array();

/** Memory for the numbers of one product after another. */
function roomFor(n: number): Float64Array {
  if (reused.length < n) reused = new Float64Array(n);
  return reused;
}

/** The last known cost, else the median of (revenue - profit) / units over days that give all three, else null. */
function unitCost(merged: MergedDays, n: number, units: Float64Array, meaning: SalesMeaning): number | null {
  for (let t = n - 1; merged.cost && t >= 0; t--) {
    if (!Number.isNaN(merged.cost[t]!)) return merged.cost[t]!;
  }
  if (!merged.profit) return null;
  const costs = roomFor(n);
  let known = 0;
  for (let t = 0; t < n; t++) {
    if (!(units[t]! > 0)) continue;
    const revenue = meaning === 'money' ? merged.sales[t]! : units[t]! * merged.price[t]!;
    const cost = (revenue - merged.profit[t]!) / units[t]!;
    if (!Number.isNaN(cost)) costs[known++] = cost;
  }
  const typical = medianInPlace(costs.subarray(0, known));
  return typical > 0 ? typical : null;
}
