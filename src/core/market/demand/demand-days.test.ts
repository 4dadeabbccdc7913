// The returns against the market they come from, and every derivative against finite differences.

import { expect, test } from 'vitest';

import { Random } from '../../random.ts';
import { normalQuantile } from '../../statistics/distributions.ts';
import { createMarket } from '../create-market.ts';
import { DemandDays } from './demand-days.ts';
import { normalScore } from './normal-score.ts';
import type { DemandMarketParameters } from './demand-parameters.ts';
import { referenceMarket } from './reference-market.ts';
import type { DemandSetup } from './demand-setup.ts';

function setupOf(...changes: Partial<DemandMarketParameters>[]): DemandSetup {
  const products = changes.map((change, i) => ({
    name: `product ${i}`,
    parameters: { ...referenceMarket, days: 6, initialInventory: 500, ...change },
  }));
  return { kind: 'demand', products };
}

/** A policy that is linear in what it sees, so that an action changes all later ones: a = tanh(w x + b). */
function actionsOf(weights: readonly number[], observations: Float32Array, size: number): Float64Array {
  return Float64Array.from({ length: observations.length / size }, (_, i) => {
    let sum = weights.at(-1)!;
    for (let k = 0; k < size; k++) sum += weights[k]! * observations[i * size + k]!;
    return Math.tanh(sum);
  });
}

function returnsOf(days: DemandDays, weights: readonly number[], seed: number): number {
  days.begin(new Random(seed));
  const observations = new Float32Array(days.count * days.observationSize);
  for (let day = 0; day < days.days; day++) {
    days.observe(day, observations);
    days.step(day, actionsOf(weights, observations, days.observationSize));
  }
  return days.returns.reduce((sum, value) => sum + value, 0);
}

/** How the sum of returns changes with each of the weights, through all days. */
function gradientOf(days: DemandDays, weights: readonly number[], seed: number): number[] {
  returnsOf(days, weights, seed);
  const { count, observationSize: size } = days;
  const observations = new Float32Array(count * size);
  const dActions = new Float64Array(count);
  const dObservations = new Float64Array(count * size);
  const gradient = weights.map(() => 0);
  days.beginBack();
  for (let day = days.days - 1; day >= 0; day--) {
    days.stepBack(day, dActions);
    days.observe(day, observations);
    const actions = actionsOf(weights, observations, size);
    for (let i = 0; i < count; i++) {
      const dSum = dActions[i]! * (1 - actions[i]! ** 2);
      for (let k = 0; k < size; k++) {
        gradient[k]! += dSum * observations[i * size + k]!;
        dObservations[i * size + k] = dSum * weights[k]!;
      }
      gradient[size]! += dSum;
    }
    days.observeBack(day, dObservations);
  }
  return gradient;
}

const setups: Readonly<Record<string, DemandSetup>> = {
  'stock that runs out': setupOf({ revenueWeight: 0.2 }),
  'stock that lasts': setupOf({ initialInventory: 5000 }),
  'no stock': setupOf({ initialInventory: null, profitWeight: 1 }),
  'a follower, dearness punished': setupOf({
    rival: 'follower',
    rivalPrice: 19,
    crossElasticity: 0.7,
    competitorWeight: 0.5,
  }),
  'an undercutter': setupOf({ rival: 'undercutter', rivalPrice: 18, crossElasticity: 0.7 }),
  'a rival that walks': setupOf({
    rival: 'randomWalk',
    rivalPrice: 21,
    crossElasticity: 0.4,
    competitorWeight: 0.3,
  }),
  'a fixed rival': setupOf({ rival: 'fixed', rivalPrice: 21, crossElasticity: 0.4 }),
  'the plain observation': setupOf({ observation: 'plain' }),
  'drawn elasticities and a season': setupOf({
    elasticityError: 0.3,
    weekdayFactors: [1, 1.2, 0.8, 1, 1.5, 0.9, 0.6],
  }),
  'a portfolio': setupOf(
    { elasticity: -2.5, elasticityError: 0.2, maxPrice: 60 },
    { initialInventory: null, days: 4, maxPrice: 50 },
    { initialInventory: 300, maxPrice: 80, unitCost: 3 },
  ),
};

test.each(Object.entries(setups))(
  'DemandDays, %s: the gradient is that of finite differences',
  (_, setup) => {
    const days = new DemandDays(setup, 12);
    const random = new Random(3);
    const weights = Array.from({ length: days.observationSize + 1 }, () => 0.15 * random.normal());
    const gradient = gradientOf(days, weights, 5);
    const step = 1e-3;
    weights.forEach((_, k) => {
      const moved = (by: number) =>
        returnsOf(
          days,
          weights.map((weight, j) => (j === k ? weight + by : weight)),
          5,
        );
      const difference = (moved(step) - moved(-step)) / (2 * step);
      expect(
        Math.abs(gradient[k]! - difference),
        `weight ${k}: ${gradient[k]} against ${difference}`,
      ).toBeLessThan(2e-3 * Math.max(1, Math.abs(difference)));
    });
    expect(gradient.some((value) => Math.abs(value) > 0.1)).toBe(true);
  },
);

test.each(['stock that runs out', 'a follower, dearness punished', 'no stock', 'a portfolio'] as const)(
  'DemandDays, %s: an episode returns in the mean what the market pays',
  (name) => {
    const setup = setups[name]!;
    const count = 6000;
    const days = new DemandDays(setup, count);
    const weights = Array.from({ length: days.observationSize + 1 }, (_, k) => (k % 2 === 0 ? -0.2 : 0.1));
    const expected = returnsOf(days, weights, 8) / count;
    const market = createMarket(setup, count, 9, 'training');
    const over = new Uint8Array(count);
    let sum = 0;
    let squares = 0;
    const returns = new Float64Array(count);
    for (let day = 0; day < days.days; day++) {
      const actions = Float32Array.from(actionsOf(weights, market.observations, days.observationSize));
      const step = market.step(actions);
      for (let i = 0; i < count; i++) {
        if (over[i] === 0) returns[i]! += step.rewards[i]!;
        over[i] ||= step.terminated[i]!;
      }
    }
    for (const value of returns) {
      sum += value;
      squares += value * value;
    }
    const mean = sum / count;
    const error = Math.sqrt((squares / count - mean ** 2) / count);
    expect(Math.abs(mean - expected)).toBeLessThan(4 * error);
    expect(error).toBeLessThan(0.05);
  },
);

test('DemandDays: the same stream plays the same episodes; parts sum to the returns', () => {
  const days = new DemandDays(setups['stock that runs out']!, 8);
  const weights = [0.1, 0.1, 0.1, 0, 0, 0];
  const first = returnsOf(days, weights, 1);
  expect(returnsOf(days, weights, 2)).not.toBe(first);
  expect(returnsOf(days, weights, 1)).toBe(first);
  const parts = days.rewardPartNames.length;
  days.returns.forEach((value, i) => {
    const sum = days.rewardParts
      .subarray(i * parts, (i + 1) * parts)
      .reduce((total, part) => total + part, 0);
    expect(sum).toBeCloseTo(value, 10);
  });
});

test('normalScore: seven digits of the quantile', () => {
  for (const p of [1e-9, 1e-4, 0.02, 0.0749, 0.0751, 0.3, 0.5, 0.77, 0.9251, 0.999, 1 - 1e-8])
    expect(normalScore(p)).toBeCloseTo(normalQuantile(p), 5);
});
