// Newer sales in another currency than the loaded ones: refused, also after files were joined.

import { expect, test } from 'vitest';

import { areOtherCurrencies } from '../files/currency-signs.ts';
import { memorySource } from '../table/byte-source.ts';
import { buildDataset } from '../table/build-dataset.ts';
import type { Dataset, ReadChoices } from '../table/dataset.ts';
import { isoDate } from '../table/day-numbers.ts';
import { readTable } from '../table/read-table.ts';
import { watchFile } from './watch-file.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const source = (name: string, text: string) => memorySource(name, bytes(text));
const dataset = async (name: string, text: string, choices: ReadChoices = {}): Promise<Dataset> =>
  buildDataset(await readTable(source(name, text), choices), choices);

const prices = [1234.5, 12, 13.125, 14.99];
const firstDay = 20_200;

/** `days` days of two products, each price as `write` writes it. */
function sales(
  from: number,
  days: number,
  write: (price: number) => string,
  header = 'Price',
  code = '',
): string {
  const lines = [`Date,Product,${header},Units${code === '' ? '' : ',Currency'}`];
  for (let t = from; t < from + days; t++)
    for (const product of ['tea', 'mug'])
      lines.push(
        `${isoDate(firstDay + t)},${product},${write(prices[t % 4]!)},${20 + ((t * 7) % 5)}${code === '' ? '' : `,${code}`}`,
      );
  return lines.join('\n');
}

/** The loaded sales with the newer ones. @throws as `watchFile` does. */
async function joined(loaded: Dataset, newer: string): Promise<Dataset> {
  const { joined: both } = await watchFile(loaded, source('newer.csv', newer), (name, parts) =>
    source(name, parts.join('')),
  );
  return dataset(both.name, both.parts.join(''), both.choices);
}

const signed = (sign: string) => (price: number) => `${sign} ${price}`;

test.each(['$', '€', '£', 'R$', 'CHF', 'kr', 'zł', 'EUR'])(
  'sales in %s: joined with more of them every price is as it was, and another currency is refused by then, too',
  async (sign) => {
    const first = await dataset('sales.csv', sales(0, 30, signed(sign)));
    expect(first.currency).toBe(sign);
    const two = await joined(first, sales(30, 8, signed(sign)));
    const plain = await joined(await dataset('sales.csv', sales(0, 30, String)), sales(30, 8, String));
    expect([...two.table.numbers.price!]).toEqual([...plain.table.numbers.price!]);
    expect(two.currency).toBe(sign);
    const other = sign === '₺' ? '€' : '₺';
    await expect(joined(two, sales(38, 8, signed(other)))).rejects.toThrow(
      `"newer.csv" is in ${other} and the loaded file in ${sign}: their prices cannot be joined. Choose newer sales in ${sign}.`,
    );
    // What names no currency is taken as it was before.
    expect((await joined(two, sales(38, 8, String))).table.lastDay).toBe(firstDay + 45);
  },
);

test('a currency may stand in the header or in a column of codes; a sign and a code of the same one are the same', async () => {
  const inHeader = await dataset('sales.csv', sales(0, 30, String, 'Price (EUR)'));
  const inColumn = await dataset('sales.csv', sales(0, 30, String, 'Price', 'EUR'));
  for (const loaded of [inHeader, inColumn]) {
    expect(loaded.currency).toBe('EUR');
    await expect(joined(loaded, sales(30, 8, signed('$')))).rejects.toThrow(
      'is in $ and the loaded file in EUR',
    );
    expect((await joined(loaded, sales(30, 8, signed('€')))).table.lastDay).toBe(firstDay + 37);
  }
  expect((await dataset('sales.csv', sales(0, 30, String))).currency).toBeUndefined();
});

test('sales in yen keep their prices, whole or not', async () => {
  const first = await dataset(
    'sales.csv',
    sales(0, 30, (price) => `¥${Math.round(price)}`),
  );
  const two = await joined(
    first,
    sales(30, 8, (price) => `¥${Math.round(price)}`),
  );
  expect(two.table.numbers.price!.slice(0, 4)).toEqual(first.table.numbers.price!.slice(0, 4));
});

test('areOtherCurrencies: a bare $ may be any dollar', () => {
  const pairs = [
    ['$', 'USD'],
    ['$', 'CA$'],
    ['kr', 'SEK'],
    ['zł', 'PLN'],
    ['¥', 'CNY'],
    ['€', 'EUR'],
  ] as const;
  for (const [one, other] of pairs) expect(areOtherCurrencies(one, other)).toBe(false);
  for (const [one, other] of [
    ['$', '€'],
    ['CA$', 'USD'],
    ['SEK', 'NOK'],
    ['R$', '$'],
  ] as const)
    expect(areOtherCurrencies(one, other)).toBe(true);
});
