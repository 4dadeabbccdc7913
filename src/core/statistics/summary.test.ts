import fc from 'fast-check';
import { expect, test } from 'vitest';

import { median, medianInPlace, quantile } from './summary.ts';

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

test('property: the median is what sorting gives, and no value is lost', () => {
  const number = fc.oneof(fc.double({ noNaN: true }), fc.integer({ min: 0, max: 3 }));
  fc.assert(
    fc.property(fc.array(number, { minLength: 1, maxLength: 80 }), (numbers) => {
      const sorted = Float64Array.from(numbers).sort();
      const half = sorted.length >> 1;
      const expected = sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
      const values = Float64Array.from(numbers);
      // Halfway between two infinities of different sign is no number; -0 equals 0.
      expect(medianInPlace(values) + 0).toBe(expected + 0);
      expect(values.sort()).toEqual(sorted);
    }),
  );
});
