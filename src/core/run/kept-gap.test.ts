import { expect, test } from 'vitest';

import { portfolioRun, smallRun } from '../export/run/run-fixture.ts';

import { bestEvaluation, keptEvaluation, keptGap } from './kept-gap.ts';

const evaluation = (step: number, meanReturn: number) => ({ ...smallRun.evaluations[0]!, step, meanReturn });

test('bestEvaluation: the highest, the earliest of equals, never one that is not a number', () => {
  expect(bestEvaluation([])).toBeNull();
  expect(
    bestEvaluation([evaluation(0, Number.NaN), evaluation(1, 2), evaluation(2, 3), evaluation(3, 3)])?.step,
  ).toBe(2);
});

test('keptGap: of one product the gap of the evaluation that chose the policy', () => {
  expect(keptGap(smallRun)).toEqual({ share: 0.023, isMedian: false, middleHalf: null });
  expect(keptGap({ ...smallRun, evaluations: [] })).toBeNull();
});

test('keptGap: of a portfolio the median product, and the check in the place of what chose the policy', () => {
  expect(keptGap({ ...portfolioRun, portfolioCheck: null })).toEqual({
    share: 0.85,
    isMedian: true,
    middleHalf: [0.825, 0.875],
  });
  expect(keptGap(portfolioRun)).toEqual({ share: 0.8, isMedian: true, middleHalf: [0.775, 0.825] });
  expect(keptEvaluation(portfolioRun)).toMatchObject({ step: 60, meanReturn: 7, gapClosed: 0.8 });
});

test('keptGap: a record of several products without their figures still says that its gap is a median', () => {
  const chosen = { ...smallRun.evaluations[0]!, gapClosed: 0.85 };
  expect(keptGap({ ...portfolioRun, evaluations: [chosen], portfolioCheck: null })).toEqual({
    share: 0.85,
    isMedian: true,
    middleHalf: null,
  });
});
