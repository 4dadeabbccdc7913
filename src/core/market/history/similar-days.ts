// Past days at similar prices, and what a day at an asked price becomes of them.
//
// Days are kept in order of price, so those near a price are a stretch of that order; everything a step needs of a
// stretch is computed once and remembered, which makes a step cheap however long the history.

import type { Random } from '../../random.ts';
import { quantile } from '../../statistics/summary.ts';
import type { ProductHistory } from '../../table/dataset.ts';
import { pastRange } from '../price-from-action.ts';

/** One simulated day. */
export interface MarketDay {
  units: number;
  /** In the unit of the file's sales column: money or units. */
  sales: number;
  revenue: number;
  /** Currency; 0 where neither cost nor profit is known. */
  profit: number;
  organicConversion: number;
  adConversion: number;
}

/** A day on which nothing was sold; a new object, since markets write into it. */
export function emptyDay(): MarketDay {
  return { units: 0, sales: 0, revenue: 0, profit: 0, organicConversion: 0, adConversion: 0 };
}

/** Days from `from` to `to - 1` in the order of price, less outliers by sales. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly lowestSales: number;
  readonly highestSales: number;
  /** Means over the days kept; units and conversions as they would be at the anchor price. */
  readonly units: number;
  readonly organicConversion: number;
  readonly adConversion: number;
  readonly overhead: number;
}

/** Days count as similar within this share of the span of past prices. */
const similarShare = 0.05;
/** Where fewer are so near, the nearest this many count. */
const fewestDays = 5;
/** Tukey's fences: sales so many interquartile ranges beyond the quartiles are dropped. */
const outlierRanges = 1.5;
const priceDust = 1e-9;

/** Past days of one product by their price, each asked stretch of prices computed once. */
export class SimilarDays {
  private readonly history: ProductHistory;
  private readonly elasticity: number;
  /** A price in the middle of things, to which units are carried for the means. */
  private readonly anchorPrice: number;
  private readonly radius: number;
  /** Past prices in ascending order and the day of each. [days] */
  private readonly prices: Float64Array;
  private readonly dayIndex: Int32Array;
  private readonly stretches = new Map<number, Stretch>();

  /** `elasticity` 0 leaves the units of similar days as they are. */
  constructor(history: ProductHistory, elasticity: number) {
    this.history = history;
    this.elasticity = elasticity;
    this.dayIndex = Int32Array.from({ length: history.days.length }, (_, t) => t).sort(
      (a, b) => history.price[a]! - history.price[b]!,
    );
    this.prices = Float64Array.from(this.dayIndex, (t) => history.price[t]!);
    const { lowest, highest } = pastRange(history.price);
    this.radius = similarShare * (highest - lowest);
    this.anchorPrice = this.prices[this.prices.length >> 1]!;
  }

  /** Past days whose price lies within 5 % of the span of `price`. */
  support(price: number): number {
    return this.upTo(price + this.radius) - this.below(price - this.radius);
  }

  /** The mean day at `price`, into `out`. */
  expected(price: number, out: MarketDay): void {
    const stretch = this.stretchAt(price);
    const factor = (price / this.anchorPrice) ** this.elasticity;
    const { units, organicConversion, adConversion, overhead } = stretch;
    this.write(price, units * factor, organicConversion * factor, adConversion * factor, overhead, out);
  }

  /** One of the similar days at random, carried to `price`, into `out`. */
  sampled(price: number, random: Random, out: MarketDay): void {
    const { history } = this;
    const stretch = this.stretchAt(price);
    let t: number;
    do t = this.dayIndex[stretch.from + random.integer(stretch.to - stretch.from)]!;
    while (history.sales[t]! < stretch.lowestSales || history.sales[t]! > stretch.highestSales);
    const factor = this.elasticity === 0 ? 1 : (price / history.price[t]!) ** this.elasticity;
    this.write(
      price,
      history.units[t]! * factor,
      history.organicConversion[t]! * factor,
      history.adConversion[t]! * factor,
      this.overheadOf(t),
      out,
    );
  }

  /** Sales and profit follow from units; conversions are units per visitor, so they move as units do. */
  private write(
    price: number,
    units: number,
    organicConversion: number,
    adConversion: number,
    overhead: number,
    out: MarketDay,
  ): void {
    const { salesMeaning, unitCost } = this.history;
    out.units = units;
    out.revenue = units * price;
    out.sales = salesMeaning === 'money' ? out.revenue : units;
    out.profit = (unitCost === null ? 0 : units * (price - unitCost)) + overhead;
    out.organicConversion = Math.min(100, organicConversion);
    out.adConversion = Math.min(100, adConversion);
  }

  /** What the file's profit of a day holds beyond units times margin, such as advertising; 0 without that column. */
  private overheadOf(t: number): number {
    const { history } = this;
    if (!history.has.profit) return 0;
    const margin = history.unitCost === null ? 0 : history.units[t]! * (history.price[t]! - history.unitCost);
    return history.profit[t]! - margin;
  }

  private stretchAt(price: number): Stretch {
    let from = this.below(price - this.radius);
    let to = this.upTo(price + this.radius);
    if (to - from < fewestDays) {
      const reach = this.distanceOfNearest(price, fewestDays);
      from = this.below(price - reach);
      to = this.upTo(price + reach);
    }
    const key = from * (this.prices.length + 1) + to;
    let stretch = this.stretches.get(key);
    if (!stretch) {
      stretch = this.summarize(from, to);
      this.stretches.set(key, stretch);
    }
    return stretch;
  }

  private summarize(from: number, to: number): Stretch {
    const { history } = this;
    const days = this.dayIndex.subarray(from, to);
    const sales = Float64Array.from(days, (t) => history.sales[t]!).sort();
    const lowerQuartile = quantile(sales, 0.25);
    const upperQuartile = quantile(sales, 0.75);
    const reach = outlierRanges * (upperQuartile - lowerQuartile) + priceDust;
    const lowestSales = lowerQuartile - reach;
    const highestSales = upperQuartile + reach;
    let kept = 0;
    const sum = { units: 0, organicConversion: 0, adConversion: 0, overhead: 0 };
    for (const t of days) {
      if (history.sales[t]! < lowestSales || history.sales[t]! > highestSales) continue;
      const factor = (this.anchorPrice / history.price[t]!) ** this.elasticity;
      kept += 1;
      sum.units += history.units[t]! * factor;
      sum.organicConversion += history.organicConversion[t]! * factor;
      sum.adConversion += history.adConversion[t]! * factor;
      sum.overhead += this.overheadOf(t);
    }
    return {
      from,
      to,
      lowestSales,
      highestSales,
      units: sum.units / kept,
      organicConversion: sum.organicConversion / kept,
      adConversion: sum.adConversion / kept,
      overhead: sum.overhead / kept,
    };
  }

  /** How many past prices lie below `price`. */
  private below(price: number): number {
    return lowerBound(this.prices, price - priceDust);
  }

  /** How many past prices lie at or below `price`. */
  private upTo(price: number): number {
    return lowerBound(this.prices, price + priceDust);
  }

  /** Distance from `price` to its nth nearest past price, or to the farthest where there are fewer. */
  private distanceOfNearest(price: number, n: number): number {
    const { prices } = this;
    let right = lowerBound(prices, price);
    let left = right - 1;
    let distance = 0;
    for (let taken = 0; taken < Math.min(n, prices.length); taken++) {
      const toLeft = left >= 0 ? price - prices[left]! : Infinity;
      const toRight = right < prices.length ? prices[right]! - price : Infinity;
      if (toLeft <= toRight) left -= 1;
      else right += 1;
      distance = Math.min(toLeft, toRight);
    }
    return distance;
  }
}

/** Index of the first of ascending `values` that is not below `value`. */
function lowerBound(values: Float64Array, value: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
