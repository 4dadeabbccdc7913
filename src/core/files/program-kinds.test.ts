// Exports of shops, tills, marketplaces and ERP systems: the same drawn days as each program writes them come out equal.

import { describe, expect, test } from 'vitest';

import {
  american,
  comma,
  facts,
  file,
  german,
  inTwo,
  lines,
  mug,
  pan,
  parts,
  read,
  sold,
  truth,
} from './drawn-file-fixture.ts';
import type { DrawnDay } from './drawn-days.ts';

const money = ({ price, units }: DrawnDay) => (price * units).toFixed(2);
const clock = (order: number) => `10:${10 + (order % 50)}:22`;
const total = (quantity: number, { price }: DrawnDay) => (quantity * price).toFixed(2);
const slashed = (day: DrawnDay) => parts(day).reverse().join('/');
const third = mug.filter((_, t) => t % 3 === 0);

/** A list as SAP prints it: pages of 50 rows, each with its title and the header again. */
function sapList(): string {
  const head = ['-'.repeat(44), '|Buch.dat. |Material|   Menge|  Umsatz HW|', '-'.repeat(44)];
  const rows = mug.flatMap((d, t) => [
    ...(t % 50 === 0 ? [`01.05.2024   Dynamische Listenausgabe   ${1 + t / 50}`, '', ...head] : []),
    `|${german(d)}|P1      |${String(d.units).padStart(8)}|${comma(d.price * d.units).padStart(11)}|`,
  ]);
  return [...rows, `|*         |P1      |${sold(mug)}|999.999,00|`, '-'.repeat(44)].join('\n');
}

const readAsOne: Readonly<Record<string, string>> = {
  'WooCommerce order items': file(
    'order_id,order_date,status,shipping_total,order_total,item_name,item_sku,item_quantity,item_subtotal,item_total',
    lines(mug, (q, d, order) =>
      [
        order,
        `${d.date} ${clock(order)}`,
        'wc-completed',
        5,
        +total(q, d) + 5,
        'Mug',
        'M1',
        q,
        total(q, d),
        total(q, d),
      ].join(','),
    ),
  ),
  'Square item details': file(
    'Date,Time,Category,Item,Qty,SKU,Gross Sales,Discounts,Net Sales,Tax,Transaction ID,Event Type,Location',
    lines(mug, (q, d, order) =>
      [
        d.date,
        clock(order),
        'Cups',
        'Mug',
        `${q}.0`,
        'M1',
        `$${(25 * q).toFixed(2)}`,
        `-$${(q * (25 - d.price)).toFixed(2)}`,
        `$${total(q, d)}`,
        '$1.00',
        order,
        'Payment',
        'Main',
      ].join(','),
    ),
  ),
  'Gumroad sales, each at a time of day': file(
    'Purchase ID,Item Name,Purchase Date,Purchase Time (UTC),Subtotal ($),Sale Price ($),Fees ($),Net Total ($),Quantity',
    lines(mug, (q, d, order) =>
      [
        `p${order}`,
        'Ebook',
        d.date,
        clock(order),
        total(q, d),
        total(q, d),
        2,
        (+total(q, d) - 2).toFixed(2),
        q,
      ].join(','),
    ),
  ),
  'PayPal, where Net is what is left after the fee': file(
    'Date,Time,Type,Status,Currency,Gross,Fee,Net,Transaction ID,Item Title,Quantity',
    lines(mug, (q, d, order) =>
      [
        d.date,
        clock(order),
        'Express Checkout Payment',
        'Completed',
        'USD',
        total(q, d),
        '-1.00',
        (+total(q, d) - 1).toFixed(2),
        order,
        'Mug',
        q,
      ].join(','),
    ),
  ),
  'a ledger of the stock: sales, purchases, adjustments, transfers': file(
    'Posting Date,Entry Type,Document No.,Item No.,Quantity,Sales Amount (Actual)',
    [
      ...mug.map((d, t) => `${d.date},Sale,S${t},1000,-${d.units},${money(d)}`),
      ...third.map((d, t) => `${d.date},Purchase,P${t},1000,150,0.00`),
      ...third.map((d, t) => `${d.date},Positive Adjmt.,A${t},1000,8,0.00`),
      ...third.map((d, t) => `${d.date},Transfer,T${t},1000,-25,0.00`),
    ].sort(),
  ),
  'invoices beside credit notes and quotes': file('Date,Document Type,Document No,Item,Qty,Unit Price', [
    ...lines(mug, (q, d, order) => `${d.date},Invoice,${order},Mug,${q},${d.price}`),
    ...lines(third, (q, d, order) => `${d.date},Credit Memo,C${order},Mug,${q},${d.price}`),
    ...lines(third, (q, d, order) => `${d.date},Quote,Q${order},Mug,${q},${d.price}`),
  ]),
  'SAP: a list on pages, in a frame, with sums marked by stars': sapList(),
  'JD Edwards: fields by name, days of the century': mug
    .map(
      (d, t) =>
        `SDDOCO=${t}|SDLITM=P1|SDTRDJ=124${String(t + 1).padStart(3, '0')}|SDUORG=${d.units}|SDUPRC=${d.price}`,
    )
    .join('\n'),
  'a log of names and values': mug
    .map((d) => `level=info date=${d.date} sku=P1 item="A large mug" qty=${d.units} unit_price=${d.price}`)
    .join('\n'),
  'a line a figure, a blank line between records': mug
    .map((d, t) => `Order: ${t}\nDate: ${d.date}\nItem: Mug\nQuantity: ${d.units}\nUnit Price: ${d.price}\n`)
    .join('\n'),
  'a table for each day below its name': `Product Mix,,\n${mug
    .map((d) => `Business Date: ${american(d)},,\nItem,Qty Sold,Net Sales\nMug,${d.units},${money(d)}\n,,`)
    .join('\n')}`,
  'columns by their place, thousands with commas': [
    `${'DATE'.padEnd(12)}${'ITEM'.padEnd(8)}${'QTY'.padStart(8)}${'AMOUNT'.padStart(14)}`,
    ...mug.map(
      (d) =>
        `${american(d).padEnd(12)}${'Mug'.padEnd(8)}${String(d.units).padStart(8)}${(d.price * d.units).toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 }).padStart(14)}`,
    ),
  ].join('\n'),
  'an Arabic currency behind the amounts': file('التاريخ;المنتج;الكمية;سعر الوحدة', [
    ...mug.map((d) => `${d.date};Mug;${d.units};${d.price.toFixed(2)} ر.س`),
  ]),
  'invoices beside their orders and delivery notes': file('Datum;Belegart;Beleg;Artikel;Menge;Preis', [
    ...lines(mug, (q, d, order) => `${german(d)};Auftrag;A${order};Becher;${q};${comma(d.price)}`),
    ...lines(mug, (q, d, order) => `${german(d)};Lieferschein;L${order};Becher;${q};${comma(d.price)}`),
    ...lines(mug, (q, d, order) => `${german(d)};Rechnung;R${order};Becher;${q};${comma(d.price)}`),
  ]),
  'quotations sent beside orders': file('Order Date,Order,Product,Qty Ordered,Unit Price,Status', [
    ...lines(mug, (q, d, order) => `${d.date},S${order},Mug,${q},${d.price},Sales Order`),
    ...lines(third, (q, d, order) => `${d.date},Q${order},Mug,${q},${d.price},Quotation Sent`),
    ...lines(third, (q, d, order) => `${d.date},T${order},Mug,${q},${d.price},Quotation`),
  ]),
  'Sage: invoices SI and credits SC without a sign': file('Type,Invoice No,Date,Product,Qty,Unit Price', [
    ...lines(mug, (q, d, order) => `SI,${order},${d.date},Mug,${q},${d.price}`),
    ...lines(third.slice(0, 5), (q, d, order) => `SC,C${order},${d.date},Mug,${q},${d.price}`),
  ]),
  'Rechnungen und Gutschriften': file('Datum;Belegart;Beleg;Artikel;Menge;Preis', [
    ...lines(mug, (q, d, order) => `${german(d)};Rechnung;${order};Becher;${q};${comma(d.price)}`),
    ...lines(third, (q, d, order) => `${german(d)};Gutschrift;G${order};Becher;${q};${comma(d.price)}`),
  ]),
  'actual and budget': file(
    'Date,Product,Scenario,Price,Units',
    mug.flatMap((d) => [`${d.date},Mug,Actual,${d.price},${d.units}`, `${d.date},Mug,Budget,20.00,50`]),
  ),
  'last year beside this year': file(
    'Date,Product,Units Last Year,Revenue Last Year,Units This Year,Revenue This Year',
    mug.map((d, t) => `${d.date},Mug,${pan[t]!.units},${money(pan[t]!)},${d.units},${money(d)}`),
  ),
  'the day of the export in every row': file(
    'Report Date,Order Date,SKU,Qty,Price',
    mug.map((d) => `2024-05-05,${d.date},P1,${d.units},${d.price}`),
  ),
  'the price of the supplier first': file(
    'Date,Product,Supplier Price,Shop Price,Sold',
    mug.map((d, t) => `${d.date},Mug,${t < 60 ? 9 : 9.5},${d.price},${d.units}`),
  ),
  'was and now': file(
    'Date,SKU,Was,Now,Sold',
    mug.map((d) => `${d.date},P1,25.00,${d.price},${d.units}`),
  ),
  'a coupon off the line': file(
    'Date,SKU,Units,Unit Price,Coupon Amount',
    mug.map((d) => `${d.date},P1,${d.units},25.00,${((25 - d.price) * d.units).toFixed(2)}`),
  ),
  'EP and GP of a till': file(
    'Datum;Uhrzeit;Bon-Nr;Artikel;Menge;EP;GP',
    lines(
      mug,
      (q, d, order) =>
        `${german(d)};10:${10 + (order % 50)};${order};Becher;${q};${comma(d.price)};${comma(q * d.price)}`,
    ),
  ),
  'field names of SAP': file(
    'BUDAT;MATNR;ARKTX;FKIMG;NETWR',
    mug.map((d) => `${d.date.replaceAll('-', '')};4711;Becher;${d.units};${comma(+money(d))}`),
  ),
  'shortened names in capitals': file(
    'TRX_DATE,ITEM_CD,ITEM_DESC,UNIT_PRC,SLS_QTY,SLS_AMT',
    mug.map((d) => `${d.date},P1,Mug,${d.price},${d.units},${money(d)}`),
  ),
  Brazilian: file(
    'Data Emissão;Nº NF;Cód. Produto;Descrição;Qtde;Vlr. Unit.;Vlr. Total',
    lines(
      mug,
      (q, d, order) => `${slashed(d)};${order};T1;Caneca;${q};R$ ${comma(d.price)};R$ ${comma(q * d.price)}`,
    ),
  ),
  Greek: file(
    'Ημερομηνία;Κωδικός;Περιγραφή;Ποσότητα;Τιμή;Αξία',
    mug.map((d) => `${slashed(d)};T1;Κούπα;${d.units};${comma(d.price)};${comma(+money(d))}`),
  ),
  Romanian: file(
    'Data;Cod produs;Denumire;Cantitate;Preț unitar;Valoare',
    mug.map((d) => `${german(d)};T1;Cana;${d.units};${comma(d.price)};${comma(+money(d))}`),
  ),
  Ukrainian: file(
    'Дата;Товар;Кількість;Ціна;Сума',
    mug.map((d) => `${german(d)};Кружка;${d.units};${comma(d.price)};${comma(+money(d))}`),
  ),
  Vietnamese: file(
    'Ngày,Mã hàng,Tên hàng,Số lượng,Đơn giá,Thành tiền',
    mug.map((d) => `${slashed(d)},T1,Cốc,${d.units},${d.price},${money(d)}`),
  ),
  Indonesian: file(
    'Tanggal,Kode Barang,Nama Barang,Jumlah,Harga Satuan,Total',
    mug.map((d) => `${slashed(d)},T1,Mug,${d.units},"Rp ${comma(d.price)}","Rp ${comma(+money(d))}"`),
  ),
  Thai: file(
    'วันที่,รหัสสินค้า,จำนวน,ราคา,ยอดขาย',
    mug.map((d) => `${d.date},T1,${d.units},${d.price},${money(d)}`),
  ),
};

const readAsTwo: Readonly<Record<string, string>> = {
  'seats of two price categories': file(
    'Event Date,Show,Price Category,Tickets Sold,Ticket Price',
    inTwo(
      (d) => `${d.date},Hamlet,A,${d.units},${d.price}`,
      (d) => `${d.date},Hamlet,B,${d.units},${d.price}`,
    ),
  ),
  'each payment method at a price of its own': file(
    'Date,Item,Payment Method,Price,Qty',
    inTwo(
      (d) => `${d.date},Tee,Cash,${d.price},${d.units}`,
      (d) => `${d.date},Tee,Card,${d.price},${d.units}`,
    ),
  ),
  'single pieces and cases': file(
    'Date,Item,UOM,Price,Qty',
    inTwo(
      (d) => `${d.date},Cola,EA,${d.price},${d.units}`,
      (d) => `${d.date},Cola,CS,${d.price},${d.units}`,
    ),
  ),
  'plans of a service': file(
    'date,plan,price,signups',
    inTwo(
      (d) => `${d.date},basic,${d.price},${d.units}`,
      (d) => `${d.date},pro,${d.price},${d.units}`,
    ),
  ),
  'the sum of each day without a product': file(
    'Date,Product,Price,Units',
    mug.flatMap((d, t) => [
      `${d.date},Mug,${d.price},${d.units}`,
      `${d.date},Pan,${pan[t]!.price},${pan[t]!.units}`,
      `${d.date},,,${d.units + pan[t]!.units}`,
    ]),
  ),
  'QuickBooks Desktop, its products above their rows': [
    ',,,Type,Date,Num,Name,Qty,U/M,Sales Price,Amount',
    ...[mug, pan].flatMap((days, i) => [
      `,${['Mug', 'Pan'][i]!},,,,,,,,,`,
      ...lines(
        days,
        (q, d, order) =>
          `,,,Invoice,${d.date},${order},Customer ${order % 9},${q},ea,${d.price},${total(q, d)}`,
      ),
      `,Total ${['Mug', 'Pan'][i]!},,,,,,${sold(days)},,,1`,
    ]),
    'TOTAL,,,,,,,1,,,1',
  ].join('\n'),
};

describe('exports of programs', () => {
  test.each(Object.entries(readAsOne))('one product: %s', async (_, text) => {
    expect(facts(await read(text))).toEqual(truth(mug));
  });

  test.each(Object.entries(readAsTwo))('two series: %s', async (_, text) => {
    const found = facts(await read(text)).sort((a, b) => a[2]! - b[2]!);
    expect(found).toEqual(truth(mug, pan));
  });

  test('returns at a price below zero take their units off', async () => {
    const rows = [
      ...lines(mug, (q, d, order) => `${order},${d.date},P1,${q},${d.price}`),
      ...mug.slice(0, 30).map((d, t) => `R${t},${d.date},P1,1,-${d.price}`),
    ];
    const [[days, units]] = facts(await read(file('Order,Date,SKU,Qty,Price', rows))) as [number[]];
    expect([days, units]).toEqual([120, sold(mug) - 30]);
  });

  test.each([
    ['In Stock', 'No', 'Yes'],
    ['Out of Stock', '1', '0'],
    ['Availability', 'Sold out', 'In stock'],
  ])('days on which "%s" says that nothing was left are sold out', async (header, out, there) => {
    const rows = mug.map((d, t) => `${d.date},P1,${d.price},${d.units},${t % 9 === 0 ? out : there}`);
    const { findings, histories } = await read(file(`Date,SKU,Price,Units,${header}`, rows));
    expect(histories[0]!.soldOut).toEqual(Uint8Array.from(mug, (_, t) => Number(t % 9 === 0)));
    expect(histories[0]!.inventory).toBeNull();
    expect(findings.find(({ kind }) => kind === 'stock-flag')).toMatchObject({
      severity: 'attention',
      found: `"${header}" says that the product was out of stock on 14 of the first 120 rows`,
      done: 'Those days count as sold out: demand was at least what was sold',
    });
  });

  test('rows of a plan are named with what they are', async () => {
    const { findings } = await read(readAsOne['actual and budget']!);
    expect(findings.find(({ kind }) => kind === 'not-sold')).toMatchObject({
      found: 'Rows whose "Scenario" says "Budget"',
      done: 'Left out, since they are a plan or another period, not what was sold',
      count: 120,
    });
  });
});
