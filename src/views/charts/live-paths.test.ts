import { expect, test } from 'vitest';

import { bandPath, dotsPath, linePath, stepPath } from './live-paths.ts';

test('linePath: bridges gaps and rounds to tenths', () => {
  expect(
    linePath([
      { x: 0, y: 1.04 },
      { x: 1, y: null },
      { x: 2, y: 3 },
    ]),
  ).toBe('M0 1L2 3');
  expect(linePath([{ x: 0, y: null }])).toBe('');
});

test('stepPath: a value holds until the next point, a gap lifts the pen', () => {
  expect(
    stepPath([
      { x: 0, y: 5 },
      { x: 10, y: 7 },
      { x: 20, y: null },
      { x: 30, y: 2 },
    ]),
  ).toBe('M0 5H10V7H20M30 2');
});

test('bandPath: forth along the outer edge and back along the inner one', () => {
  expect(
    bandPath([
      { x: 0, from: 100, to: 80 },
      { x: 10, from: 100, to: 70 },
      { x: 20, from: 100, to: 70 },
    ]),
  ).toBe('M0 80H10V70H20V100H10V100H0Z');
  expect(bandPath([{ x: 0, from: 1, to: 2 }])).toBe('');
});

test('dotsPath: a line of no length at each point', () => {
  expect(dotsPath([{ x: 1, y: 2.04 }])).toBe('M1 2h0');
});
