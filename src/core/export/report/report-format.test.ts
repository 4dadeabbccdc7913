import { expect, test } from 'vitest';

import { amount, chance, day, percent, share, signed } from './report-format.ts';

test('day: an ISO time or days since 1970, written as on the page', () => {
  expect(day('2026-11-22T23:30:00.000Z')).toBe('22 Nov 2026');
  expect(day(20_089)).toBe('1 Jan 2025');
  expect(day('soon')).toBe('–');
  expect(day(NaN)).toBe('–');
});

test('percent: a change has its sign, and none where it rounds to nothing', () => {
  expect(percent(0.1251)).toBe('+12.5 %');
  expect(percent(-0.0312)).toBe('-3.1 %');
  expect(percent(-0.0004)).toBe('0.0 %');
  expect(percent(0.0004)).toBe('0.0 %');
  expect(percent(Infinity)).toBe('–');
});

test('amount, signed, share, chance: as long as they must be, a dash for none', () => {
  expect([0.01234, 12.345, 999, 1234.5, NaN].map(amount)).toEqual(['0.0123', '12.3', '999', '1,235', '–']);
  expect([3, -3, 0].map(signed)).toEqual(['+3', '-3', '0']);
  expect(share(0.874)).toBe('87 %');
  expect([0.874, 1, 0, NaN].map(chance)).toEqual(['87 %', 'over 99 %', 'under 1 %', '–']);
});
