import { expect, test } from 'vitest';

import { Random } from '../../random.ts';
import { buildDataset } from '../../table/build-dataset.ts';
import { memorySource } from '../../table/byte-source.ts';
import type { Dataset } from '../../table/dataset.ts';
import { readTable } from '../../table/read-table.ts';
import { drawnDays } from '../drawn-days.ts';
import { readCells } from '../read-cells.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const mug = drawnDays(new Random(1), 60, 20, 40); // from 2024-01-01
const pan = drawnDays(new Random(2), 60, 48, 20);

const salesText = [
  'Date,SKU,Product Name,Price,Units',
  ...mug.map(({ date, price, units }) => `${date},007,Mug,${price},${units}`),
  ...pan.map(({ date, price, units }) => `${date},008,Pan,${price},${units}`),
].join('\n');
const codesOnly = salesText.replaceAll(',Product Name', '').replaceAll(/,(?:Mug|Pan),/g, ',');

async function join(files: Readonly<Record<string, string>>, sales = salesText): Promise<Dataset> {
  const cells = await Promise.all(
    Object.entries(files).map(([name, text]) => readCells(memorySource(name, bytes(text)))),
  );
  return buildDataset(await readTable(memorySource('sales.csv', bytes(sales))), {}, cells);
}

test('costs that hold from a day on, decimal commas, a key without its zeros', async () => {
  const text = 'Artikel;EK-Preis;gültig ab\n7;9,50;01.01.2024\n7;10,25;31.01.2024\n99;1,00;01.01.2024';
  const { histories, joined, findings } = await join({ 'kosten.csv': text });
  const [first, second] = histories;
  expect(first!.unitCost).toBe(10.25);
  expect([first!.cost![0], first!.cost![29], first!.cost![30]]).toEqual([9.5, 9.5, 10.25]);
  expect([second!.cost, second!.unitCost]).toEqual([null, null]);
  expect(joined).toMatchObject([
    {
      kind: 'costs',
      columns: { product: 'Artikel', from: 'gültig ab', cost: 'EK-Preis' },
      rows: 3,
      rowsMatched: 2,
      products: 2,
      productsMatched: 1,
      productsWithout: { count: 1, examples: ['Pan'] },
      unknownProducts: { count: 1, examples: ['99'] },
      unreadable: { count: 0 },
      overlaps: { count: 0 },
      days: 120,
      daysFilled: 60,
      mismatch: null,
      sentences: [
        '2 rows of 3 rows matched: costs for 1 of 2 products, on 60 of 120 days.',
        '1 product of the sales has no row: "Pan".',
        '1 product of the file is not in the sales and left out: "99".',
      ],
    },
  ]);
  expect(findings[0]).toMatchObject({ kind: 'joined-costs', severity: 'attention' });
});

test('costs of a period that overlaps another: the later beginning counts, and it is said', async () => {
  const text = [
    'SKU,Cost,Valid from,Valid to',
    '007,9,2024-01-01,2024-02-10',
    '007,11,2024-02-01,',
    '008,20,2024-01-01,2024-01-10',
  ].join('\n');
  const { histories, joined } = await join({ 'costs.csv': text });
  expect([histories[0]!.cost![30], histories[0]!.cost![31]]).toEqual([9, 11]);
  // A cost that has ended says nothing of the days after.
  expect([histories[1]!.cost![9], histories[1]!.cost![10]]).toEqual([20, NaN]);
  expect(joined![0]!.overlaps).toEqual({
    count: 1,
    examples: ['Row 3 begins on 2024-02-01, before row 2 ends on 2024-02-10'],
  });
});

test('costs in cents are refused, costs above most prices are asked about', async () => {
  await expect(join({ 'c.csv': 'SKU,Cost\n007,1300\n008,3100' })).rejects.toThrow(
    /"c.csv": the costs are \d+ times the prices, as cents or whole packs would be/,
  );
  const { joined } = await join({ 'c.csv': 'SKU,Cost\n007,130\n008,310' });
  expect(joined![0]!.mismatch).toMatch(/^The costs lie above the prices for 2 of 2 products/);
});

test('stock by day: a day without stock is sold out', async () => {
  const rows = mug.map(({ date }, t) => `${date},Mug,${t % 10 === 0 ? 0 : 30}`);
  const { histories, joined } = await join({
    'stock.csv': ['Date,Item,Stock on hand', ...rows].join('\n'),
  });
  expect(histories[0]!.soldOut!.reduce((a, b) => a + b, 0)).toBe(6);
  expect(histories[1]!.soldOut ?? null).toBeNull();
  expect(joined).toMatchObject([{ kind: 'stock', by: 'name', daysFilled: 60 }]);
});

test('stock counted once a week: between two empty counts a day without a sale was sold out, no other is known', async () => {
  const counts = [30, 0, 0, 20].map((units, week) => `${mug[7 * week]!.date},007,${units}`);
  const sales = salesText
    .split('\n')
    .map((line) => line.replace(/^(2024-01-(?:09|10|11|12|13|14),007,.*),\d+$/, '$1,0'))
    .join('\n');
  const { histories } = await join({ 'stock.csv': ['Day,SKU,Stock', ...counts].join('\n') }, sales);
  const { inventory, soldOut } = histories[0]!;
  expect([...inventory!.subarray(0, 9)]).toEqual([30, NaN, NaN, NaN, NaN, NaN, NaN, 0, 0]);
  expect([...soldOut!.keys()].filter((t) => soldOut![t] === 1)).toEqual([7, 8, 9, 10, 11, 12, 13, 14]);
});

test("rivals' prices: the lowest of those last seen, each for a month", async () => {
  const text = [
    'Date,SKU,Competitor,Price',
    '2024-01-03,007,X,19',
    '2024-01-05,007,Y,18',
    '2024-01-10,007,X,17',
  ].join('\n');
  const { histories } = await join({ 'prices.csv': text });
  const rival = histories[0]!.competitorPrice!;
  // X holds from the 3rd, Y from the 5th, X again from the 10th for 31 days.
  expect([1, 2, 4, 9, 39, 40].map((t) => rival[t])).toEqual([NaN, 19, 18, 17, 17, NaN]);
});

test('a calendar of promotions for all products: every row is one, in its period alone', async () => {
  const text = 'Action,Start,End\nSpring,2024-01-05,2024-01-07\nEaster,2024-02-01,2024-02-02';
  const { histories, joined } = await join({ 'promotions.csv': text });
  for (const { promoted } of histories)
    expect([...promoted!.keys()].filter((t) => promoted![t] === 1)).toEqual([4, 5, 6, 31, 32]);
  expect(joined).toMatchObject([{ kind: 'promotions', by: 'everything', daysFilled: 10 }]);
});

test('a calendar of promotions for a product leaves the others without', async () => {
  const { histories } = await join({ 'promo.csv': 'SKU,Promo,From,To\n7,10 % off,2024-01-05,2024-01-07' });
  expect([...histories[0]!.promoted!.keys()].filter((t) => histories[0]!.promoted![t] === 1)).toEqual([
    4, 5, 6,
  ]);
  expect(histories[1]!.promoted).toBeNull();
});

test('a list of products brings names, categories, costs and list prices', async () => {
  const { histories, joined } = await join(
    { 'products.csv': 'SKU,Title,Category,Cost,List price\n007,Cup,Cups,5,30\n008,Pot,Pots,9,60' },
    codesOnly,
  );
  expect(
    histories.map(({ product, unitCost, regularPrice }) => [
      product.name,
      product.category,
      unitCost,
      regularPrice![0],
    ]),
  ).toEqual([
    ['Cup', 'Cups', 5, 30],
    ['Pot', 'Pots', 9, 60],
  ]);
  expect(joined!.map(({ kind }) => kind)).toEqual(['costs', 'list-prices', 'product-master']);
});

test('a list of products brings sizes of packs, behind the names', async () => {
  const { histories, joined } = await join(
    { 'products.csv': 'SKU,Title,Pack Size (ml)\n007,Cup,250\n008,Pot,1500' },
    codesOnly,
  );
  expect(histories.map(({ product }) => product.name)).toEqual(['Cup 250 ml', 'Pot 1500 ml']);
  expect(joined!.map(({ kind }) => kind)).toEqual(['product-master']);
});

test('what the sales, and files joined before, say themselves stands, and it is said', async () => {
  const { histories, joined } = await join({
    'products.csv': 'SKU,Category,Cost\n007,Cups,5\n008,Pans,9',
    'other.csv': 'SKU,Category,Cost\n007,Other,1\n008,Other,1',
  });
  expect(histories.map(({ product, unitCost }) => [product.category, unitCost])).toEqual([
    ['Cups', 5],
    ['Pans', 9],
  ]);
  expect(joined!.find(({ fileName, kind }) => fileName === 'other.csv' && kind === 'costs')).toMatchObject({
    daysFilled: 0,
    daysKept: 120,
  });
});

test('series: a cost of each store, and one for all of them', async () => {
  const rows = mug.flatMap(({ date, price, units }, t) => [
    `${date},North,007,${price},${units}`,
    `${date},South,007,${pan[t]!.price},${pan[t]!.units}`,
  ]);
  const sales = ['Date,Store,SKU,Price,Units', ...rows].join('\n');
  const apart = await join({ 'c.csv': 'SKU,Branch,Unit cost\n007,north,8\n007,South,12' }, sales);
  expect(apart.histories.map(({ unitCost }) => unitCost)).toEqual([8, 12]);
  const together = await join({ 'c.csv': 'SKU,Unit cost\n007,8' }, sales);
  expect(together.histories.map(({ unitCost }) => unitCost)).toEqual([8, 8]);
});

test('refused with what would be right: nothing to bring, no product alike, hardly any, sales, dates of either order', async () => {
  for (const [text, expected] of [
    ['SKU,Colour\n007,red', /none of which the lab can join to sales.*for costs, a column/],
    [
      'SKU,Cost\nX1,3\nX2,4',
      /none of its products is in the sales: "SKU" holds "X1", "X2", the sales have "007", "008"/,
    ],
    ['Cost\n3', /no column that names the product, and the sales have 2 products/],
    [
      'SKU,Date,Stock\n007,01/02/2024,3\n007,02/03/2024,4',
      /can be read with the day or with the month first/,
    ],
    ['SKU,Cost,From\n007,3,2030-01-01', /all its days lie outside the sales/],
    ['SKU,Cost\n007,abc\nX9,4', /no row could be used for costs. Row 2: "abc" in "Cost" is not a number/],
    [salesText, /looks like sales itself/],
  ] as const)
    await expect(join({ 'second.csv': text })).rejects.toThrow(expected);
  const many = Array.from({ length: 30 }, (_, i) =>
    mug.slice(0, 14).map(({ date, price, units }) => `${date},S${i},${price},${units}`),
  ).flat();
  const strangers = Array.from({ length: 30 }, (_, i) => `T${i},3`);
  await expect(
    join(
      { 'second.csv': ['SKU,Cost', 'S1,3', ...strangers].join('\n') },
      ['Date,SKU,Price,Units', ...many].join('\n'),
    ),
  ).rejects.toThrow('hardly anything matches: 1 of its 31 products are in the sales');
});

test('a cell that is no number is named with its row, and its product goes without', async () => {
  const { joined, histories } = await join({ 'd.csv': 'SKU,Cost\n007,abc\n008,4' });
  expect(joined![0]!.unreadable).toEqual({ count: 1, examples: ['Row 2: "abc" in "Cost" is not a number'] });
  expect(histories.map(({ unitCost }) => unitCost)).toEqual([null, 4]);
});
