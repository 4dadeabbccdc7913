import { expect, test } from 'vitest';

import { DemandMarket } from './demand-market.ts';
import { evenScores, plannedEpisodes } from './planned-episodes.ts';
import { referenceMarket } from './reference-market.ts';

test('evenScores: as many standard normals, each as likely, with mean 0 and variance 1', () => {
  expect(evenScores(1)).toEqual([0]);
  // Quantiles 1/6, 1/2, 5/6 are -0.967, 0, 0.967; three with variance 1 are 0 and the roots of 1.5.
  const three = evenScores(3);
  [-Math.sqrt(1.5), 0, Math.sqrt(1.5)].forEach((score, k) => expect(three[k]).toBeCloseTo(score, 8));
  const many = evenScores(16);
  expect(many.reduce((sum, score) => sum + score, 0)).toBeCloseTo(0, 8);
  expect(many.reduce((sum, score) => sum + score ** 2, 0) / 16).toBeCloseTo(1, 8);
});

test('plannedEpisodes: every product in turn, its episodes in pairs over its elasticity', () => {
  const plan = plannedEpisodes(12, 2);
  expect(plan.map(({ product }) => product)).toEqual([0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1]);
  const first = plan.filter(({ product }) => product === 0);
  expect(first.map(({ noiseSign }) => noiseSign)).toEqual([1, -1, 1, -1, 1, -1]);
  expect(first.map(({ stream }) => stream)).toEqual([0, 0, 2, 2, 4, 4]);
  expect(first.map(({ elasticityScore }) => elasticityScore.toFixed(3))).toEqual([
    '-1.225',
    '-1.225',
    '0.000',
    '0.000',
    '1.225',
    '1.225',
  ]);
  // No two products share a stream.
  const streams = (product: number) => plan.filter((one) => one.product === product).map((one) => one.stream);
  expect(streams(0).filter((stream) => streams(1).includes(stream))).toEqual([]);
});

test('plannedEpisodes: more products than episodes are spread evenly, each at its fitted elasticity', () => {
  expect(plannedEpisodes(2, 6)).toEqual([
    { product: 0, stream: 0, noiseSign: 1, elasticityScore: 0 },
    { product: 3, stream: 3, noiseSign: 1, elasticityScore: 0 },
  ]);
});

test('a portfolio’s evaluation: both of a pair sell at one elasticity, with noise of opposite signs', () => {
  const parameters = { ...referenceMarket, elasticityError: 0.5, initialInventory: 1e6 };
  const products = ['a', 'b'].map((name) => ({ name, parameters }));
  const market = new DemandMarket({ kind: 'demand', products }, 8, 3, 'evaluation');
  // At p0 the elasticity has no say: 100 (1 + 0.1 z) and 100 (1 - 0.1 z) add up to 200.
  const kept = [...market.step(new Float32Array(8)).units];
  expect(kept[0]! + kept[2]!).toBeCloseTo(200, 8);
  expect(kept[1]! + kept[3]!).toBeCloseTo(200, 8);
  expect(Math.abs(kept[0]! - 100)).toBeGreaterThan(0.01);
  // At 1.5 p0 the first pair sells 200 * 1.5 ^ (-1.5 - 0.5), the second 200 * 1.5 ^ (-1.5 + 0.5).
  market.reset();
  const raised = [...market.step(new Float32Array(8).fill(1)).units];
  expect(raised[0]! + raised[2]!).toBeCloseTo(200 * 1.5 ** -2, 6);
  expect(raised[4]! + raised[6]!).toBeCloseTo(200 * 1.5 ** -1, 6);
});
