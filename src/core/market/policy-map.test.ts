import { expect, test } from 'vitest';

import { runToEnd } from '../run-to-end.ts';
import { teaMarket } from './demand/tea-market-fixture.ts';
import type { HistoryMarketParameters } from './history/history-parameters.ts';
import { historyFixture } from '../demand/history-fixture.ts';
import { featureNames, observationSize, windowAt } from '../features/features.ts';
import type { DemandSetup } from './demand/demand-setup.ts';
import type { HistorySetup } from './history/history-setup.ts';
import { optimalPlanSteps } from './demand/optimal-plan.ts';
import { prepareProduct } from './history/prepared-product.ts';
import { priceFromAction } from './price-from-action.ts';
import { referenceMarket } from './demand/reference-market.ts';
import { demandReach } from './demand/demand-map.ts';
import { writeSteadyWeek } from './history/history-map.ts';
import { planMapSteps, policyMapSteps } from './policy-map.ts';
import type { Policy } from '../policy/policy.ts';

/** A policy whose action is a function of the observation; it has no weights to speak of. */
function policyOf(size: number, action: (observation: Float32Array) => number): Policy {
  const act: Policy['act'] = (observations, count) =>
    Float32Array.from({ length: count }, (_, i) => action(observations.subarray(i * size, (i + 1) * size)));
  return {
    architecture: { observationSize: size } as Policy['architecture'],
    weights: {},
    act,
    explore: act,
  };
}

test('policyMapSteps: a demand map holds the price asked at every day and level of stock', () => {
  // Observation: 2 * stock share - 1 second, 2 * day / days - 1 third. Asking their mean:
  // at a quarter of the stock (-0.5) on day 4 of 4 (2 * 3 / 4 - 1 = 0.5) the action is 0, so 20 stays 20;
  // with all of it (1) on day 1 (-1) too; with all of it on day 3 (0): 0.5, 20 * (1 + 0.5 * 0.5) = 25.
  const map = runToEnd(
    policyMapSteps(
      teaMarket({ days: 4 }),
      policyOf(5, (seen) => (seen[1]! + seen[2]!) / 2),
      {
        product: 0,
        yesterdayPrice: null,
      },
    ),
  );
  expect([map.x, map.y.length, map.prices.length]).toEqual([[1, 2, 3, 4], 20, 80]);
  expect([map.y[0], map.y[4], map.y[19]]).toEqual([0.05, 0.25, 1]);
  const at = (row: number, column: number) => map.prices[row * 4 + column];
  expect(at(4, 3)).toBeCloseTo(20, 5);
  expect(at(19, 0)).toBeCloseTo(20, 5);
  expect(at(19, 2)).toBeCloseTo(25, 5);
  expect(map.yesterday).toEqual({ chosen: 20, reference: 20, lowest: 11, highest: 60 });
});

test("policyMapSteps: without stock yesterday's price stands upwards, and what it leads to follows", () => {
  // Raising by half of 0.5 everywhere: each row asks 1.25 times its own price, up to the highest one of 30.
  const setup = teaMarket({ days: 3, initialInventory: null, maxPrice: 30 });
  const map = runToEnd(
    policyMapSteps(
      setup,
      policyOf(5, () => 0.5),
      { product: 0, yesterdayPrice: 15 },
    ),
  );
  // Nothing to choose and nothing to share out: the price of the day before is an axis.
  expect([map.yesterday, map.axes.y.whole]).toEqual([null, undefined]);
  expect([map.y[0], map.y[19]]).toEqual([11, 30]);
  map.y.forEach((before, row) => expect(map.prices[row * 3 + 1]).toBeCloseTo(Math.min(30, before * 1.25), 5));
  // On the first day only the reference price of 20 stands behind; a row lies every (30 - 11) / 19 = 1.
  expect(
    [...map.reached!].filter((_, cell) => cell % 3 === 0).flatMap((at, row) => (at ? [map.y[row]] : [])),
  ).toEqual([20]);
  expect(map.episodes[0]).toEqual([
    { x: 1, y: 20 },
    { x: 2, y: 25 },
    { x: 3, y: 30 },
  ]);
  const plan = runToEnd(optimalPlanSteps(setup.products[0]!.parameters));
  const planned = runToEnd(planMapSteps(setup, plan, { product: 0, yesterdayPrice: null }));
  expect(planned.prices.every((price) => price >= 11 - 1e-9 && price <= 30 + 1e-9)).toBe(true);
});

test("policyMapSteps: yesterday's price is what the market would move from", () => {
  const raise = policyOf(5, () => 1);
  const map = runToEnd(policyMapSteps(teaMarket(), raise, { product: 0, yesterdayPrice: 30 }));
  expect(new Set(map.prices)).toEqual(new Set([45]));
});

test("policyMapSteps: the observation is the market's own, for a portfolio with the product's facts", () => {
  const seen: number[][] = [];
  const spy = policyOf(10, (observation) => {
    seen.push([...observation]);
    return 0;
  });
  const setup: DemandSetup = {
    kind: 'demand',
    products: [
      teaMarket().products[0]!,
      teaMarket({ elasticity: -2.5, unitCost: 5, rival: 'fixed', rivalPrice: 25 }).products[0]!,
    ],
  };
  runToEnd(policyMapSteps(setup, spy, { product: 1, yesterdayPrice: 40 }));
  // log 2, 2 * 0.05 - 1, day 0, 25 / 40 - 1, index 1; 1 - 2.5 / 2, no error, 2 * 5 / 20 - 1, at the upper end of what
  // is shown, 50 units for 30 days of 100
  const expected = [Math.log(2), -0.9, -1, -0.375, 0, -0.25, -1, -0.5, 1, 100 / 3050 - 1];
  seen[0]!.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 6));
});

test('policyMapSteps: a policy of another market is refused in a sentence', () => {
  expect(() =>
    runToEnd(
      policyMapSteps(
        teaMarket(),
        policyOf(98, () => 0),
        { product: 0, yesterdayPrice: null },
      ),
    ),
  ).toThrow('The policy reads 98 numbers and its market gives 5');
});

test("policyMapSteps: its episodes are the policy's own, from full stock on day 1", () => {
  const dump = policyOf(5, () => -1);
  const { episodes } = runToEnd(policyMapSteps(teaMarket(), dump, { product: 0, yesterdayPrice: null }));
  expect(episodes).toHaveLength(8);
  for (const episode of episodes) {
    expect(episode[0]).toEqual({ x: 1, y: 1 });
    // At 11, some 245 units a day: 1,000 are gone within a week, and the line ends on the ground.
    expect(episode.at(-1)!.y).toBe(0);
    expect(episode.length).toBeLessThan(8);
  }
});

test('policyMapSteps: a season longer than sixty days is drawn on every second one', () => {
  const map = runToEnd(
    policyMapSteps(
      teaMarket({ days: 100 }),
      policyOf(5, () => 0),
      { product: 0, yesterdayPrice: null },
    ),
  );
  expect([map.x.length, map.x[0], map.x[1], map.x.at(-1)]).toEqual([50, 1, 3, 99]);
});

test('demandReach: the first days by hand', () => {
  // Without noise: after a day at 10 (floored at 11) 100 * (11 / 20)^-1.5 = 245.2 are sold, at 30 54.4.
  const reach = demandReach({ ...referenceMarket, demandNoise: 0 })!;
  expect(reach[0]).toEqual({ fewest: 1000, most: 1000, lowestPrice: 20, highestPrice: 20 });
  expect(reach[1]!.fewest).toBeCloseTo(1000 - 245.16, 1);
  expect(reach[1]!.most).toBeCloseTo(1000 - 54.43, 1);
  expect([reach[1]!.lowestPrice, reach[1]!.highestPrice]).toEqual([11, 30]);
  expect(demandReach({ ...referenceMarket, rival: 'follower' })).toBeNull();
});

test('policyMapSteps: cells that no episode reaches are marked', () => {
  const map = runToEnd(
    policyMapSteps(
      teaMarket(),
      policyOf(5, () => 0),
      { product: 0, yesterdayPrice: null },
    ),
  );
  const at = (row: number, column: number) => map.reached![row * 30 + column];
  // Day 1 begins with all of the stock; a half is out of reach until three days at the lowest price.
  expect([at(19, 0), at(18, 0), at(9, 0), at(9, 1), at(9, 3)]).toEqual([1, 0, 0, 0, 1]);
  const dear = runToEnd(
    policyMapSteps(
      teaMarket(),
      policyOf(5, () => 0),
      { product: 0, yesterdayPrice: 40 },
    ),
  );
  // 40 cannot have been charged before day 1 or 2 (30 at most), but before day 3 (45).
  expect([0, 1, 2].map((column) => dear.reached![18 * 30 + column])).toEqual([0, 0, 1]);
});

test('planMapSteps: the optimum cell for cell, dear while stock is short', () => {
  const setup = teaMarket({ elasticity: -3, profitWeight: 1, unitsWeight: 0, inventoryWeight: 0 });
  const plan = runToEnd(optimalPlanSteps(setup.products[0]!.parameters));
  const map = runToEnd(planMapSteps(setup, plan, { product: 0, yesterdayPrice: null }));
  expect(map.prices[4 * 30 + 25]).toBeCloseTo(plan.priceAt(25, 250, 20), 10);
  expect(map.prices[25]!).toBeGreaterThan(map.prices[19 * 30 + 25]!);
});

const parameters: HistoryMarketParameters = {
  objective: 'weightedParts',
  salesWeight: 0.4,
  priceWeight: 0.3,
  organicConversionWeight: 0.15,
  adConversionWeight: 0.15,
  explorationBonus: 0.3,
  salesDropPenalty: 0.5,
  episodeSteps: 6,
  carryAlongDemandCurve: true,
};
const past = [10, 12, 14, 16];
const history: HistorySetup = {
  kind: 'history',
  products: [
    {
      history: historyFixture({
        price: Array.from({ length: 80 }, (_, t) => past[t % 4]!),
        units: Array.from({ length: 80 }, (_, t) => 20 + ((t * 5) % 7)),
        unitCost: 6,
      }),
      elasticity: -1,
    },
  ],
  parameters,
};

test("writeSteadyWeek: a week of one price and one level of sales, in the file's own features", () => {
  const product = prepareProduct(history.products[0]!, true);
  const window = writeSteadyWeek(product, 13, product.median.sales, new Float32Array(observationSize), 0);
  const scaled = (name: (typeof featureNames)[number], day: number) =>
    window[day * featureNames.length + featureNames.indexOf(name)]!;
  for (let day = 0; day < 7; day++) {
    // 13 is the middle of 10..16; the mean of seven days is 13 too, within the range those means had.
    expect(scaled('price', day)).toBeCloseTo(0.5, 6);
    const [low, high] = product.features.ranges[featureNames.indexOf('priceMa7')]!;
    expect(scaled('priceMa7', day)).toBeCloseTo((13 - low) / (high - low), 5);
    const [least, most] = product.features.ranges[featureNames.indexOf('priceMomentum')]!;
    expect(scaled('priceMomentum', day)).toBeCloseTo((0 - least) / (most - least), 5);
  }
  // The calendar is that of the file's last window.
  const last = windowAt(product.features, product.features.days.length - 1);
  for (const name of ['weekdaySin', 'monthCos'] as const)
    expect(scaled(name, 3)).toBeCloseTo(last[3 * featureNames.length + featureNames.indexOf(name)]!, 6);
});

test('policyMapSteps: a history map holds the price asked after each such week', () => {
  const product = prepareProduct(history.products[0]!, true);
  const priceNow = 6 * featureNames.length;
  const map = runToEnd(
    policyMapSteps(
      history,
      policyOf(observationSize, (seen) => 2 * seen[priceNow]! - 1),
      { product: 0, yesterdayPrice: null },
    ),
  );
  expect(map.prices.length).toBe(24 * 20);
  // The policy asks its range's share of the present price's share of 10..16.
  const share = Math.min(1, Math.max(0, (map.x[12]! - 10) / 6));
  const asked = priceFromAction(product.priceRange, Math.fround(2 * Math.fround(share) - 1));
  expect(map.prices[5 * 24 + 12]).toBeCloseTo(asked, 2);
  expect(map.dots).toHaveLength(74);
  // No conversions in the file, and profit follows from the cost.
  expect(map.held.text).toBe('Held: the calendar of the seven days to {0}.');
  expect(map.episodes).toHaveLength(8);
  expect(map.episodes[0]).toHaveLength(7);
});

test('policyMapSteps: weeks unlike any of the past are marked', () => {
  const map = runToEnd(
    policyMapSteps(
      history,
      policyOf(observationSize, () => 0),
      { product: 0, yesterdayPrice: null },
    ),
  );
  // Weekly mean prices lie within 12..14: a week at 16 was never near.
  const column = (price: number) => map.x.findIndex((x) => x > price);
  const any = (at: number) => map.y.some((_, row) => map.reached![row * map.x.length + at] === 1);
  expect([any(column(13)), any(column(16))]).toEqual([true, false]);
});
