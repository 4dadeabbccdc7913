import { expect, test } from 'vitest';

import { demandIndex, expectedDemand } from '../market/demand/demand-model.ts';
import { referenceMarket } from '../market/demand/reference-market.ts';
import type { DemandSetup } from '../market/demand/demand-setup.ts';
import type { Policy } from '../policy/policy.ts';
import { MarketSeason, PlayedMarket, playedCurve } from './market-season.ts';

/** Without noise, stock and season of its own: a day's units are those of the curve. */
const parameters = {
  ...referenceMarket,
  demandNoise: 0,
  initialInventory: null,
  days: 30,
  maxDailyChange: 0.5,
};
const setup: DemandSetup = { kind: 'demand', products: [{ name: 'Cup', parameters }] };

function unitsAt(price: number): number {
  let sum = 0;
  for (let day = 0; day < parameters.days; day++)
    sum += expectedDemand(parameters, parameters.elasticity, price, demandIndex(parameters, day), NaN);
  return sum / parameters.days;
}

/** Asks for 10 % more than the day before, every day. */
const climbing: Policy = {
  architecture: {
    agent: 'ddpg',
    observationSize: 5,
    actionSize: 1,
    hidden: [4, 4],
    layerNorm: false,
    inputNorm: false,
    layerNormEpsilon: 1e-5,
    logStdRange: [-5, 2],
  },
  weights: {},
  act: (_, count) => new Float32Array(count).fill(0.2),
  explore: (_, count) => new Float32Array(count).fill(0.2),
};

test('playedCurve: what a market sells a day at one price, its season in the mean', () => {
  const curve = playedCurve(new PlayedMarket(setup, 0));
  for (const price of [15, 20, 28]) expect(curve.units(price) / unitsAt(price)).toBeCloseTo(1, 6);
  expect([...curve.drawnUnits(15, new Float64Array(2))]).toEqual([curve.units(15), curve.units(15)]);
});

test('MarketSeason: a day brings units times what is left of the price', () => {
  const season = new MarketSeason(new PlayedMarket(setup, 0), 20, 8);
  expect(season.days).toBe(30);
  const [value] = season.constant(25, new Float64Array(400));
  expect(value! / (unitsAt(25) * (25 - 8))).toBeCloseTo(1, 6);
});

test('MarketSeason: a schedule is the policy day by day, and each price as the rules leave it', () => {
  const season = new MarketSeason(new PlayedMarket(setup, 0), 20, 8);
  const out = new Float64Array(20);
  const asked: number[] = [];
  const free = season.schedule(
    climbing,
    (wish, current, day) => {
      if (asked.length < 2) asked.push(wish);
      expect(wish / current).toBeCloseTo(1.1, 4);
      expect(day).toBeLessThan(30);
      return wish;
    },
    out,
  );
  // 20 and 22 a tenth more each.
  expect(asked.map((price) => Math.round(price * 100))).toEqual([2200, 2420]);
  expect(free?.firstPrice).toBeCloseTo(22, 6);

  const capped = season.schedule(climbing, (wish) => Math.min(wish, 21), out);
  expect(capped?.firstPrice).toBe(21);
  expect(out[0]! / (unitsAt(21) * (21 - 8))).toBeCloseTo(1, 6);

  expect(season.schedule(climbing, () => null, out)).toBeNull();
});

test('PlayedMarket.scheduled: the days on which another price began are told to the rules', () => {
  const days: number[][] = [];
  new PlayedMarket(setup, 0).scheduled(
    climbing,
    (wish, current, day, changes) => {
      if (days.length < 5) days.push([...changes]);
      return day % 2 === 0 ? wish : current;
    },
    20,
  );
  expect(days).toEqual([[], [0], [0], [0, 2], [0, 2]]);
});
