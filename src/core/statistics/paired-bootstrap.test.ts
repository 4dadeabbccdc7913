import { describe, expect, test } from 'vitest';

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

describe('pairedBootstrap: pairs that follow one another', () => {
  /** How many of 300 intervals hold the true mean 0 of `pairs` errors, each `persistence` of the one before. */
  const coverage = (pairs: number, persistence: number, block: number) => {
    const random = new Random(7);
    let covered = 0;
    for (let n = 0; n < 300; n++) {
      let error = random.normal();
      const errors = Array.from({ length: pairs }, () => {
        const present = error;
        error = persistence * error + Math.sqrt(1 - persistence ** 2) * random.normal();
        return present;
      });
      const zeros = errors.map(() => 0);
      const { low, high } = pairedBootstrap(errors, zeros, undefined, { block })!;
      if (low <= 0 && 0 <= high) covered++;
    }
    return covered / 300;
  };

  // Standard error of a coverage near 90 % over 300 samples: 1.7 points. 29 rows are the last fifth of 145.
  test.each([
    { pairs: 29, persistence: 0.3, plainAtMost: 0.88, blocksAtLeast: 0.92 },
    { pairs: 29, persistence: 0.6, plainAtMost: 0.72, blocksAtLeast: 0.9 },
    { pairs: 56, persistence: 0.6, plainAtMost: 0.72, blocksAtLeast: 0.88 },
  ])(
    '$pairs errors with correlation $persistence: blocks of seven cover at least $blocksAtLeast, rows at most $plainAtMost',
    ({ pairs, persistence, plainAtMost, blocksAtLeast }) => {
      expect(coverage(pairs, persistence, 1)).toBeLessThan(plainAtMost);
      expect(coverage(pairs, persistence, 7)).toBeGreaterThan(blocksAtLeast);
    },
  );

  test('independent errors: blocks cover no less than is meant', () => {
    expect(coverage(29, 0, 7)).toBeGreaterThan(0.92);
  });

  test('fewer than three blocks give no interval', () => {
    const errors = Array.from({ length: 21 }, (_, i) => i);
    const zeros = errors.map(() => 0);
    expect(pairedBootstrap(errors.slice(1), zeros.slice(1), undefined, { block: 7 })).toBeNull();
    expect(pairedBootstrap(errors, zeros, undefined, { block: 7 })).toMatchObject({ mean: 10 });
  });
});

test('pairedBootstrap: a ratio of means, and no interval for one pair', () => {
  const gap = (policy: number, keep: number) => (policy - keep) / (10 - keep);
  expect(pairedBootstrap([8, 8], [4, 4], gap)!.mean).toBeCloseTo(2 / 3, 12);
  expect(pairedBootstrap([1], [0])).toBeNull();
  expect(() => pairedBootstrap([1, 2], [0])).toThrow(
    'as many baseline returns as policy returns, got 1 and 2',
  );
});
