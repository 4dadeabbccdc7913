import { expect, test } from 'vitest';

import { pastEnding } from './past-ending.ts';
import { Random } from '../random.ts';

test('pastEnding: the coarsest ending that nearly all rows keep', () => {
  expect(pastEnding([4.99, 5.99, 5.99, 4.99])).toEqual({ every: 100, ends: [99] });
  expect(pastEnding([4.99, 5.49, 5.99])).toEqual({ every: 100, ends: [49, 99] });
  expect(pastEnding([4.29, 4.79, 3.99, 4.49])).toEqual({ every: 10, ends: [9] });
  expect(pastEnding([2.05, 2.49, 2.35, 2.69, 2.75])).toEqual({ every: 10, ends: [5, 9] });
  // One slip in twenty rows breaks no habit.
  expect(pastEnding([...Array.from({ length: 19 }, (_, t) => (t % 2) + 4.99), 4.37])).toEqual({
    every: 100,
    ends: [99],
  });
});

test('pastEnding: one price that never moved keeps .99 or .95, and no other ending', () => {
  expect(pastEnding([7.99, 7.99])).toEqual({ every: 100, ends: [99] });
  expect(pastEnding([7.5, 7.5])).toBeNull();
});

test('pastEnding: endings that are mixed mean those of charm', () => {
  expect(pastEnding([4.99, 5.99, 6.99, 5.13, 5.62, 6.04])).toEqual({ every: 100, ends: [99] });
  expect(pastEnding([4.95, 5.95, 5.95, 5.13, 5.62, 6.04])).toEqual({ every: 100, ends: [95] });
  expect(pastEnding([4.99, 5.13, 5.62, 6.04, 4.71])).toBeNull();
});

test('pastEnding: averages, round prices and prices of any cent have none', () => {
  expect(pastEnding([12, 13, 15, 16])).toBeNull();
  expect(pastEnding([4.9872, 5.9921, 3.9913])).toBeNull();
  const random = new Random(1);
  const drawn = () => Array.from({ length: 5 }, () => Math.round(100 * (5 + 40 * random.uniform())) / 100);
  const found = Array.from({ length: 1000 }, () => pastEnding(drawn())).filter((habit) => habit !== null);
  expect(found.length).toBeLessThan(5);
});
