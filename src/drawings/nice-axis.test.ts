import fc from 'fast-check';
import { expect, test } from 'vitest';

import {
  calmEnds,
  logEnds,
  logTicks,
  middleRangeOf,
  niceEnds,
  niceTicks,
  rangeOf,
  roundedUp,
} from './nice-axis.ts';

test('niceEnds: round ends around the data', () => {
  expect(niceEnds(0.3, 15.51)).toEqual({ low: 0, high: 20 });
  expect(niceEnds(-1.9, 3.8)).toEqual({ low: -2, high: 4 });
  expect(niceEnds(Number.NaN, Number.NaN)).toEqual({ low: 0, high: 1 });
});

test('niceEnds: a flat range gets room', () => {
  const { low, high } = niceEnds(20, 20);
  expect(low).toBeLessThan(20);
  expect(high).toBeGreaterThan(20);
});

test('niceTicks: from end to end in equal steps', () => {
  expect(niceTicks({ low: 0, high: 20 })).toEqual([0, 5, 10, 15, 20]);
  expect(niceTicks({ low: -2, high: 4 })).toEqual([-2, 0, 2, 4]);
});

test('niceEnds and niceTicks: hold the data, with two to six ticks inside the ends', () => {
  const finite = fc.double({ noNaN: true, min: -1e6, max: 1e6 });
  fc.assert(
    fc.property(finite, finite, (a, b) => {
      const ends = niceEnds(Math.min(a, b), Math.max(a, b));
      expect(ends.low).toBeLessThanOrEqual(Math.min(a, b) + Math.abs(a - b) * 1e-8);
      expect(ends.high).toBeGreaterThanOrEqual(Math.max(a, b) - Math.abs(a - b) * 1e-8);
      const ticks = niceTicks(ends);
      expect(ticks.length).toBeGreaterThanOrEqual(2);
      expect(ticks.length).toBeLessThanOrEqual(6);
    }),
  );
});

test('logEnds and logTicks: 1, 2 and 5 times powers of ten', () => {
  expect(logEnds(0.03, 1.7)).toEqual({ low: 0.02, high: 2 });
  expect(logTicks({ low: 0.02, high: 2 })).toEqual([0.1, 1]);
  expect(logTicks({ low: 0.2, high: 0.5 })).toEqual([0.2, 0.5]);
  expect(logEnds(0, 1)).toEqual({ low: 0.1, high: 1 });
  expect(logEnds(1, 1)).toEqual({ low: 1, high: 10 });
});

test('calmEnds: keeps what is shown until the data leave it or fill too little of it', () => {
  const shown = { low: 0, high: 20 };
  expect(calmEnds(shown, { low: 5, high: 15 })).toBe(shown);
  expect(calmEnds(shown, { low: 0, high: 25 })).toEqual({ low: 0, high: 25 });
  expect(calmEnds(shown, { low: 0, high: 5 })).toEqual({ low: 0, high: 5 });
  const decades = { low: 0.01, high: 10 };
  expect(calmEnds(decades, { low: 0.1, high: 10 }, true)).toBe(decades); // two of three decades
  expect(calmEnds(decades, { low: 5, high: 10 }, true)).toEqual({ low: 5, high: 10 });
});

test('roundedUp: never below, and at most a fifth above', () => {
  fc.assert(
    fc.property(fc.integer({ min: 8, max: 1e6 }), (value) => {
      expect(roundedUp(value)).toBeGreaterThanOrEqual(value - 1e-6);
      expect(roundedUp(value)).toBeLessThanOrEqual(value * 1.2 + 1e-6);
    }),
  );
});

test('rangeOf: over several columns, without what is missing', () => {
  const rows = [
    { a: 1, b: null },
    { a: Number.NaN, b: -3 },
  ];
  expect(rangeOf(rows, [(row) => row.a, (row) => row.b], [2])).toEqual({ min: -3, max: 2 });
  expect(rangeOf([], [])).toEqual({ min: Number.NaN, max: Number.NaN });
});

test('middleRangeOf: without the lowest and the highest twentieth, with what has to be in it', () => {
  const rows = [...Array.from({ length: 39 }, (_, i) => ({ a: i })), { a: 1e6 }, { a: Number.NaN }];
  // Of 40 values the 2nd to the 38th: 39 * 0.05 and 39 * 0.95, rounded inwards.
  expect(middleRangeOf(rows, [(row) => row.a])).toEqual({ min: 2, max: 37 });
  expect(middleRangeOf(rows, [(row) => row.a], [-5])).toEqual({ min: -5, max: 37 });
  expect(middleRangeOf([{ a: 3 }, { a: 900 }], [(row) => row.a]), 'too few to leave any out').toEqual({
    min: 3,
    max: 900,
  });
  expect(middleRangeOf([], [])).toEqual({ min: Number.NaN, max: Number.NaN });
});
