// Cross tables and tables on their side: measures above months, years above months, fields as rows, stores and sizes as columns. The
// same figures come out equal, or what cannot be told is refused.

import { expect, test } from 'vitest';

import { facts, file, mug, pan, parts, read, sold, truth } from './drawn-file-fixture.ts';

const english = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const monthsOf = (list: typeof mug) =>
  list.slice(0, 40).map(({ price, units }, i) => ({
    date: `${2021 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}-01`,
    price,
    units: 100 + units,
  }));
const [cups, pans] = [monthsOf(mug), monthsOf(pan)];
const name = (d: (typeof cups)[number]) => `${english[+parts(d)[1] - 1]!}-${parts(d)[0].slice(2)}`;
const units = (list: typeof cups) => list.map((d) => d.units).join();
const sales = (list: typeof cups) => list.map((d) => (d.price * d.units).toFixed(2)).join();
const both = (list: typeof cups) => list.map((d) => `${d.units},${(d.price * d.units).toFixed(2)}`).join();
const blanks = ','.repeat(cups.length - 1);

/** Months by years, four of these, of one figure. */
const grid = (title: string, list: typeof cups, value: (d: (typeof cups)[number]) => string) => [
  title,
  'Month,2021,2022,2023,2024',
  ...english.map(
    (month, i) =>
      `${month},${[0, 12, 24, 36].map((at) => (list[at + i] ? value(list[at + i]!) : '')).join()}`,
  ),
  'Total,1,1,1,1',
  '',
];
const yearRow = (begin: string, list: typeof cups, value: (d: (typeof cups)[number]) => string) =>
  [0, 12, 24, 36].map(
    (at) =>
      `${begin},${2021 + at / 12},${english.map((_, i) => (list[at + i] ? value(list[at + i]!) : '')).join()},1`,
  );
const unitsOf = ({ units: sum }: (typeof cups)[number]) => String(sum);
const salesOf = (d: (typeof cups)[number]) => (d.price * d.units).toFixed(2);

const ofMonths: Readonly<Record<string, string>> = {
  'measures above months': [
    `,Units,${blanks}Sales,${blanks}`,
    `Product,${cups.map(name).join()},${cups.map(name).join()}`,
    `Mug,${units(cups)},${sales(cups)}`,
    `Pan,${units(pans)},${sales(pans)}`,
  ].join('\n'),
  'grids of months by years below their names': [
    ...grid('Mug - Units', cups, unitsOf),
    ...grid('Mug - Sales', cups, salesOf),
    ...grid('Pan - Units', pans, unitsOf),
    ...grid('Pan - Sales', pans, salesOf),
  ].join('\n'),
  'a row a year, the months as columns': [
    `Product,Measure,Year,${english.join()},Total`,
    ...yearRow('Mug,Units', cups, unitsOf),
    ...yearRow('Mug,Sales', cups, salesOf),
    ...yearRow('Pan,Units', pans, unitsOf),
    ...yearRow('Pan,Sales', pans, salesOf),
  ].join('\n'),
  'measures above months, the product named above them': [
    `Product,Units,${blanks}Sales,${blanks}`,
    `,${cups.map(({ date }) => date.slice(0, 7)).join()},${cups.map(({ date }) => date.slice(0, 7)).join()}`,
    `Mug,${units(cups)},${sales(cups)}`,
    `Pan,${units(pans)},${sales(pans)}`,
  ].join('\n'),
  'years above months above measures': [
    `,${cups.map((d, i) => `${i % 12 === 0 ? parts(d)[0] : ''},`).join()}`,
    `,${cups.map((d) => `${english[+parts(d)[1] - 1]!},`).join()}`,
    `Product,${cups.map(() => 'Units,Sales').join()}`,
    `Mug,${both(cups)}`,
    `Pan,${both(pans)}`,
  ].join('\n'),
  'fields as rows': [
    `Month,${[...cups, ...pans].map(({ date }) => date).join()}`,
    `Product,${[...cups.map(() => 'Mug'), ...pans.map(() => 'Pan')].join()}`,
    `Price,${[...cups, ...pans].map(({ price }) => price).join()}`,
    `Units,${[...cups, ...pans].map((d) => d.units).join()}`,
  ].join('\n'),
};

test.each(Object.entries(ofMonths))('two products: %s', async (_, text) => {
  expect(facts(await read(text)).sort((a, b) => a[2]! - b[2]!)).toEqual(truth(cups, pans));
});

test.each([
  ['stores', 'Store', ['Store 101', 'Store 102', 'Store 103']],
  ['sizes', 'Size', ['S', 'M', 'L']],
])('columns named after %s are read as their units, and asked about', async (_, series, headers) => {
  const rows = mug.map((d, t) => `${d.date},TEE,${d.price},${d.units},${pan[t]!.units},1`);
  const { histories, questions } = await read(file(`Date,SKU,Price,${headers.join()}`, rows));
  expect(histories.map(({ product }) => product.series)).toEqual(headers.map((one) => ({ [series]: one })));
  expect(histories.map((one) => one.units.reduce((a, b) => a + b, 0))).toEqual([sold(mug), sold(pan), 120]);
  expect(questions?.map(({ about }) => about)).toContain('units');
});

test('days that are headed twice are refused: nothing tells the columns apart', async () => {
  const days = [...cups, ...cups].map(({ date }) => date).join();
  await expect(read(`Product,Price,${days}\nMug,20,${units(cups)},${units(pans)}`)).rejects.toThrow(
    'The days are columns, and several are headed "2021-01-01"',
  );
});
