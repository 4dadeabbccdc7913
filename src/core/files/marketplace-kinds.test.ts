// Exports of marketplaces, tills and data sets of many countries; beside each rule an ordinary file that looks like it and is
// read as before.

import { describe, expect, test } from 'vitest';

import { buildDataset } from '../table/build-dataset.ts';
import { memorySource } from '../table/byte-source.ts';
import { readTable } from '../table/read-table.ts';
import { comma, facts, file, inTwo, lines, mug, pan, parts, read, truth } from './drawn-file-fixture.ts';
import type { DrawnDay } from './drawn-days.ts';
import { meaningsOf } from './header-words.ts';
import { workbookOf } from './workbook-fixture.ts';

const money = (quantity: number, { price }: DrawnDay) => (quantity * price).toFixed(2);
const clock = (order: number) => `${10 + (order % 9)}:${10 + (order % 50)}:${10 + (order % 47)}`;

/** A row a unit: as many of each day as were sold. */
const units = (list: readonly DrawnDay[], write: (day: DrawnDay, at: number) => readonly string[]) =>
  list.flatMap((day, t) => Array.from({ length: day.units }, (_, i) => write(day, t * 1000 + i)).flat());

const readAsOne: Readonly<Record<string, string>> = {
  'prices that a Chinese header names as those of the shop, beside totals with shipping': file(
    '订单号,商品ID,订购数量,下单时间,京东价,订单金额',
    lines(mug, (q, d, o) => `2${o},10,${q},${d.date} ${clock(o)},${d.price},${(q * d.price + 6).toFixed(2)}`),
  ),
  'a price whose header has its formula in brackets': file(
    'Order Date,SKU,Item Quantity,Price before discount,Total Discount,Price after discount (Price before discount-Total discount),Final Invoice Amount (Price after discount+Shipping Charges)',
    lines(
      mug,
      (q, d) =>
        [d.date, 'P1', q, money(q, { ...d, price: 40 }), (q * (40 - d.price)).toFixed(2)].join(',') +
        `,${money(q, d)},${(q * d.price + 40).toFixed(2)}`,
    ),
  ),
  'a price after the discount in Russian, with the discount in percent': file(
    'Артикул поставщика;Дата продажи;Кол-во;Цена розничная;Итоговая согласованная скидка, %;Цена розничная с учетом согласованной скидки',
    lines(mug, (q, d) =>
      ['P1', d.date, q, '40,00', comma(100 - (100 * d.price) / 40), comma(d.price)].join(';'),
    ),
  ),
  'visits of a shop of which some end in a purchase': file(
    'event_time,event_type,product_id,price,user_session',
    units(mug, (d, o) =>
      ['view', 'cart', 'purchase'].map((event) => `${d.date} ${clock(o)} UTC,${event},P1,${d.price},s${o}`),
    ),
  ),
  'a row a cup with a moment beside the date': file(
    'date,datetime,cash_type,card,money,coffee_name',
    units(mug, (d, o) => [`${d.date},${d.date} ${clock(o)}.${100 + (o % 800)},card,A-${o},${d.price},Latte`]),
  ),
  'sums before and after discounts of a Japanese till': file(
    '取引ID,取引日時,商品コード,商品名,販売単価,数量,値引き前計,値引き計,値引き後計',
    lines(mug, (q, d, o) =>
      [o, `${d.date} ${clock(o)}`, 'P1', '湯呑', d.price, q, money(q, d), 0, money(q, d)].join(','),
    ),
  ),
  'a count of the day by an abbreviation': file(
    'date,shop_id,item_id,item_price,item_cnt_day',
    mug.map((d) => `${parts(d).reverse().join('.')},59,22154,${d.price},${d.units}.0`),
  ),
  'boxes that were shipped': file(
    'Sales Person,Product,Date,Amount,Boxes Shipped',
    mug.map((d) => `Ann,Mint,${d.date},"$${money(d.units, d)} ",${d.units}`),
  ),
  'a Hungarian date with a full stop before its time, cancelled orders': file(
    'Rendelésszám;Rendelés dátuma;Rendelés státusza;Cikkszám;Mennyiség;Bruttó egységár',
    lines(mug, (q, d, o) =>
      ['Teljesítve', ...(o % 9 === 0 ? ['Sztornózva'] : [])]
        .map(
          (status) =>
            `${o};${d.date.replaceAll('-', '.')}. ${clock(o)};${status};P1;${q};${comma(d.price)} Ft`,
        )
        .join('\n'),
    ),
  ),
  'cancelled orders in Hebrew': file(
    'מספר הזמנה,תאריך,סטטוס,שם מוצר,כמות,מחיר ליחידה',
    lines(mug, (q, d, o) =>
      ['הושלם', ...(o % 9 === 0 ? ['בוטל'] : [])]
        .map((status) => `${o},${d.date},${status},ספל,${q},${d.price}`)
        .join('\n'),
    ),
  ),
  'the same discount on all rows, of which the total is less': file(
    'Fakturadatum;Artikelnr;Antal;À-pris;Rabatt %;Belopp exkl moms',
    lines(mug, (q, d) => `${d.date};P1;${q};${comma(2 * d.price)};50,00;${comma(q * d.price)}`),
  ),
  'no discount on any row but a total without tax': file(
    'Fakturadatum;Artikelnr;Antal;À-pris;Rabatt %;Belopp exkl moms',
    lines(mug, (q, d) => `${d.date};P1;${q};${comma(d.price)};0,00;${comma((q * d.price) / 1.25)}`),
  ),
  'a price of a case beside bottles sold': file(
    'Date,SKU,Case Size,Case Price,Bottles Sold,Revenue',
    mug.map((d) => `${d.date},W1,6,${(6 * d.price).toFixed(2)},${d.units},${money(d.units, d)}`),
  ),
  'a size of the case beside the price of a bottle': file(
    'Date,SKU,Case Size,Unit Price,Bottles Sold,Revenue',
    mug.map((d) => `${d.date},W1,6,${d.price},${d.units},${money(d.units, d)}`),
  ),
};

describe('the same days of one product out of', () => {
  for (const [name, text] of Object.entries(readAsOne))
    test(name, async () => {
      expect(facts(await read(text))).toEqual(truth(mug));
    });
});

test.each([
  ['京东价', 'price'],
  ['会员价', 'price'],
  ['供货价', 'cost'],
  ['市场价', 'regularPrice'],
  ['Price after discount (Price before discount-Total discount)', 'price'],
  ['Price (before discount)', 'regularPrice'],
])('the header %s names the %s', (header, concept) => {
  expect(meaningsOf(header)[0]?.concept).toBe(concept);
});

test.each(['评价', '評価', '商品评价'])('the header %s is a review and no price', (header) => {
  expect(meaningsOf(header)[0]?.concept).not.toBe('price');
});

test('a product number of ten digits is no time since 1970: weeks that only count are refused as such', async () => {
  const text = file(
    'STORE,UPC,WEEK,MOVE,QTY,PRICE',
    mug.map((d, t) => `2,1192603016,${200 + t},${d.units},1,${d.price}`),
  );
  await expect(read(text)).rejects.toThrow('"WEEK" counts (200) and holds no calendar dates');
});

describe('refunds in rows of their own', () => {
  const till = (sign: string, event: string) =>
    file(
      'Date,Item,SKU,Qty,Net Sales,Event Type',
      mug.flatMap((d, t) => [
        `${d.date},Mug,P1,${d.units + (t % 5 === 0 ? 2 : 0)},${((d.units + (t % 5 === 0 ? 2 : 0)) * d.price).toFixed(2)},Payment`,
        ...(t % 5 === 0 ? [`${d.date},Mug,P1,${sign}2,${sign}${money(2, d)},${event}`] : []),
      ]),
    );
  const more = mug.map((d, t) => ({ ...d, units: d.units + (t % 5 === 0 ? 2 : 0) }));

  test('take their units off where they are below zero', async () => {
    expect(facts(await read(till('-', 'Refund')))).toEqual(truth(mug));
  });

  test('are left out where they are not', async () => {
    expect(facts(await read(till('', 'Refund')))).toEqual(truth(more));
  });
});

test('seconds since 1970 without a name stay dates', async () => {
  const text = file(
    'X,Product,Units,Price',
    mug.map((d) => `${Date.parse(d.date) / 1000 + 3600},P1,${d.units},${d.price}`),
  );
  expect(facts(await read(text))).toEqual(truth(mug));
});

test('purchases alone are no visits: a purchase among documents stays no sale', async () => {
  const text = file(
    'Date,Document Type,Item,Quantity,Unit Price',
    mug.flatMap((d) => [
      `${d.date},Sales Invoice,P1,${d.units},${d.price}`,
      `${d.date},Purchase,P1,500,9.00`,
    ]),
  );
  expect(facts(await read(text))).toEqual(truth(mug));
});

describe('the discount of an order on each of its lines, in a file sorted by product', () => {
  const both = mug.map((d, t) => [d, pan[t]!] as const);
  const off = (t: number) => (t % 3 === 0 ? 0.1 : 0);
  const row = (t: number, name: string, { units: sold, price, date }: DrawnDay, column: number) =>
    `${100 + t},${date},${name},${sold},${price},${column.toFixed(2)}`;
  const whole = (t: number) => both[t]![0].units * both[t]![0].price + both[t]![1].units * both[t]![1].price;
  const sorted = (discount: (t: number, d: DrawnDay) => number) => [
    ...mug.map((d, t) => row(t, 'Mug', d, discount(t, d))),
    ...pan.map((d, t) => row(t, 'Pan', d, discount(t, d))),
  ];
  const paid = (list: readonly DrawnDay[]) =>
    list.map((d, t) => ({ ...d, price: Number((d.price * (1 - off(t))).toFixed(2)) }));

  test('is spread over them', async () => {
    const text = file(
      'order_id,order_date,product,quantity,unit_price,order_discount',
      sorted((t) => off(t) * whole(t)),
    );
    expect(facts(await read(text))).toEqual(truth(paid(mug), paid(pan)));
  });

  test('is no discount of the order where lines have their own', async () => {
    const text = file(
      'order_id,order_date,product,quantity,unit_price,discount',
      sorted((t, d) => off(t) * d.units * d.price),
    );
    expect(facts(await read(text))).toEqual(truth(paid(mug), paid(pan)));
  });
});

describe('sheets of a month each', () => {
  const names = ['January', 'February', 'March', 'April'];
  const sheets = (header: string, day: (d: DrawnDay) => string | number) =>
    workbookOf(
      Object.fromEntries(
        names.map((name, m) => [
          `${name} 2024`,
          [
            [header, 'Item', 'Price', 'Qty'],
            ...mug.filter((d) => Number(parts(d)[1]) === m + 1).map((d) => [day(d), 'Mug', d.price, d.units]),
          ],
        ]),
      ),
    );
  const within = mug.filter((d) => Number(parts(d)[1]) <= 4);
  const readBook = async (bytes: Uint8Array) =>
    facts(buildDataset(await readTable(memorySource('sales.xlsx', bytes))));

  test.each(['Day', 'Date'])('with bare days under %s', async (header) => {
    expect(await readBook(sheets(header, (d) => Number(parts(d)[2])))).toEqual(truth(within));
  });

  test('with whole dates', async () => {
    expect(await readBook(sheets('Date', ({ date }) => date))).toEqual(truth(within));
  });
});

test('rows told apart by their moment are lines; a report of each product and day is none', async () => {
  const text = file(
    'Date,Product,Price,Units,Updated at',
    inTwo(
      (d) => `${d.date},Mug,${d.price},${d.units},${d.date} 23:${10 + (d.units % 50)}:${10 + (d.units % 47)}`,
      (d) => `${d.date},Pan,${d.price},${d.units},${d.date} 23:${10 + (d.units % 50)}:${10 + (d.units % 47)}`,
    ),
  );
  expect(facts(await read(text))).toEqual(truth(mug, pan));
});
