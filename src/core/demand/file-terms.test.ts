// What a file's products say together of habit and of a rival, in shops where it is known.

import { expect, test } from 'vitest';

import { emptyShelves } from '../exam/scenarios/empty-shelves-scenario.ts';
import { quantityBreaks as quantityBreaksShop } from '../exam/scenarios/quantity-breaks-scenario.ts';
import type { Scenario } from '../exam/shop.ts';
import { Random } from '../random.ts';
import { buildDataset } from '../table/build-dataset.ts';
import { memorySource } from '../table/byte-source.ts';
import { readTable } from '../table/read-table.ts';
import { scatteredCount } from './simulated-product.ts';
import { historyFixture } from './history-fixture.ts';
import { fileTerms } from './file-terms.ts';
import type { ProductHistory } from '../table/dataset.ts';

const days = 240;

function products(make: (random: Random) => Parameters<typeof historyFixture>[0], count = 16) {
  return Array.from({ length: count }, (_, k): ProductHistory =>
    historyFixture(make(new Random(k).fork('shop'))),
  );
}

function prices(random: Random): number[] {
  const price: number[] = [];
  while (price.length < days) {
    const today = 10 * [0.8, 0.88, 0.94, 1, 1.06, 1.12][random.integer(6)]!;
    for (let left = 2 + random.integer(8); left > 0 && price.length < days; left--) price.push(today);
  }
  return price;
}

function remembering(retention: number, lossFactor: number) {
  return products((random) => {
    const price = prices(random);
    let used = 10;
    const units = price.map((today) => {
      const answer = 1.2 * (today > used ? lossFactor : 1);
      const mean = 60 * (today / 10) ** -2 * (used / today) ** answer;
      used = retention * used + (1 - retention) * today;
      return scatteredCount(random, mean, 1.5);
    });
    return { price, units };
  });
}

test('fileTerms: how long buyers remember, and that a dear price counts more', () => {
  const { habit, cross } = fileTerms(remembering(0.9, 2), []);
  expect(habit!.retention).toBeCloseTo(0.9, 1);
  expect(habit!.lossFactor).toBeGreaterThanOrEqual(1.5);
  const [rate, , loss] = habit!.covariance.map(Math.sqrt);
  expect(Math.abs(Math.log((1 - habit!.retention) / 0.1))).toBeLessThan(3 * rate!);
  expect(Math.abs(Math.log(habit!.lossFactor / 2))).toBeLessThan(3 * loss!);
  // Sixteen products know the form far better than what was known before them.
  expect(rate).toBeLessThan(0.35);
  expect(loss).toBeLessThan(0.2);
  expect(habit!.exponent!.mean).toBeGreaterThan(0.8);
  expect(habit!.exponent!.mean).toBeLessThan(1.6);
  expect(cross).toBeNull();
});

test('fileTerms: buyers who forget within days', () => {
  expect(fileTerms(remembering(0.6, 1), []).habit!.retention).toBeLessThanOrEqual(0.75);
});

test('fileTerms: no habit where there is none', () => {
  const plain = products((random) => {
    const price = prices(random);
    return { price, units: price.map((today) => scatteredCount(random, 60 * (today / 10) ** -2, 1.5)) };
  });
  expect(fileTerms(plain, [])).toMatchObject({ habit: null, cross: null, slow: null });
});

test('fileTerms: what a rival that follows does, from all products together', () => {
  const followed = products((random) => {
    const price = prices(random);
    let theirs = 10;
    const competitorPrice: number[] = [];
    const units = price.map((today) => {
      competitorPrice.push(theirs);
      const mean = 60 * (today / 10) ** -2.2 * (theirs / 10) ** 0.8;
      theirs = ((theirs + today) / 2) * Math.exp(0.02 * random.normal());
      return scatteredCount(random, mean, 1.5);
    });
    return { price, units, competitorPrice };
  });
  const { cross } = fileTerms(followed, []);
  expect(cross!.mean).toBeGreaterThan(0.55);
  expect(cross!.mean).toBeLessThan(1.05);
});

async function historiesOf({ make, name }: Scenario, seed: number): Promise<ProductHistory[]> {
  const { csv, fileName } = make(new Random(seed).fork('exam').fork(name));
  const source = memorySource(fileName, new TextEncoder().encode(csv));
  return [...buildDataset(await readTable(source, {}), {}).histories];
}

test('fileTerms: orders that lower their own price are no habit', async () => {
  expect(fileTerms(await historiesOf(quantityBreaksShop, 703), []).habit).toBeNull();
});

test('fileTerms: shelves that run empty after cheap days are no habit, even where few days show it', async () => {
  expect(fileTerms(await historiesOf(emptyShelves, 8022), []).habit).toBeNull();
});
