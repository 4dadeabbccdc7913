import { expect, test } from 'vitest';

import { summarizeProductDemand } from '../core/demand/summarize-demand.ts';
import { weighAgainstPrior } from '../core/demand/prior.ts';
import { simulatedProduct } from '../core/demand/simulated-product.ts';
import { Random } from '../core/random.ts';
import { kinOf, toldDemand, weighedByKin } from './told-truth.ts';

const product = { id: 'A', name: 'A', store: null, currentPrice: 2, unitCost: 1 };
const habit = { retention: 0.9, lossFactor: 1.5 };

test('kinOf: the mean of each category, one spread for all, and how exponents are spread', () => {
  const kin = kinOf({
    products: [
      { ...product, category: 'Tea', elasticity: -1 },
      { ...product, category: 'Tea', elasticity: -2 },
      { ...product, category: 'Soap', elasticity: -3 },
      { ...product, category: 'Soap', elasticity: -3 },
    ],
    answers: [0.5, 1.5, 0.5, 1.5].map((exponent) => ({ memory: { exponent, ...habit }, rival: null })),
  });
  // Off their means by 0.5, -0.5, 0 and 0: the root of their mean square is 0.5 / sqrt(2).
  const standardDeviation = Math.SQRT1_2 / 2;
  expect(kin.elasticities.get('Tea')!.mean).toBe(-1.5);
  expect(kin.elasticities.get('Soap')!.mean).toBe(-3);
  for (const one of kin.elasticities.values())
    expect(one.standardDeviation).toBeCloseTo(standardDeviation, 12);
  expect(kin.memory!.form).toEqual({ ...habit, covariance: [0, 0, 0] });
  expect(kin.memory!.exponent).toEqual({ mean: 1, standardDeviation: 0.5 });
  expect(kin.cross).toBeNull();
});

test('weighedByKin: its own fit against its like, the level with it; without a fit nothing changes', () => {
  const { history } = simulatedProduct(3, new Random(5).fork('3'));
  const summary = summarizeProductDemand(history);
  const kin = { mean: -2.5, standardDeviation: 0.3 };
  const weighed = weighedByKin(summary, kin);
  const expected = weighAgainstPrior(
    { value: summary.estimate!, standardError: summary.standardError! },
    kin,
  );
  expect(weighed.marketElasticity).toBeCloseTo(expected.value, 12);
  expect(weighed.marketElasticityError).toBeCloseTo(expected.standardError, 12);
  expect(weighed.baseUnits).not.toBe(summary.baseUnits);
  expect(weighedByKin({ ...summary, estimate: null }, kin)).toEqual({ ...summary, estimate: null });
  expect(weighedByKin(summary, undefined)).toBe(summary);
});

test('toldDemand: where a day answers to its own price alone, of the coming days without error, of the past ones with what moves', () => {
  const { history } = simulatedProduct(3, new Random(5).fork('3'));
  const fitted = summarizeProductDemand(history);
  const summary = { ...fitted, found: { ...fitted.found!, betweenPeriodSd: 0.2 } };
  const nothing = { elasticity: false, fileElasticity: false, answer: false, kin: false };
  const truth = { elasticity: -3, fileElasticity: -2.5 };
  const now = toldDemand(summary, truth, null, { ...nothing, elasticity: true });
  expect([now.marketElasticity, now.marketElasticityError < 1e-3]).toEqual([-3, true]);
  const past = toldDemand(summary, truth, null, { ...nothing, fileElasticity: true });
  expect([past.marketElasticity, past.marketElasticityError]).toEqual([-2.5, 0.2]);
  // The level goes with the elasticity it was estimated together with.
  const step = Math.log(now.baseUnits / past.baseUnits);
  expect(step).toBeCloseTo(summary.level.slope * -0.5, 10);
  expect(toldDemand(summary, truth, null, nothing)).toBe(summary);
});
