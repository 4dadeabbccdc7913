// JSON, XML and tables of web pages: the same drawn days out of each come out equal; what holds no table is one sentence.

import { gzipSync, strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';

import { buildDataset } from '../table/build-dataset.ts';
import { memorySource } from '../table/byte-source.ts';
import { readTable } from '../table/read-table.ts';
import { json } from './formats/json-rows.ts';
import { markup } from './formats/markup.ts';
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
  'records under their date and product': JSON.stringify(
    Object.fromEntries(
      mug.map((d, t) => [
        d.date,
        {
          Mug: { price: d.price, units: d.units },
          Pan: { price: pan[t]!.price, units: pan[t]!.units },
        },
      ]),
    ),
  ),
  'records under their product and date': JSON.stringify(
    Object.fromEntries(
      [mug, pan].map((list, i) => [
        ['Mug', 'Pan'][i]!,
        Object.fromEntries(list.map(({ date, price, units }) => [date, { price, units }])),
      ]),
    ),
  ),
  'lists of records under their date': JSON.stringify(
    Object.fromEntries(
      mug.map((d, t) => [
        d.date,
        [
          { product: 'Mug', price: d.price, units: d.units },
          { product: 'Pan', price: pan[t]!.price, units: pan[t]!.units },
        ],
      ]),
    ),
  ),
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
  'XML, a price with its currency, a name in CDATA': `<?xml version="1.0" encoding="utf-16"?><sales>${rows.map(([date, product, units, price]) => `<row><date>${date!}</date><product><![CDATA[${product!}]]></product><style-no>7</style-no><units>${units!}</units><price currency="USD">${price!}</price></row>`).join('')}</sales>`,
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

  const cells = async (text: string | Uint8Array, kind = markup) => {
    const bytes = typeof text === 'string' ? strToU8(text) : text;
    const opened = await kind.open(
      memorySource('x', bytes),
      bytes,
      undefined,
      () => Promise.resolve(null),
      {},
    );
    let out = '';
    for await (const piece of opened.source.chunks()) out += new TextDecoder().decode(piece);
    return out.trimEnd().split('\n');
  };

  test('cells that are merged over rows and columns, of a page and of Excel', async () => {
    expect(
      await cells(
        '<table><tr><td>h<td>i<td>j<tr><td rowspan=2 colspan="2">a<td>c<tr><td>f<tr><td>1<td>2<td>3</table>',
      ),
    ).toEqual(['h,i,j', 'a,,c', 'a,,f', '1,2,3']);
    const rowsOf =
      '<Row><Cell ss:MergeAcross="1" ss:MergeDown="1"><Data>a</Data></Cell><Cell><Data>b</Data><Comment><Data>seen</Data></Comment></Cell></Row><Row><Cell><Data>z</Data></Cell></Row>';
    expect(await cells(`<?xml version="1.0"?><Workbook><Table>${rowsOf}</Table></Workbook>`)).toEqual([
      'a,,b',
      'a,,z',
    ]);
  });

  test('entities of Latin letters; CDATA stands as it is; what a file declares is not filled in', async () => {
    expect(
      await cells(
        '<table><tr><td>Descripci&oacute;n<td>A&ntilde;o&nbsp;&ndash; &#x141;&oacute;d&#378;<tr><td>a &amp;amp; b<td><![CDATA[R&amp;D]]></table>',
      ),
    ).toEqual(['Descripción,Año – Łódź', 'a &amp; b,R&amp;D']);
    const declared = '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]>';
    expect(
      await cells(`<?xml version="1.0"?>${declared}<a>${'<r><s>&c;</s><t>1</t></r>'.repeat(2)}</a>`),
    ).toEqual(['s,t', '&c;,1', '&c;,1']);
  });

  test('UTF-16, with a mark and without', async () => {
    const wide = (text: string) =>
      Uint8Array.from([...text].flatMap((sign) => [sign.charCodeAt(0) & 255, sign.charCodeAt(0) >> 8]));
    for (const mark of ['', '\ufeff'])
      for (const form of ['a list of records', 'a table of a page'] as const) {
        const dataset = buildDataset(await readTable(memorySource('x', wide(mark + forms[form]!))));
        expect(facts(dataset).sort((a, b) => a[2]! - b[2]!)).toEqual(truth(mug, pan));
      }
  });

  test('long identifiers stay apart, also where they are numbers; digits within texts and fractions stay', async () => {
    const list =
      '[{"id":1729382256910270001,"n":"a \\"1234567890123456789","f":0.1234567890123456},{"id":1729382256910270002,"n":2,"f":1}]';
    const [, first, second] = await cells(list, json);
    expect(first).toBe('1729382256910270001,"a ""1234567890123456789",0.1234567890123456');
    expect(second).toBe('1729382256910270002,2,1');
  });

  test('a header that writes its names <so> is that of a CSV', async () => {
    const csv = [header.map((name) => `<${name}>`), ...rows].map((row) => row.join(',')).join('\n');
    expect(facts(await read(csv, 'x.csv')).sort((a, b) => a[2]! - b[2]!)).toEqual(truth(mug, pan));
  });

  test('what no tag ends, and what merges without end, is refused', async () => {
    const none = 'is a web page or XML without a table';
    for (const opening of ['<![CDATA[', '<!', '<!--', '<script ', "<a '", '<a "'])
      await expect(cells(`<table>${opening.repeat(100_000)}`)).rejects.toThrow(none);
    await expect(
      cells(`<?xml version="1.0"?>${'<r><s>1</s><t>2</t></r>'.repeat(3)}${'<a>'.repeat(300)}`),
    ).rejects.toThrow(none);
    await expect(cells(`<table>${'<tr><td colspan=1024>x'.repeat(20_000)}`)).rejects.toThrow(
      '"x" merges more than 16 million cells; open it in a spreadsheet and save its table as CSV.',
    );
    const keys = Array.from({ length: 2001 }, (_, i) => ({ [`k${i}`]: 1 }));
    await expect(cells(JSON.stringify(keys), json)).rejects.toThrow('more than 2000 different keys');
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
