import { describe, expect, test } from 'vitest';

import golden from './golden/wandering-level.json' with { type: 'json' };
import { fitLocalLevel, type LevelInput } from './local-level.ts';

interface Case {
  readonly name: string;
  readonly smoothing: number;
  readonly coefficients: readonly number[];
  readonly unscaledErrors: readonly number[];
  readonly usedFreedom: number;
  readonly pearson: number;
  readonly lastFitted: number;
  readonly price: readonly number[];
  readonly units: readonly number[];
}

const cases: readonly Case[] = golden.cases;

function inputOf({ price, units }: Case, smoothing: number | null): LevelInput {
  const mean = price.reduce((sum, value) => sum + value, 0) / price.length;
  return {
    columns: [
      new Float64Array(price.length).fill(1),
      Float64Array.from(price, (value) => Math.log(value / mean)),
      Float64Array.from(price, (_, i) => ((i + 1) % 7 === 5 ? 1 : 0)),
    ],
    y: Float64Array.from(units),
    gaps: new Float64Array(price.length - 1).fill(1),
    soldOut: null,
    priorPrecision: null,
    huber: Infinity,
    smoothing,
    start: null,
  };
}

function fitOf(input: LevelInput) {
  const result = fitLocalLevel(input);
  if (!('fit' in result)) throw new Error(result.problem);
  return result.fit;
}

describe('fitLocalLevel: agrees with mgcv', () => {
  for (const expected of cases) {
    test(`${expected.name}: the same smoothing gives the same fit`, () => {
      const fit = fitOf(inputOf(expected, expected.smoothing));
      [1, 2].forEach((j) => {
        expect(Math.abs(fit.coefficients[j]! - expected.coefficients[j - 1]!)).toBeLessThan(1e-5);
        const error = Math.sqrt(fit.covariance[j]![j]! / fit.dispersion);
        expect(Math.abs(error / expected.unscaledErrors[j - 1]! - 1)).toBeLessThan(1e-5);
      });
      expect(Math.abs(fit.usedFreedom - expected.usedFreedom)).toBeLessThan(1e-3);
      expect(Math.abs(fit.dispersion / expected.pearson - 1)).toBeLessThan(1e-5);
      // The constant is the level at the end: the last row's weekday and price aside.
      expect(Math.abs(fit.fitted.at(-1)! / expected.lastFitted - 1)).toBeLessThan(1e-5);
    });

    test(`${expected.name}: the smoothing it finds gives nearly the same elasticity`, () => {
      const fit = fitOf(inputOf(expected, null));
      const error = expected.unscaledErrors[0]! * Math.sqrt(expected.pearson);
      expect(Math.abs(fit.coefficients[1]! - expected.coefficients[0]!)).toBeLessThan(0.1 * error);
      expect(Math.abs(Math.sqrt(fit.covariance[1]![1]!) / error - 1)).toBeLessThan(0.1);
    });
  }
});
