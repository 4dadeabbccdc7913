// Days without a row in a file of order lines, or in a report that leaves out what did not sell (left-out-zeros.ts). They become days of zero units at the
// price last charged; weekdays on which the shop never sold anything stay out.
//
// Where the price is another one at the next line, it changed somewhere between, and days without a sale speak for the
// dearer price. With the old one on all of them a dear price would look as if it sold at once, and demand as if it answered less.
//
// Where a product never has two lines a day though orders that come by chance would, and sells so much a day that hardly any
// could be without, the days are missing from the file, not unsold: they stay unknown.

import { mean, median } from '../statistics/summary.ts';
import { weekdayOf } from './day-numbers.ts';
import { driversBy } from './demand-drivers.ts';
import { foretoldZeros } from './left-out-zeros.ts';
import type { MergedDays } from './merge-days.ts';
import type { ShopDays } from './shop-days.ts';

/** Days behind a product's last line that still count, by its longest pause before: beyond, it is no longer offered. */
const leastPause = 14;

/**
 * The days of a product with those on which it sold nothing, from its first line on; the same days where none is missing, or where
 * `hasHoles` says that its days are missing from the file, given those on which the shop was open.
 */
export function withUnsoldDays(
  days: MergedDays,
  shop: ShopDays,
  hasHoles: (days: MergedDays, open: number) => boolean = isDailyReport,
): MergedDays {
  if (days.count === 0 || days.count !== days.mergedCount) return days;
  const first = days.day[0]!;
  const lastLine = days.day[days.count - 1]!;
  let pause = leastPause;
  for (let t = 1; t < days.count; t++) pause = Math.max(pause, days.day[t]! - days.day[t - 1]!);
  const last = shop.last - lastLine <= 2 * pause ? shop.last : lastLine;
  const place = new Map<number, number>();
  for (let t = 0; t < days.count; t++) place.set(days.day[t]!, t);
  const kept: number[] = [];
  const at: number[] = [];
  for (let day = first; day <= last; day++) {
    const t = place.get(day);
    if (t === undefined && !shop.isOpen[weekdayOf(day)]) continue;
    kept.push(day);
    at.push(t ?? -1);
  }
  if (kept.length === days.count || hasHoles(days, kept.length)) return days;
  const n = kept.length;
  const spread = (values: Float64Array, unsold: number) =>
    Float64Array.from(at, (t) => (t < 0 ? unsold : values[t]!));
  const maybe = (values: Float64Array | null, unsold = NaN) => values && spread(values, unsold);
  const price = likelyPrices(days.price, days.units, at);
  const state = priceStates(price, at);
  const ofState = (values: Float64Array | null) => values && Float64Array.from(state, (t) => values[t]!);
  let row = days.fileRow[0]!;
  return {
    count: n,
    mergedCount: n,
    day: Int32Array.from(kept),
    fileRow: Uint32Array.from(at, (t) => (row = t < 0 ? row : days.fileRow[t]!)),
    rowsMerged: Uint16Array.from(at, (t) => (t < 0 ? 1 : days.rowsMerged[t]!)),
    price,
    sales: spread(days.sales, 0),
    organicConversion: maybe(days.organicConversion),
    adConversion: maybe(days.adConversion),
    // A column that says nothing of the product does not begin to with its days without a sale.
    profit: maybe(days.profit, days.profit?.some((value) => !Number.isNaN(value)) ? 0 : NaN),
    predictedSales: maybe(days.predictedSales),
    units: maybe(days.units, 0),
    cost: maybe(days.cost),
    inventory: maybe(days.inventory),
    competitorPrice: maybe(days.competitorPrice),
    regularPrice: ofState(days.regularPrice),
    promoted: ofState(days.promoted),
    soldOut: maybe(days.soldOut),
    ...driversBy(days.drivers ?? {}, (values) => spread(values, NaN)),
  };
}

/** Missing days by which a report with holes differs from days without a sale, beyond twice those expected. */
const clearlyMore = 5;
/** Days with several lines that orders by chance must lead one to expect before their absence says anything. */
const enoughShared = 10;

/** Whether a product's days come from a report of days with some left out; `open` counts those on which the shop was open. */
function isDailyReport({ count, rowsMerged, units }: MergedDays, open: number): boolean {
  if (units === null || rowsMerged.some((rows) => rows > 1)) return false;
  const missing = open - count;
  const share = missing / open;
  // Of orders that come by chance, `share` = exp(-lines a day).
  const shared = open * (1 - share + share * Math.log(share));
  if (shared < enoughShared) return false;
  const sold = Array.from(units).filter((one) => one > 0);
  const perDay = mean(sold);
  const dispersion = mean(sold.map((one) => (one - perDay) ** 2)) / perDay;
  // No units on a day, negative binomial with that mean and variance; Poisson where the days scatter no more than it.
  const byMoments = dispersion > 1.01 ? dispersion ** (-perDay / (dispersion - 1)) : Math.exp(-perDay);
  // The mean of days with a sale is above that of all days, the more so the fewer are sold.
  const none = Math.max(byMoments, foretoldZeros(units) / open);
  return missing > 2 * open * none + clearlyMore;
}

/** What is usual of demand before anything is fitted: its response to price, and the variance of a day's units over their mean. */
const usualElasticity = -1.5;
const usualDispersion = 2;

/**
 * The line's price; without a line NaN where the price before is held, else the next line's.
 *
 * Of `n` days between two prices, k have the dearer one with a probability in proportion to exp(k d), where d is by how much
 * fewer units a day are expected at it: every place of the change is as likely before the days are seen.
 */
function likelyPrices(price: Float64Array, units: Float64Array | null, at: readonly number[]): Float64Array {
  const out = Float64Array.from(at, (t) => (t < 0 ? NaN : price[t]!));
  const sold = units === null ? 0 : units.reduce((sum, one) => sum + (one > 0 ? one : 0), 0);
  const unitsPerDay = sold / at.length;
  const usualPrice = median(price);
  const expected = (one: number) => unitsPerDay * (one / usualPrice) ** usualElasticity;
  let before = -1;
  for (let k = 0; k < at.length; k++) {
    if (at[k]! < 0) continue;
    const gap = k - before - 1;
    if (before >= 0 && gap > 0 && out[k] !== out[before]) {
      const fewer = Math.abs(expected(out[before]!) - expected(out[k]!)) / usualDispersion;
      const dear = Math.round(likelyDays(gap, fewer));
      const news = out[k]! > out[before]! ? dear : gap - dear;
      out.fill(out[k]!, k - news, k);
    }
    before = k;
  }
  return out;
}

/** The row whose price holds on each day: its own, the one before, or the next where that price came already. [days] */
function priceStates(price: Float64Array, at: readonly number[]): Int32Array {
  const states = new Int32Array(at.length);
  let next = -1;
  for (let k = at.length - 1; k >= 0; k--) states[k] = at[k]! >= 0 ? (next = at[k]!) : next;
  let before = -1;
  for (let k = 0; k < at.length; k++) {
    if (at[k]! >= 0) before = at[k]!;
    else if (Number.isNaN(price[k]!)) states[k] = before;
  }
  return states;
}

/** Mean of k over 0 .. n with weights exp(k d). */
function likelyDays(n: number, d: number): number {
  let total = 0;
  let sum = 0;
  for (let k = 0; k <= n; k++) {
    const weight = Math.exp((k - n) * d);
    total += weight;
    sum += k * weight;
  }
  return sum / total;
}
