import { expect, test } from 'vitest';

import { scatteredCount } from '../demand/simulated-product.ts';
import { Random } from '../random.ts';
import { isoDate } from './day-numbers.ts';
import { buildDataset } from './build-dataset.ts';
import { memorySource } from './byte-source.ts';
import type { ReadChoices } from './dataset.ts';
import { readTable } from './read-table.ts';

/** A report of `days` days, one row a product and day; rows that `keeps` refuses are left out. */
async function report(
  means: readonly number[],
  keeps: (units: number, chance: number) => boolean,
  { days = 200, step = 1, choices = {} }: { days?: number; step?: number; choices?: ReadChoices } = {},
) {
  const random = new Random(7);
  const rows: string[] = [];
  for (let t = 0; t < days; t++)
    means.forEach((mean, p) => {
      const units = poisson(mean, () => random.uniform());
      if (!keeps(units, random.uniform())) return;
      rows.push(`${isoDate(19_723 + step * t)},P${p},${(5 + p + (t % 3) / 4).toFixed(2)},${units}`);
    });
  const csv = ['Date,Product,Price,Units', ...rows].join('\n');
  const table = await readTable(memorySource('report.csv', new TextEncoder().encode(csv)), {});
  return buildDataset(table, choices);
}

function poisson(mean: number, uniform: () => number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = uniform(); product > limit; product *= uniform()) count++;
  return count;
}

const filled = (dataset: Awaited<ReturnType<typeof report>>) =>
  dataset.findings.find(({ kind }) => kind === 'unsold-days')?.count ?? 0;
const slow = [0.6, 1.2, 2, 3, 12];

test('days without a row in a report that never states zero: counted as sold nothing, said and asked', async () => {
  const dataset = await report(slow, (units) => units > 0);
  expect(filled(dataset)).toBeGreaterThan(150);
  expect(dataset.histories[0]!.units.filter((units) => units === 0).length).toBeGreaterThan(80);
  expect(dataset.histories[0]!.days.length).toBeGreaterThan(190);
  const question = dataset.questions?.find(({ about }) => about === 'days without a row');
  expect(question?.message).toContain('no row states zero sales');
  expect(question?.choices[0]?.label).toBe('Nothing sold');
  const kept = await report(slow, (units) => units > 0, { choices: { missingDays: 'unknown' } });
  expect(filled(kept)).toBe(0);
});

test('the same in a weekly report: weeks without a sale, no days between', async () => {
  const dataset = await report(slow, (units) => units > 0, { days: 60, step: 7 });
  expect(filled(dataset)).toBeGreaterThan(40);
  const { days } = dataset.histories[0]!;
  for (let t = 1; t < days.length; t++) expect(days[t]! - days[t - 1]!).toBe(7);
});

test('days without a row stay unknown where zeros are stated, where fast products lack as many, and where counts are large', async () => {
  expect(filled(await report(slow, (_, chance) => chance > 0.2))).toBe(0);
  expect(filled(await report([2, 15, 20, 30, 40], (units, chance) => units > 0 && chance > 0.2))).toBe(0);
  expect(filled(await report([15, 20, 30], (units, chance) => units > 0 && chance > 0.2))).toBe(0);
});

test('a day without a row has the promotion of the row whose price it has', async () => {
  const random = new Random(3);
  const rows = Array.from({ length: 120 }, (_, t) => {
    const isPromoted = t % 20 >= 10;
    const line = (product: string, mean: number) => {
      const units = poisson(mean, () => random.uniform());
      return units > 0
        ? [`${isoDate(19_723 + t)},${product},${isPromoted ? 4 : 5},${units},${isPromoted ? 'Yes' : 'No'}`]
        : [];
    };
    return [...line('Slow', 1), ...line('Quick', 6)];
  }).flat();
  const csv = ['Date,Product,Price,Units,Promotion', ...rows].join('\n');
  const table = await readTable(memorySource('promoted.csv', new TextEncoder().encode(csv)), {});
  const { histories } = buildDataset(table, {});
  const slow = histories.find(({ product }) => product.name === 'Slow')!;
  const unsold = Array.from(slow.units, (units, t) => (units === 0 ? t : -1)).filter((t) => t >= 0);
  expect(unsold.length).toBeGreaterThan(20);
  for (const t of unsold) expect(slow.promoted![t]).toBe(slow.price[t]! < 4.5 ? 1 : 0);
});

test('a slow product whose units scatter widely gets its days too, though most of them have no row', async () => {
  const random = new Random(11);
  const rows = Array.from({ length: 240 }, (_, t) =>
    [0.6, 1.5, 3].flatMap((mean, p) => {
      const units = scatteredCount(random, mean, 3);
      return units > 0 ? [`${isoDate(19_723 + t)},P${p},${8 + (t % 3)},${units}`] : [];
    }),
  ).flat();
  const csv = ['Date,Product,Price,Units', ...rows].join('\n');
  const table = await readTable(memorySource('scattered.csv', new TextEncoder().encode(csv)), {});
  const { histories } = buildDataset(table, {});
  expect(histories).toHaveLength(3);
  for (const { days } of histories) expect(days.length).toBeGreaterThan(230);
});

test('a blank column of profit stays unknown on days without a row', async () => {
  const random = new Random(5);
  const rows = Array.from({ length: 120 }, (_, t) =>
    [0.8, 2].flatMap((mean, p) => {
      const units = poisson(mean, () => random.uniform());
      return units > 0 ? [`${isoDate(19_723 + t)},P${p},${8 + (t % 3)},${units},`] : [];
    }),
  ).flat();
  const csv = ['Date,Product,Price,Units,Total Profit', ...rows].join('\n');
  const table = await readTable(memorySource('blank.csv', new TextEncoder().encode(csv)), {});
  const dataset = buildDataset(table, {});
  expect(filled(dataset)).toBeGreaterThan(20);
  for (const { has } of dataset.histories) expect(has.profit).toBe(false);
});
