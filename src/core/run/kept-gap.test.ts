import { expect, test } from 'vitest';

import { lookedAt as looked, portfolioRun, smallRun } from '../export/run/run-fixture.ts';

import { bestEvaluation, keptEvaluation, keptGap, withSecondLook } from './kept-gap.ts';

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

test('keptEvaluation: after a second look that of the policy it kept, though another evaluation was higher', () => {
  const evaluations = withSecondLook([evaluation(1, 2), evaluation(2, 3), evaluation(3, 2.9)], {
    step: 3,
    figures: looked,
  });
  expect(evaluations.map(({ step, meanReturn, secondLook }) => [step, meanReturn, secondLook])).toEqual([
    [1, 2, undefined],
    [2, 3, undefined],
    [3, 2.9, looked],
  ]);
  const kept = keptEvaluation({ evaluations, portfolioCheck: null });
  expect(kept).toMatchObject({ step: 3, meanReturn: 13.9, gapClosed: 0.81, profit: { mean: 30 } });
  expect(kept!.gapInterval).toEqual([0.8, 0.82]);
  expect(keptGap({ productNames: ['Tea'], evaluations, portfolioCheck: null })?.share).toBe(0.81);
});

test('withSecondLook: without one the list stays the same', () => {
  const evaluations = [evaluation(1, 2)];
  expect(withSecondLook(evaluations, null)).toBe(evaluations);
  expect(withSecondLook(evaluations, { step: 7, figures: looked })).toBe(evaluations);
});
