import fc from 'fast-check';
import { expect, test } from 'vitest';

import { runToEnd } from '../run-to-end.ts';
import { teaMarket } from './demand/tea-market-fixture.ts';
import type { HistoryMarketParameters } from './history/history-parameters.ts';
import { historyFixture } from '../demand/history-fixture.ts';
import { createMarket } from './create-market.ts';
import { demandActionFromPrice, demandPriceFromAction, priceBounds } from './demand/demand-model.ts';
import { GameEpisode } from './game.ts';
import { keepPriceActor } from './keep-price.ts';
import { marketOfOne } from './market-of-one.ts';
import type { MarketSetup } from './market.ts';
import { optimalPlanSteps, plannedActor } from './demand/optimal-plan.ts';
import { referenceMarket } from './demand/reference-market.ts';
import type { DemandSetup } from './demand/demand-setup.ts';
import type { HistorySetup } from './history/history-setup.ts';
import { fixedPriceActor } from './top-fixed-price.ts';

const historyParameters: HistoryMarketParameters = {
  objective: 'weightedParts',
  salesWeight: 0.4,
  priceWeight: 0.3,
  organicConversionWeight: 0.15,
  adConversionWeight: 0.15,
  explorationBonus: 0.3,
  salesDropPenalty: 0.5,
  episodeSteps: 5,
  carryAlongDemandCurve: true,
};
const prices = [10, 12, 14, 16];
const history: HistorySetup = {
  kind: 'history',
  products: [
    {
      history: historyFixture({
        price: Array.from({ length: 80 }, (_, t) => prices[t % 4]!),
        units: Array.from({ length: 80 }, (_, t) => Math.round(400 / prices[t % 4]!) + ((t * 5) % 7)),
        unitCost: 6,
      }),
      elasticity: -1,
    },
  ],
  parameters: historyParameters,
};

test('GameEpisode: a noiseless day by hand', () => {
  // At 25 instead of 20: 100 * (25 / 20)^-1.5 = 71.554 units, 71.554 * 15 = 1073.31 profit,
  // reward 0.4 * 1073.31 / 2000 + 0.3 * 0.71554 + 0.3 * (1 - 0.928446) = 0.45079
  const episode = new GameEpisode(teaMarket({ demandNoise: 0, days: 2 }), 1, 'expected');
  expect(episode.moment()).toMatchObject({
    day: 1,
    lastDay: 2,
    lowest: 11,
    highest: 30,
    price: 20,
    units: null,
    stock: 1000,
    firstStock: 1000,
    rivalPrice: null,
    demandIndex: 1,
  });
  const day = episode.charge(25);
  expect(day.price).toBeCloseTo(25, 5);
  expect(day.units).toBeCloseTo(71.554, 3);
  expect(day.profit).toBeCloseTo(1073.31, 2);
  expect(day.reward).toBeCloseTo(0.45079, 4);
  expect(day.stock).toBeCloseTo(928.446, 3);
  // 25 less and more 50 %, to the cent.
  expect(episode.moment()).toMatchObject({ day: 2, lowest: 12.5, highest: 37.5 });
  episode.charge(25);
  expect(episode.moment()).toBeNull();
  expect(() => episode.charge(25)).toThrow('the episode has ended');
});

test('GameEpisode: a price out of reach is charged as near as the day allows', () => {
  const episode = new GameEpisode(teaMarket(), 1, 'expected');
  expect(episode.charge(500).price).toBeCloseTo(30, 6);
  expect(new GameEpisode(teaMarket(), 1, 'expected').charge(1).price).toBe(11);
});

test('GameEpisode: the same prices on the same seed give the same days, another seed gives others', () => {
  for (const setup of [
    teaMarket({ elasticityError: 0.5, rival: 'randomWalk', crossElasticity: 0.5 }),
    history,
  ])
    for (const mode of ['expected', 'sampled'] as const) {
      const played = (seed: number) => new GameEpisode(setup, seed, mode).playOut(fixedPriceActor(setup, 14));
      expect(played(7)).toEqual(played(7));
      // Similar days have one mean, whatever the start.
      if (setup.kind === 'demand' || mode === 'sampled') expect(played(7)).not.toEqual(played(8));
    }
});

test('GameEpisode: players meet the same demand noise whatever the others charge', () => {
  // Noise multiplies: units / (100 (p / 20)^-1.5) is the day's factor, the same for both while stock lasts.
  const setup = teaMarket({ initialInventory: 100_000 });
  const factors = (price: number) =>
    new GameEpisode(setup, 3, 'expected')
      .playOut(fixedPriceActor(setup, price))
      .map((day) => day.units / (100 * (day.price / 20) ** -1.5));
  factors(15).forEach((factor, i) => expect(factor).toBeCloseTo(factors(26)[i]!, 5));
});

test('GameEpisode: played by a policy it is the first episode of a training market', () => {
  const market = createMarket(teaMarket(), 1, 5, 'training');
  const expected: number[] = [];
  for (;;) {
    const step = market.step(keepPriceActor(teaMarket())(market));
    expected.push(step.rewards[0]!);
    if (step.terminated[0] === 1) break;
  }
  const days = new GameEpisode(teaMarket(), 5, 'expected').playOut(keepPriceActor(teaMarket()));
  expect(days.map(({ reward }) => reward)).toEqual(expected);
});

test('GameEpisode: a history market tells its last week, and allows every price of its range', () => {
  const moment = new GameEpisode(history, 1, 'expected').moment()!;
  // 10..16 widened by a tenth of 6 on each side.
  expect(moment).toMatchObject({
    day: 1,
    lastDay: 5,
    lowest: 9.4,
    highest: 16.6,
    stock: null,
    demandIndex: null,
  });
  expect(moment.week!.price).toBeGreaterThanOrEqual(10);
  expect(prices).toContain(moment.price);
  expect(new GameEpisode(history, 1, 'expected').playOut(fixedPriceActor(history, 12.34))).toHaveLength(5);
});

test("marketOfOne: nothing is paid for exploring, and a portfolio's market of one shows as much as that of all", () => {
  expect(marketOfOne(history, 0)).toMatchObject({ parameters: { explorationBonus: 0 } });
  const [one, two] = [teaMarket(), teaMarket({ referencePrice: 30, rivalPrice: 30 })] as const;
  const portfolio: DemandSetup = { kind: 'demand', products: [one.products[0]!, two.products[0]!] };
  const sizeOf = (setup: MarketSetup) =>
    createMarket(marketOfOne(setup, 1), 1, 1, 'evaluation').observationSize;
  expect(sizeOf(portfolio)).toBe(10);
  expect(sizeOf({ ...portfolio, observationSize: 8 })).toBe(8);
  if (history.kind !== 'history') throw new Error('expected a history setup');
  const [tea] = history.products;
  expect(sizeOf({ ...history, products: [tea!, tea!] })).toBe(102);
  expect(createMarket(marketOfOne(history, 0), 1, 1, 'evaluation').observationSize).toBe(98);
  expect(new GameEpisode(marketOfOne(portfolio, 1), 1, 'expected').moment()!.price).toBe(30);
  expect(() => marketOfOne(portfolio, 2)).toThrow('expected a product from 0 to 1, got 2');
});

test('demandActionFromPrice: any price within reach comes back', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1, max: 500, noNaN: true }),
      fc.double({ min: 0.01, max: 0.95, noNaN: true }),
      fc.double({ min: -1, max: 1, noNaN: true }),
      (price, maxDailyChange, action) => {
        const parameters = { ...referenceMarket, maxDailyChange, unitCost: 2, maxPrice: 400 };
        const target = demandPriceFromAction(parameters, price, action);
        const back = demandPriceFromAction(
          parameters,
          price,
          demandActionFromPrice(parameters, price, target),
        );
        expect(Math.abs(back / target - 1)).toBeLessThan(1e-9);
        const { lowest, highest } = priceBounds(parameters);
        expect(back).toBeGreaterThanOrEqual(lowest);
        expect(back).toBeLessThanOrEqual(highest);
      },
    ),
  );
});

test('plannedActor: the plan earns about the optimum, far more than keeping the price', () => {
  const plan = runToEnd(optimalPlanSteps(referenceMarket));
  const returnOf = (mover: Parameters<GameEpisode['playOut']>[0]) => {
    let sum = 0;
    for (let seed = 1; seed <= 20; seed++)
      for (const { reward } of new GameEpisode(teaMarket(), seed, 'expected').playOut(mover))
        sum += reward / 20;
    return sum;
  };
  // Design section 8: optimum 15.51, keep 6.80.
  expect(returnOf(plannedActor(plan))).toBeGreaterThan(15.3);
  expect(returnOf(plannedActor(plan))).toBeLessThan(15.8);
  expect(returnOf(keepPriceActor(teaMarket()))).toBeCloseTo(6.8, 0);
  expect(plan.bestFixedPrice).toBeGreaterThan(11);
});
