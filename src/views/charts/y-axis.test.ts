import { expect, test } from 'vitest';

import { logProblem, yAxisOf } from './y-axis.ts';

const identity = (value: number) => value;
const usual = { logarithmic: false, ignoresOutliers: false };

test('yAxisOf: round ends, and what has to be seen besides', () => {
  expect(yAxisOf([3, 7], [identity], usual)).toEqual({ logarithmic: false, ends: { low: 3, high: 7 } });
  expect(yAxisOf([3, 7], [identity], { ...usual, more: [11] }).ends.high).toBeGreaterThanOrEqual(11);
});

test('yAxisOf: logarithmic where no value is below 0; a 0 is left out of its ends', () => {
  const logarithmic = { ...usual, logarithmic: true };
  expect(yAxisOf([0, 0.03, 700], [identity], logarithmic)).toEqual({
    logarithmic: true,
    ends: { low: 0.02, high: 1000 },
  });
  expect(yAxisOf([0.03, 700], [identity], { ...logarithmic, more: [-4] })).toMatchObject({
    logarithmic: true,
  });
  expect(yAxisOf([-1, 700], [identity], logarithmic)).toMatchObject({ logarithmic: false });
  expect(yAxisOf([], [identity], logarithmic)).toMatchObject({ logarithmic: false });
});

test('yAxisOf: outliers are left out of the axis where that is asked for', () => {
  const values = [...Array.from({ length: 40 }, (_, i) => 10 + (i % 5)), 9000];
  expect(yAxisOf(values, [identity], usual).ends.high).toBeGreaterThanOrEqual(9000);
  expect(yAxisOf(values, [identity], { ...usual, ignoresOutliers: true }).ends.high).toBeLessThan(20);
});

test('logProblem: says why', () => {
  expect(logProblem(-1, 5)).toBe('has values below 0');
  expect(logProblem(0, 0)).toBe('has no value above 0 yet');
  expect(logProblem(Number.NaN, Number.NaN)).toBe('has no value above 0 yet');
  expect(logProblem(0, 5)).toBeNull();
});
