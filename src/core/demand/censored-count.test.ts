import { expect, test } from 'vitest';

import { atLeast, censoredMoments } from './censored-count.ts';

/** Poisson probabilities 0..200 of mean `mean`. */
function poisson(mean: number): number[] {
  const mass = [Math.exp(-mean)];
  for (let k = 1; k <= 200; k++) mass.push((mass[k - 1]! * mean) / k);
  return mass;
}

test('atLeast: the tail of a Poisson count, summed', () => {
  for (const mean of [0.3, 2, 9, 40])
    for (const k of [1, 2, 7, 30]) {
      const tail = poisson(mean)
        .slice(k)
        .reduce((sum, mass) => sum + mass, 0);
      expect(Math.abs(atLeast(k, mean) / tail - 1)).toBeLessThan(1e-8);
    }
  expect(atLeast(0, 3)).toBe(1);
});

test('censoredMoments: mean and variance of a Poisson count given that it reached what was sold', () => {
  for (const [mean, sold] of [
    [0.5, 1],
    [4, 2],
    [4, 9],
    [30, 25],
  ] as const) {
    const mass = poisson(mean).map((value, k) => (k >= sold ? value : 0));
    const total = mass.reduce((sum, value) => sum + value, 0);
    const first = mass.reduce((sum, value, k) => sum + value * k, 0) / total;
    const second = mass.reduce((sum, value, k) => sum + value * k * k, 0) / total;
    const moments = censoredMoments(mean, 1, sold);
    expect(moments.mean).toBeCloseTo(first, 6);
    expect(moments.variance).toBeCloseTo(second - first ** 2, 6);
  }
});

test('censoredMoments: nothing sold tells nothing, and far out demand was what was sold', () => {
  expect(censoredMoments(5, 2, 0)).toEqual({ mean: 5, variance: 10 });
  const far = censoredMoments(0.001, 1, 5000);
  expect(far.mean).toBe(5000);
  expect(far.variance).toBeGreaterThanOrEqual(0);
});
