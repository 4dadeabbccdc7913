import { expect, test } from 'vitest';

import { Random } from '../random.ts';
import { poissonCount } from './poisson-count.ts';

test.each([0.4, 25, 4_000, 12_000, 43_400_000])(
  'poissonCount: mean and variance of %d, with no more uniforms than its mean allows',
  (mean) => {
    let uniforms = 0;
    const source = new Random(5);
    const random = Object.assign(Object.create(source) as Random, {
      uniform: () => {
        uniforms++;
        return source.uniform();
      },
    });
    const draws = 4_000;
    const counts = Array.from({ length: draws }, () => poissonCount(random, mean));
    const average = counts.reduce((sum, count) => sum + count, 0) / draws;
    const variance = counts.reduce((sum, count) => sum + (count - average) ** 2, 0) / (draws - 1);
    // Four standard errors: of a mean sqrt(m / n), of a variance m sqrt(2 / n) and a little more where m is small.
    expect(Math.abs(average - mean)).toBeLessThan(4 * Math.sqrt(mean / draws));
    expect(Math.abs(variance / mean - 1)).toBeLessThan(4 * Math.sqrt((2 + 1 / mean) / draws));
    expect(counts.every(Number.isInteger)).toBe(true);
    if (mean > 10_000) expect(uniforms / draws).toBeLessThan(4);
  },
);

test('poissonCount: nothing is expected, nothing comes', () => {
  expect(poissonCount(new Random(1), 0)).toBe(0);
});
