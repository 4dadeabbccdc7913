import fc from 'fast-check';
import { expect, test } from 'vitest';

import { CsvBytes, roundedTo } from './csv-bytes.ts';
import { csvCell, type Cell } from './csv-cell.ts';

const written = (write: (out: CsvBytes) => void) => {
  const out = new CsvBytes(4);
  write(out);
  return new TextDecoder().decode(out.done());
};
/** As it was before there were bytes. */
const cellOfRounded = (value: number, digits: number) =>
  csvCell(Number.isFinite(value) ? Number(value.toFixed(digits)) : value);

test('CsvBytes: rows of cells, empty where there is nothing', () => {
  const text = written((out) => {
    out.text('SKU-1');
    out.number(12.5);
    out.rounded(-0.00004, 4);
    out.text(null);
    out.number(Number.NaN);
    out.endRow();
    out.text('Öl, "extra"');
    out.rounded(null, 2);
    out.endRow();
  });
  expect(text).toBe('SKU-1,12.5,0,,\r\n"Öl, ""extra""",\r\n');
});

test('CsvBytes: the text of a cell is that of csvCell', () => {
  const any = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.stringMatching(/^[-=+@A-Za-z0-9 ._,;"]{0,12}$/),
  );
  fc.assert(
    fc.property(any, (text) => {
      expect(written((out) => out.text(text))).toBe(asUtf8(csvCell(text)));
    }),
  );
});

/** A lone surrogate has no UTF-8. */
const asUtf8 = (text: string) => new TextDecoder().decode(new TextEncoder().encode(text));

test('CsvBytes: numbers as String writes them, whatever their size', () => {
  const cents = fc.integer({ min: -2e9, max: 2e9 }).map((each) => each / 100);
  const any = fc.oneof(cents, fc.double(), fc.constantFrom(0, -0, 0.1, 1e-7, 1e21, 9_999_999.99, 1e7));
  fc.assert(
    fc.property(any, (value) => {
      expect(written((out) => out.number(value))).toBe(csvCell(value));
    }),
  );
});

test('CsvBytes: rounded figures as toFixed rounds them, without noughts at the end', () => {
  const any = fc.oneof(
    fc.double({ min: -1e6, max: 1e6 }),
    fc.double(),
    fc.integer({ min: -1e7, max: 1e7 }).map((steps) => steps / 1000), // among them halves of a last digit
  );
  fc.assert(
    fc.property(any, fc.integer({ min: 0, max: 6 }), (value, digits) => {
      const expected: Cell = cellOfRounded(value, digits);
      expect(written((out) => out.rounded(value, digits))).toBe(expected);
      if (Number.isFinite(value)) expect(csvCell(roundedTo(value, digits))).toBe(expected);
    }),
    { numRuns: 2_000 },
  );
});
