import { expect, test } from 'vitest';

import { median, quantile } from './statistics.ts';

test('quantile: linear between neighbours of ascending values', () => {
  expect(quantile([1, 2, 4, 8], 0.5)).toBe(3); // 2 + 0.5 * (4 - 2)
  expect(quantile([1, 2, 4, 8], 0.25)).toBe(1.75); // position 0.75
  expect(quantile([1, 2, 4, 8], 1)).toBe(8);
  expect(quantile([], 0.5)).toBeNaN();
});

test('median: the middle one or the mean of both, in any order, missing values left out', () => {
  expect(median([9, 1, 10])).toBe(9);
  expect(median([10, 9, 1, 2])).toBe(5.5);
  expect(median(Float64Array.of(NaN, 3, NaN, 1, 2))).toBe(2);
  expect(median([])).toBeNaN();
  expect(median([NaN])).toBeNaN();
});
