import fc from 'fast-check';
import { expect, test } from 'vitest';

import { normalCdf, normalQuantile, studentCritical, studentTwoSided } from '../statistics/distributions.ts';
import { signFlipTest } from './sign-flip.ts';

test('signFlipTest: the p value is the share of flips as far from 0', () => {
  // 1, 2, 3: sums of the eight flips are ±6, ±4, ±2, ±0, ±0: two of eight are as far as 6.
  expect(signFlipTest([1, 2, 3])).toMatchObject({ mean: 2, pValue: 0.25, isExact: true });
  // 3, -1: sums 2, 4, -4, -2: all four as far as 2.
  expect(signFlipTest([3, -1]).pValue).toBe(1);
});

test('signFlipTest: the interval ends where an effect is rejected', () => {
  // Six differences, all positive: the test of tau = 0 gives 2/64. The interval excludes 0 and holds the mean.
  const { interval, pValue, mean } = signFlipTest([1, 2, 2, 3, 4, 5]);
  expect(pValue).toBe(2 / 64);
  expect(interval[0]).toBeGreaterThan(0);
  expect(interval[0]).toBeLessThan(mean);
  expect(interval[1]).toBeGreaterThan(mean);
  // Shifted data give the shifted interval.
  const shifted = signFlipTest([11, 12, 12, 13, 14, 15]).interval;
  expect(shifted[0]).toBeCloseTo(interval[0] + 10, 6);
  expect(shifted[1]).toBeCloseTo(interval[1] + 10, 6);
});

test('signFlipTest: where flips are sampled the seen one counts, so that p is never 0', () => {
  // Of 2^40 flips two are as far as the seen one; none of 9,999 drawn will be: (0 + 1) / (9,999 + 1).
  const all = signFlipTest(Array.from({ length: 40 }, (_, i) => 10 + i));
  expect(all).toMatchObject({ pValue: 1 / 10_000, isExact: false });
});

test('signFlipTest: with five pairs nothing can be rejected', () => {
  const { pValue, interval } = signFlipTest([5, 6, 7, 8, 9]);
  expect(pValue).toBe(2 / 32); // above 5 %
  expect(interval).toEqual([-Infinity, Infinity]);
});

test('signFlipTest: sampled flips agree with counted ones', () => {
  const values = [3, -1, 4, 1, -5, 9, 2, -6, 5, 3, 5, 8, 9];
  const counted = signFlipTest(values);
  const sampled = signFlipTest([...values, 0]); // one more pair that no flip moves
  expect(counted.isExact).toBe(true);
  expect(sampled.isExact).toBe(false);
  expect(Math.abs(sampled.pValue - counted.pValue)).toBeLessThan(0.02); // 4 standard errors of 9,999 flips
});

test('signFlipTest: changing every sign changes the effect, not the p value', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 10 }),
      (differences) => {
        const seen = signFlipTest(differences);
        const turned = signFlipTest(differences.map((value) => -value));
        expect(turned.mean).toBeCloseTo(-seen.mean, 9);
        expect(turned.pValue).toBeCloseTo(seen.pValue, 9);
        expect(seen.pValue).toBeGreaterThanOrEqual(2 ** -differences.length);
        expect(seen.pValue).toBeLessThanOrEqual(1);
      },
    ),
  );
});

test('distributions: tails agree with tables', () => {
  expect(normalCdf(1.959963984540054)).toBeCloseTo(0.975, 12);
  expect(normalCdf(-4)).toBeCloseTo(3.167124183311986e-5, 14);
  expect(normalQuantile(0.8)).toBeCloseTo(0.8416212335729143, 10);
  expect(studentTwoSided(2.2281388519649385, 10)).toBeCloseTo(0.05, 9);
  expect(studentTwoSided(12.706204736432095, 1)).toBeCloseTo(0.05, 9);
  expect(studentCritical(0.01, 120)).toBeCloseTo(2.617421, 5);
});
