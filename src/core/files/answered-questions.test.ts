// The first answer to a question is what the lab has assumed: whoever gives it changes nothing.

import { readdirSync, readFileSync } from 'node:fs';

import { expect, test } from 'vitest';

import type { Dataset } from '../table/dataset.ts';
import { dailyCsv, finding, readBytes, readText } from '../table/small-files-fixture.ts';

const folder = 'src/core/files/golden';

const told = ({ histories, salesMeaning }: Dataset) => ({
  salesMeaning,
  histories: histories.map(({ product, days, price, units }) => [
    product.id,
    days.length,
    price.reduce((a, b) => a + b, 0),
    units.reduce((a, b) => a + b, 0),
  ]),
});

test('the first answer to each question about a field case is what the lab has assumed', async () => {
  let asked = 0;
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.csv'))) {
    const bytes = new Uint8Array(readFileSync(`${folder}/${name}`));
    const dataset = await readBytes(bytes, {}, name).catch(() => null);
    for (const { about, choices } of dataset?.questions ?? []) {
      asked++;
      const answered = await readBytes(bytes, choices[0]!.choices, name);
      expect(told(answered), `${name}: ${about}`).toEqual(told(dataset!));
    }
  }
  expect(asked).toBeGreaterThan(4);
});

/** Four products under one shortened key, each in two stores at prices of their own. */
const oneKey = dailyCsv(
  'Date,SKU,Product Name,Store,Price,Units',
  (t, date) =>
    ['North', 'South']
      .flatMap((store, s) =>
        ['Blue mug', 'Red mug', 'Tea pot', 'Tray'].map(
          (name, k) =>
            `${date},4.01235E+12,${name},${store},${(9 + 4 * k + s + (t % 7 === 0 ? 1 : 0)).toFixed(2)},${3 + ((t + k) % 5)}`,
        ),
      )
      .join('\n'),
  60,
);

test('products told by their names stay so when the question about stores is answered', async () => {
  const assumed = await readText(oneKey);
  finding(assumed, 'key-with-two-names');
  expect(assumed.histories).toHaveLength(8);
  const question = assumed.questions?.find(({ about }) => about === 'series');
  const [apart, together] = question!.choices;
  expect(told(await readText(oneKey, apart!.choices))).toEqual(told(assumed));
  expect((await readText(oneKey, together!.choices)).histories).toHaveLength(4);
});

test('a key that the person chose stands, whatever the names say', async () => {
  const chosen = await readText(oneKey, { columns: { productId: 'SKU' }, splits: [] });
  expect(chosen.histories).toHaveLength(1);
});
