import { describe, expect, test } from 'vitest';

import type { DemandMarketParameters } from './demand-parameters.ts';
import { DemandMarket } from './demand-market.ts';
import golden from './golden/optimum.json' with { type: 'json' };
import { parseMarketFile } from './market-file.ts';
import type { MarketMode } from '../market.ts';
import { referenceMarket } from './reference-market.ts';

function market(
  parameters: Partial<DemandMarketParameters> = {},
  count = 1,
  mode: MarketMode = 'training',
  seed = 1,
) {
  const products = [{ name: 'reference', parameters: { ...referenceMarket, ...parameters } }];
  return new DemandMarket({ kind: 'demand', products }, count, seed, mode);
}

/** Returns of one episode per market when the same action is taken every day. */
function returns(m: DemandMarket, action: number): number[] {
  const total = new Array<number>(m.count).fill(0);
  const actions = new Float32Array(m.count).fill(action);
  for (let day = 0; day < 365; day++) {
    const step = m.step(actions);
    for (let i = 0; i < m.count; i++) total[i]! += step.rewards[i]!;
    if (step.terminated.every((ended) => ended === 1)) return total;
  }
  throw new Error('the market did not end');
}

test('DemandMarket: one noiseless day of the preset by hand', () => {
  const m = market({ demandNoise: 0 });
  expect([...m.observations]).toEqual([0, 1, -1, 0, 0]);
  // a = 1: price 30, demand 100 * 1.5^-1.5 = 54.433, stock left 945.567
  const step = m.step(Float32Array.of(1));
  expect(step.price[0]).toBe(30);
  expect(step.units[0]).toBeCloseTo(54.4331, 4);
  expect(step.inventory[0]).toBeCloseTo(945.5669, 4);
  // profit 0.4 * 54.4331 * 20 / 2000 = 0.217732, units 0.3 * 0.544331 = 0.163299, stock 0.3 * 0.0544331 = 0.016330
  const expected = [0, 0.217732, 0.163299, 0.01633, 0];
  expected.forEach((part, i) => expect(step.rewardParts[i]).toBeCloseTo(part, 5));
  expect(step.rewards[0]).toBeCloseTo(0.397361, 5);
  const observation = [Math.log(1.5), 0.8911338, 2 / 30 - 1, 0, 0];
  observation.forEach((value, i) => expect(step.observations[i]).toBeCloseTo(value, 5));
});

test('DemandMarket: the plain observation has ratios, the day of a year and two constants', () => {
  const m = market({ demandNoise: 0, observation: 'plain', rival: 'fixed', rivalPrice: 40 });
  expect([...m.observations]).toEqual([1, 1, 0, 1, 1]);
  // a = 1: price 30; demand 100 * 1.5^-1.5 = 54.433 of 1000
  const { observations } = m.step(Float32Array.of(1));
  [1.5, 0.9455669, 1 / 365, 1, 1].forEach((value, i) => expect(observations[i]).toBeCloseTo(value, 5));
});

test('DemandMarket: a portfolio sees plainly what it has in common, and what tells its products apart', () => {
  const products = [1, 2].map((unitCost) => ({
    name: `cost ${unitCost}`,
    parameters: { ...referenceMarket, unitCost, observation: 'plain' as const },
  }));
  const m = new DemandMarket({ kind: 'demand', products }, 2, 1, 'evaluation');
  // Elasticity 1 - 1.5 / 2, no error, 2 c / p0 - 1, 20 between 1.1 c and 2 p0, stock for a third of the season.
  const context = (cost: number) => [
    0.25,
    -1,
    (2 * cost) / 20 - 1,
    (2 * (20 - 1.1 * cost)) / (40 - 1.1 * cost) - 1,
    (2 * 1000) / (1000 + 3000) - 1,
  ];
  [1, 1, 0, 1, 1, ...context(1), 1, 1, 0, 1, 1, ...context(2)].forEach((value, i) =>
    expect(m.observations[i]).toBeCloseTo(value, 6),
  );
});

test('DemandMarket: a policy of before still sees the eight numbers it was trained on', () => {
  const products = [1, 2].map((unitCost) => ({
    name: `cost ${unitCost}`,
    parameters: { ...referenceMarket, unitCost, observation: 'plain' as const },
  }));
  const m = new DemandMarket({ kind: 'demand', products, observationSize: 8 }, 2, 1, 'evaluation');
  // c / p0 = 1 / 20 and 2 / 20; I0 / (q0 days) = 1000 / 3000
  [1, 1, 0, 1, 1, -1.5, 0.05, 1 / 3, 1, 1, 0, 1, 1, -1.5, 0.1, 1 / 3].forEach((value, i) =>
    expect(m.observations[i]).toBeCloseTo(value, 6),
  );
  expect(
    () => new DemandMarket({ kind: 'demand', products, observationSize: 7 }, 2, 1, 'evaluation'),
  ).toThrow('A demand market shows 5, 10, 8 numbers of a day, and 7 were asked for');
});

test('DemandMarket: the stock cover follows the stock and the days left', () => {
  const products = [1, 2].map((i) => ({
    name: `product ${i}`,
    parameters: { ...referenceMarket, demandNoise: 0, initialInventory: i === 1 ? 1000 : null },
  }));
  const m = new DemandMarket({ kind: 'demand', products }, 2, 1, 'evaluation');
  m.step(new Float32Array(2));
  // 900 left, 29 days of 100 to go; the other one has no stock.
  expect(m.observations[9]).toBeCloseTo((2 * 900) / (900 + 2900) - 1, 6);
  expect(m.observations[19]).toBe(1);
});

test('DemandMarket: the price never falls below the smallest markup nor rises above the highest price', () => {
  const m = market({ maxPrice: 35 });
  for (let day = 0; day < 3; day++) m.step(Float32Array.of(-1));
  expect(m.step(Float32Array.of(-1)).price[0]).toBe(11);
  const dear = market({ maxPrice: 35 });
  dear.step(Float32Array.of(1));
  expect(dear.step(Float32Array.of(1)).price[0]).toBe(35);
});

test('DemandMarket: ends when the stock is gone or the last day is over, and then stays ended until reset', () => {
  const soldOut = market({ demandNoise: 0, initialInventory: 150 });
  expect(soldOut.step(Float32Array.of(0)).terminated[0]).toBe(0);
  const last = soldOut.step(Float32Array.of(0));
  expect([last.terminated[0], last.truncated[0], last.units[0], last.inventory[0]]).toEqual([1, 0, 50, 0]);
  expect(soldOut.step(Float32Array.of(0)).rewards[0]).toBe(0);
  soldOut.reset([0]);
  expect(soldOut.step(Float32Array.of(0)).rewards[0]).toBeGreaterThan(0);

  const overTime = market({ initialInventory: 1e6, days: 3 });
  const ends = [1, 2, 3].map(() => overTime.step(Float32Array.of(0)).terminated[0]);
  expect(ends).toEqual([0, 0, 1]);
});

test('DemandMarket: reward parts sum to the reward, the rival included', () => {
  const m = market(
    {
      rival: 'randomWalk',
      crossElasticity: 0.7,
      competitorWeight: 0.5,
      revenueWeight: 0.2,
      initialInventory: 1e5,
    },
    3,
  );
  for (let day = 0; day < 20; day++) {
    const step = m.step(Float32Array.of(0.3, -0.1, 1));
    for (let i = 0; i < 3; i++) {
      const sum = step.rewardParts.slice(i * 5, i * 5 + 5).reduce((total, part) => total + part, 0);
      expect(sum).toBeCloseTo(step.rewards[i]!, 4);
    }
    expect(step.rewardParts[14]).toBeLessThan(0); // the third market is dearer than its rival from day one
  }
});

describe('DemandMarket: rivals', () => {
  const rivalPrices = (rival: DemandMarketParameters['rival'], cost = 10) => {
    const m = market({ rival, rivalPrice: 20, unitCost: cost, minMarkup: 1, initialInventory: 1e6 });
    return [0.5, 0, 0].map((action) => m.step(Float32Array.of(action)).competitorPrice[0]!);
  };
  test('none', () => expect(rivalPrices('none')).toEqual([NaN, NaN, NaN]));
  test('fixed', () => expect(rivalPrices('fixed')).toEqual([20, 20, 20]));
  // we go to 25 and stay: half-way from 20 is 22.5, then 23.75
  test('a follower moves half-way', () => expect(rivalPrices('follower')).toEqual([20, 22.5, 23.75]));
  test('an undercutter stays 2 % below', () => expect(rivalPrices('undercutter')).toEqual([20, 24.5, 24.5]));
  test('but not below cost', () => expect(rivalPrices('undercutter', 24.8)).toEqual([20, 24.8, 24.8]));
  test('a random walk moves a little', () => {
    const [first, second] = rivalPrices('randomWalk');
    expect(first).toBe(20);
    expect(second).not.toBe(20);
    expect(Math.abs(second! - 20)).toBeLessThan(2);
  });
  test('demand is multiplied by (rival / own) ^ cross elasticity', () => {
    const alone = market({ demandNoise: 0 }).step(Float32Array.of(1)).units[0]!;
    const beside = market({ demandNoise: 0, rival: 'fixed', crossElasticity: 2 }).step(Float32Array.of(1))
      .units[0]!;
    expect(beside / alone).toBeCloseTo((20 / 30) ** 2, 10);
  });
});

test('DemandMarket: weekday and month factors follow the calendar', () => {
  const weekdayFactors = [1, 1, 1, 1, 1, 2, 1];
  const monthFactors = [3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1];
  // day 1 of the epoch, 1970-01-02, is a Friday in January
  const m = market({ demandNoise: 0, startDay: 1, weekdayFactors, monthFactors, initialInventory: 1e6 });
  expect(m.observations[4]).toBe(2);
  const units = [0, 1, 2].map(() => m.step(Float32Array.of(0)).units[0]);
  expect(units).toEqual([300, 600, 300]);
});

test('DemandMarket: the same seed gives the same numbers; parallel markets have streams of their own', () => {
  const run = (count: number) => {
    const m = market({}, count, 'training', 9);
    return [0, 1, 2].map(() => [...m.step(new Float32Array(count)).units]);
  };
  expect(run(4)).toEqual(run(4));
  expect(run(4).map((row) => row.slice(0, 2))).toEqual(run(2)); // a market more changes no other
  expect(new Set(run(4)[0]).size).toBe(4);
});

test('DemandMarket: evaluation begins the same episode at every reset, training a new one', () => {
  const first = (mode: MarketMode) => {
    const m = market({}, 2, mode);
    return [0, 1].map(() => {
      m.reset();
      return [...m.step(new Float32Array(2)).units];
    });
  };
  const [evaluated, again] = first('evaluation');
  expect(evaluated).toEqual(again);
  const [trained, anew] = first('training');
  expect(trained).not.toEqual(anew);
});

test('DemandMarket: a portfolio draws its products and shows what tells them apart', () => {
  const products = [-1.5, -2.5].map((elasticity, i) => ({
    name: `product ${i}`,
    parameters: { ...referenceMarket, elasticity, elasticityError: 0.5, demandNoise: 0 },
  }));
  const m = new DemandMarket({ kind: 'demand', products }, 200, 4, 'training');
  expect(m.observationSize).toBe(10);
  const share = m.productIndex.reduce((sum, index) => sum + index, 0) / 200;
  expect(Math.abs(share - 0.5)).toBeLessThan(0.15);
  const step = m.step(new Float32Array(200).fill(1));
  for (let i = 0; i < 200; i++) {
    const product = m.productIndex[i]!;
    // The fitted elasticity, not the drawn one: 1 + e / 2; its error 0.5; cost 10 of 20.
    expect([...step.observations.slice(i * 10 + 5, i * 10 + 8)]).toEqual([[0.25, -0.25][product], 0, 0]);
  }
  // units = 100 * 1.5^e, so each market's elasticity can be read back: N(-1.5, 0.5) and N(-2.5, 0.5)
  const drawn = (product: number) =>
    [...step.units]
      .filter((_, i) => m.productIndex[i] === product)
      .map((units) => Math.log(units / 100) / Math.log(1.5));
  for (const [product, expected] of [-1.5, -2.5].entries()) {
    const values = drawn(product);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(Math.abs(mean - expected)).toBeLessThan(0.2); // 4 * 0.5 / sqrt(100)
    expect(new Set(values).size).toBe(values.length);
  }
});

test('DemandMarket: keeping the price earns what the reference computation says', () => {
  for (const entry of golden.markets) {
    const { parameters } = parseMarketFile(JSON.stringify(entry), 'optimum.json');
    const all = returns(market(parameters, 20_000, 'evaluation', 12), 0);
    const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
    const deviation = Math.sqrt(all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length);
    const tolerance = 4 * Math.hypot(entry.keepPrice.retSe, deviation / Math.sqrt(all.length)) + 1e-4;
    expect(Math.abs(mean - entry.keepPrice.ret)).toBeLessThan(tolerance);
  }
});

test('DemandMarket: parameters that describe no market are refused by product and name', () => {
  expect(() => market({ initialInventory: 0 })).toThrow(
    'Demand market of "reference": expected initialInventory to be a positive number, or null without stock, got 0',
  );
  expect(() => market({ weekdayFactors: [1, 1] })).toThrow(
    'expected weekdayFactors to be 7 numbers of 0 or more, got [1,1]',
  );
});

test('parseMarketFile: a market that is to be seen plainly says so', () => {
  const text = JSON.stringify({ ...golden.markets[0]!.market, observation: 'plain' });
  expect(parseMarketFile(text, 'plain.json').parameters.observation).toBe('plain');
  expect(() => parseMarketFile(text.replace('"plain"', '"blurred"'), 'plain.json')).toThrow(
    /^plain.json, field "observation": /,
  );
});

test('parseMarketFile: the reference entry is the preset; a bad field is named', () => {
  const entry = golden.markets[0]!;
  expect(parseMarketFile(JSON.stringify(entry), 'm.json').parameters).toEqual(referenceMarket);
  expect(parseMarketFile(JSON.stringify(entry.market), 'm.json')).toMatchObject({ name: 'm', gamma: 1 });
  expect(() => parseMarketFile('{"p0": 20', 'm.json')).toThrow(
    'm.json: expected a market as JSON, but the text is not JSON',
  );
  const bad = JSON.stringify({ ...entry.market, q0: 'many' });
  expect(() => parseMarketFile(bad, 'm.json')).toThrow('m.json, field "q0": expected a number, got a text');
});
