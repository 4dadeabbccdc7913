import { expect, test } from 'vitest';

import { decimalsOf } from './preview-columns.ts';

test('decimalsOf: enough decimals for every number, none for whole ones, at most four', () => {
  expect(decimalsOf(Float64Array.of(1, 2, NaN))).toBe(0);
  expect(decimalsOf(Float64Array.of(1.5, 2.25))).toBe(2);
  expect(decimalsOf(Float64Array.of(12.99, 1e6 / 3))).toBe(4);
  expect(decimalsOf(new Float64Array(0))).toBe(0);
});
