import { describe, expect, test } from 'vitest';

import { Random } from '../random.ts';
import { averagedRows, dealsBelowOnePrice, holdsPrices } from './averaged-rows.ts';
import { fixtureFirstDay, historyFixture } from './history-fixture.ts';
import { summarizeProductDemand } from './summarize-demand.ts';

const lists = [9.4, 10.6, 9, 10, 11, 9.7, 10.3, 11.3];
const weeks = 104;

/** The posted price of a week: eight in two years. */
function posted(week: number): number {
  return lists[Math.floor(week / 13)]!;
}

/** Weeks of 100 units at 10, elasticity -2; in a week with a deal that share of what is bought is bought at 20 % off, and twice as much of it. */
function shop(seed: number, dealOf: (random: Random) => number, inCents = false) {
  const random = new Random(seed);
  const price: number[] = [];
  const units: number[] = [];
  for (let week = 0; week < weeks; week++) {
    const mean = 100 * (posted(week) / 10) ** -2;
    const share = week < weeks - 1 ? dealOf(random) : 0;
    const cheap = Math.round(share * mean * 2 * 0.8 ** -2);
    const dear = Math.max(1, Math.round((1 - share) * mean + Math.sqrt(mean) * random.normal()));
    const paid = (posted(week) * dear + 0.8 * posted(week) * cheap) / (dear + cheap);
    price.push(inCents ? Math.round(100 * paid) / 100 : paid);
    units.push(dear + cheap);
  }
  return historyFixture({
    price,
    units,
    days: price.map((_, week) => fixtureFirstDay + 7 * week),
    daysPerRow: 7,
  });
}

const sometimes = (random: Random) => (random.uniform() < 0.35 ? 0.15 + 0.4 * random.uniform() : 0);

describe('averagedRows', () => {
  test.each([false, true])(
    'weeks of deals are set aside, the others and their prices stay (cents: %s)',
    (inCents) => {
      const history = shop(3, sometimes, inCents);
      const found = averagedRows(history)!;
      expect(found.ratio).toBeGreaterThan(1.2);
      const isDeal = (week: number) => history.price[week]! < posted(week) - 0.01;
      const deals = [...history.price.keys()].filter(isDeal);
      const left = [...history.price.keys()].filter((week) => found.history.unknown![week] === 1);
      expect(left.filter((week) => !isDeal(week))).toEqual([]);
      // In cents two averages may be one price by chance, as if it were posted.
      expect(left.length).toBeGreaterThanOrEqual((inCents ? 0.9 : 1) * deals.length);
      for (const week of left) expect(found.history.price[week]).toBeGreaterThan(history.price[week]!);
    },
  );

  test('the elasticity is that of the posted price, and a sentence says what was left out', () => {
    const summaries = Array.from({ length: 40 }, (_, seed) => summarizeProductDemand(shop(seed, sometimes)));
    const held = summaries.filter(({ interval }) => interval![0] <= -2 && -2 <= interval![1]);
    expect(held.length).toBeGreaterThanOrEqual(36);
    expect(summaries.reduce((sum, { estimate }) => sum + estimate!, 0) / 40).toBeCloseTo(-2, 0);
    expect(summaries[0]!.found!.sentences[0]).toMatch(/^In \d+ rows the price is an average, mostly below/);
    expect(summaries[0]!.found!.unknownDays).toBe(0);
    const plain = summarizeProductDemand(shop(0, sometimes), { model: 'plain' });
    expect(plain.estimate).toBeLessThan(-2.5);
  });

  test('null: posted prices alone, averages in every week, deals of whole weeks at one price, days, marked promotions', () => {
    expect(averagedRows(shop(1, () => 0))).toBeNull();
    expect(averagedRows(shop(1, (random) => 0.1 + 0.4 * random.uniform()))).toBeNull();
    expect(averagedRows(shop(1, (random) => (random.uniform() < 0.3 ? 1 : 0)))).toBeNull();
    const history = shop(3, sometimes);
    expect(averagedRows({ ...history, daysPerRow: 1 })).toBeNull();
    expect(averagedRows({ ...history, promoted: new Uint8Array(weeks) })).toBeNull();
  });

  test('below one posted price averages are its promotions, of which nothing is said', () => {
    const history = shop(3, sometimes);
    const price = history.price.map((paid, week) => (10 * paid) / posted(week));
    expect(averagedRows({ ...history, price })).toBeNull();
    const { interval, found, referencePrice } = summarizeProductDemand({ ...history, price });
    expect(interval).toBeNull();
    expect(found!.promotions!.regularMoved).toBe(false);
    expect(referencePrice).toBe(10);
    expect(dealsBelowOnePrice(history)).toBeNull();
  });

  test('null: a price of its own above the others as often as below', () => {
    const random = new Random(4);
    const history = shop(1, () => 0);
    const price = history.price.map((value) =>
      random.uniform() < 0.3 ? value * (0.9 + 0.2 * random.uniform()) : value,
    );
    expect(averagedRows({ ...history, price })).toBeNull();
  });
});

test('holdsPrices: weeks at posted prices do, also once weeks of deals are set aside; weeks that coupons pull about do not', () => {
  const always = (random: Random) => 0.1 + 0.3 * random.uniform();
  const never = () => 0;
  for (const inCents of [false, true]) {
    expect(holdsPrices(shop(5, never, inCents))).toBe(true);
    expect(holdsPrices(averagedRows(shop(5, sometimes, inCents))!.history)).toBe(true);
    expect(holdsPrices(shop(5, always, inCents))).toBe(false);
  }
});
