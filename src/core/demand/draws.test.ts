import { describe, expect, test } from 'vitest';

import { Random } from '../random.ts';
import { demandDraws, unitsAt } from './draws.ts';
import { fitDemand } from './fit-demand.ts';
import { historyFixture } from './history-fixture.ts';
import { summarizeProductDemand } from './summarize-demand.ts';

const random = new Random(4);
const price = Array.from({ length: 200 }, () => [18, 20, 22, 24][random.integer(4)]!);
const units = price.map((p) => Math.round(40 * (p / 20) ** -2 * (1 + 0.2 * random.normal())));
const history = historyFixture({ price, units });
const summary = summarizeProductDemand(history);

const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: Float64Array) => {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
};

describe('demandDraws', () => {
  const draws = demandDraws(summary, 20_000, new Random(7));

  test('are the same for the same seed', () => {
    expect(demandDraws(summary, 20_000, new Random(7))).toEqual(draws);
    expect(demandDraws(summary, 20_000, new Random(8))).not.toEqual(draws);
  });

  test('lie about the market elasticity with its error', () => {
    expect(mean(draws.elasticity)).toBeCloseTo(summary.marketElasticity, 1);
    expect(deviation(draws.elasticity) / summary.marketElasticityError).toBeCloseTo(1, 1);
  });

  test('the fitted error of the log level returns: slope^2 * error^2 + standardError^2', () => {
    const expected = Math.hypot(
      summary.level.slope * summary.marketElasticityError,
      summary.level.standardError,
    );
    expect(deviation(draws.base.map(Math.log)) / expected).toBeCloseTo(1, 1);
  });

  test('units at a price follow each curve', () => {
    // base * (40 / 20) ^ e
    expect(
      unitsAt({ base: Float64Array.of(12), elasticity: Float64Array.of(-2), steepening: null }, 0, 40, 20),
    ).toBe(3);
    expect(unitsAt(draws, 5, summary.referencePrice, summary.referencePrice)).toBe(draws.base[5]);
  });
});

test('demandDraws: at the mean price the curve is surest, far from it less sure', () => {
  const draws = demandDraws(summary, 5000, new Random(1));
  const logSpread = (at: number) =>
    deviation(draws.base.map((_, i) => Math.log(unitsAt(draws, i, at, summary.referencePrice))));
  const usual = fitDemand(history).fit!.terms.meanPrice;
  expect(logSpread(1.4 * usual)).toBeGreaterThan(1.5 * logSpread(usual));
  expect(logSpread(0.7 * usual)).toBeGreaterThan(1.5 * logSpread(usual));
});

test('demandDraws: an elasticity is never drawn above 0', () => {
  const loose = { ...summary, marketElasticity: -0.2, marketElasticityError: 0.8 };
  const { elasticity } = demandDraws(loose, 1000, new Random(2));
  expect(Math.max(...elasticity)).toBe(0);
  expect(elasticity.filter((value) => value === 0).length).toBeGreaterThan(300); // P(N(-0.2, 0.8) > 0) = 0.40
});

test('demandDraws: where nothing was ever sold every curve is 0', () => {
  const nothing = summarizeProductDemand(
    historyFixture({ price: price.slice(0, 30), units: price.slice(0, 30).map(() => 0) }),
  );
  expect(demandDraws(nothing, 10, new Random(2)).base).toEqual(new Float64Array(10));
});
