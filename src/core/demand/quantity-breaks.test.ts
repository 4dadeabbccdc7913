import { describe, expect, test } from 'vitest';

import { Random } from '../random.ts';
import type { ProductHistory } from '../table/dataset.ts';
import { historyFixture } from './history-fixture.ts';
import { summarizeProductDemand } from './summarize-demand.ts';

/**
 * A wholesaler: a handful of orders a day, most of 1 to 6 units at the list price, some of 24 or more at 15 % less.
 * The day's price is revenue over units. How many orders come has `elasticity` in the list price.
 */
function wholesaler(seed: number, listPrice: (t: number) => number, elasticity: number): ProductHistory {
  const random = new Random(seed);
  const price: number[] = [];
  const units: number[] = [];
  for (let t = 0; t < 300; t++) {
    const list = listPrice(t);
    const orders = Math.round(8 * (list / 5) ** elasticity * (0.7 + 0.6 * random.uniform()));
    let sold = 0;
    let revenue = 0;
    for (let order = 0; order < orders; order++) {
      const isLarge = random.uniform() < 0.12;
      const size = isLarge ? 24 + random.integer(40) : 1 + random.integer(6);
      sold += size;
      revenue += size * list * (isLarge ? 0.85 : 1);
    }
    units.push(sold);
    price.push(sold > 0 ? Number((revenue / sold).toFixed(4)) : list);
  }
  return historyFixture({ price, units });
}

describe('quantityBreaks: seen in daily averages of orders', () => {
  // True elasticity 0: the list price never moves, only the mix of orders does.
  const summaries = Array.from({ length: 20 }, (_, seed) =>
    summarizeProductDemand(wholesaler(seed, () => 5, 0)),
  );

  test('the naive interval lies below 0, and none of them answers', () => {
    const misled = summaries.filter(({ interval }) => interval![1] < 0);
    expect(misled.length).toBeGreaterThan(15);
    expect(summaries.filter(({ verdict }) => verdict === 'answers' || verdict === 'leans')).toEqual([]);
  });

  test('the sentence says how many days, and what happens on them', () => {
    const { quantityBreaks, sentence } = summaries[0]!;
    expect(quantityBreaks!.share).toBeGreaterThan(0.3);
    expect(sentence).toMatch(
      /^On \d+ % of the selling days the price is an average over orders that paid differently\. It dips for single days on which \d+\.\d times as much is sold/,
    );
    expect(sentence).toContain('quantity breaks');
  });

  test('the markets use the prior, not the artefact', () => {
    expect(summaries[0]).toMatchObject({ marketElasticity: -1.5, marketElasticityError: 1 });
  });
});

test('quantityBreaks: seen where a day has one order, at a posted tier by its size', () => {
  const random = new Random(5);
  const orders = Array.from({ length: 250 }, () =>
    random.uniform() < 0.2
      ? { price: 4.25, units: 24 + random.integer(60) }
      : { price: 4.95, units: 1 + random.integer(8) },
  );
  const summary = summarizeProductDemand(
    historyFixture({ price: orders.map(({ price }) => price), units: orders.map(({ units }) => units) }),
  );
  // log(54 / 4.5) / log(4.25 / 4.95) = -16
  expect(summary.estimate).toBeLessThan(-14);
  expect(summary.quantityBreaks!.share).toBeCloseTo(0.2, 1);
  expect(summary.sentence).toContain('stronger than any real price effect: large orders get the lower price');
  expect(summary.verdict).toBe('cannotTell');
});

describe('quantityBreaks: no mark on real prices', () => {
  const count = (random: Random, mean: number, lumps: number) =>
    Math.max(0, Math.round(mean + Math.sqrt(lumps * mean) * random.normal()));
  const marked = (price: (random: Random, t: number) => number, lumps = 6) =>
    Array.from({ length: 20 }, (_, seed) => {
      const random = new Random(seed);
      const prices = Array.from({ length: 200 }, (_, t) => price(random, t));
      const units = prices.map((p) => count(random, 60 * (p / 20) ** -2, lumps));
      return summarizeProductDemand(historyFixture({ price: prices, units })).quantityBreaks;
    }).filter((breaks) => breaks !== null).length;

  test('posted prices in whole cents, changed every day', () =>
    expect(marked((random) => Number((18 + 6 * random.uniform()).toFixed(2)))).toBe(0));

  test('a few recurring prices that are no whole cents, as without tax', () =>
    expect(marked((random) => [18, 20, 22][random.integer(3)]! / 1.19)).toBe(0));

  test('a price that drifts in fractions of a cent and that demand follows', () =>
    expect(marked((random, t) => 20 + 3 * Math.sin(t / 9) + 0.001 * random.uniform())).toBe(0));

  test('prices in fractions of a cent at every sale, single purchases', () =>
    expect(marked((random) => 18 + 6 * random.uniform(), 1)).toBe(0));

  test('orders of all sizes, where the list price moves and demand with it', () => {
    const lists = [4, 4.5, 5, 5.5, 6];
    const found = Array.from({ length: 20 }, (_, seed) =>
      summarizeProductDemand(wholesaler(seed, (t) => lists[(Math.floor(t / 12) * 3) % 5]!, -2)),
    );
    expect(found.filter(({ quantityBreaks }) => quantityBreaks === null).length).toBeGreaterThan(15);
  });

  test('weekly rows, which average promotions and list prices', () => {
    const history = wholesaler(1, () => 5, 0);
    const days = Array.from(history.days, (_, t) => 20094 + 7 * t);
    const weekly = historyFixture({
      days,
      price: [...history.price],
      units: [...history.units],
      daysPerRow: 7,
    });
    expect(summarizeProductDemand(weekly).quantityBreaks).toBeNull();
  });
});
