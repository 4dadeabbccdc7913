// A small run for tests: two episodes, one report of losses, one evaluation.

import type { SecondLookFigures } from '../../run/events.ts';
import { settingsFrom } from '../../run/run-settings.ts';

import type { RunRecord } from './run-record.ts';

export const smallRun: RunRecord = {
  runId: 'run-1',
  startedAt: '2026-11-22T10:00:00.000Z',
  settings: settingsFrom({ agent: 'ddpg', market: 'demand', seed: 7, trainingSteps: 1000 }),
  data: { fileName: 'sales.csv', fingerprint: 'ab'.repeat(32) },
  backend: 'wasm',
  productNames: ['Tea'],
  marketCheck: null,
  rewardPartNames: ['profit', 'units'],
  steps: 1000,
  updates: 500,
  elapsedSeconds: 20,
  baselines: {
    keepPrice: 6.8,
    keepReturns: [],
    myopicPrice: null,
    bestFixedPrice: { price: 24, meanReturn: 13.98 },
    optimum: 15.51,
  },
  episodes: [
    { step: 30, episodeReturn: 4.5, parts: [3, 1.5], days: 30, product: 0 },
    { step: 60, episodeReturn: 6.25, parts: [4, 2.25], days: 30, product: 0 },
  ],
  losses: [
    { step: 50, updates: 25, criticLoss: 0.5, actorLoss: -1.25, temperature: NaN, entropy: NaN, meanQ: 2 },
  ],
  evaluations: [
    {
      step: 60,
      meanReturn: 7,
      returns: [6, 8],
      gapClosed: 0.023,
      gapInterval: null,
      againstKeep: null,
      isBest: true,
    },
  ],
  portfolioCheck: null,
  times: [],
};

/** One for two products: chosen with a median gap of 85 %, which the check at its end put at 80 %. */
export const portfolioRun: RunRecord = {
  ...smallRun,
  times: [
    { step: 30, seconds: 1 },
    { step: 60, seconds: 2.5 },
  ],
  runId: 'run-2',
  productNames: ['Tea', 'Kettle'],
  baselines: {
    ...smallRun.baselines!,
    bestFixedPrice: { price: null, meanReturn: 13.98 },
    portfolio: {
      products: [0, 1].map((product) => ({
        product,
        keepPrice: 6 + product,
        bestFixedPrice: { price: 24, ret: 13 },
        optimum: 15 + product,
        elasticity: -2,
        elasticityError: 0.2,
        costShare: 0.8,
        stockCover: 1,
        demandNoise: 0.1,
      })),
      ofProducts: 2,
    },
  },
  evaluations: [
    {
      ...smallRun.evaluations[0]!,
      gapClosed: 0.85,
      portfolio: {
        episodesPerProduct: 1,
        returns: [14.1, 14.2],
        gaps: [0.9, 0.8],
        quartiles: { lower: 0.825, median: 0.85, upper: 0.875 },
      },
    },
  ],
  portfolioCheck: {
    step: 60,
    score: {
      episodesPerProduct: 4,
      returns: [13.65, 13.75],
      gaps: [0.85, 0.75],
      quartiles: { lower: 0.775, median: 0.8, upper: 0.825 },
    },
  },
};

/** What a second look found of the policy of `smallRun`. */
export const lookedAt: SecondLookFigures = {
  finalists: 5,
  episodes: 256,
  meanReturn: 13.9,
  gapClosed: 0.81,
  gapInterval: [0.8, 0.82],
  againstKeep: { mean: 7.1, low: 7, high: 7.2 },
  profit: { mean: 30, againstKeep: null },
  keepPrice: 6.8,
  bestFixedPrice: { meanReturn: 14, profit: 29, against: { mean: -0.1, low: -0.15, high: -0.05 } },
};
