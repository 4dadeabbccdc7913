import { expect, test } from 'vitest';

import { dayTicks } from './day-axis.ts';

const day = (iso: string) => Date.parse(iso) / 86_400_000;
const words = (ticks: readonly number[]) =>
  ticks.map((tick) => new Date(tick * 86_400_000).toISOString().slice(0, 10));

test('dayTicks: a week has its days, a month its Mondays', () => {
  expect(dayTicks(day('2025-03-10'), day('2025-03-14'))).toHaveLength(5);
  expect(words(dayTicks(day('2025-03-04'), day('2025-04-04')))).toEqual([
    '2025-03-10',
    '2025-03-17',
    '2025-03-24',
    '2025-03-31',
  ]);
});

test('dayTicks: firsts of every month, of every other one, of the years', () => {
  expect(words(dayTicks(day('2025-05-09'), day('2025-09-30')))).toEqual([
    '2025-06-01',
    '2025-07-01',
    '2025-08-01',
    '2025-09-01',
  ]);
  expect(words(dayTicks(day('2024-12-02'), day('2025-12-09')))).toEqual([
    '2025-01-01',
    '2025-03-01',
    '2025-05-01',
    '2025-07-01',
    '2025-09-01',
    '2025-11-01',
  ]);
  expect(words(dayTicks(day('2012-01-01'), day('2017-10-01')))).toEqual([
    '2012-01-01',
    '2013-01-01',
    '2014-01-01',
    '2015-01-01',
    '2016-01-01',
    '2017-01-01',
  ]);
});

test('dayTicks: both ends count, and nothing comes of nothing', () => {
  expect(dayTicks(100, 100)).toEqual([100]);
  expect(dayTicks(Number.NaN, 5)).toEqual([]);
});
