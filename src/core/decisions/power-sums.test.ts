// Sums of exponentials as power series: the same sums, and none where the series would be cut off too soon.

import { expect, test } from 'vitest';

import { Random } from '../random.ts';
import { centredExponents, PowerSums } from './power-sums.ts';

const draws = 400;
const random = new Random(3);
const weights = Float64Array.from({ length: draws }, () => 20 * Math.exp(0.3 * random.normal()));
const exponents = Float64Array.from({ length: draws }, () => Math.min(0, -2 + 0.6 * random.normal()));
const factors = Float64Array.from({ length: draws }, () => Math.exp(0.1 * random.normal()));

const first = (count: number) => Int32Array.from({ length: count }, (_, i) => i);
const all = centredExponents(exponents, first(draws));

test('PowerSums: the sums of the exponentials themselves, to the last digits', () => {
  const sums = new PowerSums(weights, all, null);
  const weighted = new PowerSums(weights, centredExponents(exponents, first(100)), factors);
  for (let x = -0.7; x <= 0.7; x += 0.1) {
    let plain = 0;
    let few = 0;
    for (let i = 0; i < draws; i++) {
      const each = weights[i]! * Math.exp(exponents[i]! * x);
      plain += each;
      if (i < 100) few += each * factors[i]!;
    }
    expect(sums.at(x) / plain - 1).toBeCloseTo(0, 12);
    expect(weighted.at(x) / few - 1).toBeCloseTo(0, 12);
  }
});

test('PowerSums: none where the terms that are kept would not do', () => {
  const sums = new PowerSums(weights, all, null);
  expect(sums.at(5)).toBeNaN();
  expect(sums.at(NaN)).toBeNaN();
  const alike = centredExponents(new Float64Array(draws).fill(-2), first(draws));
  expect(new PowerSums(weights, alike, null).at(5)).toBeCloseTo(
    weights.reduce((sum, weight) => sum + weight, 0) * Math.exp(-10),
    10,
  );
});
