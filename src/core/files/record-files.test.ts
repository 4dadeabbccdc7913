// JSON, XML and tables of web pages: the same drawn days out of each come out equal; what holds no table is one sentence.

import { gzipSync, strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';

import { buildDataset } from '../table/build-dataset.ts';
import { memorySource } from '../table/byte-source.ts';
import { readTable } from '../table/read-table.ts';
import { facts, lines, mug, pan, truth } from './drawn-file-fixture.ts';

const header = ['date', 'product', 'units', 'price'];
const rows = mug.flatMap((d, t) => [
  [d.date, 'Mug', d.units, d.price],
  [d.date, 'Pan', pan[t]!.units, pan[t]!.price],
]);
const records = rows.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i]!])));
const read = async (text: string, name = 'sales.json') =>
  buildDataset(await readTable(memorySource(name, strToU8(text))));
const page = (table: string) =>
  `<html><head><style>td{color:red}</style></head><body><table><tr><td>menu</td></tr></table>${table}</body></html>`;
const tagged = (row: readonly (string | number)[], tag: string) =>
  `<tr>${row.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;

const forms: Readonly<Record<string, string>> = {
  'a list of records': JSON.stringify(records, null, 1),
  'a record a line': records.map((record) => JSON.stringify(record)).join('\n'),
  'an answer around the list': JSON.stringify({
    meta: { count: rows.length, pages: [1, 2] },
    data: { rows: records },
  }),
  'columns of values': JSON.stringify(
    Object.fromEntries(header.map((name, i) => [name, rows.map((row) => row[i])])),
  ),
  'columns by the number of the row': JSON.stringify(
    Object.fromEntries(
      header.map((name, i) => [name, Object.fromEntries(rows.map((row, r) => [r, row[i]]))]),
    ),
  ),
  'names of columns beside lists': JSON.stringify({ columns: header, index: [], data: rows }),
  'a header among lists': JSON.stringify([header, ...rows]),
  'XML, an element a value': `<?xml version="1.0"?><sales>${records.map((r) => `<row>${header.map((name) => `<${name}>${r[name]!}</${name}>`).join('')}</row>`).join('')}</sales>`,
  'XML, an attribute a value': `<?xml version="1.0"?><s:sales xmlns:s="urn:x">${records.map((r) => `<s:row ${header.map((name) => `${name}='${r[name]!}'`).join(' ')}/>`).join('\n')}</s:sales>`,
  'a spreadsheet of 2003': `<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Sales"><Table>${[header, ...rows].map((row) => `<Row>${row.map((cell, i) => (i === 1 ? '' : `<Cell${i === 2 ? ' ss:Index="3"' : ''}><Data ss:Type="String">${cell}</Data></Cell>`)).join('')}</Row>`.replace('<Cell ss:Index="3">', `<Cell><Data ss:Type="String">${row[1]!}</Data></Cell><Cell ss:Index="3">`)).join('')}</Table></Worksheet></Workbook>`,
  'a table of a page': page(
    `<table border=1>${tagged(header, 'th')}${rows.map((row) => tagged(row, 'td')).join('\n')}</table>`,
  ),
  'a table whose days reach over two rows, ends left out': page(
    `<TABLE><tr><td colspan=4>Sales &amp; more</td></tr><tr>${header.map((name) => `<th>${name}`).join('')}${mug
      .map(
        (d, t) =>
          `<tr><td rowspan="2">${d.date}<td>Mug<td>${d.units}<td>&#36;${d.price}<tr><td><b>Pan</b><td>${pan[t]!.units}<td>&#36;${pan[t]!.price}`,
      )
      .join('')}</TABLE>`,
  ),
};

describe('records and pages', () => {
  test.each(Object.entries(forms))('%s', async (_, text) => {
    expect(facts(await read(text)).sort((a, b) => a[2]! - b[2]!)).toEqual(truth(mug, pan));
  });

  test('lines of orders within orders', async () => {
    const orders = lines(mug, (q, d, order) =>
      JSON.stringify({
        id: order,
        name: `#${order}`,
        created_at: `${d.date}T10:00:00Z`,
        customer: { name: 'Ann', id: 7 },
        tags: ['a', 'b'],
        line_items: [
          { id: 1, name: 'Mug', sku: 'M1', quantity: q, price: d.price.toFixed(2) },
          ...(order % 3 ? [] : [{ id: 2, name: 'Lid', sku: 'L1', quantity: 1, price: '3.00' }]),
        ],
      }),
    );
    const dataset = await read(`{"orders":[${orders.join()}]}`);
    const at = dataset.histories.findIndex(({ product }) => product.name === 'Mug');
    expect(facts(dataset)[at]).toEqual(truth(mug)[0]);
  });

  test('packed in gzip and zip', async () => {
    const text = strToU8(forms['a record a line']!);
    for (const [name, bytes] of [
      ['sales.ndjson.gz', gzipSync(text)],
      ['sales.zip', zipSync({ 'sales.jsonl': text })],
    ] as const) {
      const dataset = buildDataset(await readTable(memorySource(name, bytes)));
      expect(facts(dataset).sort((a, b) => a[2]! - b[2]!)).toEqual(truth(mug, pan));
    }
  });

  test.each([
    [
      '{"name":"x","list":[1,2,3]}',
      '"x.json" is JSON, but holds no list of records; export it as CSV, one row per product and day.',
    ],
    [
      '[{"date":"2024-01-01","price":',
      '"x.json" is JSON, but cut off or damaged (line 1); export it again, or as CSV.',
    ],
    [
      '<html><body><p>Please log in</p></body></html>',
      '"x.json" is a web page or XML without a table, not CSV; open it in a spreadsheet and save it as CSV.',
    ],
    [
      `${'<a>'.repeat(5000)}`,
      '"x.json" is a web page or XML without a table, not CSV; open it in a spreadsheet and save it as CSV.',
    ],
  ])('%s', async (text, sentence) => {
    await expect(read(text, 'x.json')).rejects.toThrow(sentence);
  });
});
