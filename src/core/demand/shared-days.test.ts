import { expect, test } from 'vitest';

import { Random } from '../random.ts';
import { fileTerms } from './file-terms.ts';
import { fixtureFirstDay, historyFixture } from './history-fixture.ts';
import { movesElasticities, ShopDays, sharesDays } from './shared-days.ts';
import { scatteredCount } from './simulated-product.ts';
import { fileOptions, summarizeDemand, summarizeProductDemand } from './summarize-demand.ts';

const elasticity = -2;
const days = 240;

interface Shop {
  /** Of the shop's days, in log units. */
  readonly sd: number;
  /** By how much log prices rise on good days; by how much they all move at once, and each by itself, every few days. */
  readonly follows: number;
  readonly together?: number;
  readonly own: number;
}

/** Two dozen products of one shop. */
function shop({ sd, follows, together = 0, own }: Shop) {
  const shocks = new Random(7);
  const moves = new Random(8);
  const all = Array.from({ length: days / 5 }, () => together * moves.normal());
  const day = Array.from({ length: days }, () => sd * shocks.normal());
  return Array.from({ length: 24 }, (_, p) => {
    const random = new Random(300 + p);
    const steps = random.fork('steps');
    const units = random.fork('units');
    let held = 0;
    const price = day.map((good, t) => {
      if (t % 5 === 0) held = own * steps.normal();
      return Number((20 * Math.exp(follows * good + all[Math.floor(t / 5)]! + held)).toFixed(2));
    });
    const sold = day.map((good, t) =>
      scatteredCount(units, 20 * Math.exp(good) * (price[t]! / 20) ** elasticity, 2),
    );
    return historyFixture({
      id: `P${p}`,
      days: day.map((_, t) => fixtureFirstDay + t),
      price,
      units: sold,
      daysPerRow: 1,
    });
  });
}

const noCategories = (histories: readonly unknown[]) => histories.map(() => null);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

test('a shop that is dearer on its good days: its products tell the days, and prices that move apart the elasticity', () => {
  const histories = shop({ sd: 0.35, follows: 0.15, own: 0.05 });
  const options = fileOptions(histories);
  const told = histories.map((history, i) => summarizeProductDemand(history, options(i)));
  const untold = histories.map((history) => summarizeProductDemand(history));
  const off = (list: typeof told) => Math.abs(mean(list.map(({ estimate }) => estimate!)) - elasticity);
  expect(off(told)).toBeLessThan(0.25);
  expect(off(untold)).toBeGreaterThan(1);
  expect(told[0]!.found!.sentences.join(' ')).toContain('good or bad for the whole shop');
});

test('days that are good or bad by chance for each product alone: nothing is shared', () => {
  const histories = shop({ sd: 0, follows: 0, own: 0.08 });
  expect(fileTerms(histories, noCategories(histories)).shop).toBeNull();
});

test('weeks: their days in common are told where they move the elasticities, and left out where prices move apart from them', () => {
  const byWeeks = (of: Shop) => shop(of).map((history) => ({ ...history, daysPerRow: 7 }));
  const dearer = byWeeks({ sd: 0.35, follows: 0.15, own: 0.05 });
  const apart = byWeeks({ sd: 0.35, follows: 0, own: 0.05 });
  expect(fileTerms(dearer, noCategories(dearer)).shop).not.toBeNull();
  expect(fileTerms(apart, noCategories(apart)).shop).toBeNull();
  const estimates = summarizeDemand(dearer).map(({ estimate }) => estimate!);
  expect(Math.abs(mean(estimates) - elasticity)).toBeLessThan(0.25);
});

test('columns move elasticities where the products say so together and surely', () => {
  const differences = (value: number) => Array.from({ length: 10 }, () => ({ value, standardError: 0.2 }));
  expect(movesElasticities(differences(-0.8))).toBe(true);
  expect(movesElasticities(differences(0.8))).toBe(true);
  expect(movesElasticities(differences(0.15))).toBe(false);
  expect(movesElasticities(differences(-0.8).slice(0, 4))).toBe(false);
  expect(movesElasticities([...differences(3), ...differences(-2)])).toBe(false);
});

test('prices that move all at once: no verdict, named, and no error that the number of products makes small', () => {
  const histories = shop({ sd: 0.35, follows: 0, together: 0.08, own: 0 });
  const summaries = summarizeDemand(histories);
  expect(summaries).toHaveLength(histories.length);
  for (const { verdict, sentence, marketElasticityError } of summaries) {
    expect(verdict).toBe('cannotTell');
    expect(sentence).toContain('moved together with the other prices of the shop');
    expect(marketElasticityError).toBeGreaterThan(0.5);
  }
});

const weightOf = (units: number) => units / (1 + units / 20);

test('what the others sold, without the product itself, and what all cost: 0 where the file ends, of enough others', () => {
  const of = (id: string, units: number[], price: number[]) =>
    historyFixture({ id, days: units.map((_, t) => fixtureFirstDay + t), price, units, daysPerRow: 1 });
  const rows = Array.from({ length: 60 }, (_, t) => t);
  const steady = Array.from({ length: 8 }, (_, k) =>
    of(
      `S${k}`,
      rows.map((t) => (t === 10 ? 40 : 20)),
      rows.map((t) => (t === 20 ? 9 : 10)),
    ),
  );
  const wild = of(
    'W',
    rows.map((t) => 5 + 90 * (t % 2)),
    rows.map((t) => 10 + (t % 3)),
  );
  const besides = new ShopDays([...steady, wild]).besides(wild)!;
  expect(besides.demand[10]! - besides.demand[9]!).toBeCloseTo(Math.log(2), 10);
  // The product's own price is what it is where the file ends. The others have sold 61 / 3 a day, the product 50.
  const [theirs, own] = [8 * weightOf(61 / 3), weightOf(50)];
  expect(besides.prices[20]).toBeCloseTo((theirs / (theirs + own)) * Math.log(0.9), 10);
  // They sold as ever at 0.9 of the price: a day that was worse by what such a price brings, 2 * log 0.9.
  expect(besides.demand[20]).toBeCloseTo(2 * Math.log(0.9), 10);
  expect(besides.demand[59]).toBeCloseTo(0, 10);
  expect(besides.prices[59]).toBe(0);
  expect(new ShopDays([...steady.slice(0, 6), wild]).besides(wild)).toBeNull();
});

test('products share days where they say so together and surely', () => {
  const shares = (value: number) => Array.from({ length: 10 }, () => ({ value, standardError: 0.2 }));
  expect(sharesDays(shares(0.8))).toBe(true);
  expect(sharesDays(shares(0.15))).toBe(false);
  expect(sharesDays(shares(0.8).slice(0, 4))).toBe(false);
  expect(sharesDays([...shares(3), ...shares(-2)])).toBe(false);
});
