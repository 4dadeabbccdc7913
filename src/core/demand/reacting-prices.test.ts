// Managers who price by last week's sales, and prices that move by chance.

import { expect, test } from 'vitest';

import { mean } from '../statistics/summary.ts';
import { Random } from '../random.ts';
import { fitFullDemand } from './fit-full-demand.ts';
import { historyFixture } from './history-fixture.ts';
import { reactingPrices } from './reacting-prices.ts';
import { scatteredCount } from './simulated-product.ts';
import { summarizeProductDemand } from './summarize-demand.ts';

const days = 240;

function shop(random: Random, reaction: number) {
  const price: number[] = [];
  const units: number[] = [];
  let log = 0;
  let today = 10;
  for (let t = 0; t < days; t++) {
    if (t >= 7 && t % 7 === 0)
      today = 10 * Math.exp(reaction * Math.log(mean(units.slice(t - 7)) / 40) + 0.04 * random.normal());
    log = 0.95 * log + 0.08 * random.normal();
    price.push(Number(today.toFixed(2)));
    units.push(scatteredCount(random, 40 * Math.exp(log) * (today / 10) ** -2, 1.5));
  }
  return historyFixture({ price, units });
}

function told(reaction: number): number {
  return Array.from({ length: 40 }, (_, k) => {
    const history = shop(new Random(k).fork('shop'), reaction);
    const { fit } = fitFullDemand(history);
    return fit && reactingPrices(history, fit);
  }).filter((found) => found !== null).length;
}

test('reactingPrices: found in most shops that price so, and not where chance moves the price', () => {
  expect(told(0.35)).toBeGreaterThan(20);
  expect(told(0)).toBeLessThanOrEqual(1);
});

test('summarizeProductDemand: says that the price followed past sales, and what was done about it', () => {
  const sentences = Array.from({ length: 10 }, (_, k) =>
    summarizeProductDemand(shop(new Random(k).fork('shop'), 0.35)).found!.sentences.join(' '),
  );
  expect(sentences.filter((text) => text.includes('The price followed past sales')).length).toBeGreaterThan(
    4,
  );
});
