import { expect, test } from 'vitest';

import { buildDataset } from './build-dataset.ts';
import { memorySource } from './byte-source.ts';
import { readTable } from './read-table.ts';

test('unsold days between two prices: most have the dearer one, whichever side it is on', async () => {
  // A shop that is open every day; Tea sells 3 a day at 8.00, then five days nothing, then at 12.00, nothing again, then 8.00.
  const days = Array.from({ length: 60 }, (_, t) => {
    const date = new Date(Date.UTC(2024, 0, 1 + t)).toISOString().slice(0, 10);
    const price = t < 20 || t >= 40 ? 8 : 12;
    const sells = !(t >= 20 && t < 25) && !(t >= 35 && t < 40);
    return [`${date},A${t},Bread,5.00,1`, ...(sells ? [`${date},B${t},Tea,${price}.00,3`] : [])];
  }).flat();
  const csv = ['Order Date,Order ID,Product Name,Unit Price,Quantity', ...days].join('\n');
  const table = await readTable(memorySource('lines.csv', new TextEncoder().encode(csv)), {});
  const tea = buildDataset(table, {}).histories.find(({ product }) => product.name === 'Tea')!;
  const prices = [...tea.price];
  expect(tea.units[22]).toBe(0);
  // 2.5 a day at 8 and 1.36 at 12, so d = 0.57: of five days 3.9 are expected at 12.
  expect(prices.slice(20, 25).filter((price) => price > 10).length).toBe(4);
  expect(prices.slice(35, 40).filter((price) => price > 10).length).toBe(4);
  expect(prices[20]).toBe(8);
  expect(prices[39]).toBe(8);
});

test('unsold days: a product that sells five a day in one line, with days left out, has holes and no days of zero', async () => {
  // Every eighth day is left out; by its other days a day without a unit comes once in a hundred and fifty.
  const lines = (quantity: (t: number) => number) =>
    Array.from({ length: 160 }, (_, t) => {
      const date = new Date(Date.UTC(2024, 0, 1 + t)).toISOString().slice(0, 10);
      return [
        `${date},A${t},Bread,5.00,1`,
        `${date},A${t},Bread,5.00,2`,
        ...(t % 8 === 3 ? [] : [`${date},B${t},Tea,8.00,${quantity(t)}`]),
      ];
    }).flat();
  const teaOf = async (rows: readonly string[]) => {
    const csv = ['Order Date,Order ID,Product Name,Unit Price,Quantity', ...rows].join('\n');
    const table = await readTable(memorySource('lines.csv', new TextEncoder().encode(csv)), {});
    return buildDataset(table, {}).histories.find(({ product }) => product.name === 'Tea')!;
  };
  expect((await teaOf(lines((t) => 3 + (t % 5)))).days).toHaveLength(140);
  // One or two a day: days without a unit are what such sales lead one to expect.
  const slow = await teaOf(lines((t) => 1 + (t % 2)));
  expect(slow.days).toHaveLength(160);
  expect(slow.units[3]).toBe(0);
});
