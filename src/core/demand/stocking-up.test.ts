import { expect, test } from 'vitest';

import { Random } from '../random.ts';
import type { ProductHistory } from '../table/dataset.ts';
import { fixtureFirstDay, historyFixture } from './history-fixture.ts';
import { stocksUp } from './lasting.ts';
import { scatteredCount } from './simulated-product.ts';
import { summarizeDemand } from './summarize-demand.ts';

const elasticity = -2;
const days = 240;
const levels = [0.88, 0.94, 1, 1.06, 1.12] as const;

/** Buyers put aside what a cheap day sells beyond its price's own answer, and use a quarter of it a day. */
function product(id: string): ProductHistory {
  const random = new Random(5).fork(id);
  let held = 0;
  let price = 20;
  let left = 0;
  const prices: number[] = [];
  const units: number[] = [];
  for (let t = 0; t < days; t++) {
    if (left-- === 0) {
      price = 20 * levels[random.integer(levels.length)]!;
      left = 4 + random.integer(14);
    }
    const aside = Math.max(-0.85, 4 * Math.max(0, Math.log(20 / price)) * Math.exp(-held / 1.2) - held / 4);
    held = Math.max(0, held + aside);
    prices.push(price);
    units.push(scatteredCount(random, 40 * (1 + aside) * (price / 20) ** elasticity, 1.5));
  }
  return historyFixture({
    id,
    days: prices.map((_, t) => fixtureFirstDay + t),
    price: prices,
    units,
    daysPerRow: 1,
  });
}

test('stocksUp: only where cheap days certainly count more than dear ones', () => {
  const covariance = [0.01, 0, 0.01] as const; // one error of the log loss factor is 0.1
  expect(stocksUp({ retention: 0.9, lossFactor: 1.5, covariance })).toBe(false);
  expect(stocksUp({ retention: 0.9, lossFactor: 0.85, covariance })).toBe(false); // log 0.85 = -0.16
  expect(stocksUp({ retention: 0.5, lossFactor: 0.7, covariance })).toBe(true); // log 0.7 = -0.36
});

test('buyers who stock up: the elasticity is that of a held price, no habit is left to cut prices for, and a sentence says so', () => {
  const told = summarizeDemand(Array.from({ length: 12 }, (_, i) => product(`P${i}`)));
  const mean = told.reduce((sum, { estimate }) => sum + estimate!, 0) / told.length;
  expect(Math.abs(mean - elasticity)).toBeLessThan(0.4);
  for (const { found } of told) {
    expect(found!.lasting).toBe(null);
    expect(found!.stockingUpError).toBeGreaterThanOrEqual(0);
    expect(found!.sentences.join(' ')).toMatch(
      /Buyers stock up when it is cheap: .* half of that is gone after (a day|about \d+ days), .* no calendar of cuts is recommended\./,
    );
  }
});
