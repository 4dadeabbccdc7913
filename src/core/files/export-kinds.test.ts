// Exports as warehouses of data, markets and offices write them: cross tables, printed lists, records within records, quotes.
// The same drawn days come out equal, and what cannot be read is said with the way on.

import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';

import { buildDataset } from '../table/build-dataset.ts';
import { memorySource } from '../table/byte-source.ts';
import { readTable } from '../table/read-table.ts';
import type { DrawnDay } from './drawn-days.ts';
import {
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
  weeks,
} from './drawn-file-fixture.ts';
import { workbookOf } from './workbook-fixture.ts';

const money = ({ price, units }: DrawnDay) => (price * units).toFixed(2);
const long = (day: DrawnDay) => {
  const month = 'January February March April May'.split(' ')[+parts(day)[1] - 1]!;
  return `${month} ${+parts(day)[2]}, ${parts(day)[0]}`;
};
const spread = (text: string) => [text, ''];
const third = mug.filter((_, t) => t % 3 === 0);

const readAsOne: Readonly<Record<string, string>> = {
  'a discount of its own name, and a net amount': file(
    'Posting date;Item number;Sales quantity;Unit price;Net amount;Line disc. %',
    mug.map((d) => `${german(d)};M1;${d.units};25,00;${comma(+money(d))};${comma(100 - 4 * d.price)}`),
  ),
  'a list price that never moves beside a net amount, nothing else said': file(
    'Date,SKU,Unit Price,Qty,Net Amount',
    mug.map((d) => `${d.date},M1,25.00,${d.units},${money(d)}`),
  ),
  'an amount that counts, and a price of the whole line': file(
    'TRANSACTION_DT,CUSTOMER_ID,PRODUCT_ID,AMOUNT,SALES_PRICE',
    lines(mug, (q, d, order) => `${d.date},${order % 90},M1,${q},${(q * d.price).toFixed(2)}`),
  ),
  'the total sale price of a day': file(
    'Orders Created Date,Products Name,Order Items Total Sale Price,Order Items Count',
    mug.map((d) => `${d.date},Mug,$${money(d)},${d.units}`),
  ),
  'quotes won, lost and open': file('Quote No,Quote Date,Item,Qty,Net Unit Price,Outcome', [
    ...lines(mug, (q, d, order) => `Q${order},${d.date},Mug,${q},${d.price},Won`),
    ...lines(third, (q, d, order) => `L${order},${d.date},Mug,${q},19,${order % 2 ? 'Lost' : 'Open'}`),
  ]),
  'test orders': file('Order,Date,Item,Qty,Unit Price,Test', [
    ...lines(mug, (q, d, order) => `${order},${d.date},Mug,${q},${d.price},false`),
    ...third.map((d, t) => `T${t},${d.date},Mug,50,1.00,true`),
  ]),
  '1C: days below the product, the header over two rows': [
    'Выручка за период,,',
    'Номенклатура,Количество,Выручка',
    'Период (день),,',
    `Кружка,${sold(mug)},1`,
    ...mug.map((d) => `${german(d)},${d.units},${money(d)}`),
    `Итого,${sold(mug)},1`,
  ].join('\n'),
  'scanner data with prices for several': file('UPC,WEEK_END,MOVE,QTY,PRICE,DEAL', [
    ...mug.map(
      (d) => `0001192603016,${d.date},${d.units},${d.price < 18 ? `2,${2 * d.price},B` : `1,${d.price},`}`,
    ),
  ]),
  'what a customer paid, called a cost': file('Session Start,Site,Energy (kWh),Tariff (p/kWh),Cost (£)', [
    ...lines(mug, (q, d) => `${d.date} 10:05,Leeds,${q},${100 * d.price},${(q * d.price).toFixed(2)}`),
  ]),
  'net sales beside a list price and a markdown': file('Week,Style,Colour,Units,RRP,Net Sales,Markdown %', [
    ...mug.map(
      (d) => `${d.date},P1,Navy,${d.units},24.00,${money(d)},${(100 - (100 * d.price) / 24).toFixed(1)}`,
    ),
  ]),
  'one discount on all rows': file('Datum;Artikel;Menge;Preis;PE;Rabatt %;Nettobetrag', [
    ...mug.map((d) => `${d.date};M8;${d.units};${comma(d.price / 0.8)};1;20,0;${comma(d.price * d.units)}`),
  ]),
  'the prices of pharmacies': file('Datum;Artikel;Menge;AVK;AEK', [
    ...mug.map((d) => `${d.date};Salbe;${d.units};${comma(d.price)};6,20`),
  ]),
  'Kaufland: amounts in cents': file('id_order_unit,ts_created,title,price,currency,status', [
    ...mug.flatMap((d, t) =>
      Array.from(
        { length: d.units },
        (_, i) => `${t}-${i},${d.date} 10:05:0${i % 10},Mug,${Math.round(100 * d.price)},EUR,sent`,
      ),
    ),
  ]),
  'half hours by their number, the same figures in many of them': file('Day,Period,Volume (MWh),Price', [
    ...mug.flatMap((d) =>
      [1, 2, 3, 4].map((part) => `${d.date},${part},${Math.floor((d.units + part - 1) / 4)},${d.price}`),
    ),
  ]),
  'readings of each hour, the same figures in all of them': file(
    'Period start,Meter,Consumption kWh,Tariff EUR/kWh',
    mug.flatMap((d) =>
      Array.from(
        { length: d.units },
        (_, h) =>
          `${d.date}T${String(h % 24).padStart(2, '0')}:${h < 24 ? '00' : h < 48 ? '20' : '40'}:00+01:00,A,1.0,${d.price}`,
      ),
    ),
  ),
  'columns numbered by a report designer': file(
    'Textbox12,ProductName,SaleDate,Qty,Price1,Amount1,Textbox31',
    mug.map((d) => `Sales by Day,Mug,${d.date},${d.units},${d.price},${money(d)},${sold(mug)}`),
  ),
  'a list price with and after a discount, in words that share their beginning': file(
    'Название,Тип документа,Дата продажи,Кол-во,Цена розничная,Цена розничная с учетом согласованной скидки',
    [
      ...mug.map((d) => `Кружка,Продажа,${d.date},${d.units},25.00,${d.price}`),
      ...third.map((d) => `Кружка,Возврат,${d.date},1,25.00,${d.price}`),
    ],
  ),
  'prices of a pack and of a piece beside its units': file(
    'Date,Item,Units,Price Per Pack,Price Per Piece',
    mug.map((d) => `${d.date},Soap,${d.units},${d.price},${(d.price / 4).toFixed(2)}`),
  ),
  'years of the Persian calendar': file(
    'تاریخ,کالا,تعداد,قیمت واحد',
    mug.map((d, t) => {
      // 1402/10/11 is 2024-01-01; its months have 30 days, the last of a common year 29.
      const days = [20, 30, 29, 31, 31];
      let [month, rest] = [0, t];
      while (rest >= days[month]!) rest -= days[month++]!;
      const [year, name] = month < 3 ? [1402, 10 + month] : [1403, month - 2];
      const dayOfMonth = month === 0 ? rest + 11 : rest + 1;
      return `${year}/${String(name).padStart(2, '0')}/${String(dayOfMonth).padStart(2, '0')},لیوان,${d.units},${d.price}`;
    }),
  ),
  'months of Thailand': file(
    'วันที่,สินค้า,จำนวน,ราคาต่อหน่วย',
    mug.map(
      (d) =>
        `${+parts(d)[2]} ${'ม.ค. ก.พ. มี.ค. เม.ย.'.split(' ')[+parts(d)[1] - 1]!} 2567,แก้ว,${d.units},${d.price}`,
    ),
  ),
  'years of Taiwan': file(
    '日期,品名,數量,單價',
    mug.map((d) => `113/${parts(d)[1]}/${parts(d)[2]},馬克杯,${d.units},${d.price}`),
  ),
  'blanks around the slashes': file(
    'Date,SKU,Qty,Price',
    mug.map((d) => `${parts(d)[2]} / ${parts(d)[1]} / 2024,M1,${d.units},${d.price}`),
  ),
  Hungarian: file(
    'Dátum;Cikkszám;Megnevezés;Mennyiség;Egységár;Nettó érték',
    mug.map(
      (d) =>
        `${d.date.replaceAll('-', '. ')}.;B1;Bögre;${d.units} db;${comma(d.price)} Ft;${comma(+money(d))} Ft`,
    ),
  ),
  Danish: file(
    'Salgsdato;Varenummer;Beskrivelse;Antal;Enhedspris;Omsætning',
    mug.map((d) => `${german(d)};7;Krus;${d.units};${comma(d.price)} kr.;${comma(+money(d))} kr.`),
  ),
  Croatian: file(
    'Datum;Šifra;Naziv;Količina;Cijena;Iznos',
    mug.map((d) => `${german(d)}.;7;Šalica;${d.units};${comma(d.price)};${comma(+money(d))}`),
  ),
  Hindi: file(
    'तारीख,उत्पाद,मात्रा,मूल्य',
    mug.map((d) => `${german(d)},कप,${d.units},₹${d.price}`),
  ),
  Catalan: file(
    'Data;Article;Quantitat;Preu unitari;Import',
    mug.map((d) => `${german(d)};Tassa;${d.units};${comma(d.price)};${comma(+money(d))}`),
  ),
};

const readAsTwo: Readonly<Record<string, string>> = {
  'a cross table of days, the product on its first row': [
    ['', '', 'Day of Order Date', ...mug.slice(1).map(() => '')].join('\t'),
    ['Product', '', ...mug.map(long)].join('\t'),
    ...[mug, pan].flatMap((days, i) => [
      [['Mug', 'Pan'][i]!, 'Units', ...days.map(({ units }) => units)].join('\t'),
      ['', 'Avg. Price', ...days.map(({ price }) => price)].join('\t'),
    ]),
  ].join('\n'),
  'measures above the products': file(['Date', ...spread('Units'), ...spread('Price')].join(), [
    ',Mug,Pan,Mug,Pan',
    ...mug.map((d, t) => `${d.date},${d.units},${pan[t]!.units},${d.price},${pan[t]!.price}`),
  ]),
  'how a pivot table added up, before the name': file(
    'Date,SUM of Units Mug,SUM of Units Pan,AVERAGE of Price Mug,AVERAGE of Price Pan',
    mug.map((d, t) => `${d.date},${d.units},${pan[t]!.units},${d.price},${pan[t]!.price}`),
  ),
  'records within records, the order on its first line': file(
    '"Order Ref","Order Date","Customer","Order Lines/Product","Order Lines/Quantity","Order Lines/Unit Price"',
    mug.flatMap((d, t) => [
      `POS/${t},${d.date} 10:00:00,Walk-in,Mug,${d.units},${d.price}`,
      `,,,Pan,${pan[t]!.units},${pan[t]!.price}`,
    ]),
  ),
  'a printed list below its title': [
    'REPORT ZSALES01        DAILY SALES BY ARTICLE             PAGE   1',
    '',
    'DATE        ARTICLE     DESCRIPTION           QTY        PRICE',
    ...inTwo(
      (d) => `${d.date}  M-100       Mug blue        ${String(d.units).padStart(7)}   ${d.price.toFixed(2)}`,
      (d) => `${d.date}  P-200       Pan steel       ${String(d.units).padStart(7)}   ${d.price.toFixed(2)}`,
    ),
  ].join('\n'),
  'single blanks between cells': file(
    'date product units price',
    inTwo(
      (d) => `${d.date} mug ${d.units} ${d.price}`,
      (d) => `${d.date} pan ${d.units} ${d.price}`,
    ),
  ),
};

const readBytes = async (name: string, bytes: Uint8Array, parts?: readonly string[]) => {
  const choices = parts === undefined ? {} : { parts };
  return buildDataset(await readTable(memorySource(name, bytes), choices), choices);
};

describe('kinds of exports', () => {
  test.each(Object.entries(readAsOne))('one product: %s', async (_, text) => {
    expect(facts(await read(text))).toEqual(truth(mug));
  });

  test.each(Object.entries(readAsTwo))('two series: %s', async (_, text) => {
    const found = facts(await read(text)).sort((a, b) => a[2]! - b[2]!);
    expect(found).toEqual(truth(mug, pan));
  });

  test.each([
    [
      'ranges that name the year once',
      (d: DrawnDay, next: DrawnDay) => `"${long(d).split(',')[0]!} - ${long(next)}"`,
    ],
    [
      'ranges of days and months',
      (d: DrawnDay, next: DrawnDay) => `${german(d).slice(0, 6)} - ${german(next)}`,
    ],
    ['W and the last day', (d: DrawnDay) => `W ${parts(d)[2]}/${parts(d)[1]}/${parts(d)[0].slice(2)}`],
  ])('weeks: %s', async (_, write) => {
    const list = weeks.filter(({ date }) => +date.slice(5, 7) <= 4).slice(0, 15);
    const rows = list.map((d, t) => {
      const next = new Date(Date.parse(d.date) + 6 * 86_400_000).toISOString().slice(0, 10);
      return `${write(d, { ...list[t]!, date: next })},M1,${d.price},${d.units}`;
    });
    expect(facts(await read(file('Week,SKU,Price,Units', rows)))).toEqual(truth(list));
  });

  test.each([
    ['1Q18', (t: number) => `${(t % 4) + 1}Q${18 + Math.floor(t / 4)}`, 'Quarter'],
    [
      '001.2024',
      (t: number) => `0${String((t % 12) + 1).padStart(2, '0')}.${2022 + Math.floor(t / 12)}`,
      'Period',
    ],
    [
      '01.2024, where others are above 12',
      (t: number) => `${String((t % 52) + 1).padStart(2, '0')}.${2024 + Math.floor(t / 52)}`,
      'KW',
    ],
  ])('periods: %s', async (_, write, header) => {
    const list = weeks.slice(0, header === 'KW' ? 60 : 24);
    const rows = list.map((d, t) => `${write(t)};M1;${d.price};${d.units}`);
    const { histories } = await read(file(`${header};SKU;Price;Units`, rows));
    expect(histories.map(({ days }) => days.length)).toEqual([list.length]);
  });

  test('what cannot be known is said with the way on', async () => {
    const fiscal = weeks.map((d, t) => `FY24 P${1 + Math.floor(t / 5)} W${t},M1,${d.price},${d.units}`);
    await expect(read(file('Fiscal Week,SKU,Price,Units', fiscal))).rejects.toThrow(
      '"Fiscal Week" holds periods of a fiscal year ("FY24 P1 W0"), whose days this file does not tell: write the first day of each, such as 2025-01-27.',
    );
    const swapped = mug.map((d) => `2024-${parts(d)[2]}-${parts(d)[1]},M1,${d.price},${d.units}`);
    await expect(read(file('Date,SKU,Price,Units', swapped))).rejects.toThrow(
      'Dates such as "2024-13-01" in "Date" have the day before the month behind the year; write dates such as 2025-01-31.',
    );
    const dump = mug.map((d) => `INSERT INTO sales VALUES ('${d.date}','Mug',${d.units},${d.price});`);
    await expect(read(file('CREATE TABLE sales (d date, product text);', dump))).rejects.toThrow(
      '"kind.csv" is a dump of an SQL database (INSERT statements), not a table; export the table itself as CSV.',
    );
  });

  test('quotation marks behind a backslash are named', async () => {
    const rows = mug.map((d) => `"${d.date}","Mug 12\\" \\"XL\\"","${d.units}","${d.price}"`);
    await expect(read(file('Date,Product,Units,Price', rows))).rejects.toThrow(
      'Quotation marks within cells are written as \\" (Mug 12\\" \\"XL\\""), which ends the cell there; write two quotation marks instead, or leave them out.',
    );
  });

  test('returns that stand only at the end of a long file are known by the word of their column', async () => {
    const rows = [
      ...lines(mug, (_, d) => `Кружка,Продажа,${d.date},1,${d.price},${'-'.repeat(60)}`),
      ...third.map((d) => `Кружка,Возврат,${d.date},1,${d.price},`),
    ];
    const { histories } = await read(file('Название,Тип документа,Дата продажи,Кол-во,Цена,Заметка', rows));
    expect(histories[0]!.units.reduce((a, b) => a + b)).toBe(lines(mug, () => '').length);
  });

  test('a sheet that Excel hides is not read beside the others', async () => {
    const rows = (list: readonly DrawnDay[]) => [
      ['Date', 'Units', 'Price'],
      ...list.map(({ date, units, price }) => [date, units, price]),
    ];
    const shown = workbookOf({ Raw: rows(pan), Sales: rows(mug) }, [], ['Raw']);
    expect(facts(await readBytes('book.xlsx', shown))).toEqual(truth(mug));
    const alone = workbookOf({ Raw: rows(pan) }, [], ['Raw']);
    expect(facts(await readBytes('book.xlsx', alone))).toEqual(truth(pan));
  });
});

describe('tables of one zip', () => {
  const text = (list: readonly DrawnDay[], sign = ',') =>
    strToU8(
      [['Date', 'SKU', 'Price', 'Units'], ...list.map((d) => [d.date, 'M1', d.price, d.units])]
        .map((row) => row.join(sign))
        .join('\r\n'),
    );
  const months = ['01', '02', '03', '04'].map((month) =>
    mug.filter(({ date }) => date.slice(5, 7) === month),
  );

  test('a file a month: read together, said and asked; one alone by choice', async () => {
    const bytes = zipSync(
      Object.fromEntries(months.map((list, m) => [`sales_2024-0${m + 1}.csv`, text(list)])),
    );
    const dataset = await readBytes('export.zip', bytes);
    expect(facts(dataset)).toEqual(truth(mug));
    expect(dataset.findings.find(({ kind }) => kind === 'sheets-together')).toMatchObject({
      found: 'The file is packed as: zip, with the same columns in 4 files',
      done: 'These were read together, one below the other',
    });
    const [question] = dataset.questions!;
    expect(question!.message).toBe(
      '4 files with the same columns were read together. Is one of them meant alone?',
    );
    expect(question!.choices[0]).toMatchObject({ label: 'All 4 files together' });
    expect(facts(await readBytes('export.zip', bytes, ['sales_2024-01.csv']))).toEqual(truth(months[0]!));
    expect(facts(await readBytes('export.zip', bytes, ['sales_2024-01.csv', 'sales_2024-02.csv']))).toEqual(
      truth([...months[0]!, ...months[1]!]),
    );
  });

  test('other delimiters, columns in another order, more rows than a head holds', async () => {
    const many = Array.from({ length: 12_000 }, (_, i) => mug[i % 31]!);
    const turned = strToU8(
      ['Units;Price;SKU;Date', ...months[1]!.map((d) => `${d.units};${comma(d.price)};M1;${d.date}`)].join(
        '\n',
      ),
    );
    const { table } = await readTable(
      memorySource('export.zip', zipSync({ 'a.csv': text(many, ';'), 'b.csv': turned })),
    );
    expect(table.rowCount).toBe(12_000 + months[1]!.length);
  });

  test('a file a store: its name is the store', async () => {
    const bytes = zipSync({
      'Berlin.csv': text(mug),
      'Hamburg.csv': text(mug.map((d) => ({ ...d, units: 2 * d.units }))),
    });
    const { histories, table } = await readBytes('stores.zip', bytes);
    expect(table.products.map(({ series }) => series)).toEqual([{ Store: 'Berlin' }, { Store: 'Hamburg' }]);
    expect(histories.map(({ units }) => units.reduce((a, b) => a + b))).toEqual([sold(mug), 2 * sold(mug)]);
  });

  test('files of other columns are not put together, nor are those that are named so', async () => {
    const bytes = zipSync({ 'sales.csv': text(mug), 'stock.csv': strToU8('SKU,Stock\nM1,7\nM2,8') });
    const dataset = await readBytes('export.zip', bytes);
    expect(facts(dataset)).toEqual(truth(mug));
    await expect(readBytes('export.zip', bytes, ['sales.csv', 'stock.csv'])).rejects.toThrow(
      'The files "sales.csv", "stock.csv" of "export.zip" do not have the same columns, so they cannot be read together; choose one of them.',
    );
  });
});
