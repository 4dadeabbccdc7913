// The command line's sweep beside the page's: the same runs, whatever was left open.

import { expect, test } from 'vitest';

import { settingsFrom } from '../../core/run/run-settings.ts';
import { pageLimits, sweepRuns } from '../../core/run/sweep.ts';
import { plannedPieces } from './sweep-training.ts';

const market = { kind: 'named', name: 'reference' } as const;
const kept = { engine: 'fused', keepModel: false } as const;

test('plannedPieces: what a worker reads of a piece are the settings of the run that the page trains, in its order', () => {
  const asked = { trainingSteps: 2000, hiddenUnits: 48, learningRateCritic: 0.0007 };
  const base = settingsFrom(asked);
  const plan = {
    seeds: [4, 9],
    over: [
      { name: 'agent', values: ['sac', 'ddpg', 'pathwise'] },
      { name: 'gamma', values: [0.9, 0.95] },
    ],
  } as const;
  const { runs, pieces } = plannedPieces(base, asked, plan, kept);
  const ofPage = sweepRuns(base, plan, pageLimits);
  expect(ofPage).toHaveLength(12);
  expect(runs).toEqual(ofPage);
  expect(pieces(market).map(({ settings }) => settingsFrom(settings))).toEqual(
    ofPage.map(({ settings }) => settings),
  );
  // Seeds are the outer loop: after the first round every combination was tried once.
  expect(ofPage.map(({ settings: { seed } }) => seed)).toEqual([
    ...Array<number>(6).fill(4),
    ...Array<number>(6).fill(9),
  ]);
});

test('plannedPieces: what nobody said is left open for the market to decide', () => {
  const asked = { trainingSteps: 500 };
  const plan = { seeds: 1, over: [] } as const;
  const [piece] = plannedPieces(settingsFrom(asked), asked, plan, kept).pieces(market);
  expect(Object.keys(piece!.settings).sort()).toEqual(['agent', 'seed', 'trainingSteps']);
});
