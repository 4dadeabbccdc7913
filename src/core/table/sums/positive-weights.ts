// Weights of at least 0 by which columns add up to another one, found by least squares.
//
// Source: Lawson and Hanson, "Solving Least Squares Problems" (1974), chapter 23, on the products of columns instead of the
// columns themselves, so that its cost does not grow with the days.

import { cholesky, inverseCholesky, solveCholesky } from '../../statistics/cholesky.ts';
import { dot } from '../../statistics/dot.ts';

/** A column that those before it explain to within this share of its square says nothing of its own. */
const nearlySingular = 1e-13;
/** Added to the products, so that columns which are sums of others have an inverse too. */
const ridge = 1e-9;

/** Lengths of columns, and the products of the columns at length 1. [n], [n * n] */
function directions(columns: readonly Float64Array[]) {
  const n = columns.length;
  const norm = columns.map((column) => Math.sqrt(dot(column, column)));
  const products = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++)
      products[i * n + j] = products[j * n + i] = dot(columns[i]!, columns[j]!) / (norm[i]! * norm[j]!);
  return { norm, products };
}

/**
 * The weights w >= 0 that make `columns` times w nearest to `target` in the sum of squares. [columns]
 *
 * @param columns each of one length, none of them all zeros. [columns][days]
 */
export function positiveWeights(columns: readonly Float64Array[], target: Float64Array): Float64Array {
  const n = columns.length;
  const { norm, products } = directions(columns);
  const aims = columns.map((a, i) => dot(a, target) / norm[i]!);
  const scale = Math.sqrt(dot(target, target));
  const weights = new Float64Array(n);
  const active: number[] = [];
  for (let round = 0; round < 3 * n; round++) {
    let next = -1;
    let steepest = 1e-9 * scale;
    for (let j = 0; j < n; j++) {
      if (active.includes(j)) continue;
      let slope = aims[j]!;
      for (const i of active) slope -= products[j * n + i]! * weights[i]!;
      if (slope > steepest) {
        steepest = slope;
        next = j;
      }
    }
    if (next < 0) break;
    active.push(next);
    if (!settle(active, weights, products, aims)) {
      active.splice(active.indexOf(next), 1);
      break;
    }
  }
  return weights.map((weight, j) => weight / norm[j]!);
}

/** Solves for the active weights, letting go of those that would fall below 0; false where they cannot be told apart. */
function settle(
  active: number[],
  weights: Float64Array,
  products: Float64Array,
  aims: readonly number[],
): boolean {
  const n = weights.length;
  for (;;) {
    const own = active.flatMap((i) => active.map((j) => products[i * n + j]!));
    const lower = cholesky(Float64Array.from(own), active.length, nearlySingular);
    if (!lower) return false;
    const right = active.map((i) => aims[i]!);
    const found = solveCholesky(lower, active.length, right);
    if (found.every((value) => value > 0)) {
      active.forEach((j, at) => (weights[j] = found[at]!));
      return true;
    }
    let step = 1;
    active.forEach((j, at) => {
      if (found[at]! <= 0) step = Math.min(step, weights[j]! / (weights[j]! - found[at]!));
    });
    active.forEach((j, at) => (weights[j]! += step * (found[at]! - weights[j]!)));
    for (const j of [...active])
      if (weights[j]! < 1e-12) {
        weights[j] = 0;
        active.splice(active.indexOf(j), 1);
      }
    if (active.length === 0) return true;
  }
}

/**
 * How much of each column the others do not explain, as a share of it. 0: a combination of others; 1 where it cannot be said. [columns]
 *
 * @param columns each of one length, none of them all zeros, fewer than days. [columns][days]
 */
export function unexplained(columns: readonly Float64Array[]): Float64Array {
  const n = columns.length;
  const days = columns[0]!.length;
  const { products } = directions(columns);
  for (let i = 0; i < n; i++) products[i * n + i]! += ridge;
  const lower = cholesky(products, n);
  if (!lower) return new Float64Array(n).fill(1);
  const inverse = inverseCholesky(lower, n);
  return Float64Array.from(columns, (_, i) =>
    Math.sqrt(Math.min(1, days / Math.max(1, days - n) / inverse[i * n + i]!)),
  );
}
