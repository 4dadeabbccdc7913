import { describe, expect, test } from 'vitest';

import { historyFixture } from '../demand/history-fixture.ts';
import { priceHistory } from './price-history.ts';
import {
  lastCompetitorPrice,
  movesAfter,
  movesWith,
  noMoves,
  overheadPerDay,
  priceMoves,
} from './recent-days.ts';

const history = (price: number[], changes: Partial<Parameters<typeof historyFixture>[0]> = {}) =>
  historyFixture({ id: 'tea', price, units: price.map(() => 10), ...changes });

describe('priceMoves', () => {
  test('counts the seven calendar days that end with the file, against the day before each', () => {
    // Days 0 to 9; the last seven are 3 to 9. Changes on days 2, 3 and 9: the first lies before the week.
    expect(priceMoves(history([10, 10, 11, 12, 12, 12, 12, 12, 12, 10]))).toEqual({
      changesLastWeek: 2,
      daysSinceChange: 1,
    });
    expect(priceMoves(history([10, 10, 10]))).toEqual(noMoves);
    expect(priceMoves(history([10]))).toEqual(noMoves);
  });

  test('days since the change: that day counts, however long ago it is', () => {
    // It began on day 1 of 0 to 11.
    const standing = [10, ...Array.from({ length: 11 }, () => 12)];
    expect(priceMoves(history(standing))).toEqual({ changesLastWeek: 0, daysSinceChange: 11 });
  });

  test('less than half a cent is no change', () =>
    expect(priceMoves(history([10, 10.004, 10.001, 10.02]))).toEqual({
      changesLastWeek: 1,
      daysSinceChange: 1,
    }));

  test('weekly rows: only the last one lies in the week, and its price has stood for all of it', () => {
    const days = [0, 7, 14, 21];
    expect(priceMoves(history([10, 11, 12, 13], { days, daysPerRow: 7 }))).toEqual({
      changesLastWeek: 1,
      daysSinceChange: 7,
    });
  });
});

test('movesWith: what was decided since counts with the file, and is the later move', () => {
  const ofFile = { changesLastWeek: 1, daysSinceChange: 5 };
  expect(movesWith(ofFile, undefined)).toBe(ofFile);
  expect(movesWith(ofFile, { changesLastWeek: 2, daysSinceChange: 0 })).toEqual({
    changesLastWeek: 3,
    daysSinceChange: 0,
  });
});

test('movesAfter: days go on, and changes since count', () => {
  const before = { changesLastWeek: 2, daysSinceChange: 3 };
  expect(movesAfter(before, 0, [])).toEqual(before);
  expect(movesAfter(before, 4, [])).toEqual({ changesLastWeek: 2, daysSinceChange: 7 });
  expect(movesAfter(before, 9, [1, 4])).toEqual({ changesLastWeek: 1, daysSinceChange: 5 });
  expect(movesAfter(noMoves, 9, [])).toEqual(noMoves);
});

test('lastCompetitorPrice: the last price above 0', () => {
  const withRival = { ...history([10, 10, 10]), competitorPrice: Float64Array.of(9, 8, NaN) };
  expect(lastCompetitorPrice(withRival)).toBe(8);
  expect(lastCompetitorPrice({ ...withRival, competitorPrice: null })).toBeNull();
});

test('overheadPerDay: what the file’s profit has less than units times margin', () => {
  // 10 units at a margin of 4 are 40; the file says 35 and 31
  const tea = {
    ...history([10, 10]),
    unitCost: 6,
    profit: Float64Array.of(35, 31),
    has: { organicConversion: false, adConversion: false, profit: true },
  };
  expect(overheadPerDay(tea)).toBe(-7);
  expect(overheadPerDay({ ...tea, has: { ...tea.has, profit: false } })).toBe(0);
  expect(overheadPerDay({ ...tea, unitCost: null })).toBe(0);
});

test('overheadPerDay: each row is held against its own cost, and a row without one is left out', () => {
  const cost = Array.from({ length: 20 }, (_, t) => (t < 10 ? 3 : 6));
  const tea = history(
    cost.map(() => 10),
    { unitCost: 6, cost },
  );
  const exact = { ...tea, profit: tea.units.map((sold, t) => sold * (10 - cost[t]!)) };
  expect(overheadPerDay(exact)).toBe(0);
  // A day costs 5 beyond its units; of half the days the cost is not known.
  const profit = exact.profit.map((value) => value - 5);
  const known = Float64Array.from(cost, (value, t) => (t % 2 === 0 ? NaN : value));
  expect(overheadPerDay({ ...exact, profit, cost: known })).toBe(-5);
  expect(overheadPerDay({ ...exact, profit, cost: known.fill(NaN) })).toBe(0);
});

test('priceHistory: what was charged and what it brought, and when the price changed', () => {
  const tea = { ...history([10, 10, 12]), unitCost: 6, has: { ...history([10]).has, profit: false } };
  const told = priceHistory(tea);
  expect([...told.revenue]).toEqual([100, 100, 120]);
  expect([...told.profit!]).toEqual([40, 40, 60]);
  expect(told.changes).toEqual([tea.days[2]]);
  expect(priceHistory({ ...tea, unitCost: null }).profit).toBeNull();
});
