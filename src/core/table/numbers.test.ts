import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { decideSeparators, NumberReader, readNumber, SeparatorEvidence, separatorProof } from './numbers.ts';

describe('readNumber', () => {
  const cases: readonly (readonly [string, '.' | ',', number | string])[] = [
    ['1,234.56', '.', 1234.56],
    ['1.234,56', ',', 1234.56],
    ['1 234,56', ',', 1234.56],
    ['1\u00a0234,56', ',', 1234.56],
    ['1\u202f234\u202f567', ',', 1234567],
    ["1'234.50", '.', 1234.5],
    ['1’234’567', '.', 1234567],
    ['$1,234.50', '.', 1234.5],
    ['-$5.25', '.', -5.25],
    ['$-5.25', '.', -5.25],
    ['US$ 12', '.', 12],
    ['€ 12,50', ',', 12.5],
    ['12,50 €', ',', 12.5],
    ['12.50 EUR', '.', 12.5],
    ['12.50EUR', '.', 12.5],
    ['12€50', '.', 12.5],
    ['12€50', ',', 12.5],
    ['~16.00', '.', 16],
    ['0.105M', '.', 105_000],
    ['12M', '.', 'unreadable'],
    ['๑๖.๕๐', '.', 16.5],
    ['১৬.৫০', '.', 16.5],
    ['CHF 12.50', '.', 12.5],
    ['129 kr', ',', 129],
    ['4,99 zł', ',', 4.99],
    ['12.5 %', '.', 12.5],
    ['12,5%', ',', 12.5],
    ['(1,234.50)', '.', -1234.5],
    ['12-', '.', -12],
    ['−12', '.', -12],
    ['+3', '.', 3],
    ['.5', '.', 0.5],
    ['5.', '.', 5],
    ['1.2E+05', '.', 120000],
    ['00123', '.', 123],
    ['', '.', 'blank'],
    ['   ', '.', 'blank'],
    ['n/a', '.', 'marked-missing'],
    ['#N/A', '.', 'marked-missing'],
    ['NULL', '.', 'marked-missing'],
    ['-', '.', 'marked-missing'],
    ['#DIV/0!', '.', 'marked-missing'],
    ['twelve', '.', 'unreadable'],
    ['12,5', '.', 'unreadable'],
    ['1,23,456', '.', 123456], // as in India
    ['1,2,345', '.', 'unreadable'],
    ['１２３', '.', 123],
    ['1,980円', '.', 1980],
    ['16.00/ea', '.', 16],
    ['ab 12.99', '.', 'unreadable'],
    ['1.2.3', '.', 'unreadable'],
    ['12 pcs', '.', 12],
    ['2025-01-01', '.', 'unreadable'],
    ['Infinity', '.', 'unreadable'],
    ['0x10', '.', 'unreadable'],
    ['(-5)', '.', 'unreadable'],
    ['1 2', '.', 'unreadable'],
  ];
  test.each(cases)('readNumber: %s with decimal %s is %s', (text, decimal, expected) => {
    expect(readNumber(text, decimal)).toBe(expected);
    const read = new NumberReader(decimal).read(text);
    if (typeof expected === 'number') expect(read).toBe(expected);
    else expect(read).toBeNaN();
  });
});

test('NumberReader: the fast path rounds as the language itself does', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }), (value) => {
      const short = String(Number(value.toFixed(4)));
      expect(new NumberReader('.').read(short)).toBe(Number(short) === 0 ? 0 : Number(short));
      expect(new NumberReader(',').read(short.replace('.', ','))).toBe(
        Number(short) === 0 ? 0 : Number(short),
      );
      expect(new NumberReader('.').read(String(value))).toBe(Number(String(value)));
    }),
  );
});

test('separatorProof: a cell proves a separator only where one reading is impossible', () => {
  expect(separatorProof('1.234,56')).toBe(',');
  expect(separatorProof('1,234.56')).toBe('.');
  expect(separatorProof('1.234.567')).toBe(',');
  expect(separatorProof('12,5')).toBe(',');
  expect(separatorProof('0.234')).toBe('.');
  expect(separatorProof('1234.567')).toBe('.');
  expect(separatorProof('1.234')).toBeNull();
  for (const text of ['12.500 ₫', 'Rp 12.500', 'IDR 12.500', '₩12.500'])
    expect(separatorProof(text)).toBe(',');
  expect(separatorProof('€ 1.459')).toBeNull();
  expect(separatorProof('1234')).toBeNull();
});

test('decideSeparators: own evidence first, then the file, then the delimiter', () => {
  const withCells = (...cells: string[]) => {
    const evidence = new SeparatorEvidence();
    cells.forEach((cell) => evidence.add(cell));
    return evidence;
  };
  const price = withCells('9,99', '12,50');
  const sales = withCells('1.234', '2.000');
  const share = withCells('0.5');
  expect(decideSeparators([price, sales, share], ',')).toEqual({ columns: [',', ',', '.'], file: ',' });
  expect(decideSeparators([withCells('1.234')], ';').file).toBe(',');
  expect(decideSeparators([withCells('1.234')], ',').file).toBe('.');
});

test.each([
  ['R 1,234.50', 1234.5],
  ['R420.00', 420],
  ['S/ 12.50', 12.5],
  ['CA$16.20', 16.2],
  ['KSh 950', 950],
  ['125.50 ر.س', 125.5],
])('readNumber: "%s" is an amount of money', (text, value) => {
  expect(readNumber(text, '.')).toBe(value);
});

test('readNumber: a letter and a number is a code, no amount', () => {
  expect(readNumber('R12', '.')).toBe('unreadable');
});
