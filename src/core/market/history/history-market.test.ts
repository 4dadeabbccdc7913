import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { historyRewardParts, type HistoryMarketParameters } from './history-parameters.ts';
import { historyFixture, type HistoryFixture } from '../../demand/history-fixture.ts';
import { featureNames, scaleFeature, windowAt } from '../../features/features.ts';
import { Random } from '../../random.ts';
import { createMarket } from '../create-market.ts';
import { HistoryMarket } from './history-market.ts';
import { sharedWeights } from './history-reward.ts';
import { keepPriceActor } from '../keep-price.ts';
import type { MarketMode } from '../market.ts';
import type { HistorySetup } from './history-setup.ts';
import { expectedDay, lastObservation, prepareProduct, supportDays } from './prepared-product.ts';
import { actionFromPrice, priceFromAction, priceRange } from '../price-from-action.ts';
import { SimilarDays } from './similar-days.ts';

const parameters: HistoryMarketParameters = {
  objective: 'weightedParts',
  salesWeight: 0.4,
  priceWeight: 0.3,
  organicConversionWeight: 0.15,
  adConversionWeight: 0.15,
  explorationBonus: 0.3,
  salesDropPenalty: 0.5,
  episodeSteps: 30,
  carryAlongDemandCurve: true,
};

const prices = [10, 12, 14, 16, 18, 20];
/** 120 days, six prices in turn, units about 600 / price with a little wobble. */
const usual: HistoryFixture = {
  price: Array.from({ length: 120 }, (_, t) => prices[t % 6]!),
  units: Array.from({ length: 120 }, (_, t) => Math.round(600 / prices[t % 6]!) + ((t * 5) % 7) - 3),
  organicConversion: Array.from({ length: 120 }, (_, t) => 10 - (t % 6) + ((t * 3) % 5) / 10),
  adConversion: Array.from({ length: 120 }, (_, t) => 5 - (t % 6) / 2 + ((t * 4) % 9) / 10),
  unitCost: 6,
};

function setup(
  changes: Partial<HistoryMarketParameters> = {},
  fixture = usual,
  elasticity = -1,
): HistorySetup {
  return {
    kind: 'history',
    products: [{ history: historyFixture(fixture), elasticity }],
    parameters: { ...parameters, ...changes },
  };
}

const day = () => ({ units: 0, sales: 0, revenue: 0, profit: 0, organicConversion: 0, adConversion: 0 });

describe('priceFromAction', () => {
  test('the range of past prices, a tenth wider on each side, never below cost', () => {
    expect(priceRange([10, 20, 15], null)).toEqual({ lo: 9, hi: 21 });
    expect(priceRange([10, 20, 15], 9.504)).toEqual({ lo: 9.51, hi: 21 });
  });
  test('a price that never changed may move by a tenth of itself', () =>
    expect(priceRange([10, 10], null)).toEqual({ lo: 9, hi: 11 }));
  test('a product always sold below cost is priced from cost on', () =>
    expect(priceRange([10, 12], 20)).toEqual({ lo: 20, hi: 22 }));
  test('both ends, the middle and beyond, to the cent', () => {
    const range = { lo: 9, hi: 21.01 };
    expect([-1, 0, 1, 5, -7].map((action) => priceFromAction(range, action))).toEqual([
      9, 15.01, 21.01, 21.01, 9,
    ]);
  });
  test('any action gives a whole number of cents within the range, and comes back', () => {
    const range = fc
      .tuple(fc.double({ min: 0.01, max: 5000, noNaN: true }), fc.double({ min: 0, max: 5000, noNaN: true }))
      .map(([from, span]) => priceRange([from, from + span], null));
    fc.assert(
      fc.property(range, fc.double({ min: -1, max: 1, noNaN: true }), (given, action) => {
        const price = priceFromAction(given, action);
        expect(Math.abs(price * 100 - Math.round(price * 100))).toBeLessThan(1e-6);
        expect(price).toBeGreaterThanOrEqual(given.lo);
        expect(price).toBeLessThanOrEqual(given.hi);
        expect(priceFromAction(given, actionFromPrice(given, price))).toBe(price);
      }),
    );
  });
});

describe('SimilarDays', () => {
  const price = [10, 10, 10, 10, 10, 20, 20, 20, 20, 30, 30];
  const units = [50, 52, 48, 51, 49, 20, 22, 18, 20, 10, 12];
  const history = historyFixture({ price, units, unitCost: 5 });
  const expectedAt = (elasticity: number, at: number) => {
    const out = day();
    new SimilarDays(history, elasticity).expected(at, out);
    return out;
  };

  test('days within 5 % of the span, and their number', () => {
    const similar = new SimilarDays(history, -1);
    // the span is 20, so 1 to each side
    expect([10, 11, 11.01, 20.5, 25].map((at) => similar.support(at))).toEqual([5, 5, 0, 4, 0]);
  });

  test('expected: the mean of similar days, carried along the demand curve', () => {
    expect(expectedAt(0, 10.5).units).toBeCloseTo(50, 10);
    // 50 * (10.5 / 10)^-2 = 45.3515; sales 476.19; profit 45.3515 * 5.5 = 249.433
    const carried = expectedAt(-2, 10.5);
    expect(carried.units).toBeCloseTo(45.3515, 4);
    expect(carried.sales).toBeCloseTo(476.1905, 4);
    expect(carried.profit).toBeCloseTo(249.4331, 4);
  });

  test('fewer than five: the nearest five, with all as near as the fifth', () => {
    // At 20 only four days are similar; 10 and 30 are equally near next, so all eleven count.
    expect(expectedAt(0, 20).units).toBeCloseTo(units.reduce((sum, value) => sum + value, 0) / 11, 10);
    // At 25 the six days at 20 and 30 are all 5 away.
    expect(expectedAt(0, 25).units).toBeCloseTo((20 + 22 + 18 + 20 + 10 + 12) / 6, 10);
  });

  test('outliers by sales are dropped, in the mean and in the draw', () => {
    const odd = historyFixture({
      price: new Array<number>(9).fill(10),
      units: [50, 52, 48, 51, 49, 50, 51, 49, 500],
    });
    const similar = new SimilarDays(odd, 0);
    const out = day();
    similar.expected(10, out);
    expect(out.units).toBeCloseTo(50, 10);
    const random = new Random(1);
    for (let draw = 0; draw < 200; draw++) {
      similar.sampled(10, random, out);
      expect(out.units).toBeLessThan(60);
    }
  });

  test('sampled: at its own price a day comes back as it was, its advertising included', () => {
    const plain = historyFixture({ price, units, unitCost: 5, organicConversion: units });
    const withAdvertising = { ...plain, profit: plain.profit.map((profit) => profit - 30) };
    const similar = new SimilarDays(withAdvertising, -1.5);
    const random = new Random(2);
    const out = day();
    const seen = new Set<number>();
    for (let draw = 0; draw < 200; draw++) {
      similar.sampled(10, random, out);
      expect(out.profit).toBeCloseTo(out.units * 5 - 30, 9);
      expect(out.organicConversion).toBe(out.units);
      seen.add(out.units);
    }
    expect([...seen].sort()).toEqual([48, 49, 50, 51, 52]);
  });

  test('sampled draws have the expected day as their mean', () => {
    const similar = new SimilarDays(historyFixture(usual), -1.2);
    const random = new Random(5);
    for (const at of [9, 11, 14.37, 20, 22]) {
      const expected = day();
      similar.expected(at, expected);
      const drawn = day();
      let sum = 0;
      for (let draw = 0; draw < 4000; draw++) {
        similar.sampled(at, random, drawn);
        sum += drawn.profit;
      }
      expect(Math.abs(sum / 4000 / expected.profit - 1)).toBeLessThan(0.02);
    }
  });
});

describe('HistoryMarket', () => {
  test('an observation is the window of the start day; a step rolls it by one day', () => {
    const market = new HistoryMarket(setup(), 1, 3, 'evaluation');
    const { features } = market.products[0]!;
    const start = Array.from(market.observations);
    const ends = Array.from({ length: features.trainRows - 6 }, (_, k) => k + 6);
    const endDay = ends.find((end) => windowAt(features, end).every((value, i) => value === start[i]));
    expect(endDay).toBeDefined();
    const step = market.step(Float32Array.of(0));
    expect(Array.from(step.observations.slice(0, 84))).toEqual(start.slice(14));
    const newest = step.observations.slice(84);
    expect(newest[0]).toBeCloseTo(scaleFeature(15, features.ranges[0]!), 6); // action 0 is the middle of 9..21
    const sales = scaleFeature(step.units[0]! * 15, features.ranges[featureNames.indexOf('sales')]!);
    expect(newest[4]).toBeCloseTo(sales, 6);
    // prediction: the mean of the seven days before
    const before = features.sales.slice(endDay! - 6, endDay! + 1);
    const predicted = before.reduce((sum, value) => sum + value, 0) / 7;
    expect(newest[5]).toBeCloseTo(scaleFeature(predicted, features.ranges[5]!), 6);
  });

  test('reward parts by hand, and they sum to the reward', () => {
    const market = new HistoryMarket(setup(), 1, 3, 'evaluation');
    const { features, median } = market.products[0]!;
    const n = (name: (typeof featureNames)[number], value: number) =>
      scaleFeature(value, features.ranges[featureNames.indexOf(name)]!);
    const step = market.step(Float32Array.of(1));
    expect(step.price[0]).toBe(21);
    const expected = expectedDay(market.products[0]!, 21);
    expect(step.rewardParts[0]).toBeCloseTo(0.4 * (n('sales', expected.sales) - n('sales', median.sales)), 6);
    expect(step.rewardParts[1]).toBeCloseTo(0.3 * (n('price', 21) - n('price', 15)), 6); // median of the six prices
    expect(step.rewardParts[4]).toBe(0); // no exploration bonus in evaluation
    const sum = step.rewardParts.reduce((total, part) => total + part, 0);
    expect(sum).toBeCloseTo(step.rewards[0]!, 6);
    expect(market.rewardPartNames).toEqual(historyRewardParts);
  });

  test('exploration is paid in training for dear prices, less with each visit', () => {
    const market = new HistoryMarket(setup({ explorationBonus: 1 }), 1, 3, 'training');
    const bonus = [1, 1, 1].map((action) => market.step(Float32Array.of(action)).rewardParts[4]!);
    const top = bonus[0]!;
    expect(top).toBeGreaterThan(0.4);
    expect(bonus[1]).toBeCloseTo(top / Math.sqrt(2), 6);
    expect(bonus[2]).toBeCloseTo(top / Math.sqrt(3), 6);
    expect(market.step(Float32Array.of(-1)).rewardParts[4]).toBe(0);
  });

  test('a fall of sales below their moving average is punished beyond a tenth of their range', () => {
    const market = new HistoryMarket(setup({}, usual, -3), 1, 3, 'evaluation');
    market.step(Float32Array.of(-1));
    const falls = [1, 1, 1, 1, 1, 1, 1, 1].map(
      (action) => market.step(Float32Array.of(action)).rewardParts[5]!,
    );
    expect(falls[0]).toBeLessThan(0);
    expect(falls.at(-1)).toBe(0); // once the average has come down there is no drop
  });

  test('truncated after the episode length, never terminated; ended markets wait for their reset', () => {
    const market = new HistoryMarket(setup({ episodeSteps: 3 }), 2, 1, 'training');
    const flags = [1, 2, 3].map(() => {
      const step = market.step(new Float32Array(2));
      return [step.truncated[0], step.terminated[0]];
    });
    expect(flags).toEqual([
      [0, 0],
      [0, 0],
      [1, 0],
    ]);
    market.reset([0]);
    const step = market.step(new Float32Array(2));
    expect([...step.truncated]).toEqual([0, 1]);
    expect([step.units[0]! > 0, step.units[1]]).toEqual([true, 0]);
  });

  test('the same seed gives the same numbers; markets have streams of their own; evaluation repeats itself', () => {
    const run = (mode: MarketMode, count: number) => {
      const market = createMarket(setup(), count, 8, mode);
      const rows = () =>
        [0.1, -0.4, 0.9].map((action) => [...market.step(new Float32Array(count).fill(action)).units]);
      const first = rows();
      market.reset();
      return [first, rows()] as const;
    };
    expect(run('training', 3)).toEqual(run('training', 3));
    expect(run('training', 3)[0].map((row) => row.slice(0, 2))).toEqual(run('training', 2)[0]);
    const [first, again] = run('evaluation', 3);
    expect(first).toEqual(again);
  });

  test('several products: training draws them, evaluation takes each in turn', () => {
    const two = setup();
    const both: HistorySetup = {
      ...two,
      products: [two.products[0]!, { history: historyFixture({ ...usual, id: 'SKU-2' }), elasticity: -2 }],
    };
    expect([...createMarket(both, 4, 1, 'evaluation').productIndex]).toEqual([0, 1, 0, 1]);
    const drawn = createMarket(both, 100, 1, 'training').productIndex.reduce((sum, index) => sum + index, 0);
    expect(drawn).toBeGreaterThan(30);
    expect(drawn).toBeLessThan(70);
  });

  test('profit a day: keeping the median price earns about 0, and one named part is the reward', () => {
    const profit = setup({ objective: 'profitPerDay' });
    const market = createMarket(profit, 16, 2, 'evaluation');
    expect(market.rewardPartNames).toEqual(['profitPerDay']);
    const step = market.step(keepPriceActor(profit)(market));
    expect(step.price[0]).toBe(15);
    for (const reward of step.rewards) expect(Math.abs(reward)).toBeLessThan(0.15);
    expect(step.rewardParts[0]).toBe(step.rewards[0]);
    const kept = step.rewards[0]!;
    // units fall as price^-1 against a cost of 6, so the dearest price earns most
    expect(market.step(new Float32Array(16).fill(1)).rewards[0]).toBeGreaterThan(kept);
  });

  test('profit a day without a cost is refused in words', () => {
    const without = setup({ objective: 'profitPerDay' }, { ...usual, unitCost: null });
    expect(() => createMarket(without, 1, 1, 'training')).toThrow(
      'The objective "profit a day" needs a unit cost or a profit column, and "A product" has neither',
    );
  });

  test('without conversions their weight is shared among sales and price', () => {
    const { sales, price, organicConversion, adConversion } = sharedWeights(parameters, {
      organicConversion: false,
      adConversion: false,
    });
    expect(sales).toBeCloseTo(0.4 / 0.7, 10);
    expect(price).toBeCloseTo(0.3 / 0.7, 10);
    expect(organicConversion + adConversion).toBe(0);
    const { organicConversion: organic, adConversion: ad, ...plain } = usual;
    expect([organic, ad].every(Boolean)).toBe(true);
    const step = createMarket(setup({}, plain), 1, 1, 'training').step(Float32Array.of(0.7));
    expect([step.rewardParts[2], step.rewardParts[3]]).toEqual([0, 0]);
  });

  test('a constant price, the shortest history and no sales at all still make a market of finite numbers', () => {
    const flat = setup({}, { price: new Array<number>(14).fill(9.99), units: new Array<number>(14).fill(0) });
    const market = createMarket(flat, 2, 1, 'training');
    const step = market.step(Float32Array.of(-1, 1));
    expect([...step.price]).toEqual([9, 10.98]);
    expect([...step.observations, ...step.rewards].every(Number.isFinite)).toBe(true);
  });
});

test('HistoryMarket: several products are seen with what tells them apart, behind the same window', () => {
  const other = { ...usual, id: 'SKU-2', unitCost: null };
  const one = setup().products[0]!;
  const products = [
    { ...one, elasticityError: 0.4 },
    { history: historyFixture(other), elasticity: -3, elasticityError: 0.1 },
  ];
  const several = createMarket({ ...setup(), products }, 2, 1, 'evaluation');
  const earlier = createMarket({ ...setup(), products, observationSize: 98 }, 2, 1, 'evaluation');
  expect([several.observationSize, earlier.observationSize]).toEqual([102, 98]);
  for (let day = 0; day < 3; day++) {
    for (const i of [0, 1]) {
      const seen = several.observations.slice(i * 102, (i + 1) * 102);
      expect(seen.slice(0, 98)).toEqual(earlier.observations.slice(i * 98, (i + 1) * 98));
    }
    several.step(Float32Array.of(0.25, -0.5));
    earlier.step(Float32Array.of(0.25, -0.5));
  }
  const context = (i: number) => [...several.observations.slice(i * 102 + 98, (i + 1) * 102)];
  const prepared = prepareProduct(products[0]!, true);
  const { elasticity, median, history } = prepared;
  // The price stands where the last action put it, to the cent.
  [1 + elasticity / 2, -0.2, (2 * history.unitCost!) / median.price - 1, 0.25].forEach((value, k) =>
    expect(context(0)[k]).toBeCloseTo(value, 2),
  );
  [-0.5, -0.8, 0, -0.5].forEach((value, k) => expect(context(1)[k]).toBeCloseTo(value, 2));
  const asked = lastObservation(prepared, 102);
  expect(asked.slice(0, 98)).toEqual(lastObservation(prepared, 98));
  expect(asked[98]).toBeCloseTo(1 + elasticity / 2, 6);
});

test('expectedDay, supportDays, lastObservation: what suggestions ask', () => {
  const product = prepareProduct(setup().products[0]!, true);
  const { price, units, sales, profit } = expectedDay(product, 14);
  expect(price).toBe(14);
  expect(sales).toBeCloseTo(14 * units, 9);
  expect(profit).toBeCloseTo(8 * units, 9);
  expect(supportDays(product, 14)).toBe(20);
  expect(supportDays(product, 15)).toBe(0);
  expect([...lastObservation(product, 98)]).toEqual([...windowAt(product.features, 119)]);
  const costless = prepareProduct(
    { history: historyFixture({ ...usual, unitCost: null }), elasticity: -1 },
    true,
  );
  expect(expectedDay(costless, 14).profit).toBeNull();
});
