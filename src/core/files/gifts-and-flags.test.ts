// Discounts that are none, or all of the price; goods of second hand beside new ones; headers that only look like something else.

import { describe, expect, test } from 'vitest';

import { comma, facts, file, german, mug, pan, read, truth } from './drawn-file-fixture.ts';
import { meaningsOf } from './header-words.ts';

test.each([
  ['Price Point', 'price'],
  ['Price with card', 'price'],
  ['Price without card', 'regularPrice'],
  ['Prix liste', 'regularPrice'],
  ['Verkaufte Einheiten pro Tag', 'units'],
  ['Units per day', 'units'],
  ['Preis pro Tag', 'price'],
  ['竞品价', 'competitorPrice'],
  ['他社価', 'competitorPrice'],
  ['仕入価', 'cost'],
  ['卸価', 'cost'],
  ['Sales (Units - pcs)', 'units'],
  ['Sales (EUR - net)', 'sales'],
  ['Sales (price * units)', 'sales'],
  ['Discount allowed', 'discount'],
])('the header %s names the %s', (header, concept) => {
  expect(meaningsOf(header)[0]?.concept).toBe(concept);
});

test.each(['调价', '調価', '涨价', '最低价', '指导价'])(
  'the header %s is no price that was paid',
  (header) => {
    expect(meaningsOf(header)).toEqual([]);
  },
);

describe('the same days of one product out of', () => {
  test.each([
    [
      'a price point in French beside a list price',
      file(
        'Date;Produit;Prix liste;Price Point;Quantité',
        mug.map((d) => `${german(d)};Mug;25,00;${comma(d.price)};${d.units}`),
      ),
    ],
    [
      'a price with and one without a card',
      file(
        'Date,Product,Price without card,Price with card,Units',
        mug.map((d) => `${d.date},Mug,25.00,${d.price},${d.units}`),
      ),
    ],
    [
      'whether a discount is allowed, in words',
      file(
        'Date,Product,Price,Discount allowed,Units',
        mug.map((d, t) => `${d.date},Mug,${d.price},${t % 3 ? 'Yes' : 'No'},${d.units}`),
      ),
    ],
    [
      'whether a discount is allowed, in 0 and 1',
      file(
        'Date,Product,Price,Discount allowed,Units',
        mug.map((d, t) => `${d.date},Mug,${d.price},${t % 3 ? 1 : 0},${d.units}`),
      ),
    ],
    [
      'the discount allowed, in money',
      file(
        'Date,Product,List price,Discount allowed,Net amount,Units',
        mug.map(
          (d) =>
            `${d.date},Mug,25.00,${(25 - d.price).toFixed(2)},${(d.price * d.units).toFixed(2)},${d.units}`,
        ),
      ),
    ],
    [
      'units in brackets behind sales',
      file(
        'Date,Product,Unit price,Sales (Units - pcs)',
        mug.map((d) => `${d.date},Mug,${d.price},${d.units}`),
      ),
    ],
    [
      'a price and a discount of ten percent on all rows',
      file(
        'Date,Product,List price,Discount %,Units',
        mug.map((d) => `${d.date},Mug,${(d.price / 0.9).toFixed(4)},10,${d.units}`),
      ),
    ],
  ])('%s', async (_, text) => {
    expect(facts(await read(text))).toEqual(truth(mug));
  });
});

test.each(['100', '100%'])('a file of gifts alone is refused as such: a discount of %s', async (discount) => {
  const rows = mug.map((d) => `${d.date},Mug,${d.price},${discount},${d.units}`);
  await expect(read(file('Date,Product,Price,Discount %,Units', rows))).rejects.toThrow(/given away/);
});

test.each([
  'New Price,New Units,Used Price,Used Units',
  'Price New,Units New,Price Used,Units Used',
  'New Price,New Units,Refurbished Price,Refurbished Units',
])('new goods and those of second hand are two: %s', async (header) => {
  const rows = mug.map((d, t) => `${d.date},${pan[t]!.price},${pan[t]!.units},${d.price},${d.units}`);
  expect(facts(await read(file(`Date,${header}`, rows)))).toEqual(truth(pan, mug));
});

test('blocks of a product that the file names are series of it', async () => {
  const rows = mug.map((d, t) => `${d.date},Phone,${pan[t]!.price},${pan[t]!.units},${d.price},${d.units}`);
  const header = 'Date,Product,New Price,New Units,Used Price,Used Units';
  const dataset = await read(file(header, rows));
  expect(dataset.histories.map(({ product }) => product.name)).toEqual(['Phone · New', 'Phone · Used']);
  expect(facts(dataset)).toEqual(truth(pan, mug));
});
