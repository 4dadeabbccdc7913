import { describe, expect, test } from 'vitest';

import type { DemandMarketParameters } from '../core/market/demand/demand-parameters.ts';
import type { RunProduct } from '../core/market/run-product.ts';
import { historyFixture } from '../core/demand/history-fixture.ts';
import { summarizeProductDemand } from '../core/demand/summarize-demand.ts';
import { createMarket } from '../core/market/create-market.ts';
import { marketOfOne } from '../core/market/market-of-one.ts';
import type { MarketSetup } from '../core/market/market.ts';
import { priceRange } from '../core/market/price-from-action.ts';
import { referenceMarket } from '../core/market/demand/reference-market.ts';
import { topFixedPriceSteps } from '../core/market/top-fixed-price.ts';
import type { Baselines } from '../core/run/events.ts';
import { marketSetupFor } from '../core/run/market-setup.ts';
import { settingsFrom } from '../core/run/run-settings.ts';
import { baselineSteps, type KnownBaselines } from './baselines.ts';

function measured(setup: MarketSetup, episodes = 4): { baselines: Baselines; yields: number } {
  const market = createMarket(setup, episodes, 11, 'evaluation');
  const steps = baselineSteps(setup, () => {
    market.reset();
    return market;
  });
  for (let yields = 0; ; yields++) {
    const step = steps.next();
    if (step.done) return { baselines: step.value, yields };
  }
}

function demandSetup(...products: Partial<DemandMarketParameters>[]): MarketSetup {
  return {
    kind: 'demand',
    products: products.map((changes, i) => ({
      name: `product ${i}`,
      parameters: { ...referenceMarket, ...changes },
    })),
  };
}

test('baselines: the preset reference', () => {
  const { baselines, yields } = measured(demandSetup({}), 512);
  // Golden results: keep 6.7955, optimum 15.5057, best fixed price 42 with 13.9752. A kept episode's return
  // has a standard deviation of 0.12, the mean of 512 of 0.005.
  expect(Math.abs(baselines.keepPrice - 6.7955)).toBeLessThan(0.02);
  expect(Math.abs(baselines.optimum! / 15.5057 - 1)).toBeLessThan(0.0005);
  expect(Math.abs(baselines.bestFixedPrice!.meanReturn / 13.9752 - 1)).toBeLessThan(0.005);
  expect(Math.abs(baselines.bestFixedPrice!.price! / 42 - 1)).toBeLessThan(0.02);
  expect(yields).toBeGreaterThan(30);
});

test('baselines: one noiseless day that pays profit alone, by hand', () => {
  // 100 (20 / p)^2 (p - 10) is largest at p = 20, where it is 1000, half of p0 * q0: keep, fixed and optimum are one.
  const setup = demandSetup({
    elasticity: -2,
    demandNoise: 0,
    days: 1,
    profitWeight: 1,
    unitsWeight: 0,
    inventoryWeight: 0,
  });
  const { keepPrice, bestFixedPrice, optimum, profit } = measured(setup).baselines;
  expect(profit!.keepPrice).toBeCloseTo(1000, 6);
  expect(profit!.bestFixedPrice! / 1000).toBeCloseTo(1, 4);
  expect(profit!.keepProfits.every((one) => Math.abs(one - 1000) < 1e-6)).toBe(true);
  expect(keepPrice).toBeCloseTo(0.5, 6);
  expect(bestFixedPrice!.meanReturn).toBeCloseTo(0.5, 4);
  expect(bestFixedPrice!.price).toBeCloseTo(20, 0);
  expect(optimum).toBeCloseTo(0.5, 4);
});

describe('baselines: where less can be told', () => {
  // Two noiseless days at price 20 sell 100 units each, half of p0 * q0 in profit a day: 0.5 * 2 = 1.
  const twoDays = { demandNoise: 0, days: 2, profitWeight: 1, unitsWeight: 0, inventoryWeight: 0 };

  test('several markets with a rival that moves: keeping the price alone', () => {
    const setup = demandSetup({ ...twoDays, rival: 'follower', rivalPrice: 20 }, twoDays);
    const { baselines } = measured(setup);
    expect(baselines).toMatchObject({ bestFixedPrice: null, optimum: null });
    expect(baselines.portfolio).toBeUndefined();
    expect(baselines.keepPrice).toBeCloseTo(1, 6);
  });

  test.each(['randomWalk', 'follower', 'undercutter'] as const)(
    'a rival that moves (%s): keeping the price alone',
    (rival) => {
      const { baselines } = measured(demandSetup({ ...twoDays, rival, rivalPrice: 20 }));
      expect(baselines).toMatchObject({ bestFixedPrice: null, optimum: null });
      expect(baselines.keepPrice).toBeCloseTo(1, 6);
    },
  );
});

describe('baselines: a portfolio', () => {
  // Two noiseless days that pay profit alone, relative to p0 q0 = 2000. The second product costs 15, not 10.
  const twoDays = { demandNoise: 0, days: 2, profitWeight: 1, unitsWeight: 0, inventoryWeight: 0 };
  const setup = demandSetup(twoDays, { ...twoDays, unitCost: 15 });

  test('each product has its own baselines, by hand; the lines are their means', () => {
    // At elasticity -1.5 the best price is 3 c. Product 0 is there on day one: 100 * 1.5^-1.5 * 20 / 2000 = 0.5443 a
    // day. Product 1 reaches 30, then 45: 100 * 1.5^-1.5 * 15 / 2000 + 100 * 2.25^-1.5 * 30 / 2000 = 0.8527.
    const { baselines } = measured(setup);
    const [first, second] = baselines.portfolio!.products;
    // Kept: 2 * 1000 and 2 * 500 in profit; the best fixed prices earn 2 * 1088.7 and 1705.4.
    expect(baselines.profit!.keepPrice).toBeCloseTo(1500, 6);
    expect(baselines.profit!.bestFixedPrice! / ((2177.3 + 1705.4) / 2)).toBeCloseTo(1, 2);
    expect(first).toMatchObject({ product: 0, elasticity: -1.5, costShare: 0.5, demandNoise: 0 });
    expect(first!.stockCover).toBeCloseTo(5, 10); // 1000 / (100 * 2)
    expect(first!.keepPrice).toBeCloseTo(1, 6);
    expect(first!.bestFixedPrice.price).toBeCloseTo(30, 0);
    expect(first!.optimum).toBeCloseTo(2 * 0.5443, 3);
    expect(second!.keepPrice).toBeCloseTo(0.5, 6);
    expect(second!.bestFixedPrice.price).toBeCloseTo(45, 0);
    expect(second!.optimum).toBeCloseTo(0.8527, 3);
    expect(baselines.keepPrice).toBeCloseTo(0.75, 6);
    expect(baselines.bestFixedPrice!.price).toBeNull();
    expect(baselines.bestFixedPrice!.meanReturn).toBeCloseTo((1.0887 + 0.8527) / 2, 3);
    expect(baselines.optimum).toBeCloseTo((1.0887 + 0.8527) / 2, 3);
  });

  test('a sample of a larger catalogue keeps the places of its products; what is known is not computed again', () => {
    const known: KnownBaselines = new Map();
    const sampled = () => {
      const market = createMarket(setup, 4, 11, 'evaluation');
      const sample = { products: [3, 8], ofProducts: 20 };
      const steps = baselineSteps(setup, () => (market.reset(), market), sample, known);
      const shares: number[] = [];
      for (;;) {
        const step = steps.next();
        if (step.done) return { portfolio: step.value.portfolio!, shares };
        if (typeof step.value === 'number') shares.push(step.value);
      }
    };
    const first = sampled();
    expect(first.portfolio.ofProducts).toBe(20);
    expect(first.portfolio.products.map(({ product }) => product)).toEqual([3, 8]);
    expect(first.shares.length).toBeGreaterThan(4);
    const again = sampled();
    expect(again.shares).toEqual([]);
    expect(again.portfolio).toEqual(first.portfolio);
  });
});

describe('baselines: history market', () => {
  const prices = [10, 11, 12, 13, 14, 15, 16];

  /** Seventy days; each of seven prices sells `units` of it, whenever it is asked. The median price is 13. */
  function product(id: string, units: (price: number) => number): RunProduct {
    const price = Array.from({ length: 70 }, (_, t) => prices[t % 7]!);
    const history = historyFixture({ id, price, units: price.map(units), unitCost: 8 });
    return { history, demand: { ...summarizeProductDemand(history), marketElasticity: -2 } };
  }

  const setupOf = (products: readonly RunProduct[], objective = 'profit') =>
    marketSetupFor(settingsFrom({ market: 'history', objective }), products);

  const steady = product('steady', (price) => (price === 13 || price === 14 ? 14 : 12));
  const { lo, hi } = priceRange(steady.history.price, 8);

  /** The mean return of thirty days at one price. */
  function earned(setup: MarketSetup, price: number): number {
    const market = createMarket(setup, 4, 11, 'evaluation');
    const action = (2 * (price - lo)) / (hi - lo) - 1;
    let total = 0;
    for (let day = 0; day < 30; day++) {
      const { rewards } = market.step(new Float32Array(4).fill(action));
      total += rewards.reduce((sum, reward) => sum + reward, 0);
    }
    return total / 4;
  }

  test('one product: the best of 31 constant prices earns what is promised, others no more', () => {
    const setup = setupOf([steady]);
    const { keepPrice, bestFixedPrice, optimum } = measured(setup).baselines;
    expect(optimum).toBeNull();
    expect(keepPrice).toBeCloseTo(earned(setup, 13), 5);
    expect(bestFixedPrice!.meanReturn).toBeGreaterThan(keepPrice);
    expect(bestFixedPrice!.meanReturn).toBeCloseTo(earned(setup, bestFixedPrice!.price!), 5);
    // 9.4 to 16.6 in thirty steps of 0.24.
    const grid = Array.from({ length: 31 }, (_, i) => Math.round((lo + (i * (hi - lo)) / 30) * 100) / 100);
    expect(grid).toContain(bestFixedPrice!.price);
    const best = Math.max(...grid.map((price) => earned(setup, price)));
    expect(bestFixedPrice!.meanReturn).toBeCloseTo(best, 5);
  });

  test('one product: the price is the one that the game is played against, whatever the episodes', () => {
    const noisy = product('noisy', (price) => 40 - 2 * price + ((price * 7) % 3));
    const setup = setupOf([noisy], 'weights');
    const searching = topFixedPriceSteps(marketOfOne(setup, 0));
    let found = searching.next();
    while (found.done !== true) found = searching.next();
    for (const episodes of [1, 4, 32])
      expect(measured(setup, episodes).baselines.bestFixedPrice!.price).toBe(found.value);
  });

  test('several products: one price for all means nothing, keeping is the mean over them', () => {
    // A day of `slow` at 13 earns 3 * 5 = 15, less than its median day's 4 * 9 = 36; a day of `steady` the median.
    const slow = product('slow', (price) => (price === 13 ? 3 : 9));
    const setup = setupOf([steady, slow]);
    const { baselines } = measured(setup);
    expect(baselines).toMatchObject({ bestFixedPrice: null, optimum: null });
    expect(baselines.keepPrice).toBeCloseTo(earned(setup, 13), 5);
    expect(baselines.keepPrice).toBeLessThan(-1);
    expect(baselines.keepPrice).toBeCloseTo((0 + earned(setupOf([slow]), 13)) / 2, 5);
  });

  test('keeping the median price of a product that takes the same money every day scores 0', () => {
    // Weighted parts measure from the median day: the price is the median one, and 156 a day are its median too.
    const even = setupOf([product('even', (price) => 156 / price)], 'weights');
    expect(measured(even).baselines.keepPrice).toBeCloseTo(0, 5);
  });
});
