import { expect, test } from 'vitest';

import {
  formatBytes,
  formatCount,
  formatCountOf,
  formatDay,
  formatDayTick,
  formatDuration,
  formatMoment,
  formatMoney,
  formatPercent,
  formatRough,
  formatSignedRough,
  formatSignificant,
  formatTick,
  withSign,
} from './format.ts';

test('formatMoney: two decimals, thousands, no minus before zero, a dash for nothing', () => {
  expect(formatMoney(1234.5)).toBe('1,234.50');
  expect(formatMoney(-0.001)).toBe('0.00');
  expect(formatMoney(-3)).toBe('-3.00');
  expect(formatMoney(NaN)).toBe('–');
});

test('formatCount and formatCountOf: whole numbers with their word', () => {
  expect(formatCount(12345.4)).toBe('12,345');
  expect(formatCountOf(1, 'day')).toBe('1 day');
  expect(formatCountOf(0, 'day')).toBe('0 days');
  expect(formatCountOf(2, 'history', 'histories')).toBe('2 histories');
});

test('formatPercent: a share of one, in percent', () => {
  expect(formatPercent(0.1234)).toBe('12.3 %');
  expect(formatPercent(1, 0)).toBe('100 %');
});

test('formatSignificant: three figures, no trailing zeros', () => {
  expect(formatSignificant(1.4159)).toBe('1.42');
  expect(formatSignificant(0.00712345)).toBe('0.00712');
  expect(formatSignificant(12345)).toBe('12,300');
  expect(formatSignificant(2)).toBe('2');
});

test('formatBytes: decimal units', () => {
  expect(formatBytes(640)).toBe('640 B');
  expect(formatBytes(12_300)).toBe('12.3 KB');
  expect(formatBytes(48_000_000)).toBe('48.0 MB');
});

test('formatDuration: the two largest units', () => {
  expect(formatDuration(8.4)).toBe('8 s');
  expect(formatDuration(125)).toBe('2 min 5 s');
  expect(formatDuration(120)).toBe('2 min');
  expect(formatDuration(4800)).toBe('1 h 20 min');
  expect(formatDuration(NaN)).toBe('–');
});

test('formatDay: days since 1970-01-01, whatever the time zone', () => {
  expect(formatDay(0)).toBe('1 Jan 1970');
  expect(formatDay(20161)).toBe('14 Mar 2025'); // Date.UTC(2025, 2, 14) / 86,400,000
  expect(formatDayTick(20161, 100)).toBe('14 Mar');
  expect(formatDayTick(20161, 700)).toBe('Mar 2025');
});

test('formatMoment: day and minute where the person is; no time is a dash', () => {
  expect(formatMoment(new Date(2026, 10, 22, 9, 4, 59).toISOString())).toBe('22 Nov 2026, 09:04');
  expect(formatMoment('soon')).toBe('–');
});

test('formatRough: no more figures than are known, and never a long one', () => {
  expect([12.345, -99.5, 1805.6, 659_190, 1_234_567, 18_604_736, 3.08e9].map(formatRough)).toEqual([
    '12.35',
    '-99.50',
    '1,806',
    '659,000',
    '1.23 M',
    '18.6 M',
    '3.08 B',
  ]);
  // As many figures in every row of a column.
  expect([13e6, 4e6, -7.6e6, 100e6, 2e9].map(formatRough)).toEqual([
    '13.0 M',
    '4.00 M',
    '-7.60 M',
    '100 M',
    '2.00 B',
  ]);
  expect([5, 0, -5].map(formatSignedRough)).toEqual(['+5.00', '0.00', '-5.00']);
});

test('formatTick: short enough to stand beside an axis', () => {
  expect([0, 0.25, 12_500, 999_999, 60e6, 62.5e6, 2e9].map(formatTick)).toEqual([
    '0',
    '0.25',
    '12,500',
    '1,000,000',
    '60 M',
    '62.5 M',
    '2 B',
  ]);
});

test('withSign: a plus before what is more than nothing once written', () => {
  expect(withSign(1.5, formatMoney)).toBe('+1.50');
  expect(withSign(0.001, formatMoney)).toBe('0.00');
  expect(withSign(-2, formatMoney)).toBe('-2.00');
  expect(withSign(NaN, formatMoney)).toBe('–');
});
