import { expect, test } from 'vitest';

import { targetSpan } from '../../../core/export/charts/impact-data.ts';
import { impactMeasures, type Impact, type ImpactFigure } from '../../../core/decisions/impact.ts';
import {
  formatMeasure,
  formatMeasureChange,
  goalReached,
  impactCaption,
  measureSentence,
  targetWords,
} from './impact-words.ts';

const named = (name: string) => impactMeasures.find((measure) => measure.name === name)!;
const margin = named('margin');
const turnover = named('turnover');
const excess = named('excessStock');
const at = (value: number, low = value, high = value) => ({ value, interval: [low, high] as const });
const figure = (before: number, after: number, change: ReturnType<typeof at>): ImpactFigure => ({
  before: at(before),
  after: at(after, after * 0.9, after * 1.1),
  change,
});

test('formatMeasure and formatMeasureChange: shares in points, amounts in currency, ratios in percent', () => {
  expect(formatMeasure(margin, 0.1534)).toBe('15.3 %');
  expect(formatMeasureChange(margin, 0.0212)).toBe('+2.1 points');
  expect(formatMeasureChange(margin, -0.00001)).toBe('±0.0 points');
  expect(formatMeasure(turnover, 6.24)).toBe('6.2');
  expect(formatMeasureChange(turnover, -0.123)).toBe('-12.3 %');
  expect(formatMeasureChange(named('profit'), 12.5)).toBe('+12.50');
});

test('targetSpan: a goal of the change stands where it takes the value before', () => {
  expect(targetSpan(margin, figure(0.1, 0.2, at(0.1)))).toEqual([0.15, 0.22]);
  const [low, high] = targetSpan(turnover, figure(10, 12, at(0.2)))!;
  expect([low, high]).toEqual([expect.closeTo(12.3), expect.closeTo(13.8)]); // 10 * 1.23, 10 * 1.38
  expect(targetSpan(excess, figure(100, 50, at(-0.5)))).toEqual([60, 60]); // 100 * (1 - 0.4)
  expect(targetSpan(named('revenue'), figure(1, 1, at(0)))).toBeNull();
  expect([margin, turnover, excess].map(targetWords)).toEqual(['15 to 22 %', '23 to 38 % more', '40 % less']);
});

test('goalReached: by the whole interval, the best guess, its edge, or not', () => {
  expect(goalReached(turnover, figure(10, 13, at(0.3, 0.24, 0.4)))).toBe('surely');
  expect(goalReached(turnover, figure(10, 13, at(0.3, 0.1, 0.4)))).toBe('likely');
  expect(goalReached(turnover, figure(10, 12, at(0.2, 0.1, 0.25)))).toBe('possible');
  expect(goalReached(turnover, figure(10, 9, at(-0.1, -0.2, 0)))).toBe('no');
  // Less is better: a fall of at least 40 %.
  expect(goalReached(excess, figure(100, 50, at(-0.5, -0.6, -0.41)))).toBe('surely');
  expect(goalReached(excess, figure(100, 70, at(-0.3, -0.45, -0.1)))).toBe('possible');
  expect(goalReached(excess, { ...figure(0, 0, at(0)), change: null })).toBeNull();
});

test('goalReached: past the far end of a range is beyond it, past a single figure is reached', () => {
  expect(goalReached(margin, figure(0.6, 0.668, at(0.068)))).toBe('beyond');
  expect(goalReached(turnover, figure(10, 15, at(0.5, 0.24, 0.6)))).toBe('beyond');
  expect(goalReached(excess, figure(100, 20, at(-0.8, -0.9, -0.7)))).toBe('surely');
  expect(measureSentence(margin, figure(0.6, 0.668, at(0.068)))).toContain(
    'Goal 15 to 22 %: above the goal.',
  );
});

test('measureSentence: whatever was measured is what is said', () => {
  expect(measureSentence(turnover, figure(10, 9, at(-0.1, -0.2, 0)))).toBe(
    'From 10.0 to 9.0: -10.0 %, 95 % interval -20.0 % to ±0.0 %. Goal 23 to 38 % more: not reached.',
  );
});

test('measureSentence: who subtracts the two ends finds the change that is said', () => {
  const profit = named('profit');
  // 5,311.4 - 3,479.6 is 1,831.8, and the ends are written 3,480 and 5,311.
  expect(measureSentence(profit, figure(3479.6, 5311.4, at(1831.8, 1745, 1914)))).toBe(
    'From 3,480 to 5,311: +1,831, 95 % interval +1,745 to +1,914.',
  );
  expect(measureSentence(profit, figure(24_762.2, 21_115.4, at(-3646.8, -3893, -3397)))).toContain(
    'From 24,762 to 21,115: -3,647,',
  );
  expect(measureSentence(profit, figure(95.25, 101.5, at(6.25)))).toContain('From 95.25 to 101.50: +6.25,');
  expect(measureSentence(profit, figure(9.254, 9.746, at(0.492)))).toContain('From 9.25 to 9.75: +0.50,');
  expect(measureSentence(margin, figure(0.14049, 0.25051, at(0.11002)))).toContain(
    'From 14.0 % to 25.1 %: +11.1 points,',
  );
});

test('impactCaption: says what is left out', () => {
  const impact = {
    products: 10,
    productsWithCost: 9,
    productsWithStock: 7,
    productsThatMove: 1,
  } as Impact;
  expect(impactCaption(impact, 'suggested', 400, 0)).toBe(
    'If you accept every recommendation and keep the overrides: 1 of 10 prices moves. Simulated on 400 demand curves per ' +
      'product, with stock kept at its present level. 1 product without a known cost counts in revenue ' +
      'only. 2 products without a known stock are left out of turnover and excess.',
  );
  expect(impactCaption({ ...impact, productsThatMove: 2 }, 'suggested', 400, 0)).toMatch(
    /turnover and excess\. These intervals take all products together, draw by draw; the total above combines each product’s own, so they differ slightly\.$/,
  );
  expect(impactCaption({ ...impact, productsThatMove: 2 }, 'decided', 400, 0)).toMatch(
    /turnover and excess\.$/,
  );
  expect(
    impactCaption({ ...impact, productsWithCost: 10, productsWithStock: 10 }, 'suggested', 400, 2),
  ).toMatch(
    /present level\. 2 products follow a calendar of prices; only the first price counts here, so the gain differs from the total above\.$/,
  );
});
