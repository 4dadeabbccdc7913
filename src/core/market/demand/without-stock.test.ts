// A market that knows no stock, through all that reads one: nothing sells out, and the best price is that of the curve.

import { expect, test } from 'vitest';

import { createMarket } from '../create-market.ts';
import { GameEpisode } from '../game.ts';
import { rewardAuditSteps } from '../reward-audit.ts';
import { demandObservationSize } from './demand-model.ts';
import { demandState } from './demand-state.ts';
import { parseMarketFile } from './market-file.ts';
import { myopicPriceActor } from './myopic-price.ts';
import { optimum } from './demand-dynamic-program.ts';
import type { DemandMarketParameters } from './demand-parameters.ts';
import { referenceMarket } from './reference-market.ts';
import type { DemandSetup } from './demand-setup.ts';

const profitAlone = { profitWeight: 1, unitsWeight: 0, inventoryWeight: 0 };
const unlimited: DemandMarketParameters = {
  ...referenceMarket,
  elasticity: -2.5,
  unitCost: 9,
  initialInventory: null,
};
const setupOf = (parameters: DemandMarketParameters): DemandSetup => ({
  kind: 'demand',
  products: [{ name: 'tea', parameters }],
});

test('without stock: every day sells what is asked for, the stock part pays nothing, only the last day ends it', () => {
  const market = createMarket(setupOf({ ...unlimited, demandNoise: 0 }), 1, 1, 'evaluation');
  expect(market.observationSize).toBe(demandObservationSize.single);
  for (let day = 1; day <= unlimited.days; day++) {
    expect(market.observations[1]).toBe(1);
    const step = market.step(Float32Array.of(0));
    expect(step.units[0]).toBeCloseTo(100, 9);
    expect(step.inventory[0]).toBeNaN();
    // revenue 0, profit 0.4 * 1100 / 2000, units 0.3, stock 0, rival 0
    expect([...step.rewardParts].map((part) => Number(part.toFixed(6)))).toEqual([0, 0.22, 0.3, 0, 0]);
    expect(step.terminated[0]).toBe(day === unlimited.days ? 1 : 0);
  }
});

test('without stock: the state of a market goes on as it stood', () => {
  const market = createMarket(setupOf(unlimited), 2, 1, 'training');
  market.step(Float32Array.of(0.3, -0.2));
  const other = createMarket(setupOf(unlimited), 2, 9, 'training');
  other.restore(market.state());
  expect([...other.step(Float32Array.of(0.1, 0.1)).units]).toEqual([
    ...market.step(Float32Array.of(0.1, 0.1)).units,
  ]);
  expect(demandState(market).episodes[0]!.inventory).toBeNaN();
});

test('optimum: without stock it is the curve, day for day', () => {
  const parameters = { ...unlimited, ...profitAlone };
  const { optimalReturn, bestFixedPrice, keepPrice } = optimum(parameters);
  // The best price is c e / (e + 1) = 15, reached on day one: 30 * 100 * 0.75^-2.5 * 6 / 2000.
  expect(bestFixedPrice.price).toBe(15);
  expect(optimalReturn).toBeCloseTo(30 * 100 * 0.75 ** -2.5 * (6 / 2000), 3);
  expect(optimalReturn).toBeCloseTo(bestFixedPrice.ret, 3);
  expect(keepPrice.ret).toBeCloseTo(30 * 100 * (11 / 2000), 9);
});

test('optimum: a stock too large to bind is worth no more than none', () => {
  const parameters = { ...unlimited, ...profitAlone };
  const ample = optimum({ ...parameters, initialInventory: 1e5 });
  const none = optimum(parameters);
  expect(none.optimalReturn / ample.optimalReturn).toBeCloseTo(1, 3);
});

test('rewardAudit: without stock both policies play, and no stock is drawn', () => {
  const steps = rewardAuditSteps(setupOf(unlimited));
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  const { bestUnderReward, mostProfitable, profitGivenUp } = step.value;
  expect(bestUnderReward.stock).toEqual([]);
  expect(bestUnderReward.prices).toHaveLength(30);
  // The reward pays for units as well, so it asks for less than 15.
  expect(mostProfitable.prices.every((price) => Math.abs(price - 15) < 0.2)).toBe(true);
  expect(bestUnderReward.prices[0]!).toBeLessThan(14);
  expect(profitGivenUp!).toBeGreaterThan(0.02);
});

test('myopicPriceActor: without stock today is all there is, and it finds the best price', () => {
  const setup = setupOf({ ...unlimited, ...profitAlone, maxDailyChange: 0.4 });
  const market = createMarket(setup, 1, 1, 'evaluation');
  expect(market.step(myopicPriceActor(setup)(market)).price[0]).toBeCloseTo(15, 0);
});

test('GameEpisode: a game without stock shows none', () => {
  const episode = new GameEpisode(setupOf(unlimited), 1, 'expected');
  expect(episode.moment()).toMatchObject({ stock: null, firstStock: null });
  expect(episode.charge(18).stock).toBeNull();
});

test('parseMarketFile: I0 null is a market without stock', () => {
  const market = {
    p0: 20,
    cost: 9,
    elasticity: -2,
    q0: 10,
    noise: 0.1,
    days: 30,
    maxChange: 0.5,
    minMarkup: 1.1,
  };
  const weights = { wProfit: 1, wUnits: 0, wInventory: 0 };
  const text = JSON.stringify({ ...market, ...weights, I0: null });
  expect(parseMarketFile(text, 'tea.json').parameters.initialInventory).toBeNull();
});
