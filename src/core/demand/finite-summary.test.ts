import { expect, test } from 'vitest';

import { Random } from '../random.ts';
import { historyFixture } from './history-fixture.ts';
import { summarizeDemand, summarizeProductDemand } from './summarize-demand.ts';

/** Paths of numbers that are no numbers, at any depth. */
function notFinite(value: unknown, path = ''): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${path} ${value}`];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, part]) => notFinite(part, `${path}.${key}`));
}

const magnitudes = [1e-308, 1e-160, 1e-20, 0.01, 1, 30, 1e6, 1e20, 1e160, 1e308];

/** A product whose prices and units are of any size, some days of another one. */
function wildProduct(index: number) {
  const random = new Random(index).fork('wild');
  const pick = () => magnitudes[random.integer(magnitudes.length)]!;
  const [price, units] = [pick(), pick()];
  const odd = random.uniform() < 0.5 ? 0.05 : 0;
  const rows = 14 + random.integer(60);
  const column = (usual: number) =>
    Array.from(
      { length: rows },
      () => (random.uniform() < odd ? pick() : usual) * (0.5 + 0.5 * random.uniform()),
    );
  return historyFixture({
    id: `wild ${index}`,
    category: 'wild',
    price: column(price),
    units: column(units),
  });
}

test('summarizeDemand: no number beyond numbers leaves it, and no product stops another', () => {
  const sane = historyFixture({
    id: 'sane',
    category: 'wild',
    price: Array.from({ length: 60 }, (_, t) => [9, 10, 11, 12][t % 4]!),
    units: Array.from({ length: 60 }, (_, t) => [28, 20, 17, 14][t % 4]! + (t % 3)),
  });
  const histories = [...Array.from({ length: 300 }, (_, i) => wildProduct(i)), sane];
  const summaries = summarizeDemand(histories);
  expect(summaries.length).toBe(histories.length);
  expect(summaries.flatMap((summary) => notFinite(summary, summary.productId))).toEqual([]);
  expect(summaries.at(-1)!.verdict).toBe('answers');
});

test('summarizeProductDemand: a product that no longer sells has a level that worlds can be drawn from', () => {
  const price = Array.from({ length: 52 }, (_, t) => [2, 2.2, 1.8, 2.4][t % 4]!);
  const units = price.map((p, t) => (t < 30 ? Math.round(40 * (p / 2) ** -2) : 0));
  const { level, baseUnits } = summarizeProductDemand(historyFixture({ price, units, daysPerRow: 7 }));
  expect(level.standardError).toBeLessThanOrEqual(1.5);
  expect(baseUnits * Math.exp(3 * level.standardError)).toBeLessThan(40);
});
