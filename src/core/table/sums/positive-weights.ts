// Weights of at least 0 by which columns add up to another one, found by least squares.
//
// Source: Lawson and Hanson, "Solving Least Squares Problems" (1974), chapter 23, on the products of columns instead of the
// columns themselves, so that its cost does not grow with the days.

/** Solves `matrix` x = `right` by elimination, both used up; null where the matrix is singular. [n][n], [n] */
function solved(matrix: Float64Array[], right: Float64Array): Float64Array | null {
  const n = right.length;
  for (let i = 0; i < n; i++) {
    let best = i;
    for (let row = i + 1; row < n; row++)
      if (Math.abs(matrix[row]![i]!) > Math.abs(matrix[best]![i]!)) best = row;
    if (Math.abs(matrix[best]![i]!) < 1e-13) return null;
    [matrix[i], matrix[best]] = [matrix[best]!, matrix[i]!];
    [right[i], right[best]] = [right[best]!, right[i]!];
    const pivot = matrix[i]!;
    for (let row = i + 1; row < n; row++) {
      const factor = matrix[row]![i]! / pivot[i]!;
      if (factor === 0) continue;
      for (let column = i; column < n; column++) matrix[row]![column]! -= factor * pivot[column]!;
      right[row]! -= factor * right[i]!;
    }
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = right[i]!;
    for (let column = i + 1; column < n; column++) sum -= matrix[i]![column]! * right[column]!;
    right[i] = sum / matrix[i]![i]!;
  }
  return right;
}

/**
 * The weights w >= 0 that make `columns` times w nearest to `target` in the sum of squares. [columns]
 *
 * @param columns each of one length, none of them all zeros. [columns][days]
 */
export function positiveWeights(columns: readonly Float64Array[], target: Float64Array): Float64Array {
  const n = columns.length;
  const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, value, t) => sum + value * b[t]!, 0);
  const norm = columns.map((column) => Math.sqrt(dot(column, column)));
  const products = columns.map((a, i) =>
    Float64Array.from(columns, (b, j) => dot(a, b) / (norm[i]! * norm[j]!)),
  );
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
      for (const i of active) slope -= products[j]![i]! * weights[i]!;
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
  products: readonly Float64Array[],
  aims: readonly number[],
): boolean {
  for (;;) {
    const found = solved(
      active.map((i) => Float64Array.from(active, (j) => products[i]![j]!)),
      Float64Array.from(active, (i) => aims[i]!),
    );
    if (!found) return false;
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
 * How much of each column the others do not explain, as a share of it. 0: a combination of others. [columns]
 *
 * @param columns each of one length, none of them all zeros, fewer than days. [columns][days]
 */
export function unexplained(columns: readonly Float64Array[]): Float64Array {
  const n = columns.length;
  const days = columns[0]!.length;
  const ridge = 1e-9;
  const norm = columns.map((column) => Math.sqrt(column.reduce((sum, value) => sum + value * value, 0)));
  // Cholesky factor of the products of the scaled columns, row by row.
  const factor = columns.map((a, i) => {
    const row = new Float64Array(i + 1);
    for (let j = 0; j <= i; j++) {
      const b = columns[j]!;
      let sum = 0;
      for (let t = 0; t < days; t++) sum += a[t]! * b[t]!;
      row[j] = sum / (norm[i]! * norm[j]!);
    }
    row[i]! += ridge;
    return row;
  });
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      const [a, b] = [factor[i]!, factor[j]!];
      let sum = a[j]!;
      for (let k = 0; k < j; k++) sum -= a[k]! * b[k]!;
      a[j] = i === j ? Math.sqrt(Math.max(sum, ridge / 10)) : sum / b[j]!;
    }
  // The diagonal of the inverse: the squares of the inverse factor's columns.
  const diagonal = new Float64Array(n);
  const inverse = new Float64Array(n);
  for (let column = 0; column < n; column++) {
    inverse.fill(0);
    for (let i = column; i < n; i++) {
      const row = factor[i]!;
      let sum = i === column ? 1 : 0;
      for (let k = column; k < i; k++) sum -= row[k]! * inverse[k]!;
      inverse[i] = sum / row[i]!;
      diagonal[column]! += inverse[i]! * inverse[i]!;
    }
  }
  return diagonal.map((value) => Math.sqrt(Math.min(1, days / Math.max(1, days - n) / value)));
}
