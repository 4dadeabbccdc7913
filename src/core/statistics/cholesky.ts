// Cholesky factors of small symmetric matrices, as flat arrays.
//
// Own code because what comes from a file may be anything: a matrix with a NaN, an infinity or a direction that is
// not there gives null, never an exception.

/**
 * The lower factor L of `matrix` = L L', [n * n] row by row; only the lower half of `matrix` is read.
 *
 * null where the matrix is not positive definite, or not finite, or where a column is explained by those before it to
 * within the share `tolerance` of its own square.
 */
export function cholesky(matrix: Float64Array, n: number, tolerance = 0): Float64Array | null {
  const lower = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= lower[i * n + k]! * lower[j * n + k]!;
      if (i !== j) {
        lower[i * n + j] = sum / lower[j * n + j]!;
      } else {
        const root = Math.sqrt(sum);
        if (!(sum > tolerance * matrix[i * n + i]!) || !(root > 0) || !Number.isFinite(root)) return null;
        lower[i * n + i] = root;
      }
    }
  }
  return lower;
}

/** The solution x of L L' x = `right`. [n] */
export function solveCholesky(lower: Float64Array, n: number, right: ArrayLike<number>): Float64Array {
  const x = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = right[i]!;
    for (let k = 0; k < i; k++) sum -= lower[i * n + k]! * x[k]!;
    x[i] = sum / lower[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i]!;
    for (let k = i + 1; k < n; k++) sum -= lower[k * n + i]! * x[k]!;
    x[i] = sum / lower[i * n + i]!;
  }
  return x;
}

/** The inverse of L L', both halves. [n * n] */
export function inverseCholesky(lower: Float64Array, n: number): Float64Array {
  // L^-1, row after row: its columns are the unit vectors solved forward.
  const own = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    const over = 1 / lower[i * n + i]!;
    for (let j = 0; j < i; j++) {
      let sum = 0;
      for (let k = j; k < i; k++) sum += lower[i * n + k]! * own[k * n + j]!;
      own[i * n + j] = -sum * over;
    }
    own[i * n + i] = over;
  }
  const inverse = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = i; k < n; k++) sum += own[k * n + i]! * own[k * n + j]!;
      inverse[i * n + j] = sum;
      inverse[j * n + i] = sum;
    }
  }
  return inverse;
}
