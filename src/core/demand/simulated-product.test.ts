import { expect, test } from 'vitest';

import { Random } from '../random.ts';
import { median } from '../statistics/summary.ts';
import { fitDemand } from './fit-demand.ts';
import { pricePolicies, simulatedDispersions, simulatedProduct } from './simulated-product.ts';

const products = Array.from({ length: 200 }, (_, i) => simulatedProduct(i, new Random(i)));

test('simulatedProduct: the fit finds the dispersion that was put in', () => {
  for (const dispersion of simulatedDispersions) {
    const found = products
      .filter((product) => product.dispersion === dispersion)
      .map(({ history }) => fitDemand(history).fit!.regression.dispersion);
    expect(median(found) / dispersion).toBeGreaterThan(0.9);
    expect(median(found) / dispersion).toBeLessThan(1.1);
  }
});

test('simulatedProduct: every policy moves the price, and all but "daily" carry it over to the next row', () => {
  const persistence = (price: Float64Array) => {
    const logs = price.map(Math.log);
    const mean = logs.reduce((sum, value) => sum + value, 0) / logs.length;
    let variance = 0;
    let shared = 0;
    logs.forEach((value, t) => {
      variance += (value - mean) ** 2;
      if (t > 0) shared += (value - mean) * (logs[t - 1]! - mean);
    });
    return variance === 0 ? NaN : shared / variance;
  };
  for (const policy of pricePolicies) {
    const found = products
      .filter((product) => product.policy === policy && product.history.daysPerRow === 1)
      .map(({ history }) => persistence(history.price));
    expect(found.some(Number.isNaN)).toBe(false);
    if (policy === 'daily') expect(Math.abs(median(found))).toBeLessThan(0.1);
    else expect(median(found)).toBeGreaterThan(0.5);
  }
});

test('simulatedProduct: the same stream gives the same product', () => {
  expect(simulatedProduct(7, new Random(1))).toEqual(simulatedProduct(7, new Random(1)));
  expect(simulatedProduct(7, new Random(1)).elasticity).not.toBe(
    simulatedProduct(7, new Random(2)).elasticity,
  );
});
