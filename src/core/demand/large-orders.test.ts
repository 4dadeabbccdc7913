import { describe, expect, test } from 'vitest';

import { Random } from '../random.ts';
import { historyFixture } from './history-fixture.ts';
import { largeOrders } from './large-orders.ts';
import { fitProduct, summarizeProductDemand } from './summarize-demand.ts';

const lists = [9, 9.5, 10, 10.5, 11];

/** Ten units a day at 10, elasticity -2; on a quarter of the days an order of 10 to 50 besides, 20 % off. Days in cents. */
function shop(seed: number, isLarge: (random: Random) => boolean) {
  const random = new Random(seed);
  const price: number[] = [];
  const units: number[] = [];
  for (let t = 0; t < 240; t++) {
    const list = lists[(Math.floor(t / 6) * 3) % 5]!;
    const mean = 10 * (list / 10) ** -2;
    const single = Math.max(1, Math.round(mean + Math.sqrt(mean) * random.normal()));
    const size = isLarge(random) && t < 239 ? 10 + random.integer(40) : 0;
    units.push(single + size);
    price.push(Math.round((100 * (single * list + size * 0.8 * list)) / (single + size)) / 100);
  }
  return historyFixture({ price, units });
}

describe('largeOrders', () => {
  test('days off the posted prices are set aside, and the posted price stands on them', () => {
    const history = shop(3, (random) => random.uniform() < 0.25);
    const found = largeOrders(history)!;
    expect(found.share).toBeGreaterThan(0.15);
    expect(found.ratio).toBeGreaterThan(2);
    // Beside a change of the list an order may be taken for one at the price next to it; its day has no part.
    for (const [t, value] of found.history.price.entries())
      if (found.history.unknown![t] === 0 && history.units[t]! < 20)
        expect(value).toBe(lists[(Math.floor(t / 6) * 3) % 5]!);
    expect(found.history.unknown!.reduce((sum, flag) => sum + flag, 0)).toBe(found.days);
  });

  test('the elasticity is that of the posted price: the interval holds -2 and lies far from the averages’', () => {
    const summaries = Array.from({ length: 60 }, (_, seed) =>
      summarizeProductDemand(shop(seed, (random) => random.uniform() < 0.25)),
    );
    const held = summaries.filter(({ interval }) => interval![0] <= -2 && -2 <= interval![1]);
    expect(held.length).toBeGreaterThanOrEqual(54);
    expect(summaries.reduce((sum, { estimate }) => sum + estimate!, 0) / 60).toBeCloseTo(-2, 0);
    const summary = summarizeProductDemand(shop(0, (random) => random.uniform() < 0.25));
    expect(summary.quantityBreaks).toBeNull();
    expect(summary.found!.unknownDays).toBe(0);
    expect(summary.found!.sentences[0]).toMatch(
      /^On \d+ days large orders came in below the posted price: they sell \d\.\d times the usual units/,
    );
    const plain = summarizeProductDemand(
      shop(0, (random) => random.uniform() < 0.25),
      { model: 'plain' },
    );
    expect(plain.estimate).toBeLessThan(-4);
  });

  test('three orders in a year are set aside where they sell more than any discount brings, at one posted price too', () => {
    const at = [50, 100, 166];
    const withOrders = (units: number, off: number, posted: (t: number) => number) => {
      const random = new Random(7);
      const sold = Array.from({ length: 240 }, (_, t) =>
        Math.max(
          1,
          Math.round(10 * (posted(t) / 10) ** -2 + 3 * random.normal() + (at.includes(t) ? units : 0)),
        ),
      );
      const price = sold.map((all, t) => posted(t) * (1 - (at.includes(t) ? (off * units) / all : 0)));
      return historyFixture({ price, units: sold });
    };
    const moving = (t: number) => lists[(Math.floor(t / 6) * 3) % 5]!;
    for (const posted of [moving, () => 10]) {
      const found = largeOrders(withOrders(60, 0.15, posted))!;
      expect([...found.history.unknown!.keys()].filter((t) => found.history.unknown![t] === 1)).toEqual(at);
      for (const t of at) expect(found.history.price[t]).toBe(posted(t));
    }
    // 15 % off and twice the units is what buyers may do of themselves.
    expect(largeOrders(withOrders(10, 0.3, moving))).toBeNull();
    const { problem } = fitProduct(withOrders(60, 0.15, () => 10)).result;
    expect(problem).toBe('the price was always 10.00');
  });

  test('days without a sale that carry the price of a large order do not make it a posted one', () => {
    const price = Array.from({ length: 240 }, (_, t) => lists[Math.floor(t / 24) % 5]!);
    const units = price.map((_, t): number => (t % 3 === 0 ? 1 : 0));
    for (const t of [60, 120]) {
      price.fill(price[t]! * 0.88, t, t + 3);
      units[t] = 9;
    }
    const found = largeOrders(historyFixture({ price, units }))!;
    expect(found.days).toBe(2);
    expect(found.history.price[61]).toBe(lists[2]!);
  });

  test('null: posted prices alone, a price of its own every day, a promotion that holds for days', () => {
    expect(largeOrders(shop(1, () => false))).toBeNull();
    const random = new Random(2);
    const own = Array.from({ length: 200 }, () => Number((8 + 4 * random.uniform()).toFixed(2)));
    expect(
      largeOrders(historyFixture({ price: own, units: own.map((p) => Math.round(100 / p)) })),
    ).toBeNull();
    const promoted = Array.from({ length: 200 }, (_, t) => (t % 20 < 4 ? 8 : t < 100 ? 10 : 11));
    expect(
      largeOrders(historyFixture({ price: promoted, units: promoted.map((p) => (p === 8 ? 40 : 10)) })),
    ).toBeNull();
  });

  test('null: promotions of some days, each at a price of its own', () => {
    const random = new Random(4);
    const price = Array.from({ length: 240 }, (_, t) => lists[(Math.floor(t / 6) * 3) % 5]!);
    // Four days at 14 to 26 % off, every fourth week.
    for (let t = 10; t < 230; t += 25) {
      const off = 0.86 - 0.12 * random.uniform();
      for (let k = 0; k < 4; k++) price[t + k] = Math.round(100 * price[t + k]! * off) / 100;
    }
    const units = price.map((charged) => Math.round(20 * (charged / 10) ** -4));
    expect(largeOrders(historyFixture({ price, units }))).toBeNull();
  });
});
