import { describe, expect, test } from 'vitest';

import { Random } from '../random.ts';
import type { DemandSummary } from './demand-summary.ts';
import { historyFixture } from './history-fixture.ts';
import { groupEffect, poolDemand } from './pool-demand.ts';
import { elasticityPrior, weighAgainstPrior } from './prior.ts';
import { summarizeProductDemand } from './summarize-demand.ts';

test('groupEffect: by hand on two firm fits and a loose one', () => {
  // Weights 1 / se^2 = 100, 100, 1; mean (-100 - 300 - 2) / 201 = -2. Q = 100 + 100 + 0 = 200.
  // Spread 201 - (10000 + 10000 + 1) / 201 = 101.4925. DerSimonian-Laird: (200 - 2) / 101.4925 = 1.95088.
  // Squares grow by 1 + 100 * 0.36 = 37 twice and 1.36: none is beyond 2.5^2 times that. The estimate's variance is
  // 2 * 2 * (37^2 + 37^2 + 1.36^2) / 3 / 101.4925^2 = 1 / 2.81977; the usual 0.36 is known to 40 %: 1 / 48.2253.
  // (48.2253 * 0.36 + 2.81977 * 1.95088) / 51.0451 = 0.44788.
  const { mean, meanError, sd } = groupEffect(
    [
      { value: -1, standardError: 0.1 },
      { value: -3, standardError: 0.1 },
      { value: -2, standardError: 1 },
    ],
    elasticityPrior,
    0.6,
  );
  expect(sd).toBeCloseTo(Math.sqrt(0.44788), 4);
  // Weights 1 / (0.01 + 0.44788) = 2.18398 twice and 1 / 1.44788 = 0.69067: their precision is 5.05863.
  // Against N(-1.5, 1): precision 5.05863 + 1; mean (5.05863 * -2 - 1.5) / 6.05863 = -1.91747.
  expect(meanError).toBeCloseTo(1 / Math.sqrt(6.05863), 4);
  expect(mean).toBeCloseTo(-1.91747, 4);
});

describe('groupEffect: pooled estimates are nearer, and their intervals hold', () => {
  const cases = [
    [3, 0.3],
    [10, 0.6],
    [20, 0.1],
  ] as const;
  for (const [products, tau] of cases)
    test(`${products} products, spread ${tau}`, () => {
      const random = new Random(products);
      let covered = 0;
      let pooledError = 0;
      let ownError = 0;
      const categories = 400;
      for (let c = 0; c < categories; c++) {
        const middle = -2 + 0.5 * random.normal();
        const truth = Array.from({ length: products }, () => middle + tau * random.normal());
        const fits = truth.map((value) => {
          const standardError = 0.2 + 0.8 * random.uniform() ** 2;
          return { value: value + standardError * random.normal(), standardError };
        });
        const { mean, meanError, sd } = groupEffect(fits, elasticityPrior, 0.6);
        fits.forEach((fit, i) => {
          const { value, standardError } = weighAgainstPrior(fit, {
            mean,
            standardDeviation: Math.hypot(sd, meanError),
          });
          if (Math.abs(value - truth[i]!) < 1.96 * standardError) covered++;
          pooledError += (value - truth[i]!) ** 2;
          ownError += (fit.value - truth[i]!) ** 2;
        });
      }
      expect(covered / (categories * products)).toBeGreaterThan(0.92);
      expect(pooledError).toBeLessThan(0.65 * ownError);
    });
});

describe('poolDemand', () => {
  const sold = (id: string, days: number, category: string | null, level = 60) => {
    const random = new Random(Number(id));
    const price = Array.from({ length: days }, () => [18, 20, 22, 24][random.integer(4)]!);
    const units = price.map((p) =>
      Math.max(0, Math.round(level * (p / 20) ** -3 + Math.sqrt(level) * random.normal())),
    );
    return historyFixture({ id, price, units, category });
  };
  const histories = [
    sold('1', 200, 'Tea'),
    sold('2', 200, 'Tea'),
    sold('3', 200, 'Tea'),
    sold('4', 30, 'Tea', 3),
    sold('5', 200, 'Lamps'),
    sold('6', 200, null),
  ];
  const own = histories.map((history) => summarizeProductDemand(history));
  const pooled = poolDemand(histories, own);

  test('a thin product borrows, firm ones stand', () => {
    expect(own[3]!.marketElasticityError).toBeGreaterThan(1.2 * pooled[3]!.marketElasticityError);
    const { estimate, categoryMean } = pooled[3]!.pooled!;
    expect(Math.abs(estimate - categoryMean)).toBeLessThan(0.4 * Math.abs(own[3]!.estimate! - categoryMean));
    for (const i of [0, 1, 2])
      expect(Math.abs(pooled[i]!.marketElasticity - own[i]!.estimate!)).toBeLessThan(own[i]!.standardError!);
  });

  test('the prior is the category, the same for all its products', () => {
    expect(pooled[3]!.prior).toEqual(pooled[0]!.prior);
    expect(pooled[3]!.pooled).toMatchObject({ categoryMean: pooled[3]!.prior.mean, products: 4 });
    expect(pooled[3]!.pooled!.estimate).toBe(pooled[3]!.marketElasticity);
    expect(pooled[3]!.prior.mean).toBeLessThan(-2.3);
  });

  test('the estimate stays; its error grows by what differs from period to period, the same for all', () => {
    const grown = pooled.map((summary, i) =>
      Math.sqrt(summary.standardError! ** 2 - own[i]!.standardError! ** 2),
    );
    pooled.forEach((summary, i) => {
      expect(summary.estimate).toBe(own[i]!.estimate);
      expect(grown[i]).toBeCloseTo(summary.found!.betweenPeriodSd!, 9);
      const [low, high] = summary.interval!;
      expect(high - low).toBeCloseTo(2 * 1.959964 * summary.standardError!, 5);
    });
    expect(new Set(grown.map((value) => value.toFixed(9))).size).toBe(1);
    expect(grown[0]).toBeGreaterThan(0);
  });

  test('what is not known of the shape of curves is in the error of the elasticity, and what products say of each other stays', () => {
    const shape = { value: 4, standardError: 0.5, shapes: [], elasticityShift: -0.1, levelShift: 0 };
    const bent = poolDemand(
      histories,
      own.map((summary) => ({ ...summary, steepening: shape })),
    );
    bent.forEach((summary, i) => {
      const { estimate, standardError } = pooled[i]!;
      const ofShape = Math.abs(estimate! * 0.1) * Math.hypot(0.5, 0.2 * 4);
      expect(summary.standardError).toBeCloseTo(Math.hypot(standardError!, ofShape), 9);
      expect(summary.marketElasticity).toBeCloseTo(pooled[i]!.marketElasticity, 9);
    });
  });

  test('no category, or one with fewer than three fits: weighed against the file', () => {
    expect(pooled[4]!.pooled).toBeNull();
    expect(pooled[5]!.prior).toEqual(pooled[4]!.prior);
    // Five firm fits near -3 and the usual -1.5.
    expect(pooled[5]!.prior.mean).toBeLessThan(-2.3);
  });

  test('a file of two products: as each is on its own', () => {
    expect(poolDemand(histories.slice(4), own.slice(4))).toEqual(own.slice(4));
  });

  test('quantity breaks and prices that sell more are no evidence; only the breaks are shrunk', () => {
    const breaks = { share: 0.5, sentence: 'On 50 % of the selling days ...' };
    const marked = [...own.slice(0, 3), { ...own[3]!, quantityBreaks: breaks }];
    const result = poolDemand(histories.slice(0, 4), marked);
    expect(result[3]!.pooled!.products).toBe(3);
    expect(result[3]!.marketElasticity).toBe(result[3]!.prior.mean);
    const suspicious = own
      .slice(0, 3)
      .map((summary): DemandSummary => ({ ...summary, verdict: 'suspicious' }));
    expect(poolDemand(histories.slice(0, 3), suspicious)[0]!.pooled).toBeNull();
    const oneOfFour = [...own.slice(0, 3), { ...own[3]!, verdict: 'suspicious' as const }];
    const kept = poolDemand(histories.slice(0, 4), oneOfFour);
    expect(kept[0]!.pooled!.products).toBe(3);
    expect(kept[3]!.prior).toEqual(elasticityPrior);
    expect(kept[3]!.pooled).toBeNull();
  });
});
