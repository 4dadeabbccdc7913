// Statements, lists and reports of further programs: what each of them writes in its own way comes out as the same drawn
// days, and what a file leaves open is said.

import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';

import { buildDataset } from '../table/build-dataset.ts';
import { memorySource } from '../table/byte-source.ts';
import { readTable } from '../table/read-table.ts';
import {
  comma,
  facts,
  file,
  german,
  lines,
  mug,
  pan,
  parts,
  read,
  truth,
  weeks,
} from './drawn-file-fixture.ts';
import { workbookOf } from './workbook-fixture.ts';

const third = mug.filter((_, t) => t % 3 === 0);
const money = (value: number) => value.toFixed(2);
const indian = (value: number) => value.toFixed(2).replace(/\B(?=(\d\d)*\d{3}\.)/g, ',');
const table = 'Date,Product,Price,Units';
const wideRow = (cells: readonly string[], widths: readonly number[]) =>
  cells.map((cell, i) => cell.padEnd(widths[i]!)).join('');

const statuses = [
  ['Paiement accepté', 'Paiement refusé'],
  ['Выполнен', 'Отменен покупателем'],
  ['Сделка успешна', 'Сделка провалена'],
  ['SALE', 'VOID SALE'],
  ['complete', 'fraud'],
  ['Checked-out', 'No-Show'],
  ['Teslim Edildi', 'İptal Edildi'],
  ['배송완료', '취소완료'],
  ['Selesai', 'Dibatalkan'],
  ['Hoàn thành', 'Đã hủy'],
] as const;

const readAsOne: Readonly<Record<string, string>> = {
  'a discount below zero beside the gross amount': file(
    'Date,Product,Units,Gross Sales,Discounts',
    mug.map((d) => `${d.date},Mug,${d.units},${money(25 * d.units)},${money(-(25 - d.price) * d.units)}`),
  ),
  'a discount in whole percent of each day': file(
    'Date,Product,Units,Price,Discount',
    mug.map((d) => `${d.date},Mug,${d.units},25.00,${Math.round(100 * (1 - d.price / 25))}`),
  ),
  'a settlement with fees and taxes in rows of their own': file(
    'order-id,amount-type,amount-description,amount,posted-date,sku,quantity-purchased',
    lines(mug, (q, d, order) =>
      [
        `${order},ItemPrice,Principal,${money(q * d.price)},${german(d)},MUG,${q}`,
        `${order},ItemPrice,Tax,${money(0.19 * q * d.price)},${german(d)},MUG,`,
        `${order},ItemFees,Commission,${money(-0.15 * q * d.price)},${german(d)},MUG,`,
      ].join('\n'),
    ),
  ),
  'a list between rules': [
    '+------------+---------+-------+-------+',
    '| date       | product | price | units |',
    '+------------+---------+-------+-------+',
    ...mug.map((d) => `| ${d.date} | mug     | ${money(d.price)} |    ${d.units} |`),
    '+------------+---------+-------+-------+',
  ].join('\n'),
  'a document number that begins with Sales': file(
    '|Sales Doc.|Doc. Date |Material|Order Quantity|Net price|Net Value|',
    ['|----|----|----|----|----|----|'].concat(
      lines(
        mug,
        (q, d, order) => `|${order}|${german(d)}|4711|${q}|${comma(d.price)}|${comma(q * d.price)}|`,
      ),
    ),
  ),
  'a price of a hundred': file(
    'Posting Date;Material;Quantity;Net Price;Per;Net Value',
    mug.map((d) => `${german(d)};M;${d.units};${comma(100 * d.price)};100;${comma(d.price * d.units)}`),
  ),
  'units that came back': file(
    'Order,Date,Item,Qty,Refunded Qty,Price',
    lines(mug, (q, d, order) => {
      const back = order % 10 === 0 ? 1 : 0;
      return `${order},${d.date},Mug,${q + back},${back},${d.price}`;
    }),
  ),
  'units and prices with their measure, amounts of lakh': file(
    'Date,Particulars,Quantity,Rate (Rs.),Value',
    mug.map((d) => `${german(d)},Mug,${d.units} Nos,${money(d.price)}/Nos,"${indian(d.price * d.units)}/-"`),
  ),
  'every cell as a formula of its text': file(
    table,
    mug.map((d) => `"=""${d.date}""",Mug,"=""${d.price}""","=""${d.units}"""`),
  ),
  'net, tax and gross in one word each': file(
    'Datum;Artikel;Menge;Netto;MwSt',
    mug.map(
      (d) => `${german(d)};Becher;${d.units};${comma(d.price * d.units)};${comma(0.19 * d.price * d.units)}`,
    ),
  ),
  Vietnamese: file(
    'Mã đơn,Ngày,Sản phẩm,Số lượng,Đơn giá',
    lines(mug, (q, d, order) => `${order},${d.date},Ly,${q},${d.price}`),
  ),
  'control characters between cells': file(
    'date\u0001product\u0001price\u0001units',
    mug.map((d) => [d.date, 'mug', d.price, d.units].join('\u0001')),
  ),
  'heads and payments of sales in rows of their own': file(
    'Sale Date,Invoice Number,Line Type,SKU,Quantity,Subtotal,Status',
    lines(mug, (q, d, order) =>
      [
        `${d.date} 10:11:12,${order},Sale,,${q},${money(q * d.price)},CLOSED`,
        `${d.date} 10:11:12,${order},Sale Line,M1,${q},${money(q * d.price)},`,
        `${d.date} 10:11:12,${order},Payment,,,,`,
      ].join('\n'),
    ),
  ),
  'a promotion price of 0 where nothing was on offer': file(
    'Date,SKU,Units,Regular Price,Promo Price',
    mug.map((d) => `${d.date},M,${d.units},24.00,${d.price < 24 ? d.price : 0}`),
  ),
  'a date in columns of one beginning': file(
    'arrival_date_year,arrival_date_month,arrival_date_day_of_month,adr,rooms_sold',
    mug.map((d) => `${parts(d).map(Number).join(',')},${d.price},${d.units}`),
  ),
  Turkish: file(
    'Sipariş Numarası;Sipariş Tarihi;Ürün Adı;Adet;Birim Fiyatı',
    lines(mug, (q, d, order) => `${order};${german(d)};Kupa;${q};${comma(d.price)}`),
  ),
  Korean: file(
    '주문번호,주문일,등록상품명,구매수(수량),판매단가',
    lines(mug, (q, d, order) => `${order},${d.date},컵,${q},${d.price}`),
  ),
  'a printed list with blank cells': [
    wideRow(['Date', 'Article', 'Promo', 'Units', 'Price'], [12, 10, 8, 8, 5]),
    ...mug.map((d, t) =>
      wideRow([d.date, 'MUG', t % 3 ? '' : 'X', String(d.units), money(d.price)], [12, 10, 8, 8, 5]),
    ),
  ].join('\n'),
};

const readAsTwo: Readonly<Record<string, string>> = {
  'two tables beside each other': file(
    'Date,Product,Price,Units,,Date,Product,Price,Units',
    mug.map((d, t) => {
      const other = pan[t]!;
      return `${d.date},Mug,${d.price},${d.units},,${other.date},Pan,${other.price},${other.units}`;
    }),
  ),
  'a header of three rows': [
    'Region,North,,,',
    'Product,Mug,,Pan,',
    'Date,Units,Price,Units,Price',
    ...mug.map((d, t) => `${d.date},${d.units},${d.price},${pan[t]!.units},${pan[t]!.price}`),
  ].join('\n'),
  'a header of levels, the name of the days below it': [
    ',price,price,units,units',
    'product,mug,pan,mug,pan',
    'date,,,,',
    ...mug.map((d, t) => `${d.date},${d.price},${pan[t]!.price},${d.units},${pan[t]!.units}`),
  ].join('\n'),
};

const readBytes = async (name: string, bytes: Uint8Array) =>
  buildDataset(await readTable(memorySource(name, bytes)));

describe('statements, lists and reports', () => {
  test.each(Object.entries(readAsOne))('one product: %s', async (_, text) => {
    expect(facts(await read(text))).toEqual(truth(mug));
  });

  test.each(Object.entries(readAsTwo))('two series: %s', async (_, text) => {
    const found = facts(await read(text)).sort((a, b) => a[2]! - b[2]!);
    expect(found).toEqual(truth(mug, pan));
  });

  test.each(statuses)('rows of a status that ends the sale: %s, not %s', async (good, bad) => {
    const rows = [
      ...lines(mug, (q, d, order) => `${order},${d.date},Mug,${q},${d.price},${good}`),
      ...lines(third, (q, d, order) => `${order}9,${d.date},Mug,${q},${d.price},${bad}`),
    ];
    expect(facts(await read(file('Order,Date,Item,Qty,Price,Status', rows)))).toEqual(truth(mug));
  });

  test('words of a status that nobody knows are said, and their rows count', async () => {
    const rows = lines(
      mug,
      (q, d, order) => `${order},${d.date},Mug,${q},${d.price},${order % 5 ? 'C' : 'X'}`,
    );
    const dataset = await read(file('Order,Date,Item,Qty,Price,Status', rows));
    expect(facts(dataset)).toEqual(truth(mug));
    const finding = dataset.findings.find(({ kind }) => kind === 'unknown-status');
    expect(finding?.severity).toBe('attention');
    expect(finding?.found).toContain('"X", "C"');
  });

  test('sales after a discount are what was paid, and units in thousands are whole', async () => {
    const [paid] = (await read(readAsOne['a discount below zero beside the gross amount']!)).histories;
    const revenue = mug.reduce((sum, d) => sum + d.price * d.units, 0);
    expect(paid!.sales.reduce((a, b) => a + b, 0)).toBeCloseTo(revenue, 0);
    const thousands = weeks.map((d) => `${d.date},Mug,${d.price},${(d.units / 1000).toFixed(3)}`);
    expect(facts(await read(file('Week,Product,Price,Units (000)', thousands)))).toEqual(truth(weeks));
  });

  test('fiscal periods are months, weeks of August weeks', async () => {
    const months = Array.from({ length: 40 }, (_, i) => {
      const [year, month] = [2021 + Math.floor(i / 12), String((i % 12) + 1).padStart(2, '0')];
      return { date: `${year}-${month}-01`, price: 18 + ((i * 3) % 5), units: 1000 + ((i * 37) % 41) };
    });
    const periods = months.map((d) => `0${parts(d)[1]}/${parts(d)[0]},P1,${d.units},${d.units * d.price}`);
    expect(facts(await read(file('Period/Year,Product,Sales quantity,Revenue', periods)))).toEqual(
      truth(months),
    );
    const day = (date: string, later: number) =>
      new Date(Date.parse(date) + later * 86_400_000).toUTCString().slice(5, 16);
    const ranges = weeks.map(
      (d) => `${day(d.date, 0).slice(0, 6)} - ${day(d.date, 6)},${d.price},${d.units}`,
    );
    expect(facts(await read(file('Week,Price,Units', ranges)))).toEqual(truth(weeks));
  });

  test('years far ahead are said: 67 of the Buddhist calendar', async () => {
    const rows = mug.map((d) => `${parts(d)[2]}/${parts(d)[1]}/67,${d.price},${d.units}`);
    const dataset = await read(file('Date,Price,Units', rows));
    expect(dataset.findings.find(({ kind }) => kind === 'far-future')?.done).toBe(
      '"01/01/67" is read as 2067-01-01',
    );
  });

  test('products of an order in one cell are refused with the way on', async () => {
    for (const cell of ['2× Mug, 1× Pan', 'Mug x 2; Pan x 1', 'Mug (x2)|Pan (x1)']) {
      const rows = lines(mug, (q, d, order) => `${d.date},${order},"${cell}",3,${money(q * d.price)}`);
      await expect(read(file('Date,Order,Product(s),Items sold,Net Sales', rows))).rejects.toThrow(
        `"Product(s)" holds all products of an order in one cell ("${cell}")`,
      );
    }
  });

  test('dates without a year are refused as such', async () => {
    const rows = mug.map((d) => `${+parts(d)[1]}/${+parts(d)[2]},${d.price},${d.units}`);
    await expect(read(file('Date,Price,Units', rows))).rejects.toThrow(
      'a month and its year: write each date whole',
    );
  });
});

describe('packed files', () => {
  const cells = (list: typeof mug) => list.map((d) => [d.date, 'Mug', d.price, d.units]);
  const head = table.split(',');

  test('a hidden sheet is offered beside what is shown, and read where nothing else holds sales', async () => {
    const beside = await readBytes(
      'a.xlsx',
      workbookOf({ Sales: [head, ...cells(mug)], Raw: [head, ...cells(weeks)] }, [], ['Raw']),
    );
    expect(facts(beside)).toEqual(truth(mug));
    expect(beside.findings.find(({ kind }) => kind === 'hidden-sheet')?.done).toMatch(/^Not read/);
    const labels = beside.questions?.flatMap(({ choices }) => choices.map(({ label }) => label));
    expect(labels).toContain('Raw (hidden in Excel)');
    const alone = await readBytes(
      'a.xlsx',
      workbookOf({ Cover: [['Report'], ['see Ann']], Data: [head, ...cells(mug)] }, [], ['Data']),
    );
    expect(facts(alone)).toEqual(truth(mug));
    expect(alone.findings.find(({ kind }) => kind === 'hidden-sheet')?.done).toContain(
      'was read all the same',
    );
  });

  test('files of one name in folders of their own are told apart by the folder', async () => {
    const csv = (list: typeof mug) =>
      strToU8(
        file(
          table,
          list.map((d) => `${d.date},Mug,${d.price},${d.units}`),
        ),
      );
    const dataset = await readBytes(
      'a.zip',
      zipSync({ 'north/2024.csv': csv(mug), 'south/2024.csv': csv(pan) }),
    );
    expect(facts(dataset).sort((a, b) => a[2]! - b[2]!)).toEqual(truth(mug, pan));
  });

  test('JSON: a list for each product, and a price that is an amount with its currency', async () => {
    const json = (value: unknown) => readBytes('a.json', strToU8(JSON.stringify(value)));
    expect(facts(await json({ Mug: mug, Pan: pan })).sort((a, b) => a[2]! - b[2]!)).toEqual(truth(mug, pan));
    const priced = mug.map((d) => ({
      date: d.date,
      item: { sku: 'M', price: { amount: money(d.price), currency: 'EUR' } },
      qty: d.units,
    }));
    expect(facts(await json(priced))).toEqual(truth(mug));
  });
});
