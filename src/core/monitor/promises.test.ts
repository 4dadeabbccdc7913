import { describe, expect, test } from 'vitest';

import type { Decisions } from '../decisions/decision.ts';
import { recommendationFixture } from '../decisions/recommendation-fixture.ts';
import type { Suggestion } from '../decisions/suggestion.ts';
import { coverageOf, promisesOf } from './promises.ts';
import type { ProductWatch, WatchedDay } from './watch.ts';

const day = (units: number, price = 11, changes: Partial<WatchedDay> = {}): WatchedDay => ({
  day: 1,
  price,
  units,
  expected: 20,
  low: 10,
  high: 30,
  ...changes,
});
const watch = (days: readonly WatchedDay[], id = 'tea') =>
  ({
    product: { id, name: id, category: null },
    days,
    totals: { units: 80, expected: 80, interval: [60, 100] },
  }) as unknown as ProductWatch;

/** From 10 to 11: 20 units (18 to 22) instead of 24, cost 6: profit 100 instead of 96. */
const suggestion = {
  productId: 'tea',
  productName: 'Tea',
  currentPrice: 10,
  price: 11,
  unitCost: 6,
  confidenceIn: 'profit',
  expectedAtCurrent: { price: 10, units: 24, sales: 240, profit: 96 },
  expectedAtSuggested: { price: 11, units: 20, sales: 220, profit: 100 },
  outlookAtSuggested: { units: { value: 20, interval: [18, 22] } },
  recommendation: recommendationFixture(),
} as unknown as Suggestion;
const accepted: Decisions = {
  tea: { productId: 'tea', action: 'accept', price: 11, suggestedPrice: 11, currentPrice: 10, reason: '' },
};
const promised = (days: readonly WatchedDay[], decisions = accepted) =>
  promisesOf({ products: [watch(days)] }, decisions, [suggestion]);

describe('promisesOf', () => {
  test('kept: the mean of the rows at the accepted price, and the gain as it came', () => {
    const { list, sentence } = promised([18, 22, 19, 23].map((units) => day(units)));
    expect(list[0]).toMatchObject({ state: 'kept', rows: 4, seen: 20.5 });
    // 20.5 * 5 = 102.5 instead of 96
    expect(list[0]!.gain!.promised).toBeCloseTo(4, 9);
    expect(list[0]!.gain!.seen).toBeCloseTo(6.5, 9);
    expect(sentence).toBe(
      'Of 1 accepted price: 1 sold as promised. Together they promised a gain of 4.00 per row and brought 6.50.',
    );
  });

  test("an accepted price that is today's promises nothing", () => {
    const stays = { ...suggestion, price: 10 } as unknown as Suggestion;
    const decisions: Decisions = { tea: { ...accepted['tea']!, price: 10, suggestedPrice: 10 } };
    const days = [18, 22, 19, 23].map((units) => day(units, 10));
    expect(promisesOf({ products: [watch(days)] }, decisions, [stays]).list).toEqual([]);
  });

  test('less: below the promise and the scatter together', () => {
    const { list } = promised([11, 12, 11, 12, 11, 12].map((units) => day(units)));
    expect(list[0]).toMatchObject({ state: 'less' });
    // The scatter of few wild rows is no broken promise.
    expect(promised([4, 20, 5, 30].map((units) => day(units))).list[0]).toMatchObject({ state: 'kept' });
  });

  test('rows at another price say nothing; without any the price is not charged yet', () => {
    expect(promised([day(20, 10), day(20, 10)]).list[0]).toMatchObject({ state: 'notCharged', rows: 0 });
    expect(promised([day(20), day(20, 10)]).list[0]).toMatchObject({ state: 'tooEarly', rows: 1 });
  });

  test('a rejected price and one that is no longer recommended promise nothing', () => {
    const rejected = { tea: { ...accepted['tea']!, action: 'reject' as const } };
    expect(promised([day(20)], rejected).list).toEqual([]);
    const older = { tea: { ...accepted['tea']!, price: 12 } };
    expect(promised([day(20)], older).sentence).toMatch(/^No accepted price to watch yet/);
  });
});

describe('coverageOf', () => {
  test('days and sums in their intervals', () => {
    const days = [...Array.from({ length: 95 }, () => day(20)), ...Array.from({ length: 5 }, () => day(50))];
    expect(coverageOf({ products: [watch(days)] })).toMatchObject({
      days: 100,
      daysHeld: 95,
      products: 1,
      productsHeld: 1,
      isShort: false,
    });
  });

  test('intervals that hold too little say so', () => {
    const days = Array.from({ length: 200 }, (_, i) => day(i % 4 === 0 ? 50 : 20));
    const coverage = coverageOf({ products: [watch(days, 'a'), watch(days, 'b')] })!;
    expect(coverage.isShort).toBe(true);
    expect(coverage.sentence).toMatch(/^The intervals no longer hold: 75/);
  });

  test('nothing expected, nothing said', () =>
    expect(coverageOf({ products: [watch([day(5, 10, { low: NaN, high: NaN })])] })).toBeNull());
});
