import { expect, test } from 'vitest';

import { memorySource } from './byte-source.ts';
import { beginningOf, readEffect } from './read-effect.ts';
import { inspect } from './read-table.ts';

const fileOf = (text: string) => memorySource('sales.csv', new TextEncoder().encode(text));
const day = (i: number) => new Date(Date.UTC(2025, 0, 2 + i)).toISOString().slice(0, 10);

/** Two products over 30 days, days as columns; 100 a day for the mug at 10, 60 for the pan at 20. */
const wide = [
  `Product,Price,${Array.from({ length: 30 }, (_, i) => day(i)).join(',')}`,
  `Mug,10,${Array.from({ length: 30 }, () => 100).join(',')}`,
  `Pan,20,${Array.from({ length: 30 }, () => 60).join(',')}`,
].join('\n');

/** 60 days with two columns that name a price; which one was paid no figure tells. */
const twoPrices = [
  'Date,Shop price,Web price,Units',
  ...Array.from({ length: 60 }, (_, i) => `${day(i)},${9 + (i % 3)},${12 + (i % 4)},${20 + (i % 5)}`),
].join('\n');

test('readEffect: days as columns are one question, and each answer shows what it makes of them', async () => {
  const preview = await inspect(fileOf(wide));
  expect(preview.questions).toMatchObject([{ kind: 'choice', about: 'days as columns' }]);
  const beginning = await beginningOf(fileOf(wide));
  const units = await readEffect(beginning, { wideFigures: 'units' });
  expect(units.refusal).toBeNull();
  expect(units.facts).toMatchObject({ isWhole: true, rows: 60, products: 2, prices: { low: 10, high: 20 } });
  expect(units.facts?.first[0]).toEqual({
    fileRow: 2,
    date: '2025-01-02',
    product: 'Mug',
    price: 10,
    units: 100,
    sales: null,
  });
  const sales = await readEffect(beginning, { wideFigures: 'sales' });
  expect(sales.facts?.first[0]).toMatchObject({ price: 10, units: null, sales: 100 });
  expect((await inspect(fileOf(wide), { wideFigures: 'sales' })).questions).toEqual([]);
});

test('inspect: two price columns are asked about, and the answer is the price', async () => {
  const { questions } = await inspect(fileOf(twoPrices));
  expect(questions).toMatchObject([{ kind: 'choice', about: 'price' }]);
  const [question] = questions;
  if (question?.kind !== 'choice') throw new Error('no choice was asked');
  const beginning = await beginningOf(fileOf(twoPrices));
  const ranges = await Promise.all(
    question.choices.map(async ({ choices }) => (await readEffect(beginning, choices)).facts?.prices),
  );
  expect(ranges).toEqual([
    { low: 9, high: 11 },
    { low: 12, high: 15 },
  ]);
});

test('readEffect: a refusal is told as it would then be', async () => {
  const beginning = await beginningOf(fileOf(twoPrices));
  const { facts, refusal, preview } = await readEffect(beginning, {
    mapping: { date: 1, price: 2, units: 3 },
  });
  expect(facts).toBeNull();
  expect(refusal).toContain('No row of "sales.csv" could be read');
  expect(preview?.headers).toEqual(['Date', 'Shop price', 'Web price', 'Units']);
});

test('readEffect: of a long file the first rows are read, whole lines only, and said to be a part', async () => {
  const rows = Array.from({ length: 20_000 }, (_, i) => `${day(i % 300)},P${i % 5},${9 + (i % 3)},20`);
  const beginning = await beginningOf(fileOf(['Date,Product,Price,Units', ...rows].join('\n')));
  const { facts } = await readEffect(beginning, {});
  expect(facts?.isWhole).toBe(false);
  expect(facts?.products).toBe(5);
  expect(facts?.prices).toEqual({ low: 9, high: 11 });
  expect(facts?.rows).toBeGreaterThan(5000);
  expect(facts?.rows).toBeLessThan(20_000);
});
