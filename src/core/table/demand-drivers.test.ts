import { expect, test } from 'vitest';

import { filledDriver, withDriversOfDays } from './demand-drivers.ts';

test('filledDriver: no spend where nothing is written, unless zeros are; else what was last known', () => {
  const spend = Float64Array.of(NaN, 5, NaN, 7);
  expect([...filledDriver(spend, 'advertising')!]).toEqual([0, 5, 0, 7]);
  expect([...filledDriver(Float64Array.of(NaN, 5, NaN, 0), 'advertising')!]).toEqual([5, 5, 5, 0]);
  expect([...filledDriver(spend, 'weather')!]).toEqual([5, 5, 5, 7]);
  expect([...filledDriver(spend, 'event')!]).toEqual([0, 5, 0, 7]);
  expect(filledDriver(Float64Array.of(NaN, NaN), 'event')).toBeNull();
});

test('withDriversOfDays: what all products of a day have in common fills their blanks; figures of their own do not', () => {
  const day = Int32Array.of(1, 2, 3);
  const one = { day, drivers: { weather: Float64Array.of(4, NaN, 6) } };
  const same = { day, drivers: { weather: Float64Array.of(4, 5, NaN) } };
  const other = { day, drivers: { weather: Float64Array.of(9, 5, 8) } };
  expect([...withDriversOfDays([one, same])[0]!.drivers.weather]).toEqual([4, 5, 6]);
  expect([...withDriversOfDays([one, other])[0]!.drivers.weather]).toEqual([4, NaN, 6]);
});
