import { describe, expect, test } from 'vitest';

import { historyFixture } from '../core/demand/history-fixture.ts';
import { summarizeProductDemand } from '../core/demand/summarize-demand.ts';
import type { ProductHistory } from '../core/table/dataset.ts';
import { summary } from '../core/demand/summary-fixture.ts';
import {
  atPresentLevel,
  chartSpan,
  curve,
  dayPoints,
  priceSpan,
} from '../core/export/charts/demand-curve-data.ts';
import { unitsTop, untriedSpans } from './demand-points.ts';

function days(price: readonly number[], units: readonly number[]): ProductHistory {
  return { price: Float64Array.from(price), units: Float64Array.from(units) } as unknown as ProductHistory;
}

test('dayPoints: all days of a short history', () => {
  expect(dayPoints(days([1, 2], [3, 4]))).toEqual([
    { price: 1, units: 3 },
    { price: 2, units: 4 },
  ]);
});

test('dayPoints: a thinned cloud keeps its mean and every weekday', () => {
  // units repeat 0 .. 6: an even stride of 7 would see only one of them
  const units = Array.from({ length: 2100 }, (_, day) => day % 7);
  const points = dayPoints(
    days(
      units.map(() => 10),
      units,
    ),
    300,
  );
  expect(points.length).toBeGreaterThan(280);
  expect(points.length).toBeLessThanOrEqual(300);
  const mean = points.reduce((sum, point) => sum + point.units, 0) / points.length;
  expect(Math.abs(mean - 3)).toBeLessThan(0.2);
  expect(new Set(points.map((point) => point.units)).size).toBe(7);
});

test('priceSpan, chartSpan: a quarter of the span on each side, a tenth of a single price', () => {
  expect(priceSpan(days([8, 12, 9], [1, 1, 1]))).toEqual({ low: 8, high: 12 });
  expect(chartSpan({ low: 8, high: 12 })).toEqual({ low: 7, high: 13 });
  expect(chartSpan({ low: 10, high: 10 })).toEqual({ low: 9, high: 11 });
});

test('untriedSpans: both ends, and gaps wider than two fifths of the span', () => {
  // span 8..12: 9 to 10.7 is 1.7 of 4, a gap; 8 to 9 and 10.7 to 12 are not
  const history = days([8, 9, 10.7, 11.5, 12], [1, 1, 1, 1, 1]);
  expect(untriedSpans(history, { low: 7, high: 13 })).toEqual([
    { low: 7, high: 8 },
    { low: 9, high: 10.7 },
    { low: 12, high: 13 },
  ]);
  expect(untriedSpans(days([10, 10], [1, 1]), { low: 9, high: 11 })).toEqual([
    { low: 9, high: 10 },
    { low: 10, high: 11 },
  ]);
});

describe('curve', () => {
  const price = Array.from({ length: 120 }, (_, t) => [18, 20, 22][(t * 5) % 3]!);
  const history = historyFixture({ price, units: price.map((p, t) => Math.round(800 / p) + ((t * 7) % 9)) });
  const summary = summarizeProductDemand(history);
  const line = curve(summary, { low: 14, high: 26 });

  test('goes through the base units, inside its interval', () => {
    const atReference = curve(summary, { low: summary.referencePrice, high: 26 })[0]!;
    expect(atReference.units).toBeCloseTo(summary.baseUnits, 9);
    for (const { units, band } of line) {
      expect(band[0]).toBeLessThan(units);
      expect(band[1]).toBeGreaterThan(units);
    }
  });

  test('is less sure where nothing was tried', () => {
    const width = (at: number) => {
      const point = line.find((each) => each.price >= at)!;
      return (point.band[1] - point.band[0]) / point.units;
    };
    expect(width(14)).toBeGreaterThan(1.5 * width(20));
  });

  test('unitsTop: one huge order does not flatten the rest', () => {
    const points = Array.from({ length: 100 }, (_, i) => ({
      price: 20,
      units: i === 50 ? 5000 : 40 + (i % 9),
    }));
    expect(unitsTop(points, line, { low: 18, high: 22 })).toBeLessThanOrEqual(100);
    expect(unitsTop(points, line, { low: 18, high: 22 })).toBeGreaterThan(48);
  });
});

test('atPresentLevel: demand that doubled leaves the early days on the curve of today; a plain fit moves nothing', () => {
  // 40 rows at half the present level, 40 at the present one; prices 10 and 20 in turn, elasticity -2
  const price = Array.from({ length: 80 }, (_, row) => (row % 2 === 0 ? 10 : 20));
  const history = days(
    price,
    price.map((value, row) => (row < 40 ? 10 : 20) * (value / 10) ** -2),
  );
  const { found } = summarizeProductDemand(historyFixture({ price, units: [...history.units] }));
  expect(found).not.toBeNull();
  const moved = atPresentLevel(history, summary({ found }));
  expect(moved.units[0]).toBeCloseTo(20, 9);
  expect(moved.units[1]).toBeCloseTo(5, 9);
  expect(moved.units[79]).toBeCloseTo(5, 9);
  expect(atPresentLevel(history, summary({ found: null }))).toBe(history);
});
