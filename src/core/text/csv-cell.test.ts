import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, test } from 'vitest';

import { csvCell, csvLines } from './csv-cell.ts';

test('csvCell: text that a spreadsheet would run is defused', () => {
  expect(csvCell('=1+1')).toBe("'=1+1");
  expect(csvCell('+1')).toBe("'+1");
  expect(csvCell('-5')).toBe("'-5");
  expect(csvCell('@SUM(A1)')).toBe("'@SUM(A1)");
  expect(csvCell('\tx')).toBe('"\'\tx"');
  expect(csvCell('a=b')).toBe('a=b');
  expect(csvCell('T-shirt; long - blue')).toBe('"T-shirt; long - blue"');
});

test.each([
  ['a semicolon', "x;=cmd|' /C calc'!A0;y", "x;'=cmd|' /C calc'!A0;y"],
  ['a tab', 'x\t=1+1', "x\t'=1+1"],
  ['a line break', 'x\n=1+1', "x\n'=1+1"],
  ['a quotation mark after a semicolon', 'x;"=1+1', `x;'"=1+1`],
  ['a full-width sign', '\uFF1D1+1', "'\uFF1D1+1"],
  ['a small sign', '\uFE661+1', "'\uFE661+1"],
  ['a space without width', '\u200B=1+1', "'\u200B=1+1"],
  ['a byte order mark', '\uFEFF=1+1', "'\uFEFF=1+1"],
  ['white space', ' \u00A0=1+1', "' \u00A0=1+1"],
])('csvCell: defuses behind %s', (_, text, expected) => {
  const [cell] = Papa.parse<string[]>(csvCell(text), { delimiter: ',' }).data[0]!;
  expect(cell).toBe(expected);
});

test('csvCell: whatever a spreadsheet separates by, no cell of ours begins as a formula', () => {
  const text = fc
    .array(fc.constantFrom('=', '+', '@', ';', '\t', '"', '\n', '\u200B', ' ', ',', 'x', '1'))
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 3 }), (texts) => {
      const line = `${texts.map(csvCell).join(',')}\r\n`;
      for (const delimiter of [',', ';', '\t'])
        for (const cell of Papa.parse<string[]>(line, { delimiter }).data.flat())
          expect(cell).not.toMatch(/^[\s\u200B"]*[=+@]/);
    }),
  );
});

test('csvCell: a sign behind a million tabs is found', () => {
  const tabs = '\t'.repeat(1_000_000);
  expect(csvCell(`${tabs}=`) === `"'${tabs}'="`).toBe(true);
});

test('csvCell: numbers stay numbers, a negative one too; what is no number is empty', () => {
  expect(csvCell(-5.25)).toBe('-5.25');
  expect(csvCell(Number.NaN)).toBe('');
  expect(csvCell(null)).toBe('');
});

test('csvLines: a line a row, each ended by CRLF', () => {
  expect(
    csvLines([
      ['a', 'b;c', null],
      [1, -2.5, '=x'],
    ]),
  ).toBe('a,"b;c",\r\n1,-2.5,\'=x\r\n');
  expect(csvLines([])).toBe('');
});
