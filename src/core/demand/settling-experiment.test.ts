import { describe, expect, test } from 'vitest';

import { Random } from '../random.ts';
import { fitDemand } from './fit-demand.ts';
import { historyFixture } from './history-fixture.ts';
import { settlingExperiment } from './settling-experiment.ts';
import { summarizeProductDemand } from './summarize-demand.ts';

const count = (random: Random, mean: number) =>
  Math.max(0, Math.round(mean + Math.sqrt(mean) * random.normal()));

/** Days at `prices`, drawn with elasticity -2 and `level` units at 20. */
function history(prices: readonly number[], level: number, seed: number, unitCost: number | null = null) {
  const random = new Random(seed);
  const units = prices.map((price) => count(random, level * (price / 20) ** -2));
  return { prices, units, fixture: historyFixture({ price: prices, units, unitCost }) };
}

const narrow = Array.from({ length: 120 }, (_, t) => [19, 20, 21][Math.floor(t / 5) % 3]!);

describe('settlingExperiment: doing it settles it', () => {
  // 80 % power by plan; 40 products, so at least 80 % - 3 * sqrt(0.8 * 0.2 / 40) = 61 %.
  test('the verdict after the days is "answers" about as often as planned', () => {
    let planned = 0;
    let answered = 0;
    for (let seed = 0; seed < 40; seed++) {
      const before = history(narrow, 12, seed);
      const { experiment, verdict } = summarizeProductDemand(before.fixture);
      if (experiment === null || verdict === 'suspicious') continue;
      planned++;
      const turns = [experiment.price, experiment.secondPrice ?? experiment.price];
      const after = Array.from({ length: experiment.days }, (_, t) => turns[Math.floor(t / 7) % 2]!);
      const random = new Random(1000 + seed);
      const price = [...before.prices, ...after];
      const units = [...before.units, ...after.map((p) => count(random, 12 * (p / 20) ** -2))];
      if (summarizeProductDemand(historyFixture({ price, units })).verdict === 'answers') answered++;
    }
    expect(planned).toBeGreaterThan(25);
    expect(answered / planned).toBeGreaterThan(0.61);
  });
});

describe('settlingExperiment', () => {
  const { fixture } = history(narrow, 12, 1, 15);
  const fit = fitDemand(fixture).fit;

  test('the cost is what the days earn less than at the present price', () => {
    const plan = settlingExperiment(fixture, fit, -2, true)!;
    const today = fixture.price.at(-1)!;
    const { baseUnits } = summarizeProductDemand(fixture);
    const earned = (price: number) => baseUnits * (price / today) ** -2 * (price - 15);
    const prices = plan.secondPrice === null ? [plan.price] : [plan.price, plan.secondPrice];
    const forgone = earned(today) - prices.reduce((sum, price) => sum + earned(price), 0) / prices.length;
    expect(plan.costIn).toBe('profit');
    expect(plan.expectedCost).toBeCloseTo(Math.max(0, forgone * plan.days), 0);
    expect(plan.sentence).toMatch(/^Charging \d+\.\d\d .*for \d+ days would probably settle it, /);
  });

  test('no price at or below cost is tried', () => {
    const dear = history(narrow, 12, 1, 20.5).fixture;
    const plan = settlingExperiment(dear, fitDemand(dear).fit, -2, true)!;
    const tried = [plan.price, plan.secondPrice ?? Infinity].filter((price) => price !== dear.price.at(-1));
    expect(Math.min(...tried)).toBeGreaterThan(20.5);
  });

  test('noisier sales need more days, and very noisy ones cannot be settled', () => {
    const days = (swing: number) => {
      const units = narrow.map((_, t) => Math.max(0, 60 + swing * [1, -0.5, -0.5, 0.8, -0.8][t % 5]!));
      const uneven = historyFixture({ price: narrow, units });
      return settlingExperiment(uneven, fitDemand(uneven).fit, -2, true)?.days ?? Infinity;
    };
    expect(days(25)).toBeLessThan(days(55));
    expect(days(80)).toBe(Infinity);
  });

  test('a file with one price gets two new ones in turn', () => {
    const single = history(new Array<number>(60).fill(20), 30, 2).fixture;
    const summary = summarizeProductDemand(single);
    expect(summary.verdict).toBe('cannotTell');
    expect(summary.experiment?.secondPrice).not.toBeNull();
    expect(summary.experiment?.price).not.toBe(20);
    expect(summary.sentence).toContain('in alternate weeks for');
  });

  test('nothing sold, nothing to plan', () => {
    const nothing = historyFixture({ price: narrow, units: narrow.map(() => 0) });
    expect(settlingExperiment(nothing, null, -1.5, true)).toBeNull();
  });

  test('an answer needs none', () => {
    const answered = summarizeProductDemand(
      history(
        narrow.map((p) => p + (p === 19 ? -4 : 0)),
        200,
        1,
      ).fixture,
    );
    expect(answered.verdict).toBe('answers');
    expect(answered.experiment).toBeNull();
  });
});
