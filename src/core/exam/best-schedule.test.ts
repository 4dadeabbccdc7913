import { describe, expect, test } from 'vitest';

import { Random } from '../random.ts';
import { bestPrice } from './best-price.ts';
import { bestSchedule, profitOfPrices, type RememberingMarket } from './best-schedule.ts';

/** Units (p / 10)^-2 times (memory / p)^g at a cost of 6: without memory the best price is 12. */
function market(g: number): RememberingMarket {
  return {
    currentPrice: 10,
    floor: 6 / 0.95,
    memory: 10,
    next: (memory, price) => 0.9 * memory + 0.1 * price,
    profit: (_, memory, price) => (price / 10) ** -2 * (memory / price) ** g * (price - 6),
  };
}

const held = (of: RememberingMarket, price: number) => profitOfPrices(of, new Float64Array(30).fill(price));

describe('bestSchedule', () => {
  test('without memory it goes to the best price as fast as the guardrails allow and stays', () => {
    const prices = bestSchedule(market(0));
    expect(prices).toHaveLength(30);
    expect(prices[0]).toBeLessThanOrEqual(11.5 + 1e-9);
    // c e / (e + 1) = 6 * 2 / 1 = 12; the grid's steps are 2.8 %.
    for (const price of prices.subarray(1)) expect(Math.abs(price / 12 - 1)).toBeLessThan(0.015);
  });

  test('every change keeps the guardrails', () => {
    let before = 10;
    for (const price of bestSchedule(market(1.2))) {
      expect(price / before - 1).toBeLessThanOrEqual(0.15 + 1e-9);
      expect(price / before - 1).toBeGreaterThanOrEqual(-0.15 - 1e-9);
      expect(price).toBeGreaterThanOrEqual(6 / 0.95);
      before = price;
    }
  });

  test('with memory it earns more than the best held price and than chance', () => {
    const remembering = market(1.2);
    const best = profitOfPrices(remembering, bestSchedule(remembering));
    const constant = bestPrice((price) => held(remembering, price), 8.5, 11.5).profit;
    expect(best).toBeGreaterThan(constant * 1.005);
    const random = new Random(2);
    for (let trial = 0; trial < 300; trial++) {
      let price = 10;
      const path = Float64Array.from({ length: 30 }, () => {
        price = Math.max(6 / 0.95, price * (0.85 + 0.3 * random.uniform()));
        return price;
      });
      expect(profitOfPrices(remembering, path)).toBeLessThan(best);
    }
  });
});
