import { expect, test } from 'vitest';

import { Random } from '../random.ts';
import { drawnGains } from './gains.ts';
import { optimalPrices } from './optimal-price.ts';
import { PlainSeason } from './plain-season.ts';

function seasonOf(elasticity: number, error: number, count = 400) {
  const normals = new Random(3).fillNormal(new Float64Array(count));
  const draws = {
    base: new Float64Array(count).fill(10),
    elasticity: normals.map((z) => elasticity + error * z),
    referencePrice: 20,
  };
  const season = new PlainSeason(draws, 10, 30);
  return drawnGains(season, 20, count);
}

test('a known elasticity: the optimum is cost times e / (e + 1), to a thousandth', () => {
  const gains = seasonOf(-2.5, 0);
  const { optimum, cautious } = optimalPrices(gains, 20, 10, 40, { level: 0.7, now: 0 }, 'plain');
  expect(optimum.price).toBeCloseTo((10 * 2.5) / 1.5, 1);
  expect(optimum.probability).toBe(1);
  expect(cautious?.price).toBeCloseTo(optimum.price, 1);
});

test('bounds hold the optimum', () => {
  const gains = seasonOf(-1.2, 0);
  const { optimum } = optimalPrices(gains, 20, 17, 23, { level: 0.7, now: 0 }, 'plain');
  expect(optimum.price).toBeCloseTo(23, 9);
});

test('the cautious price gains with the level, and lies nearer to today than the optimum that does not', () => {
  const gains = seasonOf(-1.8, 0.6);
  const { optimum, cautious } = optimalPrices(gains, 20, 10, 40, { level: 0.65, now: 0 }, 'plain');
  expect(optimum.probability).toBeLessThan(0.65);
  // At today's margin of a half profit rises with price where the elasticity lies above -2: 63 % of N(-1.8, 0.6).
  expect(cautious).toBeNull();
  const other = seasonOf(-1.6, 0.6);
  const likely = optimalPrices(other, 20, 10, 40, { level: 0.65, now: 0 }, 'plain');
  expect(likely.optimum.probability).toBeLessThan(0.65);
  expect(likely.cautious!.probability).toBeGreaterThanOrEqual(0.65);
  expect(likely.cautious!.price).toBeGreaterThan(20);
  expect(likely.cautious!.price).toBeLessThan(likely.optimum.price);
});

test('one allowed price is the optimum', () => {
  const gains = seasonOf(-2.5, 0.3);
  expect(optimalPrices(gains, 20, 19, 19, { level: 0.7, now: 0 }, 'plain').optimum.price).toBe(19);
});
