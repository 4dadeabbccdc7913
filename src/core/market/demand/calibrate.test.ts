import { expect, test } from 'vitest';

import { DemandMarket, demandMarketProblem } from './demand-market.ts';
import { referenceMarket } from './reference-market.ts';
import { Random } from '../../random.ts';
import { calibrateDemandMarket } from './calibrate.ts';
import { fixtureFirstDay, historyFixture, type HistoryFixture } from '../../demand/history-fixture.ts';
import { summarizeProductDemand } from '../../demand/summarize-demand.ts';

const weekday = [1, 1, 1, 1, 1.2, 1.5, 0.8];

/** 400 days of 50 * (p / 20)^-2 units with weekday factors, cost 8. */
function simulated(changes: Partial<HistoryFixture> = {}) {
  const random = new Random(6);
  const price = Array.from({ length: 400 }, () => [16, 18, 20, 22, 24][random.integer(5)]!);
  const units = price.map((p, t) => {
    const mean = 50 * (p / 20) ** -2 * weekday[t % 7]!;
    return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.normal()));
  });
  return historyFixture({ price, units, unitCost: 8, ...changes });
}

const calibrated = (history: ReturnType<typeof historyFixture>, settings = referenceMarket) =>
  calibrateDemandMarket(history, summarizeProductDemand(history), settings);

test('calibrateDemandMarket: price, cost, elasticity, demand, noise and season come from the file', () => {
  const history = simulated({ inventory: Array.from({ length: 400 }, (_, t) => 2000 - t) });
  const { parameters, assumptions } = calibrated(history);
  expect(assumptions).toEqual([]);
  const last = history.price.at(-1)!;
  expect(parameters).toMatchObject({
    referencePrice: last,
    unitCost: 8,
    initialInventory: 1601,
    maxPrice: 36,
  });
  expect(parameters.startDay).toBe(fixtureFirstDay + 400);
  expect(Math.abs(parameters.elasticity + 2)).toBeLessThan(0.15);
  const base = 50 * (last / 20) ** -2 * (7.5 / 7);
  expect(Math.abs(parameters.baseDemand / base - 1)).toBeLessThan(0.06);
  // Poisson noise: 1 / sqrt(units a day)
  expect(Math.abs(parameters.demandNoise * Math.sqrt(base) - 1)).toBeLessThan(0.15);
  const mean = weekday.reduce((sum, factor) => sum + factor, 0) / 7;
  weekday.forEach((factor, d) =>
    expect(Math.abs(parameters.weekdayFactors[d]! - factor / mean)).toBeLessThan(0.07),
  );
  expect(parameters.monthFactors.every((factor) => factor > 0.8 && factor < 1.25)).toBe(true);
  expect(parameters.profitWeight).toBe(referenceMarket.profitWeight);
});

test('calibrateDemandMarket: what the file does not say is assumed in words', () => {
  const { parameters, assumptions } = calibrated(simulated({ unitCost: null }));
  expect(parameters.unitCost).toBeCloseTo(0.6 * parameters.referencePrice, 2);
  expect(parameters.initialInventory).toBeNull();
  expect(assumptions).toHaveLength(2);
  expect(assumptions[0]).toMatch(/^The file has no cost; 60 % of the price \(\d+\.\d\d\) is assumed\.$/);
  expect(assumptions[1]).toMatch(/has no stock; all demand is assumed to be met/);
});

test('calibrateDemandMarket: where the file shows quantity breaks, the usual or the category elasticity is used and said', () => {
  const history = simulated({ inventory: new Array<number>(400).fill(2000) });
  const breaks = { share: 0.4, sentence: 'On 40 % of the selling days ...' };
  const broken = { ...summarizeProductDemand(history), quantityBreaks: breaks, marketElasticity: -1.5 };
  const alone = calibrateDemandMarket(history, broken, referenceMarket);
  expect(alone.assumptions).toEqual([
    'The file shows quantity breaks rather than a response to price; the usual elasticity is used.',
  ]);
  expect(alone.parameters.elasticity).toBe(-1.5);
  const pooled = { estimate: -2, standardError: 0.5, categoryMean: -2, categorySd: 0.4, products: 5 };
  expect(calibrateDemandMarket(history, { ...broken, pooled }, referenceMarket).assumptions).toEqual([
    "The file shows quantity breaks rather than a response to price; its category's elasticity is used.",
  ]);
  const suspicious = { ...broken, quantityBreaks: null, found: null, verdict: 'suspicious' as const };
  expect(calibrateDemandMarket(history, suspicious, referenceMarket).assumptions).toEqual([
    'More was sold at higher prices, which cannot be a response to price; the usual elasticity is used.',
  ]);
});

test('calibrateDemandMarket: with a rival, our price alone still moves demand by the market elasticity', () => {
  const random = new Random(9);
  const competitorPrice = Array.from({ length: 400 }, () => 20 + 2 * random.normal());
  const history = simulated({ competitorPrice });
  const { parameters } = calibrated(history, { ...referenceMarket, rival: 'fixed' });
  const summary = summarizeProductDemand(history);
  expect(parameters.rivalPrice).toBe(competitorPrice.at(-1));
  expect(parameters.elasticity - parameters.crossElasticity).toBeCloseTo(summary.marketElasticity, 10);
});

test('calibrateDemandMarket: weekly rows become days', () => {
  const days = Array.from({ length: 60 }, (_, t) => fixtureFirstDay + 7 * t);
  const price = days.map((_, t) => [10, 11, 12][t % 3]!);
  const history = historyFixture({
    days,
    price,
    units: price.map((p) => 700 / p),
    daysPerRow: 7,
    unitCost: 4,
  });
  const { parameters, assumptions } = calibrated(history);
  expect(parameters.baseDemand).toBeCloseTo(700 / 12 / 7, 1);
  expect(assumptions[0]).toContain('about 7 days apart');
});

test('calibrateDemandMarket: histories that tell nothing still make a market that runs', () => {
  const flat = { price: new Array<number>(20).fill(5), units: new Array<number>(20).fill(0) };
  for (const history of [historyFixture(flat), historyFixture({ ...flat, units: flat.price })]) {
    const { parameters } = calibrated(history);
    expect(demandMarketProblem(parameters)).toBeNull();
    const market = new DemandMarket(
      { kind: 'demand', products: [{ name: 'flat', parameters }] },
      2,
      1,
      'training',
    );
    const step = market.step(new Float32Array(2));
    expect([...step.observations, ...step.rewards].every(Number.isFinite)).toBe(true);
  }
});
