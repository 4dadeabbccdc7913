import { expect, test } from 'vitest';

import { cholesky, inverseCholesky, solveCholesky } from './cholesky.ts';

// [[4, 2], [2, 5]] = L L' with L = [[2, 0], [1, 2]]; its determinant is 16.
const matrix = Float64Array.of(4, 2, 2, 5);

test('cholesky: factor, solution and inverse of a matrix done by hand', () => {
  const lower = cholesky(matrix, 2)!;
  expect([...lower]).toEqual([2, 0, 1, 2]);
  expect([...solveCholesky(lower, 2, [8, 12])]).toEqual([1, 2]); // 4 + 2 * 2 = 8, 2 + 5 * 2 = 12
  const inverse = inverseCholesky(lower, 2);
  [5 / 16, -2 / 16, -2 / 16, 4 / 16].forEach((value, i) => expect(inverse[i]).toBeCloseTo(value, 14));
});

test('cholesky: null for what has no factor, never an exception', () => {
  expect(cholesky(Float64Array.of(1, 2, 2, 1), 2)).toBeNull(); // not positive definite
  expect(cholesky(Float64Array.of(1, NaN, NaN, 1), 2)).toBeNull();
  expect(cholesky(Float64Array.of(Infinity, 0, 0, 1), 2)).toBeNull();
  expect(cholesky(Float64Array.of(1, 1, 1, 1 + 1e-13), 2, 1e-11)).toBeNull(); // the second is the first
});
