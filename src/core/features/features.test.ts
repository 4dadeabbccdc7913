import { readFileSync } from 'node:fs';

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { buildDataset } from '../table/build-dataset.ts';
import { memorySource } from '../table/byte-source.ts';
import { isoDate } from '../table/day-numbers.ts';
import { readTable } from '../table/read-table.ts';
import { trailingMean } from '../table/trailing-mean.ts';
import { calendarColumns, calendarFeatures } from './calendar-features.ts';
import {
  featureCount,
  featureNames,
  nextFeatureRow,
  observationSize,
  predictedSalesAfter,
  productFeatures,
  pushDay,
  rawFeatures,
  recentDaysAt,
  rollWindow,
  scaledFeatureNames,
  scaledFeatures,
  scaleFeature,
  scaleRow,
  windowAt,
  windowCount,
} from './features.ts';

interface GoldenProduct {
  readonly product: string;
  readonly report: Readonly<Record<string, number>>;
  readonly trainRows: number;
  readonly dates: readonly string[];
  readonly raw: Readonly<Record<string, readonly number[]>>;
  readonly ranges: Readonly<Record<string, readonly [number, number]>>;
  readonly windowCount: number;
  readonly firstWindow: readonly number[];
  readonly lastWindow: readonly number[];
}

const folder = new URL('golden/', import.meta.url);
const golden = JSON.parse(readFileSync(new URL('dirty.json', folder), 'utf8')) as {
  readonly features: readonly string[];
  readonly products: readonly GoldenProduct[];
};

async function dirtyDataset() {
  const bytes = new Uint8Array(readFileSync(new URL('dirty.csv', folder)));
  return buildDataset(await readTable(memorySource('dirty.csv', bytes)));
}

const dataset = await dirtyDataset();

function expectClose(actual: ArrayLike<number>, expected: readonly number[], what: string): void {
  expect(actual.length, what).toBe(expected.length);
  expected.forEach((value, i) => {
    const error = Math.abs(actual[i]! - value);
    if (!(error <= 1e-9)) throw new Error(`${what}[${i}]: expected ${value}, got ${actual[i]}`);
  });
}

describe('golden/dirty.json', () => {
  test('the features and the products are those of the reference', () => {
    expect(golden.features).toEqual(featureNames);
    expect(dataset.histories.map((history) => history.product.id).sort()).toEqual(
      golden.products.map((product) => product.product).sort(),
    );
  });

  test.each(golden.products)('$product agrees to 1e-9', (expected) => {
    const history = dataset.histories.find((one) => one.product.id === expected.product)!;
    const features = productFeatures(history);
    const raw = rawFeatures(history);
    const scaled = scaledFeatures(raw, features.ranges, new Float64Array(features.scaled.length));
    expect(Object.keys(history.report)).toEqual(Object.keys(expected.report));
    expectClose(Object.values(history.report), Object.values(expected.report), 'report');
    expect(Array.from(history.days, isoDate)).toEqual(expected.dates);
    for (const name of featureNames) expectClose(raw[name], expected.raw[name]!, name);
    scaledFeatureNames.forEach((name, f) =>
      expectClose(features.ranges[f]!, expected.ranges[name]!, `range of ${name}`),
    );
    expect(features.trainRows).toBe(expected.trainRows);
    expect(windowCount(features)).toBe(expected.windowCount);
    expectClose(scaled.subarray(0, observationSize), expected.firstWindow, 'first window');
    expectClose(scaled.subarray(scaled.length - observationSize), expected.lastWindow, 'last window');
    expect(features.scaled).toEqual(Float32Array.from(scaled));
  });
});

test('trailingMean: up to seven values, today included, never ahead', () => {
  expect(trailingMean([4], 0)).toBe(4);
  expect(trailingMean([1, 2, 3, 100], 2)).toBe(2);
  expect(trailingMean([100, 1, 2, 3, 4, 5, 6, 7, 100], 7)).toBe(4); // (1 + ... + 7) / 7
});

test('scaleFeature: min-max, clipped, 0 where nothing varied', () => {
  expect(scaleFeature(15, [10, 20])).toBe(0.5);
  expect(scaleFeature(25, [10, 20])).toBe(1);
  expect(scaleFeature(5, [10, 20])).toBe(0);
  expect(scaleFeature(7, [7, 7 + 1e-13])).toBe(0);
});

test('calendarFeatures: Monday and January stand at (0.5, 1)', () => {
  // 2024-01-01 was a Monday: sin 0, cos 0 of both circles
  expect(calendarFeatures(19723)).toEqual({ weekdaySin: 0.5, weekdayCos: 1, monthSin: 0.5, monthCos: 1 });
  // 2025-04-01 was a Tuesday: sin(2 pi / 7) = 0.781831..., and April a quarter of the year: sin 1, cos 0
  const { weekdaySin, monthSin, monthCos } = calendarFeatures(20179);
  expect(weekdaySin).toBeCloseTo((0.7818314824680298 + 1) / 2, 12);
  expect(monthSin).toBe(1);
  expect(monthCos).toBeCloseTo(0.5, 12);
});

test('calendarColumns: day by day the same, over the ends of months and years', () => {
  const days = Int32Array.from({ length: 800 }, (_, t) => 19_700 + t);
  const column = () => new Float64Array(days.length);
  const columns = calendarColumns(days, [column(), column(), column(), column()]);
  days.forEach((day, t) => {
    const { weekdaySin, weekdayCos, monthSin, monthCos } = columns;
    const row = {
      weekdaySin: weekdaySin[t],
      weekdayCos: weekdayCos[t],
      monthSin: monthSin[t],
      monthCos: monthCos[t],
    };
    expect(row).toEqual(calendarFeatures(day));
  });
});

test('windowAt: seven days, oldest first, all in 0..1', () => {
  expect(dataset.histories).not.toHaveLength(0);
  for (const history of dataset.histories) {
    const features = productFeatures(history);
    for (let end = 6; end < features.days.length; end++) {
      const window = windowAt(features, end);
      expect(window).toHaveLength(98);
      for (const value of window) expect(value >= 0 && value <= 1).toBe(true);
      expect(window[84]).toBe(features.scaled[end * featureCount]);
    }
    expect(() => windowAt(features, 5)).toThrow(/^windowAt: expected an end day from 6 to \d+, got 5$/);
  }
});

test('day by day: the market sees the same rows and windows as the table', () => {
  expect(dataset.histories).not.toHaveLength(0);
  for (const history of dataset.histories) {
    const features = productFeatures(history);
    const start = 6;
    const raw = rawFeatures(history);
    const recent = recentDaysAt(features, start);
    const rolled = windowAt(features, start);
    const scaled = new Float64Array(featureCount);
    for (let t = start + 1; t < features.days.length; t++) {
      const today = {
        day: history.days[t]!,
        price: history.price[t]!,
        organicConversion: history.organicConversion[t]!,
        adConversion: history.adConversion[t]!,
        profit: history.profit[t]!,
        sales: history.sales[t]!,
        predictedSales: history.predictedSales[t]!,
      };
      expect(predictedSalesAfter(recent)).toBeCloseTo(trailingMean(history.sales, t - 1), 9);
      const row = nextFeatureRow(recent, today);
      featureNames.forEach((name, f) => expect(row[f], name).toBeCloseTo(raw[name][t]!, 9));
      scaleRow(row, features.ranges, scaled);
      rollWindow(rolled, 0, scaled);
      expectClose(rolled, Array.from(windowAt(features, t), Math.fround), `window at ${t}`);
      pushDay(recent, row);
    }
  }
});

test('property: ranges come from the first 80 % of the days and the rest is clipped to them', () => {
  const base = dataset.histories[0]!;
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 1, max: 1000, noNaN: true }), { minLength: 14, maxLength: 60 }),
      (prices) => {
        const n = prices.length;
        const column = () => new Float64Array(n);
        const features = productFeatures({
          ...base,
          days: Int32Array.from(prices, (_, t) => 20_000 + t),
          price: Float64Array.from(prices),
          organicConversion: column(),
          adConversion: column(),
          profit: column(),
          sales: column(),
          predictedSales: column(),
        });
        expect(features.trainRows).toBe(Math.floor(0.8 * n));
        const train = prices.slice(0, features.trainRows);
        expect(features.ranges[0]).toEqual([Math.min(...train), Math.max(...train)]);
        expect(features.scaled.every((value) => value >= 0 && value <= 1)).toBe(true);
      },
    ),
  );
});
