import { expect, test } from 'vitest';

import {
  chanceOfNone,
  logGamma,
  normalCdf,
  normalQuantile,
  studentCritical,
  studentTwoSided,
} from './distributions.ts';

test('normalCdf: the usual table, and tails far out', () => {
  expect(normalCdf(0)).toBe(0.5);
  expect(normalCdf(1.959963984540054)).toBeCloseTo(0.975, 12);
  expect(normalCdf(-1)).toBeCloseTo(0.15865525393145707, 12);
  expect(normalCdf(-6) / 9.865876450376946e-10).toBeCloseTo(1, 9);
});

test('normalQuantile: undoes normalCdf', () => {
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 10);
  for (const z of [-4, -1.3, 0, 0.2, 3]) expect(normalQuantile(normalCdf(z))).toBeCloseTo(z, 8);
});

test('studentTwoSided and studentCritical: the usual table, the normal with many degrees of freedom', () => {
  expect(studentTwoSided(1, 1)).toBeCloseTo(0.5, 12); // Cauchy: 1 - 2 atan(1) / pi
  expect(studentCritical(0.05, 1)).toBeCloseTo(12.706204736, 8);
  expect(studentCritical(0.05, 10)).toBeCloseTo(2.228138852, 8);
  expect(studentCritical(0.01, 30)).toBeCloseTo(2.749995654, 8);
  expect(studentCritical(0.05, 1e7)).toBeCloseTo(1.959964, 5);
});

test('logGamma: factorials, halves and large arguments', () => {
  let logFactorial = 0;
  for (let n = 1; n <= 40; n++) {
    expect(logGamma(n)).toBeCloseTo(logFactorial, 11); // Gamma(n) = (n - 1)!
    logFactorial += Math.log(n);
  }
  expect(logGamma(0.5)).toBeCloseTo(0.5 * Math.log(Math.PI), 13);
  expect(logGamma(0.1)).toBeCloseTo(2.252712651734206, 12);
  expect(logGamma(1e5) / 1051287.708973657).toBeCloseTo(1, 12);
});

test('chanceOfNone: Poisson where nothing scatters more, negative binomial beyond, one into the other', () => {
  expect(chanceOfNone(2, 2)).toBeCloseTo(Math.exp(-2), 15);
  expect(chanceOfNone(2, 1)).toBeCloseTo(Math.exp(-2), 15);
  expect(chanceOfNone(2, 4)).toBeCloseTo(0.25, 15); // (2 / 4) ** (4 / (4 - 2))
  expect(chanceOfNone(2, 2 + 1e-13)).toBeCloseTo(Math.exp(-2), 12);
  expect(chanceOfNone(0, 0)).toBe(1);
});
