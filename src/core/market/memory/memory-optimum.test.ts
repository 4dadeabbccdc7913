import { describe, expect, test } from 'vitest';

import { hiLoSetup } from './hi-lo-fixture.ts';
import { memoryActionFromPrice, rewardScale } from './memory-day.ts';
import { MemoryMarket } from './memory-market.ts';
import { memoryOptimum } from './memory-optimum.ts';
import { planOf } from './memory-plan.ts';
import { myopicActor } from './myopic.ts';
import { hiLo, type MemoryParameters } from './memory-parameters.ts';

/** Profit of one episode, currency, and what was charged. */
function played(parameters: MemoryParameters, actor: (market: MemoryMarket) => Float32Array, seed = 1) {
  const market = new MemoryMarket(hiLoSetup(parameters), 1, seed, 'evaluation');
  const prices: number[] = [];
  let profit = 0;
  let reward = 0;
  for (;;) {
    const step = market.step(actor(market));
    prices.push(step.price[0]!);
    profit += step.profit[0]!;
    reward += step.rewards[0]!;
    if (step.terminated[0] === 1) return { prices, profit, reward };
  }
}

describe('the published Hi-Lo market', () => {
  test('on a grid of 10 the best constant price 170 earns 2,240,000 and the optimum 2,866,795.56', () => {
    const { optimalReturn, bestFixedPrice, keepPrice } = memoryOptimum(hiLo);
    const scale = rewardScale(hiLo);
    expect(bestFixedPrice.price).toBe(170);
    expect(bestFixedPrice.ret * scale).toBeCloseTo(2_240_000, 4);
    expect(keepPrice.ret * scale).toBeCloseTo(2_240_000, 4);
    expect(optimalReturn * scale).toBeCloseTo(2_866_795.56, 2);
  });

  test('on a grid of 1 the best constant price 175 earns 2,250,000 and the optimum 2,869,816.65', () => {
    const fine = { ...hiLo, priceStep: 1 };
    const { optimalReturn, bestFixedPrice } = memoryOptimum(fine);
    const scale = rewardScale(fine);
    expect(bestFixedPrice.price).toBe(175);
    expect(bestFixedPrice.ret * scale).toBeCloseTo(2_250_000, 4);
    expect(optimalReturn * scale).toBeCloseTo(2_869_816.65, 2);
  });

  test('the optimal schedule is 490, 220, 180 again and again, and earns in the market what the programme says', () => {
    const { prices, profit } = played(hiLo, planOf(hiLo, memoryOptimum(hiLo)).actor);
    expect(prices.slice(0, 9)).toEqual([490, 220, 180, 490, 220, 180, 490, 220, 180]);
    expect(profit).toBeCloseTo(2_866_795.56, 2);
  });

  test("the notebook's greedy schedule earns 2,769,501, and 2,903,637 counted its way", () => {
    // Day by day the best price with the others at 170, the first day counted twice.
    const cycle = [170, 490, 220, 190, 180];
    const schedule = Array.from({ length: 20 }, (_, day) => cycle[day % 5]!);
    let day = 0;
    const { profit } = played(hiLo, () => Float32Array.of(memoryActionFromPrice(hiLo, schedule[day++]!)));
    expect(profit).toBeCloseTo(2_769_501.32, 2);
    // The day too many: 170 after 180, a cut of 10.
    expect(profit + (5000 - 20 * 170 + 100 * Math.sqrt(10)) * 70).toBeCloseTo(2_903_637.26, 2);
  });

  test('looking no further than today earns less than the best constant price', () => {
    const { prices, profit } = played(hiLo, myopicActor(hiLoSetup(hiLo)));
    expect(prices.slice(0, 5)).toEqual([170, 160, 150, 140, 140]);
    expect(profit).toBeCloseTo(1_863_434.16, 2);
  });
});

describe('variations', () => {
  test('a price now that is remembered: the first day responds to it', () => {
    const few = { ...hiLo, days: 2, knowsCurrent: true, currentPrice: 490 };
    // 220 after 490, then 180 or another one after 220: what the programme finds is what the market pays.
    const { profit, prices } = played(few, planOf(few, memoryOptimum(few)).actor);
    expect(prices[0]).toBe(220);
    expect(memoryOptimum(few).optimalReturn * rewardScale(few)).toBeCloseTo(profit, 4);
    expect(profit).toBeGreaterThan(
      memoryOptimum({ ...few, knowsCurrent: false }).optimalReturn * rewardScale(few),
    );
  });

  test('noise that never reaches 0 demand changes no expected return', () => {
    const noisy = memoryOptimum({ ...hiLo, demandNoise: 0.1 });
    expect(noisy.optimalReturn).toBeCloseTo(memoryOptimum(hiLo).optimalReturn, 6);
  });

  test('a discount makes less of later days', () => {
    const [plain, discounted] = [memoryOptimum(hiLo), memoryOptimum(hiLo, { gamma: 0.9 })];
    // 112,000 a day at 170: 1 + 0.9 + ... + 0.9^19 days.
    const days = (1 - 0.9 ** 20) / 0.1;
    expect(discounted.keepPrice.ret).toBeCloseTo((plain.keepPrice.ret / 20) * days, 9);
    expect(discounted.optimalReturn).toBeLessThan(plain.optimalReturn);
  });

  test('without a response to changes the best schedule is the best constant price', () => {
    const plain = { ...hiLo, loss: 0, gain: 0 };
    const { optimalReturn, bestFixedPrice } = memoryOptimum(plain);
    expect(optimalReturn).toBeCloseTo(bestFixedPrice.ret, 9);
  });
});

describe('stock to a date', () => {
  const short = { ...hiLo, hasStock: true, initialInventory: 10_000 };

  test('the plan earns in the market what the programme says, but for its levels of stock', () => {
    const found = memoryOptimum(short);
    const { reward } = played(short, planOf(short, found).actor);
    expect(Math.abs(reward / found.optimalReturn - 1)).toBeLessThan(0.005);
    expect(found.optimalReturn).toBeGreaterThan(found.bestFixedPrice.ret);
  });

  test('a small stock is sold dearly: no schedule of four days on every fourth price does better', () => {
    const few = { ...short, days: 4, initialInventory: 3000 };
    const found = memoryOptimum(few);
    let best = 0;
    // Every schedule of four days on every fourth price.
    const prices = Array.from({ length: 13 }, (_, k) => 10 + 40 * k);
    for (const a of prices)
      for (const b of prices)
        for (const c of prices)
          for (const d of prices) {
            let stock = few.initialInventory;
            let before = Number.NaN;
            let profit = 0;
            for (const price of [a, b, c, d]) {
              const change = Number.isNaN(before) ? 0 : price - before;
              const asked =
                5000 -
                20 * price -
                300 * Math.sqrt(Math.max(0, change)) +
                100 * Math.sqrt(Math.max(0, -change));
              const units = Math.min(stock, Math.max(0, asked));
              profit += units * (price - 100);
              stock -= units;
              before = price;
            }
            best = Math.max(best, profit);
          }
    expect(found.optimalReturn * rewardScale(few)).toBeGreaterThanOrEqual(best * 0.995);
    const { profit } = played(few, planOf(few, found).actor);
    expect(profit).toBeGreaterThanOrEqual(best * 0.995);
  });

  test('more stock than can be sold is no limit', () => {
    const full = memoryOptimum({ ...hiLo, hasStock: true, initialInventory: 1e6 });
    expect(full.optimalReturn).toBeCloseTo(memoryOptimum(hiLo).optimalReturn, 3);
  });
});
