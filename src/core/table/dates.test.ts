import fc from 'fast-check';
import { expect, test } from 'vitest';

import { dayFromCivil, isoDate, weekdayOf } from './day-numbers.ts';
import { resolveDate } from './date-order.ts';
import { parseDate } from './dates.ts';

function read(text: string, order: 'ymd' | 'dmy' | 'mdy' = 'dmy'): string | null {
  const parsed = parseDate(text);
  const day = parsed && resolveDate(parsed, order);
  return day === null ? null : isoDate(day);
}

test('calendar: agrees with Date over four centuries', () => {
  fc.assert(
    fc.property(fc.integer({ min: -25_567, max: 100_000 }), (day) => {
      const date = new Date(day * 86_400_000);
      expect(isoDate(day)).toBe(date.toISOString().slice(0, 10));
      expect(dayFromCivil(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())).toBe(day);
      expect(weekdayOf(day)).toBe((date.getUTCDay() + 6) % 7);
    }),
  );
});

test.each([
  ['2025-01-31', '2025-01-31'],
  ['2025/1/5', '2025-01-05'],
  ['2025.01.05', '2025-01-05'],
  ['20250131', '2025-01-31'],
  ['2025-01-31T23:59:59.999Z', '2025-01-31'],
  ['2025-01-31 00:00:00', '2025-01-31'],
  ['31.01.2025 08:15', '2025-01-31'],
  ['31.1.25', '2025-01-31'],
  ['31/01/2025', '2025-01-31'],
  ['31-01-99', '1999-01-31'],
  ['5 Jan 2025', '2025-01-05'],
  ['05-Jan-25', '2025-01-05'],
  ['Jan 5, 2025', '2025-01-05'],
  ['January 5th, 2025', '2025-01-05'],
  ['Sun, 5 Jan 2025', '2025-01-05'],
  ['5. März 2025', '2025-03-05'],
  ['12 déc. 2024', '2024-12-12'],
  ['5 de enero de 2025', '2025-01-05'],
  ['2025-W05', '2025-01-27'],
  ['2025-W05-3', '2025-01-29'],
  ['2020-W53', '2020-12-28'],
  ['2025-02', '2025-02-01'],
  ['02/2025', '2025-02-01'],
  ['Feb-25', '2025-02-01'],
  ['2025-Q2', '2025-04-01'],
  ['2025-02-30', null],
  ['2025-13-01', null],
  ['32/01/2025', null],
  ['13/13/2025', null],
  ['Total', null],
  ['45678', '2025-01-21'], // the serial day of a spreadsheet
  ['2025-W53', null], // 2025 has 52 weeks
  ['Marketing 2024', null],
  ['1704110400000', '2024-01-01'],
  ['KW 02/2023', '2023-01-09'],
  ['Q2 2019', '2019-04-01'],
  ['۲۰۲۴-۰۱-۰۲', '2024-01-02'],
  ['12.5', null],
  ['', null],
])('parseDate: %s is %s', (text, expected) => {
  expect(read(text)).toBe(expected);
});

test('resolveDate: the order decides what a number means', () => {
  expect(read('03/04/2025', 'dmy')).toBe('2025-04-03');
  expect(read('03/04/2025', 'mdy')).toBe('2025-03-04');
  expect(read('13/04/2025', 'mdy')).toBeNull();
});

test('a range that leaves out the year begins in the one before where it crosses into January', () => {
  expect(read('29 Dec - 4 Jan 2025')).toBe('2024-12-29');
  expect(read('1 - 7 Jan 2024')).toBe('2024-01-01');
  expect(read('29.12. - 04.01.2025')).toBe('2024-12-29');
  expect(read('12/29 - 1/4/2025', 'mdy')).toBe('2024-12-29');
  expect(read('05/12 - 04/01/2025', 'dmy')).toBe('2024-12-05');
  expect(read('01.12. - 07.12.2025')).toBe('2025-12-01');
  expect(read('12/01 - 12/07/2025', 'mdy')).toBe('2025-12-01');
});

test('a number before a whole date is no day of a range', () => {
  for (const text of ['01 - 2024-01-07', '12 - 2024-01-07', '10-2024-01-07']) expect(read(text)).toBeNull();
});

test.each([
  ['R6.1.5', '2024-01-05'],
  ['R6年1月', '2024-01-01'],
  ['2024. jan. 5.', '2024-01-05'],
  ['5 thg 1, 2024', '2024-01-05'],
  ['5 ม.ค. 67', '2024-01-05'],
  ['๕/๑/๒๕๖๗', '2024-01-05'],
  ['২০২৪-০১-০৫', '2024-01-05'],
  ['۱۵ دی ۱۴۰۲', '2024-01-05'],
  ['5 يناير 2024', '2024-01-05'],
  ['5 בינואר 2024', '2024-01-05'],
  ['5 січня 2024 р.', '2024-01-05'],
  ['5.1.2024 klo 12.30', '2024-01-05'],
  ['05/01/2024 à 12h30', '2024-01-05'],
  ['20240105.0', '2024-01-05'],
  ['2024010514', '2024-01-05'],
  ['2024_01_05', '2024-01-05'],
  ['M01.2024', '2024-01-01'],
  ['(01) Jan 2024', '2024-01-01'],
  ['Qtr 1, 2024', '2024-01-01'],
  ['II kw. 2024', '2024-04-01'],
  ['1st quarter 2024', '2024-01-01'],
  ['WE 05-Jan-2024', '2024-01-05'],
  ['Fri Jan 05 2024 00:00:00 GMT+0100 (Central European Standard Time)', '2024-01-05'],
])('parseDate: %s in a rarer form', (text, expected) => {
  expect(read(text)).toBe(expected);
});

test('parseDate: a sum of four weeks, an IP address and a version are no dates', () => {
  for (const text of ['4 w/e 01/07/2024', '4 weeks ending 2024-01-07', '10.0.0.1', 'R6', 'R6.13.1'])
    expect(read(text)).toBeNull();
});
