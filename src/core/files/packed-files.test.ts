import { parquetWriteBuffer } from 'hyparquet-writer';
import { gzipSync, strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';

import { buildDataset } from '../table/build-dataset.ts';
import { memorySource } from '../table/byte-source.ts';
import { isoDate } from '../table/day-numbers.ts';
import { ReadCancelled } from '../table/read-error.ts';
import type { ReadProgress } from '../table/read-hooks.ts';
import { inspect, readTable } from '../table/read-table.ts';
import { workbookOf } from './workbook-fixture.ts';

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

const asDay = (t: number) => isoDate(firstDay + t);
const soldIn = ({ histories }: Awaited<ReturnType<typeof read>>) =>
  histories.map(({ product, days, units }) => [
    product.series ? Object.values(product.series).join() : product.id,
    days.length,
    units.reduce((a, b) => a + b, 0),
  ]);
const header = ['Date', 'Product', 'Price', 'Units'];
const dayRows = (from: number, to: number, factor = 1) =>
  Array.from({ length: to - from }, (_, i) => from + i).flatMap((t) => [
    [asDay(t), 'Mug', 10 + (t % 3), factor * (50 - 10 * (t % 3))],
    [asDay(t), 'Pan', 20 + (t % 4), factor * (40 - 5 * (t % 4))],
  ]);
const soldOf = (list: readonly (readonly (string | number)[])[], product: string) =>
  list.reduce((sum, row) => sum + (row[1] === product ? Number(row[3]) : 0), 0);

test('workbook: a sheet a month is one file, title lines, orders of columns and other sheets aside', async () => {
  const turned = dayRows(31, 60).map(([day, product, price, units]) => [product!, day!, units!, price!]);
  const bytes = workbookOf({
    Info: [['Exported by the till'], ['on 1 April']],
    'Jan 2024': [['Sales of January'], [], header, ...dayRows(0, 31)],
    'Feb 2024': [['Product', 'Date', 'Units', 'Price'], ...turned],
    'Mar 2024': [header, ...dayRows(60, 91), ['Total', '', '', 999_999]],
  });
  const dataset = await read('year.xlsx', bytes);
  const all = dayRows(0, 91);
  expect(soldIn(dataset)).toEqual([
    ['Mug', 91, soldOf(all, 'Mug')],
    ['Pan', 91, soldOf(all, 'Pan')],
  ]);
  expect(dataset.findings.find(({ kind }) => kind === 'sheets-together')).toMatchObject({ count: 3 });
  const labels = dataset.questions
    ?.find(({ about }) => about === 'sheet or file')
    ?.choices.map(({ label }) => label);
  expect(labels?.slice(0, 2)).toEqual(['All 3 sheets together', 'Jan 2024']);
  expect(soldIn(await read('year.xlsx', bytes, 'Mar 2024'))[0]).toEqual([
    'Mug',
    31,
    soldOf(dayRows(60, 91), 'Mug'),
  ]);
  const choices = { parts: ['Jan 2024', 'Feb 2024'] };
  const two = buildDataset(await readTable(memorySource('year.xlsx', bytes), choices), choices);
  expect(soldIn(two)[0]).toEqual(['Mug', 60, soldOf(dayRows(0, 60), 'Mug')]);
  const none = { parts: ['Jan 2024', 'Info'] };
  await expect(readTable(memorySource('year.xlsx', bytes), none)).rejects.toThrow(
    'do not have the same columns',
  );
});

test('workbook: a sheet a store keeps the stores apart by the names of the sheets', async () => {
  const bytes = workbookOf({
    Berlin: [header, ...dayRows(0, 40)],
    Hamburg: [header, ...dayRows(0, 40, 3)],
    Köln: [header, ...dayRows(0, 38, 2)],
  });
  const dataset = await read('stores.xlsx', bytes);
  expect(dataset.histories).toHaveLength(6);
  expect(soldIn(dataset).filter(([name]) => name === 'Hamburg')).toEqual([
    ['Hamburg', 40, 3 * soldOf(dayRows(0, 40), 'Mug')],
    ['Hamburg', 40, 3 * soldOf(dayRows(0, 40), 'Pan')],
  ]);
  expect(dataset.findings.find(({ kind }) => kind === 'sheets-together')?.done).toContain('column "Store"');
});

test('workbook: a sheet a product, and a sheet a month without a date in it', async () => {
  const single = (factor: number) => [
    ['Date', 'Price', 'Units'],
    ...rows.map(([day, price, units]) => [day, price, factor * units]),
  ];
  const products = await read(
    'products.xlsx',
    workbookOf({ Mug: single(1), Pan: single(2), Cup: single(4) }),
  );
  expect(products.histories.map(({ product }) => product.id).sort()).toEqual(['Cup', 'Mug', 'Pan']);
  const month = (t: number) => [
    ['Product', 'Price', 'Units'],
    ['Mug', 10 + (t % 3), 500 - 100 * (t % 3)],
    ['Pan', 20 + (t % 4), 400 - 50 * (t % 4)],
  ];
  const names = Array.from(
    { length: 18 },
    (_, t) =>
      `${['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][t % 12]!} ${t < 12 ? 2023 : 2024}`,
  );
  const monthly = await read(
    'months.xlsx',
    workbookOf(Object.fromEntries(names.map((name, t) => [name, month(t)]))),
  );
  expect(monthly.histories.map(({ product, days }) => [product.id, days.length])).toEqual([
    ['Mug', 18],
    ['Pan', 18],
  ]);
  expect(isoDate(monthly.histories[0]!.days[17]!).slice(0, 7)).toBe('2024-06');
});

test('workbook: copies, a sheet of all and its parts, plans and months that add up are not put together', async () => {
  const all = [header, ...dayRows(0, 60)];
  const half = [header, ...dayRows(0, 30)];
  const truth = soldOf(dayRows(0, 60), 'Mug');
  for (const sheets of [
    { Shop: all, 'Shop (2)': all },
    { Everything: all, North: half, South: [header, ...dayRows(30, 60)] },
    { Actual: all, Budget: [header, ...dayRows(0, 60, 2)] },
    { 'Jan 2024': half, 'Feb 2024': all },
  ]) {
    const dataset = await read('book.xlsx', workbookOf(sheets));
    expect(dataset.findings.some(({ kind }) => kind === 'sheets-together')).toBe(false);
    expect(soldIn(dataset)[0]).toEqual(['Mug', 60, truth]);
    expect(
      dataset.questions
        ?.find(({ about }) => about === 'sheet or file')
        ?.choices.some(({ label }) => /together/.test(label)),
    ).toBe(true);
  }
});
