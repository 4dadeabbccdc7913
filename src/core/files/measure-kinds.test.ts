// What figures are of: money of one unit, pieces, packs, kilograms, kilowatt-hours, cents. The same drawn days come out equal.

import { describe, expect, test } from 'vitest';

import type { DrawnDay } from './drawn-days.ts';
import { comma, facts, file, german, large, lines, mug, pan, read, truth } from './drawn-file-fixture.ts';
import { meaningsOf } from './header-words.ts';

const money = ({ price, units }: DrawnDay) => (price * units).toFixed(2);

const oneSeries: Readonly<Record<string, string>> = {
  'the price of a German pharmacy': file(
    'Datum;PZN;Bezeichnung;Menge;AVP;Zuzahlung',
    mug.map((d, t) => `${german(d)};0123456;Mug;${d.units};${comma(d.price)};${5 + (t % 3)},00`),
  ),
  'packs at the price of a pack, beside their pieces': file(
    'Date,SKU,Pack Size,Packs Sold,Pack Price,Single Units',
    mug.map((d) => `${d.date},M1,6,${d.units},${d.price},${6 * d.units}`),
  ),
  'two amounts of one name, the first of one unit': file(
    'Date,Item,Qty,Amount,Amount',
    mug.map((d) => `${d.date},Mug,${d.units},${d.price.toFixed(2)},${money(d)}`),
  ),
  'line items of Stripe, in cents': file(
    'created,description,quantity,unit_amount,amount_total,currency',
    lines(
      mug,
      (q, d) => `${d.date},Mug,${q},${Math.round(100 * d.price)},${Math.round(100 * d.price * q)},usd`,
    ),
  ),
  'net copies and net revenue': file(
    'Date,ISBN,Title,List Price,Copies Sold,Copies Returned,Net Copies,Net Revenue',
    mug.map(
      (d, t) => `${d.date},9780306406157,Novel,40.00,${d.units + (t % 3)},${t % 3},${d.units},${money(d)}`,
    ),
  ),
  'when, what, how many': file(
    'When,What,How many,Price each',
    mug.map((d) => `${d.date},Mug,${d.units},${d.price}`),
  ),
  'bottles of a vintage': file(
    'Date,Wine,Vintage,Bottle Size (ml),Bottles,Bottle Price',
    mug.map((d) => `${d.date},Rioja,2019,750,${d.units},${d.price}`),
  ),
  'what a shop bought beside what it sold': file(
    'Date,Account,SKU,Sell-In Units,Sell-Out Units,Sell-Out Price',
    mug.map((d, t) => `${d.date},ACME,S1,${t % 4 === 0 ? 4 * d.units : 0},${d.units},${d.price}`),
  ),
  'what was paid for each unit': file(
    'Date,SKU,RRP,Paid per unit,Units',
    mug.map((d) => `${d.date},S1,${(d.price + 2).toFixed(2)},${d.price},${d.units}`),
  ),
  'an Italian taxable amount of one and of the line': file(
    'Data;Articolo;Quantità;Imponibile unitario;Imponibile;IVA',
    lines(
      mug,
      (q, d) =>
        `${german(d)};Tazza;${q};${comma(d.price)};${comma(q * d.price)};${comma(0.22 * q * d.price)}`,
    ),
  ),
  'a price of a case of twelve by its total alone': file(
    'Date,Wine,Case price (12),Bottles,Revenue',
    mug.map((d) => `${d.date},Rioja,${(12 * d.price).toFixed(2)},${d.units},${money(d)}`),
  ),
  'sales in pieces beside sales in euro': file(
    'Date,Item,Facings,Sales pcs,Sales EUR',
    mug.map((d, t) => `${d.date},Mug,${4 + (t % 3)},${d.units},${money(d)}`),
  ),
  'paying visitors among visitors': file(
    'Date,Museum,Visitors,Paying visitors,Entry fee,Ticket income',
    mug.map((d, t) => `${d.date},M1,${d.units + 10 + (t % 9)},${d.units},${d.price},${money(d)}`),
  ),
  'sessions at the price of a session': file(
    'Date,Service,Customers,Sessions,Price per session,Income',
    mug.map((d) => `${d.date},Massage,${Math.ceil(d.units / 2)},${d.units},${d.price},${money(d)}`),
  ),
  'a reference that every payment has anew beside the item': file(
    'Creation Date,Merchant Reference,Item,Quantity,Value,Currency',
    lines(mug, (q, d, no) => `${d.date} 10:00:00,R${no},Mug,${q},${(q * d.price).toFixed(2)},EUR`),
  ),
  'what insurers and patients paid beside the fee': file(
    'Service date,Procedure,Doses,Fee charged,Insurance paid,Patient paid',
    mug.map(
      (d) =>
        `${d.date},Vaccine,${d.units},${d.price},${(0.7 * d.price * d.units).toFixed(2)},${(0.3 * d.price * d.units).toFixed(2)}`,
    ),
  ),
  'the last price beside a total, in Japanese': file(
    '日付,商品名,Last price,販売数,売上高',
    mug.map(
      (d, t) => `${d.date},Mug,${(d.price * (1 + ((t % 5) - 2) / 20)).toFixed(2)},${d.units},${money(d)}`,
    ),
  ),
  'the last price beside a list price less a discount, and its total': file(
    'Date,Item,List Price,Discount %,Last price,Qty,Amount',
    mug.map((d, t) => {
      const off = 5 * (t % 4);
      const last = (d.price * (1 + ((t % 5) - 2) / 20)).toFixed(2);
      return `${d.date},Mug,${(d.price / (1 - off / 100)).toFixed(4)},${off},${last},${d.units},${money(d)}`;
    }),
  ),
  'Swedish pieces beside those of a case': file(
    'Orderdatum;Benämning;À-pris;St;Units per case;Min order qty',
    mug.map((d, t) => `${d.date};Mugg;${comma(d.price)};${d.units};${6 + (t % 2)};${1 + (t % 3)}`),
  ),
  'French pieces beside those in the basket': file(
    'Jour;Libellé;Prix unitaire;Nb vendus;Items in basket;Waste qty',
    mug.map((d, t) => `${german(d)};Tasse;${comma(d.price)};${d.units};${1 + (t % 7)};${t % 4}`),
  ),
  'what a case holds beside a volume, and totals in pounds': file(
    'Case qty,Day of sale,Description,Sales volume (units),YTD units,GP %,Total (GBP)',
    mug.map((d, t) => `12,${d.date},Mug,${d.units},${1000 + 31 * t},${30 + (t % 9)}.00,${money(d)}`),
  ),
  'energy in kilowatt-hours at cents': file(
    'Zeitstempel;Tarif;Verbrauch kWh;Preis ct/kWh',
    mug.map((d) => `${d.date} 00:00;Heim;${d.units};${comma(100 * d.price)}`),
  ),
};

describe('the same days of one product out of', () => {
  test.each(Object.entries(oneSeries))('%s', async (_, text) => {
    expect(facts(await read(text))).toEqual(truth(mug));
  });
});

test('values and volumes in thousands by three noughts in brackets, behind a sign of money too', async () => {
  const rows = large.map(
    (d) => `${d.date},B1,${((d.units * d.price) / 1000).toFixed(5)},${(d.units / 1000).toFixed(3)}`,
  );
  const dataset = await read(file('Date,Brand,Value Sales (£000),Volume (000 units)', rows));
  expect(facts(dataset)).toEqual(truth(large));
});

test('a count that is the same on all rows of each product is what its packs hold', async () => {
  const rows = mug.flatMap((d, t) => [
    `12,${d.date},Mug,${d.units},${d.price}`,
    `6,${d.date},Pan,${pan[t]!.units},${pan[t]!.price}`,
  ]);
  expect(facts(await read(file('Pack Qty,Date,Item,Sales volume (units),Price', rows)))).toEqual(
    truth(mug, pan),
  );
});

test('totals without a product are no sales of those who sold: staff', async () => {
  const rows = mug.map((d, t) => `${d.date},K${t % 5},${d.units},${money(d)}`);
  const dataset = await read(file('Date,Staff,Qty,Sales amount', rows));
  expect(facts(dataset)).toEqual(truth(mug));
});

test('litres and kilograms need not be whole', async () => {
  for (const header of ['Dato;Vare;Solgt (liter);Pris pr. liter', 'Datum;Artikel;Menge kg;Preis/kg']) {
    const rows = mug.map((d) => `${german(d)};Ost;${comma(d.units + 0.25)};${comma(d.price)}`);
    const { histories } = await read(file(header, rows));
    expect(histories[0]!.units[0]).toBe(mug[0]!.units + 0.25);
  }
});

test('amounts of Stripe in a currency without cents stand as they are', async () => {
  const rows = lines(mug, (q, d) => `${d.date},Mug,${q},${100 * d.price},${100 * d.price * q},jpy`);
  const { histories } = await read(
    file('created,description,quantity,unit_amount,amount_total,currency', rows),
  );
  expect(histories[0]!.price[0]).toBe(100 * mug[0]!.price);
});

test('JSON: lists of values beside what their columns are, whatever the two are called', async () => {
  const rows = mug.map((d) => [d.date, 'Mug', d.price, d.units]);
  const fields = ['day', 'product', 'price_paid', 'units'];
  for (const key of ['id', 'name', 'display_name']) {
    const answer = { data: { cols: fields.map((name) => ({ [key]: name, type: 'text' })), rows } };
    expect(facts(await read(JSON.stringify(answer)))).toEqual(truth(mug));
  }
});

test.each([
  ['Tariff (p/kWh)', 'price'],
  ['Net sales per unit', 'price'],
  ['Sales (pcs)', 'units'],
  ['Cost per unit', 'cost'],
  ['Total Bags', undefined],
  ['Стоимость', 'sales'],
  ['Цена без скидки', 'regularPrice'],
  ['Units per case', 'other'],
  ['YTD units', 'other'],
  ['GP %', 'other'],
  ['Price incl. 7 %', 'price'],
  ['Total (GBP)', 'sales'],
  ['Total VAT', 'tax'],
  ['Unit sell', 'price'],
  ['Vol.', 'units'],
  ['Pieces per carton', 'other'],
  ['Units per day', 'units'],
])('the header %s names the %s', (header, concept) => {
  expect(meaningsOf(header)[0]?.concept).toBe(concept);
});

test('a count of the maker beside one of the shop, at the price of the maker, is what the maker sold', async () => {
  const rows = mug.map((d, t) => `${d.date},S1,${pan[t]!.units},${d.units},${d.price}`);
  const dataset = await read(file('Date,SKU,Sell-out units,Sell-in units,Sell-in price', rows));
  expect(facts(dataset)).toEqual(truth(mug));
});
