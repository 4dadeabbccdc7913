import { expect, test } from 'vitest';

import { plannedUpdates, warmupStepsOf } from './run-length.ts';

const usual = { trainingSteps: 10_000, warmupSteps: 800, updatesPerStep: 1, normalizeObservations: false };

test('warmupStepsOf: as set, but at most a fifth of the run', () => {
  expect(warmupStepsOf(usual)).toBe(800);
  expect(warmupStepsOf({ ...usual, trainingSteps: 1000 })).toBe(200);
});

test('warmupStepsOf: a scale of observations needs some steps to be measured on', () => {
  expect(warmupStepsOf({ ...usual, warmupSteps: 0, normalizeObservations: true })).toBe(200);
  expect(warmupStepsOf({ ...usual, warmupSteps: 0, normalizeObservations: true, trainingSteps: 500 })).toBe(
    100,
  );
});

test('plannedUpdates: those of the steps after the random ones', () => {
  expect(plannedUpdates({ ...usual, updatesPerStep: 0.5 })).toBe(4600); // (10,000 - 800) / 2
});
