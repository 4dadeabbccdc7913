import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

import { dayFromCivil } from '../table/day-numbers.ts';
import { Random } from '../random.ts';
import { fitDemand, priceInflation } from './fit-demand.ts';
import golden from './golden/known-elasticity.fit.json' with { type: 'json' };
import truth from './golden/known-elasticity.truth.json' with { type: 'json' };
import { historyFixture } from './history-fixture.ts';
import { weighAgainstPrior } from './prior.ts';
import { summarizeProductDemand } from './summarize-demand.ts';

/** The golden file's rows by product, as histories. */
function goldenHistories() {
  const text = readFileSync(new URL('./golden/known-elasticity.csv', import.meta.url), 'utf8');
  const rows = text
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','));
  const ids = [...new Set(rows.map((row) => row[1]!))];
  return ids.map((id) => {
    const own = rows.filter((row) => row[1] === id);
    const day = (iso: string) => {
      const [year, month, date] = iso.split('-').map(Number);
      return dayFromCivil(year!, month!, date!);
    };
    return historyFixture({
      id,
      days: own.map((row) => day(row[0]!)),
      price: own.map((row) => Number(row[2])),
      units: own.map((row) => Number(row[3])),
    });
  });
}

/** Poisson-like counts around `mean`, by the normal approximation, whole and never negative. */
const count = (random: Random, mean: number) =>
  Math.max(0, Math.round(mean + Math.sqrt(mean) * random.normal()));

const testPrices = [18, 19, 20, 21, 22, 24];

describe('fitDemand: agrees with the reference fits', () => {
  const histories = goldenHistories();
  for (const expected of golden.products)
    test(expected.product, () => {
      const { fit } = fitDemand(histories.find((history) => history.product.id === expected.product)!);
      expect(fit!.terms.rows.length).toBe(expected.n);
      expect(fit!.terms.names).toEqual(expected.terms);
      expected.coefficients.forEach((value, j) =>
        expect(Math.abs(fit!.regression.coefficients[j]! - value)).toBeLessThan(1e-6),
      );
      expected.standardErrors.forEach((value, j) =>
        expect(Math.abs(fit!.standardErrors[j]! - value)).toBeLessThan(1e-6),
      );
      expect(Math.abs(fit!.regression.dispersion / expected.dispersion - 1)).toBeLessThan(1e-6);
    });

  test('and its intervals hold the true elasticities', () => {
    const known = truth as Record<string, { elasticity: number }>;
    const missed = histories.filter((history) => {
      const [low, high] = summarizeProductDemand(history).interval!;
      const { elasticity } = known[history.product.id]!;
      return elasticity < low || elasticity > high;
    });
    expect(missed.length).toBeLessThanOrEqual(1); // 12 intervals of 95 %
  });
});

test('fitDemand: 95 % intervals cover the truth in 93 to 97 of 100 simulated products', () => {
  const random = new Random(20);
  let covered = 0;
  const products = 600;
  for (let product = 0; product < products; product++) {
    const elasticity = -0.5 - 2.5 * random.uniform();
    const price = Array.from({ length: 150 }, () => testPrices[random.integer(6)]!);
    const units = price.map((p, t) => count(random, 30 * (p / 20) ** elasticity * (1 + 0.2 * Math.sin(t))));
    const [low, high] = summarizeProductDemand(historyFixture({ price, units })).interval!;
    if (low <= elasticity && elasticity <= high) covered++;
  }
  expect(covered / products).toBeGreaterThan(0.93);
  expect(covered / products).toBeLessThan(0.97);
});

test('fitDemand: with a rival both elasticities are shown, and what our price alone does is their difference', () => {
  const random = new Random(3);
  const days = 400;
  const price = Array.from({ length: days }, () => testPrices[random.integer(6)]!);
  const competitorPrice = price.map((p) => Number((10 + 0.5 * p + random.normal()).toFixed(2)));
  // log E[units] = ... - 2.5 log price + 0.8 log(competitor / price): alone, our price does -3.3
  const units = price.map((p, t) => count(random, 80 * (p / 20) ** -2.5 * (competitorPrice[t]! / p) ** 0.8));
  const { fit } = fitDemand(historyFixture({ price, units, competitorPrice }));
  const within = (estimate: { value: number; standardError: number }, expected: number) =>
    Math.abs(estimate.value - expected) < 3 * estimate.standardError;
  expect(fit!.terms.names.at(-1)).toBe('competitor');
  expect(within(fit!.elasticity, -2.5)).toBe(true);
  expect(within(fit!.crossElasticity!, 0.8)).toBe(true);
  expect(within(fit!.ownElasticity, -3.3)).toBe(true);
  expect(fit!.ownElasticity.value).toBeCloseTo(fit!.elasticity.value - fit!.crossElasticity!.value, 10);
  // Without the rival its price hides in ours: it follows ours with about 0.5, which takes 0.4 from -3.3.
  expect(fit!.withoutCompetitor!.value).toBeGreaterThan(fit!.ownElasticity.value + 0.2);
  expect(priceInflation(fit!.terms)).toBeLessThan(5);
});

test('fitDemand: a rival that never moves is left out', () => {
  const price = Array.from({ length: 60 }, (_, t) => testPrices[(t * 5) % 6]!);
  const units = price.map((p, t) => Math.round(2000 / p) + ((t * 7) % 5));
  const history = historyFixture({ price, units, competitorPrice: price.map(() => 21) });
  const { fit } = fitDemand(history);
  expect(fit!.terms.names).not.toContain('competitor');
  expect(fit!.crossElasticity).toBeNull();
});

test('fitDemand: weekly rows have no weekday effects, real days in their trend, and a year makes a season', () => {
  const days = Array.from({ length: 53 }, (_, t) => 20094 + 7 * t);
  const price = days.map((_, t) => testPrices[(t * 5) % 6]!);
  // Doubling in a year: trend log 2 per 365.25 days.
  const units = days.map((day, t) => (1000 / price[t]!) * 2 ** ((day - 20094) / 365.25));
  const { fit } = fitDemand(historyFixture({ days, price, units, daysPerRow: 7 }));
  expect(fit!.terms.names).toEqual(['const', 'elasticity', 'trend', 'annualSin', 'annualCos']);
  expect(fit!.elasticity.value).toBeCloseTo(-1, 6);
  expect(fit!.regression.coefficients[2]).toBeCloseTo(Math.LN2, 6);
});

test('fitDemand: a weekday on which nothing is ever sold is left out as closed', () => {
  const price = Array.from({ length: 84 }, (_, t) => testPrices[(t * 5) % 6]!);
  const units = price.map((p, t) => (t % 7 === 6 ? 0 : Math.round(400 / p) + (t % 3)));
  const { fit } = fitDemand(historyFixture({ price, units }));
  expect(fit!.terms.closedWeekdays).toEqual([6]);
  expect(fit!.terms.rows.length).toBe(72);
  expect(fit!.terms.names).not.toContain('weekday6');
});

describe('summarizeProductDemand: data that cannot answer fall to the prior and say why', () => {
  const days = (n: number, price: (t: number) => number, units: (t: number) => number) =>
    summarizeProductDemand(
      historyFixture({
        price: Array.from({ length: n }, (_, t) => price(t)),
        units: Array.from({ length: n }, (_, t) => units(t)),
      }),
    );
  const cases = [
    [
      'one price',
      days(
        60,
        () => 9.99,
        (t) => 5 + (t % 3),
      ),
      'the price was always 9.99',
    ],
    [
      'nothing sold',
      days(
        60,
        (t) => 10 + (t % 3),
        () => 0,
      ),
      'nothing was ever sold',
    ],
    [
      'too few days',
      days(
        10,
        (t) => 10 + (t % 3),
        (t) => 3 + (t % 2),
      ),
      '10 days are too few to separate 9 effects',
    ],
  ] as const;
  for (const [name, summary, reason] of cases)
    test(name, () => {
      expect(summary).toMatchObject({
        estimate: null,
        interval: null,
        verdict: 'cannotTell',
        marketElasticity: -1.5,
      });
      expect(summary.marketElasticityError).toBe(1);
      expect(summary.sentence).toContain(reason);
      expect(Number.isFinite(summary.baseUnits)).toBe(true);
    });

  test('price that rises with time cannot be told from trend', () => {
    const summary = days(
      60,
      (t) => 10 + 0.1 * t,
      (t) => 20 + ((t * 7) % 5),
    );
    expect(summary.verdict).toBe('cannotTell');
    expect(summary.sentence).toContain('season or trend');
  });

  test('two prices only', () => {
    const summary = days(
      60,
      (t) => (t % 4 < 2 ? 10 : 12),
      (t) => (t % 4 < 2 ? 20 : 15) + ((t * 7) % 3),
    );
    expect(summary.verdict).toBe('cannotTell');
    expect(summary.sentence).toContain('Only 2 different prices');
  });
});

describe('summarizeProductDemand: verdicts', () => {
  const summary = (elasticity: number, level: number, n = 200) => {
    const random = new Random(1);
    const price = Array.from({ length: n }, () => testPrices[random.integer(6)]!);
    const units = price.map((p) => count(random, level * (p / 20) ** elasticity));
    return summarizeProductDemand(historyFixture({ price, units }));
  };
  test('much data answers', () => expect(summary(-2, 60).verdict).toBe('answers'));
  test('less data leans', () => expect(summary(-3, 4, 60).verdict).toBe('leans'));
  test('no effect cannot be told, but how strong one is unlikely to be can', () => {
    const sure = summary(0, 20);
    expect(sure.verdict).toBe('cannotTell');
    expect(sure.interval![0]).toBeGreaterThan(-1);
    expect(sure.sentence).toContain('so a higher price is unlikely to lose revenue');
    const open = summary(0, 1, 40);
    expect(open.verdict).toBe('cannotTell');
    expect(open.interval![0]).toBeLessThan(-1);
    expect(open.sentence).not.toContain('unlikely to lose revenue');
  });
  test('more sold at higher prices is suspicious, and markets use what is usual', () => {
    const found = summary(2.5, 60);
    expect(found.verdict).toBe('suspicious');
    expect([found.marketElasticity, found.marketElasticityError]).toEqual([-1.5, 1]);
  });
  test('base units are what is sold at the last price', () => {
    const found = summary(-2, 60);
    expect(Math.abs(found.baseUnits / (60 * (found.referencePrice / 20) ** -2) - 1)).toBeLessThan(0.1);
  });
});

test('weighAgainstPrior: -0.8 (se 0.8) becomes -1.1 and -11.5 (se 2.2) becomes -3.2', () => {
  // (-0.8 / 0.64 - 1.5) / (1 / 0.64 + 1) = -1.073; (-11.5 / 4.84 - 1.5) / (1 / 4.84 + 1) = -3.212
  expect(weighAgainstPrior({ value: -0.8, standardError: 0.8 }).value).toBeCloseTo(-1.073, 3);
  expect(weighAgainstPrior({ value: -11.5, standardError: 2.2 }).value).toBeCloseTo(-3.212, 3);
  expect(weighAgainstPrior(null)).toEqual({ value: -1.5, standardError: 1 });
});
