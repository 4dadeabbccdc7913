// Layouts of other programs and other countries: the same drawn days, written as each of them writes them, come out equal.
// What a layout leaves open is asked, and what cannot be known is said.

import { describe, expect, test } from 'vitest';

import { Random } from '../random.ts';
import { ReadError } from '../table/read-error.ts';
import type { DrawnDay } from './drawn-days.ts';
import {
  american,
  comma,
  facts,
  file,
  german,
  inTwo,
  large,
  lines,
  mug,
  pan,
  parts,
  read,
  sold,
  truth,
  weeks,
} from './drawn-file-fixture.ts';
import { drawnDays } from './drawn-days.ts';

const readAsOne: Readonly<Record<string, string>> = {
  Swedish: file(
    'Datum;Artikelnummer;Benämning;Pris;Antal;Belopp',
    mug.map((d) => `${d.date};T1;Mugg;${comma(d.price)};${d.units};${comma(d.price * d.units)}`),
  ),
  Turkish: file(
    'Tarih;Ürün Kodu;Birim Fiyat;Adet;Tutar',
    mug.map((d) => `${german(d)};T1;${comma(d.price)};${d.units};${comma(d.price * d.units)}`),
  ),
  'Norwegian, without tax': file(
    'Ordredato;Varenr;Antall;Pris eks. mva;Sum eks. mva',
    mug.map((d) => `${german(d)};T1;${d.units};${comma(d.price)};${comma(d.price * d.units)}`),
  ),
  'the month with its year, and the day': file(
    'Month,Day,Price,Units',
    mug.map((d) => `${d.date.slice(0, 7)},${+parts(d)[2]},${d.price},${d.units}`),
  ),
  'the month in words with its year, and the day': file(
    'Sheet,Day,Price,Units',
    mug.map((d) => {
      const month = 'Jan Feb Mar Apr'.split(' ')[+parts(d)[1] - 1]!;
      return `${month} 2024,${+parts(d)[2]},${d.price},${d.units}`;
    }),
  ),
  'tickets of a cinema': file(
    'Session Date,Film,Admits,Gross',
    mug.map((d) => `${d.date},Dune,${d.units},${(d.price * d.units).toFixed(2)}`),
  ),
  'a weekday before the date': file(
    'Datum;Preis;Stück',
    mug.map((d) => `Mo, ${german(d)};${comma(d.price)};${d.units}`),
  ),
  'years by era': file(
    '日付,価格,数量',
    mug.map((d) => `令和6年${Number(parts(d)[1])}月${Number(parts(d)[2])}日,${d.price},${d.units}`),
  ),
  'Buddhist years': file(
    'Date,Price,Units',
    mug.map((d) => `${parts(d)[2]}/${parts(d)[1]}/2567,${d.price},${d.units}`),
  ),
  'six digits': file(
    'Date,Price,Units',
    mug.map((d) => `${d.date.slice(2).replaceAll('-', '')},${d.price},${d.units}`),
  ),
  'eight digits, day first': file(
    'Date,Price,Units',
    mug.map((d) => `${parts(d).reverse().join('')},${d.price},${d.units}`),
  ),
  'day of the year': file(
    'Year,Day,Price,Units',
    mug.map((d, t) => `2024,${t + 1},${d.price},${d.units}`),
  ),
  'prices in cents': file(
    'date,sku,price_cents,units',
    mug.map((d) => `${d.date},P1,${Math.round(100 * d.price)},${d.units}`),
  ),
  'a day total called Price': file(
    'Date,Item,Qty,Price',
    mug.map((d) => `${d.date},MUG,${d.units},${(d.price * d.units).toFixed(2)}`),
  ),
  'a list price less a discount a unit': file(
    'Date,SKU,List Price,Discount per unit,Qty',
    mug.map((d) => `${d.date},P1,25.00,${(25 - d.price).toFixed(2)},${d.units}`),
  ),
  'the price after a discount': file(
    'Date,SKU,Price before discount,Discount,Price after discount,Units',
    mug.map((d) => `${d.date},P1,25,${(25 - d.price).toFixed(2)},${d.price},${d.units}`),
  ),
  'measures as rows': file(
    'Date,Product,Measure Names,Measure Values',
    mug.flatMap((d) => [`${d.date},Mug,Price,${d.price}`, `${d.date},Mug,Units,${d.units}`]),
  ),
  'rows in one cell': file(
    '"Date,SKU,Price,Units"',
    mug.map((d) => `"${d.date},P1,${d.price},${d.units}"`),
  ),
  'a sign that is no usual delimiter': file(
    'Date^SKU^Price^Units',
    mug.map((d) => `${d.date}^P1^${d.price}^${d.units}`),
  ),
  'months among days': file(
    'Date,SKU,Price,Units',
    mug.flatMap((d) =>
      parts(d)[2] === '28'
        ? [`${d.date},P1,${d.price},${d.units}`, `${d.date.slice(0, 7)},P1,,1500`]
        : [`${d.date},P1,${d.price},${d.units}`],
    ),
  ),
  'rows thrice': file(
    'Date,SKU,Price,Units',
    mug.flatMap((d) => Array.from({ length: 3 }, () => `${d.date},P1,${d.price},${d.units}`)),
  ),
  'an export revised by a later one': file('Date,SKU,Price,Units', [
    ...mug.slice(0, 75).map((d, t) => `${d.date},P1,${d.price},${t < 70 ? d.units : d.units - 3}`),
    ...mug.slice(45).map((d) => `${d.date},P1,${d.price},${d.units}`),
  ]),
  'orders in two exports': (() => {
    const all = lines(mug, (q, d, order) => `${order},${d.date},MUG,${q},${d.price}`);
    const half = Math.floor(all.length / 2);
    return file('Order ID,Date,SKU,Qty,Price', [...all.slice(0, half + 300), ...all.slice(half)]);
  })(),
  'a state of Paid and Voided': file('Receipt No,Date,Item,Qty,Price,State', [
    ...lines(mug, (q, d, order) => `${order},${d.date},MUG,${q},${d.price},Paid`),
    ...lines(mug.slice(0, 40), (q, d, order) => `V${order},${d.date},MUG,${q},${d.price},Voided`),
  ]),
  'a mark of cancellation': file('Receipt No,Date,Item,Qty,Price,is_cancelled', [
    ...lines(mug, (q, d, order) => `${order},${d.date},MUG,${q},${d.price},0`),
    ...lines(mug.slice(0, 40), (q, d, order) => `V${order},${d.date},MUG,${q},${d.price},1`),
  ]),
  'the time of a cancellation': file('Order,Created at,Item,Qty,Price,Cancelled at', [
    ...lines(mug, (q, d, order) => `${order},${d.date},MUG,${q},${d.price},`),
    ...lines(mug.slice(0, 40), (q, d, order) => `V${order},${d.date},MUG,${q},${d.price},${d.date} 15:00`),
  ]),
  'a charge among products': file('Date,Item,Qty,Price', [
    ...mug.map((d) => `${d.date},MUG,${d.units},${d.price}`),
    ...mug.map((d) => `${d.date},Shipping,1,4.90`),
  ]),
  'units below zero where sold': file(
    'Posting Date,Item No.,Quantity,Sales Amount',
    mug.map((d) => `${american(d)},1000,-${d.units},${(d.units * d.price).toFixed(2)}`),
  ),
};

const readAsTwo: Readonly<Record<string, string>> = {
  'products as columns': file(
    'Date,Mug price,Mug units,Pan price,Pan units',
    mug.map((d, t) => `${d.date},${d.price},${d.units},${pan[t]!.price},${pan[t]!.units}`),
  ),
  'products as columns, the measure first': file(
    'Date,Units Mug,Units Pan,Price Mug,Price Pan',
    mug.map((d, t) => `${d.date},${d.units},${pan[t]!.units},${d.price},${pan[t]!.price}`),
  ),
  'the product on the first row of its block': file('Row Labels,Date,Sum of Units,Sum of Sales', [
    ...mug.map((d, t) => `${t === 0 ? 'Mug' : ''},${d.date},${d.units},${(d.units * d.price).toFixed(2)}`),
    `Mug Total,,${sold(mug)},1`,
    ...pan.map((d, t) => `${t === 0 ? 'Pan' : ''},${d.date},${d.units},${(d.units * d.price).toFixed(2)}`),
    `Pan Total,,${sold(pan)},1`,
  ]),
  'the date on the first row of its day': file(
    'Date,Product,Price,Units',
    inTwo(
      (d) => `${d.date},Mug,${d.price},${d.units}`,
      (d) => `,Pan,${d.price},${d.units}`,
    ),
  ),
  'a blank store beside a named one': file(
    'Date,Store,SKU,Price,Qty',
    inTwo(
      (d) => `${d.date},Berlin,MUG,${d.price},${d.units}`,
      (d) => `${d.date},,MUG,${d.price},${d.units}`,
    ),
  ),
  'customers with prices of their own': file(
    'Date,Customer Type,SKU,Price,Qty',
    inTwo(
      (d) => `${d.date},Retail,MUG,${d.price},${d.units}`,
      (d) => `${d.date},Wholesale,MUG,${d.price},${d.units}`,
    ),
  ),
};

describe('layout kinds', () => {
  test.each(Object.entries(readAsOne))('one product: %s', async (_, text) => {
    expect(facts(await read(text))).toEqual(truth(mug));
  });

  test.each(Object.entries(readAsTwo))('two series: %s', async (_, text) => {
    const found = facts(await read(text)).sort((a, b) => a[2]! - b[2]!);
    expect(found).toEqual(truth(mug, pan));
  });

  test.each([
    ['ranges of days', weeks.map((d) => `${d.date} - ${d.date.slice(0, 8)}28`)],
    ['words before the day', weeks.map((d) => `Week ending ${d.date}`)],
  ])('weeks: %s', async (_, dates) => {
    const rows = weeks.map((d, t) => `${dates[t]!},${d.price},${d.units}`);
    expect(facts(await read(file('Week,Price,Units', rows)))).toEqual(truth(weeks));
  });

  test('days over two header rows, and totals beside days', async () => {
    const list = weeks.slice(0, 30);
    const twoRows = [
      `SKU,${list.map(({ date }) => `${date},`).join(',')}`,
      `,${list.map(() => 'Price,Units').join(',')}`,
      `P1,${list.map(({ price, units }) => `${price},${units}`).join(',')}`,
    ].join('\n');
    expect(facts(await read(twoRows))).toEqual(truth(list));
    const withTotals = [
      `SKU,Measure,${list.map(({ date }) => date).join(',')},Total`,
      `P1,Price,${list.map(({ price }) => price).join(',')},`,
      `P1,Units,${list.map(({ units }) => units).join(',')},${sold(list)}`,
    ].join('\n');
    expect(facts(await read(withTotals))).toEqual(truth(list));
  });

  test('three columns that only together split the day: all are found', async () => {
    const rows = ['North', 'South', 'West', 'East', 'Mid', 'Sea'].flatMap((region, r) =>
      ['web', 'till'].flatMap((channel, c) =>
        drawnDays(new Random(10 * r + c), 60, 20 + 5 * c, 30).map(
          (d) => `${d.date},${region},${channel},MUG,${d.price},${d.units}`,
        ),
      ),
    );
    const { histories } = await read(file('Date,Region,Channel,SKU,Price,Qty', rows.sort()));
    expect(histories).toHaveLength(12);
    expect(Object.keys(histories[0]!.product.series!)).toEqual(['Region', 'Channel']);
  });

  test('days without a unit at the end of a product that sells every day are named and left out', async () => {
    const rows = mug.map((d, t) => `${d.date},P1,${d.price},${t < 100 ? d.units : 0}`);
    const dataset = await read(file('Date,SKU,Price,Units', rows));
    expect(facts(dataset)).toEqual(truth(mug.slice(0, 100)));
    expect(dataset.findings.find(({ kind }) => kind === 'unsold-end')).toMatchObject({
      severity: 'attention',
      count: 20,
    });
  });

  test('a running total is no sales of a day: refused with the way on', async () => {
    let sum = 0;
    const rows = mug.map((d) => `${d.date},P1,${d.price},${(sum += d.units)}`);
    await expect(read(file('Date,SKU,Price,Sales', rows))).rejects.toThrow(
      new ReadError(
        'The file has the columns "Date", "SKU", "Price" and "Sales", but none that names sales or units (such as "Total Sales" or "Units"). ' +
          '"Sales" is a running total, not the sales of a day; take the difference from the row before.',
      ),
    );
  });

  test.each([
    ['ISO', (d: DrawnDay) => d.date],
    ['month first', american],
    ['day first', german],
  ])('a report sorted by its sales grows from row to row and is none (%s)', async (_, write) => {
    const report = [...large].sort((a, b) => a.price * a.units - b.price * b.units);
    const rows = report.map((d) => `${write(d)},P1,${(d.price * d.units).toFixed(2)},${d.units}`);
    expect(facts(await read(file('Date,SKU,Sales,Units', rows)))).toEqual(truth(large));
  });

  test.each([
    [
      'thousands or three decimals',
      'decimal separator',
      file(
        'Date,Price,Units',
        large.map((d) => `${d.date},${d.price.toFixed(2)},${(d.units / 1000).toFixed(3)}`),
      ),
    ],
    [
      'two price columns',
      'price',
      file(
        'Date,Price,Units,Price',
        mug.map((d) => `${d.date},${d.price},${d.units},${(1.19 * d.price).toFixed(2)}`),
      ),
    ],
    [
      'keys that differ in case',
      'product',
      file(
        'Date,Product,Price,Units',
        mug.map((d, t) => `${d.date},${t % 2 ? 'Mug' : 'MUG'},${d.price},${d.units}`),
      ),
    ],
  ])('asked: %s', async (_, about, text) => {
    const { questions } = await read(text);
    expect(questions?.map((question) => question.about)).toContain(about);
  });

  test.each([
    [
      'several columns of units',
      'other-units-column',
      file(
        'Date,Price,Store A units,Store B units',
        mug.map((d, t) => `${d.date},${d.price},${d.units},${pan[t]!.units + 40}`),
      ),
    ],
    [
      'two price levels',
      'two-price-levels',
      file(
        'Date,SKU,Price,Units',
        mug.map((d, t) => `${d.date},P1,${t < 60 ? (7.53 * d.price).toFixed(2) : d.price},${d.units}`),
      ),
    ],
  ])('pointed at: %s', async (_, kind, text) => {
    const { findings } = await read(text);
    expect(findings.find((finding) => finding.kind === kind)).toMatchObject({ severity: 'attention' });
  });
});

test('a product named once above its rows, block after block and again: each row belongs to the name above it', async () => {
  const rows = [0, 1, 2, 3, 4, 5].flatMap((block) =>
    [mug, pan].flatMap((days, which) =>
      days
        .slice(20 * block, 20 * block + 20)
        .map(({ date, price, units }, i) =>
          [i === 0 ? ['Mug', 'Pan'][which] : '', date, price.toFixed(2), units].join(','),
        ),
    ),
  );
  const { histories } = await read(file('product,date,price,units', rows));
  expect(
    histories.map(({ product, units }) => [product.id, units.reduce((sum, value) => sum + value, 0)]),
  ).toEqual([
    ['Mug', sold(mug)],
    ['Pan', sold(pan)],
  ]);
});

describe('outlines, double headers and blocks', () => {
  const blocks = [mug, pan];
  const names = ['Mug', 'Pan'];
  const money = ({ price, units }: { readonly price: number; readonly units: number }) =>
    (price * units).toFixed(2);
  const layouts: Readonly<Record<string, string>> = {
    'products above their days, as a pivot table has them': file('Row Labels,Sum of Units,Sum of Sales', [
      ...blocks.flatMap((days, i) => [
        `${names[i]!},${sold(days)},1`,
        ...days.map((d) => `${american(d)},${d.units},${money(d)}`),
      ]),
      'Grand Total,1,1',
    ]),
    'a title and the header again before each product': blocks
      .map((days, i) =>
        [
          `Product: ${names[i]!},,`,
          file(
            'Date,Price,Units',
            days.map((d) => `${d.date},${d.price},${d.units}`),
          ),
        ].join('\n'),
      )
      .join('\n,,\n'),
    'days above their products': file(
      'Номенклатура;Количество;Выручка',
      mug.flatMap((d, t) => [
        `${german(d)};${d.units + pan[t]!.units};1`,
        `Кружка;${d.units};${comma(d.price * d.units)}`,
        `Сковорода;${pan[t]!.units};${comma(pan[t]!.price * pan[t]!.units)}`,
      ]),
    ),
    'products over their measures, with totals beside them': [
      ',Mug,,Pan,,Total Sum of Units,Total Sum of Revenue',
      'Row Labels,Sum of Units,Sum of Revenue,Sum of Units,Sum of Revenue,,',
      ...mug.map((d, t) => `${american(d)},${d.units},${money(d)},${pan[t]!.units},${money(pan[t]!)},1,1`),
      'Grand Total,1,1,1,1,1,1',
    ].join('\n'),
    'columns of units and revenue a product': file(
      'Date,Mug_units,Mug_revenue,Pan_units,Pan_revenue',
      mug.map((d, t) => `${d.date},${d.units},${money(d)},${pan[t]!.units},${money(pan[t]!)}`),
    ),
  };

  test.each(Object.entries(layouts))('two products: %s', async (_, text) => {
    const found = facts(await read(text)).sort((a, b) => a[2]! - b[2]!);
    expect(found).toEqual(truth(mug, pan));
  });

  test.each([
    ['each name over two rows', ['Date,Article,Unit,Quantity', ',number,price,sold']],
    ['technical names below the header', ['Date,SKU,Price,Units', 'BUDAT,MATNR,NETPR,FKIMG']],
  ])('one product: %s', async (_, header) => {
    const rows = mug.map((d) => `${d.date},P1,${d.price},${d.units}`);
    expect(facts(await read([...header, ...rows].join('\n')))).toEqual(truth(mug));
  });

  test('units of two shops beside one price are two series', async () => {
    const rows = mug.map((d, t) => `${d.date},P1,${d.price},${d.units},${pan[t]!.units}`);
    const { histories } = await read(file('Date,SKU,Price,Berlin units,Hamburg units', rows));
    expect(histories.map(({ product }) => product.series)).toEqual([
      { Series: 'Berlin' },
      { Series: 'Hamburg' },
    ]);
  });

  test('two prices a day that no column tells apart are named and asked about, never merged in silence', async () => {
    const rows = inTwo(
      (d) => `${d.date},Tee,${d.price},${d.units}`,
      (d) => `${d.date},Tee,${d.price},${d.units}`,
    );
    const { findings, questions } = await read(file('Date,Item,Price,Qty', rows));
    expect(findings.find(({ kind }) => kind === 'prices-in-a-day')).toMatchObject({
      severity: 'attention',
      count: 120,
    });
    expect(questions?.map(({ about }) => about)).toContain('series');
  });

  test('one order line of thousands is no demand', async () => {
    const rows = [
      ...lines(mug, (q, d, order) => `${order},${d.date},P1,${q},${d.price}`),
      '99999,2024-02-10,P1,9999,20.00',
    ];
    expect(facts(await read(file('Order,Date,SKU,Qty,Price', rows)))).toEqual(truth(mug));
  });

  test('prices that cannot be read are shown as they stand', async () => {
    const rows = mug.map((d) => `${d.date};ab ${comma(d.price)};${d.units}`);
    await expect(read(file('Datum;Preis;Menge', rows))).rejects.toThrow(
      '"kind.csv" holds too little history: it has no price on any day. Row 2, column "Preis": expected a positive number, got "ab 16,00".',
    );
  });
});
