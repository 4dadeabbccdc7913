import { describe, expect, test } from 'vitest';

import { gaussHermite } from '../../statistics/gauss-hermite.ts';
import { optimumProblem } from './optimum-problem.ts';
import { DemandMarket } from './demand-market.ts';
import { parseMarketFile } from './market-file.ts';
import { optimum, optimumSteps } from './demand-dynamic-program.ts';
import { referenceMarket } from './reference-market.ts';
import golden from './golden/optimum.json' with { type: 'json' };

const relative = (value: number, expected: number) => Math.abs(value / expected - 1);

test('gaussHermite: the moments of a standard normal', () => {
  const { nodes, weights } = gaussHermite(15);
  const moment = (power: number) => nodes.reduce((sum, node, k) => sum + weights[k]! * node ** power, 0);
  [1, 0, 1, 0, 3, 0, 15].forEach((expected, power) => expect(moment(power)).toBeCloseTo(expected, 5));
});

describe('optimum: agrees with the reference computation', () => {
  for (const entry of golden.markets)
    test(entry.name, () => {
      const { parameters, gamma } = parseMarketFile(JSON.stringify(entry), 'optimum.json');
      const found = optimum(parameters, { gamma });
      expect(relative(found.optimalReturn, entry.optimalReturn)).toBeLessThan(0.0005);
      expect(relative(found.keepPrice.ret, entry.keepPrice.ret)).toBeLessThan(0.0005);
      expect(relative(found.bestFixedPrice.ret, entry.bestFixedPrice.ret)).toBeLessThan(0.005);
      expect(relative(found.bestFixedPrice.price, entry.bestFixedPrice.price)).toBeLessThan(0.02);
      expect(found.bestFixedPrice.ret).toBeLessThan(found.optimalReturn);
    });
});

test('optimum: one noiseless day, by hand', () => {
  // Profit alone, elasticity -2: q (p - c) = 100 (20 / p)^2 (p - 10) is largest at p = 2 c = 20, where it is 1000,
  // half of p0 * q0. Stock is ample, so keep, fixed and optimum are one.
  const parameters = {
    ...referenceMarket,
    elasticity: -2,
    demandNoise: 0,
    days: 1,
    profitWeight: 1,
    unitsWeight: 0,
    inventoryWeight: 0,
  };
  const found = optimum(parameters);
  expect(found.keepPrice.ret).toBeCloseTo(0.5, 10);
  expect(found.bestFixedPrice.price).toBeCloseTo(20, 0);
  expect(found.optimalReturn).toBeCloseTo(0.5, 4);
});

test('optimum: acting by its policy in the market earns what it promised', () => {
  const { optimalReturn, priceAt } = optimum(referenceMarket, { keepPolicy: true });
  const count = 400;
  const products = [{ name: 'reference', parameters: referenceMarket }];
  const market = new DemandMarket({ kind: 'demand', products }, count, 3, 'evaluation');
  const price = new Float64Array(count).fill(20);
  const inventory = new Float64Array(count).fill(1000);
  const returns = new Float64Array(count);
  for (let day = 0; day < 30; day++) {
    const actions = Float32Array.from({ length: count }, (_, i) => {
      const wanted = priceAt!(day, inventory[i]!, price[i]!);
      return (wanted / price[i]! - 1) / 0.5;
    });
    const step = market.step(actions);
    for (let i = 0; i < count; i++) {
      returns[i]! += step.rewards[i]!;
      price[i] = step.price[i]!;
      inventory[i] = step.inventory[i]!;
    }
  }
  const mean = returns.reduce((sum, value) => sum + value, 0) / count;
  expect(relative(mean, optimalReturn)).toBeLessThan(0.005);
});

test('optimum: an uncertain elasticity, seasons and a highest price', () => {
  const small = { inventoryPoints: 81, pricePoints: 81 };
  const bounded = { ...referenceMarket, maxPrice: 40 };
  const certain = optimum(bounded, small);
  expect(certain.optimalReturn).toBeLessThan(optimum(referenceMarket, small).optimalReturn);
  const uncertain = optimum({ ...bounded, elasticityError: 0.5 }, small);
  expect(uncertain.optimalReturn).toBeGreaterThan(uncertain.bestFixedPrice.ret);
  expect(uncertain.bestFixedPrice.ret).toBeGreaterThan(uncertain.keepPrice.ret);
  // Demand doubled on every day sells the stock of ten days in five.
  const doubled = optimum({ ...bounded, weekdayFactors: new Array<number>(7).fill(2) }, small);
  expect(doubled.keepPrice.ret).not.toBeCloseTo(certain.keepPrice.ret, 1);
});

test('optimum: a rival that reacts has none, and says so', () => {
  const follower = { ...referenceMarket, rival: 'follower' as const };
  expect(optimumProblem(referenceMarket)).toBeNull();
  expect(optimumProblem(follower)).toBe('The optimum is not computed where the rival reacts to our price.');
  expect(() => optimum(follower)).toThrow('reacts');
});

test('optimumSteps: progress rises from 0 towards 1 in many small steps', () => {
  const progress = [...optimumSteps(referenceMarket, { inventoryPoints: 41, pricePoints: 41 })];
  expect(progress.length).toBeGreaterThan(30);
  expect(progress).toEqual([...progress].sort((a, b) => a - b));
  expect(progress.at(-1)).toBeLessThanOrEqual(1);
});
