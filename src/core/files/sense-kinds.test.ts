// Files that read well and mean something else: a price of a hundred, a total with another tax, rows of other hours, a status that
// stands only further down. The same drawn days come out equal, or the person is asked.

import { describe, expect, test } from 'vitest';

import { buildDataset } from '../table/build-dataset.ts';
import { memorySource } from '../table/byte-source.ts';
import { readTable } from '../table/read-table.ts';
import type { DrawnDay } from './drawn-days.ts';
import { comma, facts, file, german, inTwo, lines, mug, pan, read, truth } from './drawn-file-fixture.ts';

const money = ({ price, units }: DrawnDay) => (price * units).toFixed(2);
const both = (write: (quantity: number, day: DrawnDay, order: number, name: string) => string) => [
  ...lines(mug, (quantity, day, order) => write(quantity, day, order, 'Mug')),
  ...lines(pan, (quantity, day, order) => write(quantity, day, order, 'Pan')),
];
const days = (write: (day: DrawnDay, name: string) => string) =>
  inTwo(
    (day) => write(day, 'Mug'),
    (day) => write(day, 'Pan'),
  );
const third = mug.filter((_, t) => t % 3 === 0);

const twoSeries: Readonly<Record<string, string>> = {
  'a price of a hundred by its header': file(
    'Date,Item,Qty,Price per 100',
    days((d, name) => `${d.date},${name},${d.units},${(100 * d.price).toFixed(2)}`),
  ),
  'a price of a hundred by its total alone': file(
    'Date,Item,Qty,Price,Price UOM,Amount',
    days((d, name) => `${d.date},${name},${d.units},${(100 * d.price).toFixed(2)},C,${money(d)}`),
  ),
  'coupons of two givers between shelf price and what was paid': file(
    'Date,Item,Qty,Shelf Price,Manufacturer Coupon,Store Coupon,Paid',
    days(
      (d, name) =>
        `${d.date},${name},${d.units},${(d.price + 2).toFixed(2)},${d.units}.00,${d.units}.00,${money(d)}`,
    ),
  ),
  'percents off in words beside what was paid': file(
    'Date,Item,Units,Ticket Price,Markdown,Revenue',
    days((d, name) => {
      const list = name === 'Pan' ? 60 : 25;
      return `${d.date},${name},${d.units},${list}.00,${Math.round(100 - (100 * d.price) / list)}% off,${money(d)}`;
    }),
  ),
  'a subtotal with tax beside one without, and a discount in percent': file(
    'Date,Product,Quantity,Unit Price,Discount (%),Subtotal w/o Tax,Subtotal',
    both((quantity, d, _, name) => {
      const list = name === 'Pan' ? 60 : 25;
      const paid = quantity * d.price;
      return `${d.date},${name},${quantity},${list}.00,${(100 - (100 * d.price) / list).toFixed(2)},${paid.toFixed(2)},${(1.2 * paid).toFixed(2)}`;
    }),
  ),
  'an item subtotal beside a net amount with postage and less a fee': file(
    'Date,Item,Quantity,Item subtotal,Postage and packaging,Final value fee,Net amount',
    both((quantity, d, _, name) => {
      const sum = quantity * d.price;
      return `${d.date},${name},${quantity},${sum.toFixed(2)},3.00,-${(0.12 * sum).toFixed(2)},${(0.88 * sum + 3).toFixed(2)}`;
    }),
  ),
  'last year beside this year, in French': file(
    'Date;Article;Qté N-1;Qté N;CA N-1;CA N',
    days((d, name) => `${d.date};${name};7;${d.units};${comma(7 * d.price)};${comma(d.price * d.units)}`),
  ),
  'plan and actual, in German': file(
    'Datum;Artikel;Absatz Plan;Absatz Ist;Umsatz Plan;Umsatz Ist',
    days(
      (d, name) =>
        `${german(d)};${name};${d.units + 3};${d.units};${comma(1.1 * d.price * d.units)};${comma(d.price * d.units)}`,
    ),
  ),
  'several dates, the order first': file(
    'Order ID,Ordered At,Paid At,Item,Qty,Price',
    both((quantity, d, order, name) => {
      const paid = new Date(Date.parse(d.date) + 86_400_000 * (order % 3)).toISOString().slice(0, 10);
      return `${order},${d.date},${paid},${name},${quantity},${d.price}`;
    }),
  ),
  'types of tickets, one after the other in a long file': file(
    'Order,Date,Event,Ticket Type,Quantity,Ticket Price',
    [
      ...lines(
        mug,
        (quantity, d, order) =>
          `${order},${d.date},Gala of the winter season,Regular admission,${quantity},${d.price}`,
      ),
      ...lines(
        pan,
        (quantity, d, order) => `${order},${d.date},Gala of the winter season,Balcony,${quantity},${d.price}`,
      ),
    ],
  ),
  'packs of one product': file('Date,Product,Pack,Qty,Price', [
    ...lines(mug, (quantity, d) => `${d.date},Cola,1x,${quantity},${d.price}`),
    ...lines(pan, (quantity, d) => `${d.date},Cola,6x,${quantity},${d.price}`),
  ]),
  'sums of a day above their parts, without a product': file(
    'Business Date,Menu Group,Menu Item,Item Qty,Net Amount',
    mug.flatMap((d, t) => [
      `${d.date},Mains,,${d.units + pan[t]!.units},${(d.units * d.price + pan[t]!.units * pan[t]!.price).toFixed(2)}`,
      `${d.date},Mains,Burger,${d.units},${money(d)}`,
      `${d.date},Mains,Steak,${pan[t]!.units},${money(pan[t]!)}`,
    ]),
  ),
  'payments and roundings among the items of a bill': file('Date,Line Type,Description,Qty,Price', [
    ...both((quantity, d, _, name) => `${d.date},ITEM,${name},${quantity},${d.price}`),
    ...mug.flatMap((d) => [`${d.date},TENDER,Visa,1,900.00`, `${d.date},ROUND,Rounding,1,0.02`]),
  ]),
  'a service charge with its percent': file('Date,Check,Item,Qty,Price', [
    ...both((quantity, d, order, name) => `${d.date},${order},${name},${quantity},${d.price}`),
    ...mug.map((d, t) => `${d.date},${t},Service Charge 10%,1,${3 + (t % 7)}.00`),
  ]),
  'chances won, lost and still talked about': file('Close Date,Stage,Product Name,Quantity,Sales Price', [
    ...both((quantity, d, _, name) => `${d.date},Closed Won,${name},${quantity},${d.price}`),
    ...third.map((d, t) => `${d.date},${t % 2 ? 'Closed Lost' : 'Negotiation/Review'},Mug,9,25.00`),
  ]),
  'a mark on the rows of a cancellation': file('Date,Receipt,Void,Item,Qty,Price', [
    ...both((quantity, d, order, name) => `${d.date},${order},,${name},${quantity},${d.price}`),
    ...third.map((d, t) => `${d.date},t${t},V,Mug,9,${d.price}`),
  ]),
  'returns by a flag': file('Date,Item,Qty,Price,IsReturn', [
    ...both((quantity, d, _, name) => `${d.date},${name},${quantity},${d.price},FALSE`),
    ...third.map((d) => `${d.date},Mug,1,${d.price},TRUE`),
  ]),
  'units cancelled before they were sold': file(
    'order_id,created_at,sku,qty_ordered,qty_canceled,price,row_total',
    both((quantity, d, order, name) => {
      const ordered = quantity + (order % 9 === 0 ? 2 : 0);
      return `${order},${d.date},${name},${ordered},${ordered - quantity},${d.price},${(ordered * d.price).toFixed(2)}`;
    }),
  ),
  'units and money given back, below zero': file(
    'Date,Product,Units sold,Units refunded,Gross sales,Refunds,Net sales',
    days(
      (d, name) =>
        `${d.date},${name},${d.units + 2},-2,${((d.units + 2) * d.price).toFixed(2)},${(-2 * d.price).toFixed(2)},${money(d)}`,
    ),
  ),
  'movements of the stock, what was booked back above zero': file(
    'Buchungsdatum;Bewegungsart;Material;Menge;Betrag',
    days(
      (d, name) =>
        `${german(d)};601;${name};${d.units + 1}-;${comma((d.units + 1) * d.price)}-\n${german(d)};602;${name};1;${comma(d.price)}`,
    ),
  ),
  'an amount that is the price of one': file(
    'order_ts,sku,quantity,amount',
    both((quantity, d, _, name) => `${d.date},${name},${quantity},${d.price}`),
  ),
  'a payment for each unit, with a key of its own': file(
    'id,Created (UTC),Amount,Amount Refunded,Description,Status',
    [mug, pan].flatMap((list, which) =>
      list.flatMap((d) =>
        Array.from(
          { length: d.units },
          (_, i) => `ch_${which}${d.date}-${i},${d.date} 10:33,${d.price},0.00,${which ? 'Pan' : 'Mug'},Paid`,
        ),
      ),
    ),
  ),
  'fees that repeat the units of the sale': file(
    'order-id,posted-date,sku,amount-description,quantity-purchased,amount',
    both((quantity, d, order, name) =>
      [
        `${order},${d.date},${name},Principal,${quantity},${(quantity * d.price).toFixed(2)}`,
        `${order},${d.date},${name},Commission,${quantity},${(-0.15 * quantity * d.price).toFixed(2)}`,
        `${order},${d.date},${name},FBAPerUnitFulfillmentFee,${quantity},${-3 * quantity}`,
      ].join('\n'),
    ),
  ),
  'nights in several rooms': file(
    'Reservation,Arrival,Nights,Rooms,Room Type,Rate per night,Total',
    both((quantity, d, order, name) => {
      const rooms = quantity % 2 === 0 ? 2 : 1;
      return `${order},${d.date},${quantity / rooms},${rooms},${name},${d.price},${(quantity * d.price).toFixed(2)}`;
    }),
  ),
  'the day of business beside a time past midnight': file(
    'Timestamp,Business Date,Item,Qty,Price',
    both((quantity, d, order, name) => {
      const next = new Date(Date.parse(d.date) + 86_400_000).toISOString().slice(0, 10);
      const at = order % 5 === 0 ? `${next} 00:4${order % 10}:00` : `${d.date} 20:1${order % 10}:00`;
      return `${at},${d.date},${name},${quantity},${d.price}`;
    }),
  ),
  'a list price that never moves, less a discount of each line': file(
    'Completed Time,Item,Qty,Retail,Subtotal,Discount',
    both((quantity, d, _, name) => {
      const list = name === 'Mug' ? 35 : 70;
      return `${d.date},${name},${quantity},$${list}.00,$${quantity * list}.00,$${(quantity * (list - d.price)).toFixed(2)}`;
    }),
  ),
  'money given back, and the units it was given for': file(
    'Date,Item name,Items sold,Gross sales,Items refunded,Refunds,Net sales',
    days(
      (d, name) =>
        `${d.date},${name},${d.units + 2},${((d.units + 2) * d.price).toFixed(2)},2,${(2 * d.price).toFixed(2)},${money(d)}`,
    ),
  ),
};

describe('two series', () => {
  test.each(Object.entries(twoSeries))('%s', async (_, text) => {
    expect(facts(await read(text)).sort((a, b) => a[2]! - b[2]!)).toEqual(truth(mug, pan));
  });
});

test('the same rows at other hours are added up, not taken for a repetition', async () => {
  const rows = mug.flatMap((d) => [
    `${d.date},9,Mug,${Math.floor(d.units / 2)},${d.price}`,
    `${d.date},17,Mug,${d.units - Math.floor(d.units / 2)},${d.price}`,
  ]);
  const dataset = await read(file('Date,Hour,Item,Qty,Price', rows));
  expect(facts(dataset)).toEqual(truth(mug));
  expect(dataset.findings.find(({ kind }) => kind === 'added-up')?.found).toBe(
    'Rows of one product and day are told apart by "Hour"',
  );
});

test('a total without tax beside prices with it: sales are price times units, and it is said', async () => {
  const dataset = await read(
    file(
      'Date,Item,Qty,Unit Price (incl. VAT),Net Sales',
      days((d, name) => `${d.date},${name},${d.units},${d.price},${((d.units * d.price) / 1.2).toFixed(2)}`),
    ),
  );
  expect(facts(dataset)).toEqual(truth(mug, pan));
  expect(dataset.findings.find(({ kind }) => kind === 'total-of-other-tax')?.found).toBe(
    '"Net Sales" is less than "Unit Price (incl. VAT)" times "Qty" by the same share throughout, as by a tax',
  );
});

test('a wholesale and a retail price: which one customers pay is asked', async () => {
  const dataset = await read(
    file(
      'Order Date,Product Name,Quantity,Wholesale Price,Retail Price',
      days((d, name) => `${d.date},${name},${d.units},${d.price},${(2 * d.price).toFixed(2)}`),
    ),
  );
  const question = dataset.questions?.find(({ about }) => about === 'price');
  expect(question?.message).toBe(
    'The file has 2 price columns: "Retail Price" and "Wholesale Price". Which one did customers pay?',
  );
  const text = file(
    'Order Date,Product Name,Quantity,Wholesale Price,Retail Price',
    days((d, name) => `${d.date},${name},${d.units},${d.price},${(2 * d.price).toFixed(2)}`),
  );
  const source = memorySource('kind.csv', new TextEncoder().encode(text));
  expect(facts(buildDataset(await readTable(source, question!.choices[1]!.choices)))).toEqual(
    truth(mug, pan),
  );
});

test('keys that differ in hyphens and case, under one name, are asked about', async () => {
  const rows = mug.map((d, t) => `${d.date},${t < 60 ? 'MUG-01' : 'mug01'},Mug,${d.units},${d.price}`);
  const dataset = await read(file('Date,SKU,Description,Qty,Price', rows));
  expect(dataset.questions?.map(({ message }) => message)).toContain(
    '"MUG-01" and "mug01" differ only in signs such as hyphens and in small and capital letters: are they the same product?',
  );
});

test('sums of four weeks beside single weeks are no dates', async () => {
  const rows = mug.flatMap((d, t) => [
    `1 w/e ${d.date},Mug,${d.units},${d.price}`,
    ...(t % 4 === 3 ? [`4 w/e ${d.date},Mug,${4 * d.units},${d.price}`] : []),
  ]);
  const dataset = await read(file('Period,UPC,Units,Price', rows));
  expect(facts(dataset)).toEqual(truth(mug));
  expect(dataset.findings.some(({ kind }) => kind === 'unreadable-date')).toBe(true);
});

test.each([
  [
    'letters of sales and returns',
    'letters-of-rows',
    file('TranDate,TranType,Item,Qty,UnitPrice', [
      ...both((quantity, d, _, name) => `${d.date},S,${name},${quantity},${d.price}`),
      ...third.map((d) => `${d.date},R,Mug,2,${d.price}`),
    ]),
  ],
  [
    'letters that nobody knows',
    'unknown-status',
    file(
      'Date,Trx Type,Item,Qty,Price',
      both((quantity, d, order, name) => `${d.date},${order % 7 ? 'Q' : 'Z'},${name},${quantity},${d.price}`),
    ),
  ],
  [
    'weeks of a fiscal year',
    'date-in-columns',
    file(
      'Fiscal Year,Fiscal Week,Item,Units,Price',
      mug.flatMap((d, t) =>
        t < 60
          ? [`${2023 + Math.floor(t / 52)},${(t % 52) + 1},Mug,${d.units},${d.price}`]
          : [`${2023 + Math.floor((t - 60) / 52)},${((t - 60) % 52) + 1},Pan,${d.units},${d.price}`],
      ),
    ),
  ],
  [
    'a pack that holds less from one day on',
    'other-pack-size',
    file(
      'Date,Item,Pack size,Qty,Price',
      mug.map((d, t) => `${d.date},Cola,${t < 60 ? 6 : 4},${d.units},${d.price}`),
    ),
  ],
  [
    'prices in another currency from one day on',
    'two-price-levels',
    file(
      'Date,Item,Qty,Price',
      mug.map((d, t) => `${d.date},Mug,${d.units},${((t < 60 ? 3.6 : 1) * d.price).toFixed(2)}`),
    ),
  ],
  [
    'the sign of another currency from one day on',
    'mixed-currencies',
    file(
      'Date,Item,Qty,Price',
      mug.map((d, t) => `${d.date},Mug,${d.units},${t < 60 ? `${d.price} kn` : `${d.price} €`}`),
    ),
  ],
])('said: %s', async (_, kind, text) => {
  const { findings } = await read(text);
  expect(findings.find((finding) => finding.kind === kind)?.severity).toBe('attention');
});

test('returns by a letter are left out', async () => {
  const rows = [
    ...both((quantity, d, _, name) => `${d.date},S,${name},${quantity},${d.price}`),
    ...third.map((d) => `${d.date},R,Mug,2,${d.price}`),
  ];
  expect(facts(await read(file('TranDate,TranType,Item,Qty,UnitPrice', rows)))).toEqual(truth(mug, pan));
});

test('a change in percent is no units', async () => {
  const rows = mug.map((d, t) => `${d.date},Mug,${d.price},${(t % 21) - 10}%`);
  await expect(read(file('Date,Item,Price,Units change %', rows))).rejects.toThrow(
    'but none that names sales or units',
  );
  await expect(read(file('Date,Item,Price,Units', rows))).rejects.toThrow(
    'but none that names sales or units',
  );
});

test('a 1 under "Retourniert" counts a piece where a row holds many, and marks an order where it holds one', async () => {
  const daily = await read(
    file('Datum;Artikel;Verkauft;Retourniert;Preis', [
      ...mug.map(
        (d, t) => `${d.date};Becher;${d.units + (t % 3 === 0 ? 1 : 0)};${t % 3 === 0 ? 1 : 0};${d.price}`,
      ),
    ]),
  );
  expect(facts(daily)).toEqual(truth(mug));
  const orders = await read(
    file('Order,Date,Item,Qty,Returned,Price', [
      ...lines(mug, (q, d, order) => `${order},${d.date},Mug,${q},0,${d.price}`),
      ...lines(mug.slice(0, 20), (q, d, order) => `R${order},${d.date},Mug,${q},1,${d.price}`),
    ]),
  );
  expect(facts(orders)).toEqual(truth(mug));
});

test('prices that change by the rate of the euro on its day are of two currencies, and it is said; on another day they are not', async () => {
  const shifted = (first: string, rate: number) => {
    const begin = Date.parse(first) / 86_400_000;
    return file(
      'Date,Item,Qty,Price',
      inTwo(
        (d) => row('Mug', d),
        (d) => row('Pan', d),
      ),
    );
    function row(name: string, d: DrawnDay) {
      const t = mug.findIndex(({ date }) => date === d.date);
      const price = t < 60 ? d.price : d.price / rate;
      return `${new Date((begin + t) * 86_400_000).toISOString().slice(0, 10)},${name},${d.units},${price.toFixed(2)}`;
    }
  };
  const levels = async (first: string, rate = 1.95583) =>
    (await read(shifted(first, rate))).findings.filter(({ found }) => found.includes('the rate of the euro'));
  expect((await levels('2025-11-02')).map(({ example }) => example)).toEqual([
    'From 2026-01-01 on, on 2 of 2 products',
  ]);
  expect(await levels('2024-11-02')).toEqual([]);
  // A sale or a price list of that day moves all prices too.
  expect(await levels('2025-11-02', 1 / 0.65)).toEqual([]);
  expect(await levels('2013-11-02', 1 / 1.25)).toEqual([]);
});

test('delivery notes count in no way beside quotes and invoices of the same sales', async () => {
  const rows = [
    ...lines(mug, (q, d, order) => `${d.date},Facture,F${order},Mug,${q},${d.price}`),
    ...lines(mug.slice(0, 40), (q, d, order) => `${d.date},Bon de livraison,B${order},Mug,${q},${d.price}`),
    ...lines(mug.slice(40, 60), (q, d, order) => `${d.date},Devis,D${order},Mug,${q},${d.price}`),
  ];
  expect(facts(await read(file('Date,Type,Pièce,Article,Qté,PU HT', rows)))).toEqual(truth(mug));
});
