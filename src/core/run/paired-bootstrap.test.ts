import { expect, test } from 'vitest';

import { Random } from '../random.ts';
import { pairedBootstrap } from './paired-bootstrap.ts';

test('pairedBootstrap: what a start state gives both policies cancels out', () => {
  // Start states differ by hundreds, the policies by 1 everywhere.
  const baseline = [100, 300, 500, 900];
  expect(
    pairedBootstrap(
      baseline.map((value) => value + 1),
      baseline,
    ),
  ).toEqual({ mean: 1, low: 1, high: 1 });
});

test('pairedBootstrap: covers the true difference in 95 of 100 samples, as near as 40 pairs allow', () => {
  const random = new Random(1);
  let covered = 0;
  for (let n = 0; n < 200; n++) {
    const difference = Array.from({ length: 40 }, () => 0.3 + random.normal());
    const { low, high } = pairedBootstrap(
      difference,
      difference.map(() => 0),
    )!;
    if (low <= 0.3 && 0.3 <= high) covered++;
  }
  // Percentile intervals of 40 pairs cover about 94 %; 200 samples: standard error 1.7 points.
  expect(covered).toBeGreaterThan(177);
  expect(covered).toBeLessThan(199);
});

test('pairedBootstrap: a ratio of means, and no interval for one pair', () => {
  const gap = (policy: number, keep: number) => (policy - keep) / (10 - keep);
  expect(pairedBootstrap([8, 8], [4, 4], gap)!.mean).toBeCloseTo(2 / 3, 12);
  expect(pairedBootstrap([1], [0])).toBeNull();
  expect(() => pairedBootstrap([1, 2], [0])).toThrow(
    'as many baseline returns as policy returns, got 1 and 2',
  );
});
