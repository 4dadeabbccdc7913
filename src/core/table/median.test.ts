import fc from 'fast-check';
import { expect, test } from 'vitest';

import { medianInPlace } from './median.ts';

test('medianInPlace: the middle one, or halfway between two', () => {
  expect(medianInPlace(Float64Array.of(3, 1, 2))).toBe(2);
  expect(medianInPlace(Float64Array.of(4, 1, 3, 2))).toBe(2.5);
  expect(medianInPlace(Float64Array.of(7))).toBe(7);
  expect(medianInPlace(new Float64Array())).toBeNaN();
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
