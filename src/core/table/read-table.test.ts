import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { memorySource } from './byte-source.ts';
import { buildDataset } from './build-dataset.ts';
import { isoDate } from './day-numbers.ts';
import type { DateOrder } from './dataset.ts';
import { ReadCancelled, ReadError } from './read-error.ts';
import { inspect, readTable } from './read-table.ts';
import {
  dailyCsv,
  finding,
  newYear,
  plainCsv,
  readBytes,
  readText,
  textSource,
  utf16,
} from './small-files-fixture.ts';

const encoder = new TextEncoder();

describe('formats', () => {
  test('readTable: a plain file, its format and its fingerprint', async () => {
    const dataset = await readText(plainCsv());
    expect(dataset.format).toEqual({
      encoding: 'utf-8',
      delimiter: ',',
      decimalSeparator: '.',
      dateOrder: 'ymd',
    });
    expect(dataset.table.rowCount).toBe(20);
    expect([...dataset.table.fileRow.subarray(0, 3)]).toEqual([2, 3, 4]);
    expect(dataset.table.day[0]).toBe(newYear);
    expect([...dataset.table.numbers.price!.subarray(0, 2)]).toEqual([10, 12]);
    expect(dataset.histories[0]!.product).toEqual({ id: 'sales', name: 'sales', category: null });
    const hash = await crypto.subtle.digest('SHA-256', encoder.encode(plainCsv()));
    expect(dataset.fingerprint).toBe(Buffer.from(hash).toString('hex'));
  });

  test.each([';', '\t', '|'])('readTable: cells parted by %j', async (delimiter) => {
    const dataset = await readText(plainCsv().replaceAll(',', delimiter));
    expect(dataset.format.delimiter).toBe(delimiter);
    expect(dataset.table.rowCount).toBe(20);
  });

  test('readTable: a first line sep=; names the delimiter and is no header', async () => {
    const dataset = await readText(`sep=;\r\n${plainCsv().replaceAll(',', ';')}`);
    expect(dataset.headers).toEqual(['Report Date', 'Product Price', 'Total Sales']);
    expect(dataset.format.delimiter).toBe(';');
    expect(dataset.table.fileRow[0]).toBe(2);
  });

  test('readTable: decimal comma, grouped thousands, currency and European dates', async () => {
    const rows = dailyCsv('Datum;Preis;Umsatz', (t, date) => {
      const [y, m, d] = date.split('-');
      return `${d}.${m}.${y};${t % 2 ? '1.249,50 €' : '999,00 €'};${t % 2 ? '12.495,00 €' : '9.990,00 €'}`;
    });
    const { table, format } = await readText(rows);
    expect(format).toEqual({ encoding: 'utf-8', delimiter: ';', decimalSeparator: ',', dateOrder: 'dmy' });
    expect(table.day[3]).toBe(newYear + 3);
    expect([...table.numbers.price!.subarray(0, 2)]).toEqual([999, 1249.5]);
    expect(table.numbers.sales![1]).toBe(12495);
  });

  test('readTable: UTF-8 with a byte order mark, and UTF-16 with and without', async () => {
    const text = plainCsv().replace('Total Sales', 'Total Sales (€)');
    for (const bytes of [
      encoder.encode(`\ufeff${text}`),
      utf16(text, 'le', true),
      utf16(text, 'be', true),
      utf16(text, 'le', false),
      utf16(text, 'be', false),
    ]) {
      const dataset = await readBytes(bytes);
      expect(dataset.headers).toEqual(['Report Date', 'Product Price', 'Total Sales (€)']);
      expect(dataset.table.rowCount).toBe(20);
    }
  });

  test('readTable: Windows-1252, also where the first such byte comes after the head', async () => {
    const text = dailyCsv(
      'Report Date,Product Name,Product Price,Total Sales',
      (_, date) => `${date},Tee,10,30`,
    );
    const bytes = encoder.encode(text);
    const small = bytes.slice();
    small[text.indexOf('Tee') + 1] = 0xe4; // ä
    expect((await readBytes(small)).table.products[0]!.name).toBe('Täe');

    const long = encoder.encode(
      dailyCsv(
        'Report Date,Product Name,Product Price,Total Sales',
        (_, date) => `${date},Tee,10,30`,
        20_000,
      ),
    );
    long[long.length - 8] = 0x80; // the last row's Te€
    const dataset = await readBytes(long);
    expect(dataset.format.encoding).toBe('windows-1252');
    expect(dataset.table.rowCount).toBe(20_000);
    expect(dataset.table.products.at(-1)!.name).toBe('Te€');
  });

  test('readTable: CRLF, lone CR and mixed line ends change nothing', async () => {
    const text = plainCsv();
    const expected = (await readText(text)).table;
    let line = 0;
    const mixed = text.replace(/\n/g, () => (line++ % 2 === 0 ? '\r\n' : '\n'));
    for (const other of [text.replaceAll('\n', '\r\n'), text.replaceAll('\n', '\r'), mixed, text.trimEnd()]) {
      expect((await readText(other)).table).toEqual(expected);
    }
  });

  test('readTable: a header longer than the usual head of a file', async () => {
    const extra = Array.from({ length: 6000 }, (_, i) => `extra column ${i}`);
    const text = dailyCsv(
      ['Report Date', 'Product Price', 'Total Sales', ...extra].join(','),
      (t, date) => `${date},10,${10 * t}${','.repeat(extra.length)}`,
    );
    const { headers, table } = await readText(text);
    expect(headers).toHaveLength(6003);
    expect(table.rowCount).toBe(20);
  });

  test('readTable: quoted cells may hold line breaks, delimiters and quotation marks', async () => {
    const text = dailyCsv(
      'Product ID,"Report\nDate",Product Price,Total Sales',
      (t, date) => `"Tea, ""loose""\nline ${t % 2}",${date},10,30`,
      40,
    ).replace('"Report\nDate"', '"Report Date"');
    const { table } = await readText(text);
    expect(table.products.map((product) => product.id)).toEqual([
      'Tea, "loose"\nline 0',
      'Tea, "loose"\nline 1',
    ]);
    // a cell with line breaks is one row of a spreadsheet
    expect([...table.fileRow.subarray(0, 3)]).toEqual([2, 4, 6]);
    expect([...table.fileRow.subarray(20, 23)]).toEqual([3, 5, 7]);
  });

  test('readTable: a header __proto__ is a column and a product __proto__ a product', async () => {
    const text = dailyCsv(
      '__proto__,Product ID,Report Date,Product Price,Total Sales',
      (_, date) => `1,__proto__,${date},10,30`,
    );
    const dataset = await readText(text);
    expect(dataset.headers[0]).toBe('__proto__');
    expect(dataset.histories.map((history) => history.product.id)).toEqual(['__proto__']);
    expect(dataset.histories[0]!.days).toHaveLength(20);
  });

  test('readTable: a product key keeps its leading zeros', async () => {
    const text = dailyCsv('SKU,Date,Price,Sales', (_, date) => `00123,${date},10,30`);
    expect((await readText(text)).histories[0]!.product.id).toBe('00123');
  });

  test('readTable: a separator proven wrong after the head makes it read again', async () => {
    // 20,000 rows of "1,234" say nothing; the last one, "12,5", does.
    const text = dailyCsv(
      'Date\tPrice\tSales',
      (t, date) => `${date}\t${t === 19_999 ? '12,5' : '1,234'}\t3`,
      20_000,
    );
    const dataset = await readText(text);
    expect(dataset.format.decimalSeparator).toBe(',');
    expect(dataset.table.numbers.price![0]).toBe(1.234);
  });

  test('property: any cutting of the bytes gives the same table', async () => {
    const cell = fc.constantFrom(
      '10.50',
      '"1,234.50"',
      'n/a',
      '',
      'x',
      '"say ""hi"""',
      '"two\r\nlines"',
      '-3',
      '€ 4',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell, cell), { minLength: 14, maxLength: 25 }),
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom('\n', '\r\n'),
        fc.constantFrom('utf-8', 'utf-16'),
        async (drawn, pieceBytes, end, encoding) => {
          const rows = [...drawn, ['4', '1', '']]; // a day that sold ends the history: days without sales behind it are planned
          const lines = rows.map((cells, t) => [isoDate(newYear + t), '9.99', ...cells].join(','));
          const text = ['Date,Price,Sales,Profit,Ñote', ...lines].join(end);
          const bytes = encoding === 'utf-8' ? encoder.encode(text) : utf16(text, 'le', true);
          const whole = await readBytes(bytes);
          expect(await readBytes(bytes, {}, 'sales.csv', pieceBytes)).toEqual(whole);
          expect(whole.table.rowCount).toBe(rows.length);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('findings while reading', () => {
  test('readTable: an unreadable cell is missing and reported by row and column, never zero', async () => {
    const text = plainCsv()
      .replace('2025-01-03,10.00', '2025-01-03,ten')
      .replace('2025-01-05,10.00', '2025-01-05,n/a');
    const dataset = await readText(text);
    expect(dataset.table.numbers.price![2]).toBeNaN();
    expect(finding(dataset, 'unreadable-number')).toEqual({
      kind: 'unreadable-number',
      severity: 'attention',
      found: 'Unreadable numbers in "Product Price"',
      done: 'Taken as missing',
      count: 1,
      rows: [4],
      example: 'Row 4, column "Product Price": expected a positive number, got "ten"',
    });
    expect(finding(dataset, 'marked-missing').example).toBe(
      'Row 6, column "Product Price": expected a positive number, got "n/a"',
    );
  });

  test('readTable: unreadable, missing and impossible dates leave their row out', async () => {
    const text = plainCsv(30)
      .replace('2025-01-03,', '2025-02-30,')
      .replace('2025-01-05,', ',')
      .replace('2025-01-07,', 'Total,');
    const dataset = await readText(text);
    expect(dataset.table.rowCount).toBe(27);
    expect(finding(dataset, 'unreadable-date')).toMatchObject({
      count: 1,
      rows: [4],
      example: 'Row 4, column "Report Date": expected a date such as 2025-01-31, got "2025-02-30"',
    });
    expect(finding(dataset, 'total-row')).toMatchObject({ count: 1, rows: [8], example: 'Row 8: "Total"' });
    expect(finding(dataset, 'missing-date')).toMatchObject({ count: 1, rows: [6] });
  });

  test('readTable: rows with too many cells are left out, with too few taken', async () => {
    const text = plainCsv()
      .replace('2025-01-03,10.00', '2025-01-03,10,00')
      .replace('2025-01-04,12.00,48', '2025-01-04,12.00');
    const dataset = await readText(text);
    expect(dataset.table.rowCount).toBe(19);
    expect(finding(dataset, 'too-many-cells').example).toBe('Row 4: expected 3 cells, got 4');
    expect(finding(dataset, 'too-few-cells').example).toBe('Row 5: expected 3 cells, got 2');
  });

  test('readTable: a price of zero is missing, a repeated header is skipped', async () => {
    const text = plainCsv().replace(
      '2025-01-03,10.00,30',
      '2025-01-03,0,0\nReport Date,Product Price,Total Sales',
    );
    const dataset = await readText(text);
    expect(dataset.table.rowCount).toBe(20);
    expect(finding(dataset, 'price-not-positive')).toMatchObject({
      rows: [4],
      found: 'Zeros in "Product Price"',
    });
    expect(finding(dataset, 'repeated-header').rows).toEqual([5]);
  });

  test('readTable: blank lines count as rows of the spreadsheet and as nothing else', async () => {
    const dataset = await readText(plainCsv().replace('2025-01-03', '\n  \n,,\n2025-01-03'));
    expect(dataset.table.rowCount).toBe(20);
    expect(dataset.table.fileRow[2]).toBe(7);
  });

  test('readTable: numbers that can be read in two ways are pointed out', async () => {
    const text = dailyCsv('Date;Price;Units', (t, date) => `${date};1.${200 + t};3`);
    const dataset = await readText(text);
    expect(dataset.table.numbers.price![0]).toBe(1200); // semicolons go with a decimal comma
    expect(finding(dataset, 'undecided-separator').example).toBe(
      '"1.200" may be thousands or three decimals',
    );
    expect((await readText(text, { decimalSeparator: '.' })).table.numbers.price![0]).toBe(1.2);
  });

  test('readTable: text after a closing quotation mark is pointed out by row', async () => {
    const text = dailyCsv(
      'Name,Date,Price,Sales',
      (t, date) => `${t === 5 ? '"5" pipe"' : 'pipe'},${date},10,30`,
    );
    expect(finding(await readText(text), 'malformed-quote').rows).toEqual([7]);
  });
});

describe('refusals', () => {
  const refused = async (bytes: Uint8Array | string, name = 'sales.csv') => {
    const source = memorySource(name, typeof bytes === 'string' ? encoder.encode(bytes) : bytes);
    const error = await readTable(source)
      .then((result) => buildDataset(result))
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ReadError);
    return (error as ReadError).message;
  };

  test.each([
    ['', '"sales.csv" is empty; choose a CSV with a header and at least 14 days of sales.'],
    [' \n\n ', '"sales.csv" is empty; choose a CSV with a header and at least 14 days of sales.'],
    ['Report Date,Product Price,Total Sales\n', '"sales.csv" has a header but no rows below it.'],
    [
      '2025-01-01,9.99,30\n2025-01-02,9.99,20\n',
      '"sales.csv" has no header: its first row holds data ("2025-01-01", "9.99", "30"); put a first row with the columns\' names, such as Report Date, Product Price, Total Sales.',
    ],
    [
      'When,Product Price,Total Sales\n1,2,3\n',
      'The file has the columns "When", "Product Price" and "Total Sales", but none that names a date (such as "Report Date").',
    ],
    [
      'Date,Total Sales\n2025-01-01,3\n',
      'The file has the columns "Date" and "Total Sales", but none that names a price (such as "Product Price"). "Total Sales" divided by the units sold would give the price; add a column of units.',
    ],
    [
      'Date,Price\n2025-01-01,3\n',
      'The file has the columns "Date" and "Price", but none that names sales or units (such as "Total Sales" or "Units").',
    ],
    [
      'Date,Price,Sales\nyesterday,3,3\ntoday,3,3\n',
      'No row of "sales.csv" could be read. Row 2, column "Date": expected a date such as 2025-01-31, got "yesterday".',
    ],
    [plainCsv(13), '"sales.csv" holds too little history: it has 13 usable days; 14 are needed.'],
    [
      'Date,Price,Sales\n2025-01-01,3,3\n2025-01-02,"3,3\n2025-01-03,3,3\n',
      'Row 3 opens a cell with a quotation mark that is never closed, so everything after it would be lost; close the cell with another quotation mark, or write two where one is meant.',
    ],
    ['a\0b,c\n\0\0\u0001,2\n', '"sales.csv" is a binary file, not text; choose a file saved as CSV.'],
  ])('refusal: %j', async (text, sentence) => {
    expect(await refused(text)).toBe(sentence);
  });

  test('refusal: known binary files are named', async () => {
    const withSignature = (...bytes: number[]) => Uint8Array.from([...bytes, ...new Uint8Array(100)]);
    expect(await refused(withSignature(0x50, 0x4b, 3, 4), 'book.xlsx')).toBe(
      '"book.xlsx" looks like an Excel workbook, but is damaged or holds no table; open it in Excel and save it again, or save it as CSV.',
    );
    expect(await refused(withSignature(0x50, 0x4b, 3, 4), 'sales.csv')).toBe(
      '"sales.csv" is a damaged zip archive; pack it again, or choose the CSV inside.',
    );
    expect(await refused(withSignature(0x25, 0x50, 0x44, 0x46))).toBe(
      '"sales.csv" looks like a PDF; export the table behind it as CSV.',
    );
    expect(await refused(withSignature(0x89, 0x50, 0x4e, 0x47))).toBe(
      '"sales.csv" looks like a PNG picture; choose the CSV it was made from.',
    );
  });

  test('refusal: a quotation mark that swallows a long file is found without reading all of it', async () => {
    const text = dailyCsv('Date,Price,Sales', (t, date) => `${date},${t === 9 ? '"' : ''}10,30`, 150_000);
    expect(await refused(text)).toMatch(/^Row 11 opens a cell with a quotation mark that is never closed/);
  });

  test('refusal: bytes that do not fit the chosen encoding', async () => {
    const bytes = encoder.encode(plainCsv());
    bytes[2] = 0xff;
    await expect(readTable(memorySource('sales.csv', bytes), { encoding: 'utf-8' })).rejects.toThrow(
      '"sales.csv" is not valid UTF-8; choose another encoding.',
    );
  });
});

describe('questions', () => {
  const slashed = (days: number) =>
    dailyCsv(
      'Date,Price,Sales',
      (t, date) => {
        const [y, m, d] = date.split('-');
        return `${m}/${d}/${y},10,${10 * (t + 1)}`;
      },
      days,
    );

  test('inspect: the head tells format, mapping and sample rows', async () => {
    const preview = await inspect(textSource(plainCsv()));
    expect(preview.mapping).toEqual({ date: 0, price: 1, sales: 2 });
    expect(preview.sampleRows[0]).toEqual(['2025-01-01', '10.00', '10']);
    expect(preview.questions).toEqual([]);
  });

  test('inspect: an unknown column is asked for, and the answer is used', async () => {
    const text = plainCsv().replace('Product Price', 'Charged');
    const preview = await inspect(textSource(text));
    expect(preview.questions.map((question) => question.kind)).toEqual(['mapping']);
    const dataset = await readText(text, { mapping: { date: 0, price: 1, sales: 2 } });
    expect(dataset.mapping).toEqual({ date: 0, price: 1, sales: 2 });
  });

  test('dates: the whole column decides the order', async () => {
    const dataset = await readText(slashed(20));
    expect(dataset.format.dateOrder).toBe('mdy');
    expect(dataset.table.day[12]).toBe(newYear + 12);
  });

  test('dates: an ambiguous column asks, and both answers need no second reading', async () => {
    // 1 to 12 of a month, in two months: each date is a date both ways
    const text = `Date,Price,Sales\n${Array.from({ length: 24 }, (_, t) => `${1 + Math.floor(t / 12)}/${1 + (t % 12)}/2025,10,10`).join('\n')}`;
    const preview = await inspect(textSource(text));
    expect(preview.questions).toEqual([
      {
        kind: 'dateOrder',
        message:
          'Dates such as "1/2/2025" can be read with the day or with the month first; choose which is meant.',
        example: '1/2/2025',
      },
    ]);
    const result = await readTable(textSource(text));
    expect(result.questions).toEqual(preview.questions);
    expect(() => buildDataset(result)).toThrow('choose which is meant');
    const days = (order: DateOrder) => {
      const { day, fileRow } = buildDataset(result, { dateOrder: order }).table;
      return Array.from(fileRow.subarray(0, 3), (row, i) => [row, isoDate(day[i]!)]);
    };
    const monthFirst = [
      [2, '2025-01-01'],
      [3, '2025-01-02'],
      [4, '2025-01-03'],
    ];
    expect(days('mdy')).toEqual(monthFirst);
    expect(days('dmy')).toEqual([
      [2, '2025-01-01'],
      [14, '2025-01-02'],
      [3, '2025-02-01'],
    ]);
    expect(days('mdy')).toEqual(monthFirst);
  });
});

describe('progress', () => {
  test('readTable: reports progress up to the end', async () => {
    const text = plainCsv(60_000);
    const seen: number[] = [];
    await readTable(textSource(text), {}, { onProgress: ({ bytesRead }) => void seen.push(bytesRead) });
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.at(-1)).toBe(text.length);
    expect([...seen].sort((a, b) => a - b)).toEqual(seen);
  });

  test('readTable: stops where it is cancelled', async () => {
    let asked = 0;
    const reading = readTable(textSource(plainCsv(60_000)), {}, { isCancelled: () => ++asked > 2 });
    await expect(reading).rejects.toBeInstanceOf(ReadCancelled);
    expect(asked).toBe(3);
  });
});
