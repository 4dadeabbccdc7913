import { expect, test } from 'vitest';

import { Random } from '../../random.ts';
import { buildDataset } from '../../table/build-dataset.ts';
import { memorySource } from '../../table/byte-source.ts';
import type { Dataset } from '../../table/dataset.ts';
import { ReadError } from '../../table/read-error.ts';
import { readTable } from '../../table/read-table.ts';
import { drawnDays } from '../drawn-days.ts';
import { readCells } from '../read-cells.ts';
import { joinSecondFile } from './join-second-file.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const mug = drawnDays(new Random(1), 60, 20, 40);
const pan = drawnDays(new Random(2), 60, 48, 20);

async function sales(): Promise<Dataset> {
  const rows = [
    ...mug.map(({ date, price, units }) => `${date},007,Mug,${price},${units}`),
    ...pan.map(({ date, price, units }) => `${date},008,Pan,${price},${units}`),
  ];
  const text = ['Date,SKU,Product Name,Price,Units', ...rows].join('\n');
  return buildDataset(await readTable(memorySource('sales.csv', bytes(text))));
}

const join = async (name: string, text: string, to?: Dataset) =>
  joinSecondFile(to ?? (await sales()), await readCells(memorySource(name, bytes(text))));

test('costs that hold from a day on, decimal commas, a key without its zeros', async () => {
  const text = 'Artikel;EK-Preis;gültig ab\n7;9,50;01.01.2024\n7;10,25;31.01.2024\n99;1,00;01.01.2024';
  const { dataset, report } = await join('kosten.csv', text);
  const [first, second] = dataset.histories;
  expect(first!.unitCost).toBe(10.25);
  expect([first!.cost![0], first!.cost![29], first!.cost![30]]).toEqual([9.5, 9.5, 10.25]);
  expect(second!.cost).toBeNull();
  expect(report).toMatchObject({
    columns: { product: 'Artikel', from: 'gültig ab', cost: 'EK-Preis' },
    rows: 3,
    usedRows: 2,
    matched: ['007'],
    withoutMatch: ['008'],
    unknown: ['99'],
    days: { cost: 60 },
    problems: [],
  });
  expect(dataset.findings[0]).toMatchObject({
    kind: 'second-file',
    severity: 'attention',
    found: '"kosten.csv" was joined: 2 of 3 rows found a day of 1 of 2 products',
    done: 'It brings costs for 60 days',
    example: 'nothing for "008"; no sales of "99"',
  });
});

test('stock by day: a day without stock is sold out', async () => {
  const rows = mug.map(({ date }, t) => `${date},Mug,${t % 10 === 0 ? 0 : 30}`);
  const { dataset, report } = await join('stock.csv', ['Date,Item,Stock on hand', ...rows].join('\n'));
  expect(dataset.histories[0]!.soldOut!.reduce((a, b) => a + b, 0)).toBe(6);
  expect(dataset.histories[1]!.soldOut).toBeNull();
  expect(report.days).toEqual({ inventory: 60 });
});

test("rivals' prices: the lowest of a day, carried on to the next", async () => {
  const text = [
    'Date,SKU,Competitor,Price',
    '2024-01-03,007,X,19',
    '2024-01-03,007,Y,18',
    '2024-01-10,007,X,17',
  ].join('\n');
  const { dataset } = await join('prices.csv', text);
  const rival = dataset.histories[0]!.competitorPrice!;
  expect([rival[1], rival[2], rival[8], rival[9], rival[59]]).toEqual([NaN, 18, 18, 17, 17]);
});

test('a calendar of promotions for all products: every row is one, in its period alone', async () => {
  const text = 'Action,Start,End\nSpring,2024-01-05,2024-01-07\nEaster,2024-02-01,2024-02-02';
  const { dataset, report } = await join('promotions.csv', text);
  for (const { promoted } of dataset.histories)
    expect([...promoted!.keys()].filter((t) => promoted![t] === 1)).toEqual([4, 5, 6, 31, 32]);
  expect(report.columns.promoted).toBe('every row is a promotion');
});

test('a list of products brings categories; what the sales file says stands', async () => {
  const { dataset } = await join('products.csv', 'SKU,Category,Cost\n007,Cups,5\n008,Pans,9');
  expect(dataset.histories.map(({ product }) => product.category)).toEqual(['Cups', 'Pans']);
  const again = await join('other.csv', 'SKU,Category,Cost\n007,Other,1\n008,Other,1', dataset);
  expect(again.dataset.histories.map(({ product, unitCost }) => [product.category, unitCost])).toEqual([
    ['Cups', 5],
    ['Pans', 9],
  ]);
});

test('series: a stock of each store', async () => {
  const rows = mug.flatMap(({ date, price, units }, t) => [
    `${date},North,007,${price},${units}`,
    `${date},South,007,${pan[t]!.price},${pan[t]!.units}`,
  ]);
  const text = ['Date,Store,SKU,Price,Units', ...rows].join('\n');
  const dataset = buildDataset(await readTable(memorySource('stores.csv', bytes(text))));
  const joined = await join('c.csv', 'SKU,Branch,Unit cost\n007,north,8\n007,South,12', dataset);
  expect(joined.dataset.histories.map(({ unitCost }) => unitCost)).toEqual([8, 12]);
});

test('refused: nothing to bring, no product alike, dates of either order', async () => {
  await expect(join('a.csv', 'SKU,Colour\n007,red')).rejects.toThrow(/none that names a cost, a stock/);
  await expect(join('b.csv', 'SKU,Cost\nX1,3\nX2,4')).rejects.toThrow(
    new ReadError(
      'No product of "b.csv" is one of the sales file: it has "X1" in "SKU", the sales have "007".',
    ),
  );
  await expect(join('c.csv', 'SKU,Date,Stock\n007,01/02/2024,3\n007,02/03/2024,4')).rejects.toThrow(
    /can be read with the day or with the month first/,
  );
});

test('a cell that is no number is named with its row', async () => {
  const { report } = await join('d.csv', 'SKU,Cost\n007,abc\n008,4');
  expect(report.problems).toEqual([
    { row: 2, message: 'Row 2, column "Cost": expected a number above 0, got "abc"' },
  ]);
});
