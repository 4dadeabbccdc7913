import { expect, test } from 'vitest';

import { referenceMarket } from '../market/demand/reference-market.ts';
import type { Policy } from '../policy/policy.ts';
import { linkedSeason } from './linked-season.ts';
import { PlainSeason } from './plain-season.ts';
import { PlayedSeason } from './played-season.ts';
import type { Season, SeasonDraws } from './season.ts';

/** Two worlds: 100 units a day at 20.00 with elasticity -1.5, and 80 with -2. */
const draws: SeasonDraws = {
  base: Float64Array.of(100, 80),
  elasticity: Float64Array.of(-1.5, -2),
  referencePrice: 20,
};
const calm = { ...referenceMarket, demandNoise: 0, initialInventory: null };

function policyOf(act: Policy['act'], observationSize = 5): Policy {
  return {
    architecture: {
      agent: 'ddpg',
      observationSize,
      actionSize: 1,
      hidden: [4, 4],
      inputNorm: false,
      layerNorm: false,
      layerNormEpsilon: 1e-5,
      logStdRange: [-5, 2],
    },
    weights: {},
    act,
    explore: act,
  };
}

test('a plain season: margin times the units of the curve, on each draw', () => {
  const season = new PlainSeason(draws, 10, 30);
  const value = season.constant(25, new Float64Array(2));
  expect(value[0]).toBeCloseTo(15 * 100 * 1.25 ** -1.5, 9);
  expect(value[1]).toBeCloseTo(15 * 80 * 1.25 ** -2, 9);
  expect(new PlainSeason(draws, 0, 30, 1.2).constant(20, new Float64Array(2))[0]).toBeCloseTo(1.2 * 2000, 9);
});

test('a plain season sells no more than there is a day', () => {
  const season = new PlainSeason(draws, 10, 30, 1, 90);
  expect([...season.constant(20, new Float64Array(2))]).toEqual([900, 800]);
});

test('played without stock, noise and rival it is the plain season', () => {
  const played = new PlayedSeason(calm, draws, 10).constant(23, new Float64Array(2));
  const plain = new PlainSeason(draws, 10, 30).constant(23, new Float64Array(2));
  played.forEach((value, i) => expect(value).toBeCloseTo(plain[i]!, 9));
});

test('stock ends the season: a thousand units are sold once, whatever the price asks for', () => {
  const season = new PlayedSeason({ ...calm, initialInventory: 1000 }, draws, 10);
  const value = season.constant(20, new Float64Array(2));
  // Both worlds sell all 1,000 within 13 days: 1,000 * 10 of profit over 30 days.
  expect(value[0]).toBeCloseTo(10000 / 30, 9);
  expect(value[1]).toBeCloseTo(10000 / 30, 9);
});

test('a path: two prices share the stock, and with a rival that follows a path of one price is that price held', () => {
  const stocked = new PlayedSeason({ ...calm, initialInventory: 1000 }, draws, 10);
  const prices = Float64Array.from({ length: 30 }, (_, day) => (day < 5 ? 20 : 40));
  const value = stocked.path(prices, new Float64Array(2));
  // 500 units at 10 of profit, the other 500 at 30: 100 * 2 ^ -1.5 = 35.4 a day sell out in time.
  expect(value[0]).toBeCloseTo((500 * 10 + 500 * 30) / 30, 9);
  // 400 at 10, then 25 days at 80 * 2 ^ -2 = 20 units.
  expect(value[1]).toBeCloseTo((400 * 10 + 25 * 20 * 30) / 30, 9);
  const followed = new PlayedSeason({ ...calm, rival: 'follower', rivalPrice: 20 }, draws, 10);
  const held = followed.constant(23, new Float64Array(2));
  expect([...followed.path(new Float64Array(30).fill(23), new Float64Array(2))]).toEqual([...held]);
});

test('a season on some of its draws is the same season', () => {
  const four: SeasonDraws = {
    base: Float64Array.of(100, 80, 60, 40),
    elasticity: Float64Array.of(-1.5, -2, -1, -3),
    referencePrice: 20,
  };
  const few = new PlayedSeason(calm, four, 10).thinned(2).constant(23, new Float64Array(2));
  const all = new PlayedSeason(calm, four, 10).constant(23, new Float64Array(4));
  expect([...few]).toEqual([all[0], all[2]]);
});

test('means: those of the draws, of every season that says them sooner', () => {
  const stocked = { ...referenceMarket, initialInventory: 1500 };
  const linked = linkedSeason(new PlainSeason(draws, 10, 30), 20, Float64Array.of(0.9, 1.2), 0.05);
  linked.addNeighbour(Float64Array.of(300, 500), Float64Array.of(0.4, 0.6), 0.5, 0.6);
  const seasons: readonly Season[] = [
    new PlainSeason(draws, 10, 30, 1.2),
    new PlayedSeason({ ...referenceMarket, initialInventory: null }, draws, 10),
    new PlayedSeason(stocked, draws, 10),
    linked,
  ];
  for (const season of seasons)
    for (const factors of [null, Float64Array.of(0.7, 1.1)]) {
      const mean = season.means!(2, factors)!;
      for (const price of [14, 20, 21.5, 33]) {
        const value = season.constant(price, new Float64Array(2));
        const [first, second] = [factors?.[0] ?? 1, factors?.[1] ?? 1];
        expect(mean(price) / ((value[0]! * first + value[1]! * second) / 2) - 1).toBeCloseTo(0, 12);
      }
    }
  expect(new PlainSeason(draws, 10, 30, 1, 90).means(2, null)).toBeNull();
  expect(
    new PlayedSeason({ ...calm, rival: 'follower', rivalPrice: 20 }, draws, 10).means(2, null),
  ).toBeNull();
});

test('a schedule: the policy sees every day, and each price passes the rules before it is charged', () => {
  const seen: number[] = [];
  const up = policyOf((observations, count) => {
    seen.push(observations[0]!);
    return new Float64Array(count).fill(1) as unknown as Float32Array;
  });
  const season = new PlayedSeason(calm, draws, 10);
  const out = new Float64Array(2);
  const rules = (wish: number, current: number) => Math.min(wish, current * 1.1, 22);
  expect(season.schedule(up, rules, out)).toEqual({ firstPrice: 22 });
  // 22.00 on every day: 50 % up is asked for, 10 % allowed, and 22.00 is the highest price.
  const constant = season.constant(22, new Float64Array(2));
  out.forEach((value, i) => expect(value).toBeCloseTo(constant[i]!, 9));
  expect(seen).toHaveLength(30);
  expect(seen[0]).toBe(0); // log(20 / 20)
  expect(seen[1]).toBeCloseTo(Math.log(1.1), 6);
});

test('a schedule that the rules allow no price for is none', () => {
  const season = new PlayedSeason(calm, draws, 10);
  const stay = policyOf((_, count) => new Float32Array(count));
  expect(season.schedule(stay, () => null, new Float64Array(2))).toBeNull();
});

test('a rival that follows is met on its way', () => {
  const rival = { ...calm, rival: 'follower' as const, rivalPrice: 20, crossElasticity: 1 };
  const alone = new PlayedSeason(calm, draws, 10).constant(24, new Float64Array(2));
  const followed = new PlayedSeason(rival, draws, 10).constant(24, new Float64Array(2));
  // It moves half-way each day, so that a higher price loses less to it than to one that stands still.
  expect(followed[0]).toBeGreaterThan(alone[0]!);
});
