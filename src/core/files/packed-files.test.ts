import { parquetWriteBuffer } from 'hyparquet-writer';
import { gzipSync, strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';

import { buildDataset } from '../table/build-dataset.ts';
import { memorySource } from '../table/byte-source.ts';
import { isoDate } from '../table/calendar.ts';
import { ReadCancelled } from '../table/read-error.ts';
import { inspect, type ReadProgress, readTable } from '../table/read-table.ts';

const firstDay = 19_723; // 2024-01-01

const rows = Array.from(
  { length: 40 },
  (_, t) => [isoDate(firstDay + t), 10 + (t % 3), 50 - 10 * (t % 3)] as const,
);
const csv = ['Date,Price,Units', ...rows.map((row) => row.join(','))].join('\n');

async function read(name: string, bytes: Uint8Array, part?: string) {
  const choices = part === undefined ? {} : { part };
  return buildDataset(await readTable(memorySource(name, bytes), choices), choices);
}

const plain = await read('sales.csv', strToU8(csv));

function expectSame(dataset: Awaited<ReturnType<typeof read>>): void {
  expect(dataset.histories).toHaveLength(1);
  const [history] = dataset.histories;
  expect(history!.days).toEqual(plain.histories[0]!.days);
  expect(history!.price).toEqual(plain.histories[0]!.price);
  expect(history!.units).toEqual(plain.histories[0]!.units);
}

/** A workbook with a sheet per entry: numbers as numbers, dates as serial days with a date style. */
function workbookOf(
  sheets: Readonly<Record<string, readonly (readonly (string | number)[])[]>>,
  merged: readonly string[] = [],
): Uint8Array {
  const names = Object.keys(sheets);
  const cell = (value: string | number, row: number, column: number) => {
    const place = `${String.fromCharCode(65 + column)}${row + 1}`;
    if (value === '') return '';
    if (typeof value === 'number') return `<c r="${place}"><v>${value}</v></c>`;
    if (/^\d{4}-\d{2}-\d{2}$/.test(value))
      return `<c r="${place}" s="1"><v>${Date.parse(value) / 86_400_000 + 25_569}</v></c>`;
    return `<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`;
  };
  const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const relations = 'http://schemas.openxmlformats.org/package/2006/relationships';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const files: Record<string, Uint8Array> = {
    '[Content_Types].xml': strToU8(
      `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>`,
    ),
    'xl/workbook.xml': strToU8(
      `${xml}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${names.map((name, i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join('')}</sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `${xml}<Relationships xmlns="${relations}">${names.map((_, i) => `<Relationship Id="rId${i + 1}" Type="${office}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`).join('')}<Relationship Id="rIdS" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    ),
    'xl/styles.xml': strToU8(
      `${xml}<styleSheet xmlns="${main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    ),
  };
  names.forEach((name, i) => {
    const data = sheets[name]!.map(
      (row, r) => `<row r="${r + 1}">${row.map((value, c) => cell(value, r, c)).join('')}</row>`,
    );
    files[`xl/worksheets/sheet${i + 1}.xml`] = strToU8(
      `${xml}<worksheet xmlns="${main}"><sheetData>${data.join('')}</sheetData>${merged.length > 0 ? `<mergeCells>${merged.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells>` : ''}</worksheet>`,
    );
  });
  return zipSync(files);
}

const sheet = [['Date', 'Price', 'Units'], ...rows];

test('gzip: read as the CSV inside, with the fingerprint of the file itself', async () => {
  const packed = await read('sales.csv.gz', gzipSync(strToU8(csv)));
  expectSame(packed);
  expect(packed.fingerprint).not.toBe(plain.fingerprint);
  expect(packed.fileName).toBe('sales.csv.gz');
});

test('zip: the largest table inside is read, the others are offered', async () => {
  const bytes = zipSync({
    'readme.md': strToU8('x'.repeat(9999)),
    'a/sales.csv': strToU8(csv),
    'b.csv': strToU8('Date,Price\n'),
  });
  const packed = await read('export.zip', bytes);
  expectSame(packed);
  expect(packed.questions?.[0]?.choices.map(({ label }) => label)).toEqual(['a/sales.csv', 'b.csv']);
});

test('workbook: the sheet that holds sales is read, with typed dates; another on demand', async () => {
  const notes = [['Read me'], ...Array.from({ length: 200 }, (_, i) => [`line ${i}`])];
  const other = [sheet[0]!, ...rows.map(([day, price]) => [day, price, 7])];
  const bytes = workbookOf({ Notes: notes, Sales: sheet, Other: other });
  const packed = await read('book.xlsx', bytes);
  expectSame(packed);
  expect(packed.questions?.[0]?.choices[0]?.label).toBe('Sales');
  expect((await read('book.xlsx', bytes, 'Other')).histories[0]!.units.every((units) => units === 7)).toBe(
    true,
  );
  await expect(read('book.xlsx', bytes, 'None')).rejects.toThrow('"book.xlsx" has no sheet "None"');
});

test('Parquet: columns by name, numbers and texts', async () => {
  const buffer = parquetWriteBuffer({
    columnData: [
      { name: 'Date', data: rows.map(([day]) => day), type: 'STRING' },
      { name: 'Price', data: rows.map(([, price]) => price), type: 'DOUBLE' },
      { name: 'Units', data: rows.map(([, , units]) => units), type: 'INT32' },
    ],
  });
  expectSame(await read('sales.parquet', new Uint8Array(buffer)));
});

test('a damaged container is one sentence', async () => {
  const book = workbookOf({ Sales: sheet });
  for (const [name, bytes] of [
    ['book.xlsx', book.subarray(0, 300)],
    ['sales.csv.gz', gzipSync(strToU8(csv)).subarray(0, 60)],
    ['sales.parquet', strToU8('PAR1 and nothing more')],
    ['sales.zip', zipSync({ 'a.csv': strToU8(csv) }).subarray(0, 60)],
  ] as const)
    await expect(read(name, bytes)).rejects.toThrow(/damaged|holds too little|has a header but no rows/);
});

test('workbook: merged cells hold their value in each of their rows', async () => {
  const block = (sku: string, from: number) =>
    rows.map(([day, price, units], t) => [t === 0 ? sku : '', day, price + from, units]);
  const data = [['Shop', 'SKU', 'Date', 'Price', 'Units']].concat(
    [...block('A', 0), ...block('B', 5)].map((row, i) => [i % 40 === 0 ? 'North' : '', ...row] as never),
  );
  const bytes = workbookOf({ 'Sales & more': data }, ['A2:A41', 'B2:B41', 'A42:A81', 'B42:B81']);
  const { histories } = await read('book.xlsx', bytes);
  expect(histories.map(({ product, days }) => [product.key ?? product.id, days.length])).toEqual([
    ['A', 40],
    ['B', 40],
  ]);
});

test('workbook: looked at and read it is parsed once; progress comes while it is parsed, and cancelling ends it', async () => {
  const many = [
    sheet[0]!,
    ...Array.from({ length: 9000 }, (_, i) => [isoDate(firstDay + i), 10 + (i % 3), 5]),
  ];
  const bytes = workbookOf({ Sales: many });
  const source = memorySource('many.xlsx', bytes);
  const shares: number[] = [];
  const onProgress = ({ rows: done, bytesRead, bytesTotal }: ReadProgress) => {
    if (done === 0) shares.push(bytesRead / bytesTotal);
  };
  await readTable(source, {}, { onProgress });
  expect(shares.length).toBeGreaterThan(1);
  expect(shares.every((share, i) => share > (shares[i - 1] ?? 0) && share <= 1)).toBe(true);
  // The first reading's sheets serve once more, so there is nothing to parse.
  shares.length = 0;
  await inspect(source);
  await readTable(memorySource('other.xlsx', workbookOf({ Sales: sheet })));
  let asked = 0;
  const isCancelled = () => ++asked > 2;
  await expect(readTable(source, {}, { onProgress, isCancelled })).rejects.toThrow(ReadCancelled);
  expect(shares.length).toBeLessThan(2);
});
