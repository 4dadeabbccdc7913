import { expect, test } from 'vitest';

import { Random } from '../random.ts';
import { averagedOverBreaks } from './break-averaging.ts';
import { type BreakHabits, breakHabits, stepsAfter } from './break-habits.ts';
import { fitWithBreaks } from './level-breaks.ts';
import { fitLocalLevel, type LevelInput } from './local-level.ts';
import { scatteredCount } from './simulated-product.ts';

const days = 240;
const elasticity = -2;

/** The level jumps by chance, half the times too little to be seen; three days later the price goes the same way. */
function jumping(seed: number): { readonly input: LevelInput; readonly level: Float64Array } {
  const random = new Random(seed);
  let now = 0;
  const level = Float64Array.from({ length: days }, () => {
    if (random.uniform() < 0.02) now = 0.4 * random.normal();
    return now;
  });
  let log = 0;
  const price = level.map((here, t) => {
    const follows = t > 3 && level[t - 3] !== level[t - 4];
    if (follows || random.uniform() < 0.03) log = 0.2 * here + 0.04 * random.normal();
    return log;
  });
  const y = level.map((here, t) => scatteredCount(random, 30 * Math.exp(here + elasticity * price[t]!), 1.5));
  const input: LevelInput = {
    columns: [new Float64Array(days).fill(1), price],
    y,
    gaps: new Float64Array(days - 1).fill(1),
    soldOut: null,
    priorPrecision: null,
    huber: 4,
    smoothing: null,
    start: null,
  };
  return { input, level };
}

const habits: BreakHabits = {
  rowsABreak: 50,
  followed: 0.6,
  follows: 4,
  sdBefore: 0.35,
  sdElsewhere: 0.45,
};

test('intervals over many products whose levels jump: those of one set of breaks are far too narrow, averaged ones hold', () => {
  const held = { averaged: 0, alone: 0 };
  const off = { averaged: 0, alone: 0 };
  const products = 24;
  for (let seed = 0; seed < products; seed++) {
    const { input, result } = fitWithBreaks(jumping(seed).input, { leastOdd: 2.2 });
    if (!('fit' in result)) throw new Error(result.problem);
    const averaged = averagedOverBreaks(input, result.fit, habits)!;
    for (const [way, { coefficients, covariance }] of [
      ['averaged', averaged],
      ['alone', result.fit],
    ] as const) {
      const error = coefficients[1]! - elasticity;
      off[way] += error ** 2 / products;
      if (Math.abs(error) < 1.96 * Math.sqrt(covariance[1]![1]!)) held[way]++;
    }
  }
  expect(held.averaged / products).toBeGreaterThan(0.87);
  expect(held.alone / products).toBeLessThan(0.83);
  expect(off.averaged).toBeLessThan(off.alone);
});

test('a jump that is beyond doubt: the coefficients are those of the fit with this break', () => {
  const random = new Random(3);
  const price = Float64Array.from({ length: 120 }, (_, t) => (Math.floor(t / 10) % 2 === 0 ? 0 : 0.1));
  const input: LevelInput = {
    columns: [new Float64Array(120).fill(1), price],
    y: price.map((here, t) => scatteredCount(random, 400 * Math.exp((t > 64 ? 1 : 0) - 2 * here), 1)),
    gaps: new Float64Array(119).fill(1),
    soldOut: null,
    priorPrecision: null,
    huber: 4,
    smoothing: 1e6,
    start: null,
  };
  const result = fitLocalLevel({ ...input, breaks: [64] });
  if (!('fit' in result)) throw new Error(result.problem);
  const seldom = { ...habits, rowsABreak: 1e5, sdElsewhere: 1, sdBefore: 1, follows: 0 };
  const { coefficients, covariance } = averagedOverBreaks(input, result.fit, seldom)!;
  coefficients.forEach((value, j) => expect(value).toBeCloseTo(result.fit.coefficients[j]!, 2));
  const grown = Math.sqrt(covariance[1]![1]! / result.fit.covariance[1]![1]!);
  expect(grown).toBeGreaterThan(0.95);
  expect(grown).toBeLessThan(1.05);
});

test('the same product has the same average every time', () => {
  const { input, result } = fitWithBreaks(jumping(5).input, { leastOdd: 2.2 });
  if (!('fit' in result)) throw new Error(result.problem);
  expect(averagedOverBreaks(input, result.fit, habits)).toEqual(
    averagedOverBreaks(input, result.fit, habits),
  );
});

test('stepsAfter: the first step of the price within a week, and not one on the row of the break', () => {
  const steps = new Float64Array(20);
  steps[4] = 0.1;
  steps[6] = -0.05;
  const after = stepsAfter(steps);
  expect([...after.slice(0, 7)]).toEqual([0.1, 0.1, 0.1, 0.1, -0.05, -0.05, NaN]);
  expect(stepsAfter(new Float64Array(20)).every(Number.isNaN)).toBe(true);
});

test('breakHabits: prices that follow breaks are told from prices that step by chance', () => {
  const random = new Random(11);
  const seen = (follows: number) =>
    Array.from({ length: 20 }, () => {
      const priceSteps = new Float64Array(239);
      const breaks = Array.from({ length: 5 }, (_, k) => {
        const step = 0.5 * random.normal();
        const row = 20 + 40 * k;
        if (follows > 0) priceSteps[row + 3] = follows * step;
        else priceSteps[random.integer(239)] = 0.1 * random.normal();
        return { row, step };
      });
      return { priceSteps, breaks };
    });
  const following = breakHabits(seen(0.2));
  expect(following.followed).toBeGreaterThan(0.8);
  expect(following.follows).toBeGreaterThan(4);
  expect(following.rowsABreak).toBeGreaterThan(45);
  expect(following.rowsABreak).toBeLessThan(51);
  const apart = breakHabits(seen(0));
  expect(apart.followed).toBeLessThan(0.2);
  expect(Math.abs(apart.follows)).toBeLessThan(1.5);
  expect(breakHabits([])).toEqual({
    rowsABreak: 60,
    followed: 0,
    follows: 0,
    sdBefore: 0.5,
    sdElsewhere: 0.5,
  });
});
