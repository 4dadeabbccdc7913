import { expect, test } from 'vitest';

import { Random } from '../random.ts';
import { optimalPrices } from './optimal-price.ts';
import { PlainSeason } from './season.ts';

function seasonOf(elasticity: number, error: number, count = 400) {
  const normals = new Random(3).fillNormal(new Float64Array(count));
  const draws = {
    base: new Float64Array(count).fill(10),
    elasticity: normals.map((z) => elasticity + error * z),
    referencePrice: 20,
  };
  const season = new PlainSeason(draws, 10, 30);
  return { season, atCurrent: season.constant(20, new Float64Array(count)) };
}

test('a known elasticity: the optimum is cost times e / (e + 1), to a thousandth', () => {
  const { season, atCurrent } = seasonOf(-2.5, 0);
  const { optimum, cautious } = optimalPrices(season, atCurrent, 10, 40, 0.7);
  expect(optimum.price).toBeCloseTo((10 * 2.5) / 1.5, 1);
  expect(optimum.probability).toBe(1);
  expect(cautious?.price).toBeCloseTo(optimum.price, 1);
});

test('bounds hold the optimum', () => {
  const { season, atCurrent } = seasonOf(-1.2, 0);
  const { optimum } = optimalPrices(season, atCurrent, 17, 23, 0.7);
  expect(optimum.price).toBeCloseTo(23, 9);
});

test('the cautious price gains with the level, and lies nearer to today than the optimum that does not', () => {
  const { season, atCurrent } = seasonOf(-1.8, 0.6);
  const { optimum, cautious } = optimalPrices(season, atCurrent, 10, 40, 0.65);
  expect(optimum.probability).toBeLessThan(0.65);
  // At today's margin of a half profit rises with price where the elasticity lies above -2: 63 % of N(-1.8, 0.6).
  expect(cautious).toBeNull();
  const { season: other, atCurrent: before } = seasonOf(-1.6, 0.6);
  const likely = optimalPrices(other, before, 10, 40, 0.65);
  expect(likely.optimum.probability).toBeLessThan(0.65);
  expect(likely.cautious!.probability).toBeGreaterThanOrEqual(0.65);
  expect(likely.cautious!.price).toBeGreaterThan(20);
  expect(likely.cautious!.price).toBeLessThan(likely.optimum.price);
});

test('one allowed price is the optimum', () => {
  const { season, atCurrent } = seasonOf(-2.5, 0.3);
  expect(optimalPrices(season, atCurrent, 19, 19, 0.7).optimum.price).toBe(19);
});
