// The fourteen features of a day, their scaling, and the windows an agent sees.
//
// One formula, one function: the table path (`rawFeatures`) and the history market, which lives a day at a
// time (`recentDaysAt`, `nextFeatureRow`, `pushDay`), call the same ones, so a policy meets in the market
// exactly what it meets in the file. Source: design section 3, checked against golden/pipeline/dirty.json.

import type { ProductHistory, ProductInfo } from '../table/dataset.ts';
import { trailingMean } from '../table/trailing-mean.ts';
import { calendarColumns, calendarFeatures } from './calendar-features.ts';

/** The order of a day's features, everywhere. The first ten are scaled per product. */
export const featureNames = [
  'price',
  'organicConversion',
  'adConversion',
  'profit',
  'sales',
  'predictedSales',
  'priceMa7',
  'salesMa7',
  'priceMomentum',
  'salesTrend',
  'weekdaySin',
  'weekdayCos',
  'monthSin',
  'monthCos',
] as const;
export type FeatureName = (typeof featureNames)[number];

export const featureCount = featureNames.length;
/** The features that have a range; the calendar features lie in 0..1 by construction. */
export const scaledFeatureNames = featureNames.slice(0, 10);
/** Days in a window; as many as `trailingMean` takes. */
export const windowDays = 7;
/** Numbers in one observation: seven days of fourteen features. */
export const observationSize = windowDays * featureCount;
/** Share of the days, from the oldest on, that ranges are taken from and that training starts in. */
export const trainFraction = 0.8;

/** Smallest and largest value over the training days. */
export type FeatureRange = readonly [min: number, max: number];

/** Each feature in its own unit. [days] each */
export type RawFeatures = Readonly<Record<FeatureName, Float64Array>>;

/** What windows are made of: a million rows of it take 56 MB beside their history. */
export interface ProductFeatures {
  readonly product: ProductInfo;
  /** Days since 1970-01-01, ascending. [days] */
  readonly days: Int32Array;
  /** The history's own, as a continuation day by day begins with them. [days] each */
  readonly price: Float64Array;
  readonly sales: Float64Array;
  /** In the order of `scaledFeatureNames`. [10] */
  readonly ranges: readonly FeatureRange[];
  /** floor(0.8 * days) */
  readonly trainRows: number;
  /** All features in 0..1, row by row, in the precision of an observation. [days * 14] */
  readonly scaled: Float32Array;
}

/** The numbers of one day that are not computed from other days. */
export interface DayValues {
  /** Days since 1970-01-01. */
  readonly day: number;
  readonly price: number;
  readonly organicConversion: number;
  readonly adConversion: number;
  readonly profit: number;
  readonly sales: number;
  readonly predictedSales: number;
}

/** What the next day's features need of the days before it: the last seven, oldest first. [7] each */
export interface RecentDays {
  readonly price: Float64Array;
  readonly sales: Float64Array;
  readonly salesMa7: Float64Array;
}

/**
 * `value` within `range` as 0..1, clipped; 0 where the range is narrower than 1e-12 (nothing varied in training).
 */
export function scaleFeature(value: number, range: FeatureRange): number {
  const span = range[1] - range[0];
  if (span < 1e-12) return 0;
  return Math.min(1, Math.max(0, (value - range[0]) / span));
}

/** Scales one raw feature row [14] into `out[offset..offset + 14]`; calendar features pass through. */
export function scaleRow(
  raw: ArrayLike<number>,
  ranges: readonly FeatureRange[],
  out: Float64Array | Float32Array,
  offset = 0,
): void {
  for (let f = 0; f < featureCount; f++) {
    const range = ranges[f];
    out[offset + f] = range ? scaleFeature(raw[f]!, range) : raw[f]!;
  }
}

/** priceMomentum = price / priceMa7 - 1 */
function priceMomentum(price: number, priceMa7: number): number {
  return priceMa7 === 0 ? 0 : price / priceMa7 - 1;
}

/** Index of the day whose salesMa7 is taken away in salesTrend: seven days before, or the first day. */
function trendReference(t: number): number {
  return Math.max(0, t - windowDays);
}

/** Number of training days of a history of `days` days: floor(0.8 * days). */
export function trainingDays(days: number): number {
  return Math.floor(trainFraction * days);
}

/** Columns of `RawFeatures` that the history does not hold. */
const computedFeatures = featureCount - 6;

/** The fourteen features of every day of a cleaned history; `room` [8 * days] is where the computed ones are put. */
export function rawFeatures(
  history: ProductHistory,
  room: Float64Array = new Float64Array(computedFeatures * history.days.length),
): RawFeatures {
  const { days, price, organicConversion, adConversion, profit, sales, predictedSales } = history;
  const n = days.length;
  const column = (c: number) => room.subarray(c * n, (c + 1) * n);
  const [priceMa7, salesMa7, momentum, salesTrend] = [column(0), column(1), column(2), column(3)];
  for (let t = 0; t < n; t++) {
    priceMa7[t] = trailingMean(price, t);
    salesMa7[t] = trailingMean(sales, t);
    momentum[t] = priceMomentum(price[t]!, priceMa7[t]!);
    salesTrend[t] = salesMa7[t]! - salesMa7[trendReference(t)]!;
  }
  return {
    price,
    organicConversion,
    adConversion,
    profit,
    sales,
    predictedSales,
    priceMa7,
    salesMa7,
    priceMomentum: momentum,
    salesTrend,
    ...calendarColumns(days, [column(4), column(5), column(6), column(7)]),
  };
}

/** Scales all days into `out`, row by row; calendar features pass through. [days * 14] */
export function scaledFeatures<Out extends Float64Array | Float32Array>(
  raw: RawFeatures,
  ranges: readonly FeatureRange[],
  out: Out,
): Out {
  featureNames.forEach((name, f) => {
    const values = raw[name];
    const range = ranges[f];
    for (let t = 0; t < values.length; t++)
      out[t * featureCount + f] = range ? scaleFeature(values[t]!, range) : values[t]!;
  });
  return out;
}

let reused = new Float64Array();

/** Memory for the computed columns of one product after another: a million rows would leave 64 MB of garbage. */
function roomFor(days: number): Float64Array {
  const size = computedFeatures * days;
  if (reused.length < size) reused = new Float64Array(size);
  return reused;
}

/** Ranges and scaled rows of one cleaned history (at least one day). */
export function productFeatures(history: ProductHistory): ProductFeatures {
  const { product, days, price, sales } = history;
  const n = days.length;
  if (n === 0) throw new Error(`productFeatures: expected at least one day of "${product.id}", got 0`);
  const raw = rawFeatures(history, roomFor(n));
  const trainRows = trainingDays(n);
  const ranges = scaledFeatureNames.map((name) => rangeOf(raw[name], Math.max(1, trainRows)));
  const scaled = scaledFeatures(raw, ranges, new Float32Array(n * featureCount));
  return { product, days, price, sales, ranges, trainRows, scaled };
}

function rangeOf(values: Float64Array, rows: number): FeatureRange {
  let min = Infinity;
  let max = -Infinity;
  for (let t = 0; t < rows; t++) {
    const value = values[t]!;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return [min, max];
}

/** How many windows a product has: one for each day from the seventh on. */
export function windowCount(features: ProductFeatures): number {
  return Math.max(0, features.days.length - windowDays + 1);
}

/**
 * The window that ends at day index `endDay` (that day included), oldest day first, written to
 * `out[offset..offset + 98]`. `endDay` must be at least 6.
 */
export function windowAt(
  features: ProductFeatures,
  endDay: number,
  out: Float32Array = new Float32Array(observationSize),
  offset = 0,
): Float32Array {
  if (endDay < windowDays - 1 || endDay >= features.days.length) {
    throw new Error(
      `windowAt: expected an end day from ${windowDays - 1} to ${features.days.length - 1}, got ${endDay}`,
    );
  }
  const start = (endDay - windowDays + 1) * featureCount;
  out.set(features.scaled.subarray(start, start + observationSize), offset);
  return out;
}

/** Drops the oldest day of the window at `out[offset..offset + 98]` and puts a scaled row [14] at its end. */
export function rollWindow(out: Float32Array, offset: number, scaledRow: ArrayLike<number>): void {
  out.copyWithin(offset, offset + featureCount, offset + observationSize);
  const last = offset + observationSize - featureCount;
  for (let f = 0; f < featureCount; f++) out[last + f] = scaledRow[f]!;
}

/** The seven days that end at `endDay` (at least 6), as the start of a day-by-day continuation. */
export function recentDaysAt(features: ProductFeatures, endDay: number): RecentDays {
  const start = endDay - windowDays + 1;
  if (start < 0 || endDay >= features.days.length) {
    throw new Error(
      `recentDaysAt: expected an end day from ${windowDays - 1} to ${features.days.length - 1}, got ${endDay}`,
    );
  }
  return {
    price: features.price.slice(start, endDay + 1),
    sales: features.sales.slice(start, endDay + 1),
    salesMa7: Float64Array.from({ length: windowDays }, (_, i) => trailingMean(features.sales, start + i)),
  };
}

/** What is predicted for the day after `recent` where nobody else predicts: the mean of its seven days' sales. */
export function predictedSalesAfter(recent: RecentDays): number {
  return trailingMean(recent.sales, windowDays - 1);
}

/** The raw features [14] of `today`, the day after `recent`, into `out`. Changes nothing else. */
export function nextFeatureRow(
  recent: RecentDays,
  today: DayValues,
  out: Float64Array = new Float64Array(featureCount),
): Float64Array {
  const priceMa7 = meanWithToday(recent.price, today.price);
  const salesMa7 = meanWithToday(recent.sales, today.sales);
  const calendar = calendarFeatures(today.day);
  out[0] = today.price;
  out[1] = today.organicConversion;
  out[2] = today.adConversion;
  out[3] = today.profit;
  out[4] = today.sales;
  out[5] = today.predictedSales;
  out[6] = priceMa7;
  out[7] = salesMa7;
  out[8] = priceMomentum(today.price, priceMa7);
  out[9] = salesMa7 - recent.salesMa7[0]!;
  out[10] = calendar.weekdaySin;
  out[11] = calendar.weekdayCos;
  out[12] = calendar.monthSin;
  out[13] = calendar.monthCos;
  return out;
}

/** Mean of the latest six of `recent` and today's value: a trailing mean of seven days. */
function meanWithToday(recent: Float64Array, today: number): number {
  let sum = 0;
  for (let i = 1; i < windowDays; i++) sum += recent[i]!;
  return (sum + today) / windowDays;
}

/** Makes the day of `rawRow` [14] the newest of `recent`, dropping the oldest. */
export function pushDay(recent: RecentDays, rawRow: ArrayLike<number>): void {
  shiftIn(recent.price, rawRow[0]!);
  shiftIn(recent.sales, rawRow[4]!);
  shiftIn(recent.salesMa7, rawRow[7]!);
}

function shiftIn(values: Float64Array, value: number): void {
  values.copyWithin(0, 1);
  values[windowDays - 1] = value;
}
