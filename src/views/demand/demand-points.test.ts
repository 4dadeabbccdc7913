import { expect, test } from 'vitest';

import type { ProductHistory } from '../../core/table/dataset.ts';
import { dayPoints, priceSpan } from './demand-points.ts';

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

test('priceSpan: a single price gets a tenth on each side', () => {
  expect(priceSpan(days([8, 12, 9], [1, 1, 1]))).toEqual({ low: 8, high: 12 });
  expect(priceSpan(days([10, 10], [1, 1])).low).toBeCloseTo(9, 12);
});
