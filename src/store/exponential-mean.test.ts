import { expect, test } from 'vitest';

import { exponentialMean } from './exponential-mean.ts';

test('exponentialMean: the numbers of TensorBoard’s own test', () => {
  const [first, second, third] = exponentialMean([1, 0.5, 0], 0.6);
  expect(first).toBeCloseTo(1, 12); // 0.4 / (1 - 0.6)
  expect(second).toBeCloseTo(0.6875, 12); // (0.6 * 0.4 + 0.4 * 0.5) / (1 - 0.6^2)
  expect(third).toBeCloseTo((0.6 * 0.44) / (1 - 0.6 ** 3), 12);
});

test('exponentialMean: weight 0 changes nothing, and a level stays a level from its first value on', () => {
  expect([...exponentialMean([3, -1, 7], 0)]).toEqual([3, -1, 7]);
  for (const value of exponentialMean(
    Array.from({ length: 200 }, () => 5),
    0.99,
  ))
    expect(value).toBeCloseTo(5, 9);
});

test('exponentialMean: a gap stays a gap and weighs nothing', () => {
  const [before, gap, after] = exponentialMean([1, Number.NaN, 0.5], 0.6);
  expect(before).toBeCloseTo(1, 12);
  expect(gap).toBeNaN();
  expect(after).toBeCloseTo(0.6875, 12);
});
