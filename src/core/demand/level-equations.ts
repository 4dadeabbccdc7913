// The penalised equations of one fit with a wandering level (local-level.ts), solved again and again at other weights.
//
//   [ A  B ] [ w ]   [ r1 ]        A = diag(W) + lambda S, tridiagonal        B = W X
//   [ B' C ] [ b ] = [ r2 ]        C = X' W X
//
// The level w is eliminated first: rows * terms^2 steps. A file of a thousand series solves them some twenty thousand times, so everything
// lies column after column in flat arrays that are made once a fit; four columns go through the tridiagonal at a time, since
// each is a chain in which every number waits for the one before, and products of columns are summed in blocks of two by two.

import { cholesky, inverseCholesky, solveCholesky } from './cholesky.ts';

export interface LevelWeights {
  /** Weight of a row, in units of 1 / dispersion. [rows] */
  readonly information: Float64Array;
  /** Weight times working response. [rows] */
  readonly response: Float64Array;
  /** lambda = dispersion / q. */
  readonly smoothing: number;
  readonly dispersion: number;
}

/** A column that is 0 on more than this share of the rows is summed over the others alone. */
const sparseFrom = 0.5;
const nearlySingular = 1e-10;
/** Columns that go through the tridiagonal at a time. */
const together = 4;

export class LevelEquations {
  readonly rows: number;
  readonly terms: number;
  /** Of the last solution. [terms] */
  coefficients: Float64Array;
  /** Inverse of the equations' part that belongs to the terms. [terms * terms] */
  inverse: Float64Array;
  /** tr(V S): freedom of the level is rows - 1 - smoothing * trace. */
  trace = 0;
  /** w' S w */
  roughness = 0;
  /** w. [rows] */
  readonly level: Float64Array;
  /** X - A^-1 B, what the level leaves of each term. [terms][rows] */
  private readonly rest: Float64Array;
  /** X. [terms][rows] */
  private readonly design: Float64Array;
  /** W X, and behind it the right side of the level and columns of 0 that fill the last four. [terms and more][rows] */
  private readonly weighted: Float64Array;
  /** A^-1 of that. [terms and more][rows], the last row 0 */
  private readonly taken: Float64Array;
  /** Steps of that from row to row, over the root of the gap. [terms and more][rows], the last row 0 */
  private readonly steps: Float64Array;
  /** 1 / gap, and its root. [rows - 1] */
  private readonly spring: Float64Array;
  private readonly rootSpring: Float64Array;
  /** A = L D L', L with ones on the diagonal and `factor[t]` below it; 1 / D. [rows - 1] */
  private readonly factor: Float64Array;
  private readonly inversePivot: Float64Array;
  /** What the level alone leaves of the response. [rows] */
  private readonly left: Float64Array;
  private readonly schur: Float64Array;
  private readonly right: Float64Array;
  private readonly priorPrecision: Float64Array | null;
  /** With the rows on which a column is not 0 where those are few. */
  private readonly sparse: readonly { readonly column: number; readonly rows: Int32Array }[];
  private readonly dense: readonly number[];

  /**
   * @param columns - [terms][rows], the first is the constant
   * @param gaps - rows' distance to the next row [rows - 1 or more]
   * @param priorPrecision - of a normal prior about 0 for each coefficient, null for none [terms]
   */
  constructor(
    columns: readonly Float64Array[],
    rows: number,
    gaps: Float64Array,
    priorPrecision: Float64Array | null,
  ) {
    const terms = columns.length;
    const padded = together * Math.ceil((terms + 1) / together);
    this.rows = rows;
    this.terms = terms;
    this.priorPrecision = priorPrecision;
    this.design = new Float64Array(terms * rows);
    columns.forEach((column, a) => this.design.set(column, a * rows));
    this.weighted = new Float64Array(padded * rows);
    this.taken = new Float64Array(padded * rows);
    this.steps = new Float64Array(padded * rows);
    this.rest = new Float64Array(terms * rows);
    this.spring = new Float64Array(rows - 1);
    for (let t = 0; t < rows - 1; t++) this.spring[t] = 1 / gaps[t]!;
    this.rootSpring = this.spring.map(Math.sqrt);
    this.factor = new Float64Array(rows - 1);
    this.inversePivot = new Float64Array(rows - 1);
    this.left = new Float64Array(rows);
    this.level = new Float64Array(rows);
    this.schur = new Float64Array(terms * terms);
    this.right = new Float64Array(terms);
    this.coefficients = new Float64Array(terms);
    this.inverse = new Float64Array(terms * terms);
    const few = columns.map(fewRows);
    this.sparse = few.flatMap((its, column) => (its ? [{ column, rows: its }] : []));
    this.dense = few.flatMap((its, column) => (its ? [] : [column]));
  }

  /** Whether there is a solution; then it lies in the fields. */
  solve({ information, response, smoothing, dispersion }: LevelWeights): boolean {
    const { rows, terms } = this;
    if (!this.factorise(information, smoothing)) return false;
    this.weigh(information, response);
    for (let first = 0; first <= terms; first += together) this.eliminate(first * rows);
    this.leave(information, response);
    this.reduce();
    const { schur, priorPrecision } = this;
    if (priorPrecision)
      for (let a = 0; a < terms; a++) schur[a * terms + a]! += dispersion * priorPrecision[a]!;
    const lower = cholesky(schur, terms, nearlySingular);
    if (lower === null) return false;
    this.coefficients = solveCholesky(lower, terms, this.right);
    this.inverse = inverseCholesky(lower, terms);
    this.setLevel();
    this.trace = this.traceOfLevel() + this.traceOfTerms();
    return true;
  }

  /** linear += w + X b. [rows] */
  addTo(linear: Float64Array): void {
    const { rows, terms, coefficients, rest, taken } = this;
    const alone = terms * rows;
    for (let t = 0; t < rows; t++) linear[t]! += taken[alone + t]!;
    for (let a = 0; a < terms; a++) {
      const own = coefficients[a]!;
      const at = a * rows;
      for (let t = 0; t < rows; t++) linear[t]! += own * rest[at + t]!;
    }
  }

  /** How a weighted sum of coefficients moves with the working residual of a row. [rows] */
  pullOf(direction: readonly number[]): Float64Array {
    const { rows, terms, inverse, rest } = this;
    const pull = new Float64Array(rows);
    for (let a = 0; a < terms; a++) {
      let weight = 0;
      for (let b = 0; b < terms; b++) weight += inverse[a * terms + b]! * direction[b]!;
      for (let t = 0; t < rows; t++) pull[t]! += weight * rest[a * rows + t]!;
    }
    return pull;
  }

  private factorise(information: Float64Array, smoothing: number): boolean {
    const { rows, spring, factor, inversePivot } = this;
    let before = 0; // spring to the row before
    let coupling = 0; // smoothing * spring * factor of the row before
    for (let t = 0; t < rows - 1; t++) {
      const here = spring[t]!;
      const pivot = smoothing * (before + here) + information[t]! + coupling;
      if (!(pivot > 0 && pivot < Infinity)) return false;
      inversePivot[t] = 1 / pivot;
      factor[t] = (-smoothing * here) / pivot; // towards t + 1; the last belongs to the anchored row
      coupling = smoothing * here * factor[t]!;
      before = here;
    }
    return true;
  }

  private weigh(information: Float64Array, response: Float64Array): void {
    const { rows, terms, design, weighted } = this;
    for (let a = 0; a < terms; a++) {
      const at = a * rows;
      for (let t = 0; t < rows; t++) weighted[at + t] = information[t]! * design[at + t]!;
    }
    weighted.set(response, terms * rows);
  }

  /** A^-1 of four columns, and their steps; `a` is where the first begins. */
  private eliminate(a: number): void {
    const { rows, weighted, taken, steps, factor, inversePivot, rootSpring } = this;
    const b = a + rows;
    const c = b + rows;
    const d = c + rows;
    let [p, q, r, s] = [0, 0, 0, 0];
    for (let t = 0, f = 0; t < rows - 1; t++) {
      taken[a + t] = p = weighted[a + t]! - f * p;
      taken[b + t] = q = weighted[b + t]! - f * q;
      taken[c + t] = r = weighted[c + t]! - f * r;
      taken[d + t] = s = weighted[d + t]! - f * s;
      f = factor[t]!;
    }
    p = q = r = s = 0;
    for (let t = rows - 2; t >= 0; t--) {
      const f = factor[t]!;
      const over = inversePivot[t]!;
      const root = rootSpring[t]!;
      const p0 = taken[a + t]! * over - f * p;
      const q0 = taken[b + t]! * over - f * q;
      const r0 = taken[c + t]! * over - f * r;
      const s0 = taken[d + t]! * over - f * s;
      steps[a + t] = (p - p0) * root;
      steps[b + t] = (q - q0) * root;
      steps[c + t] = (r - r0) * root;
      steps[d + t] = (s - s0) * root;
      taken[a + t] = p = p0;
      taken[b + t] = q = q0;
      taken[c + t] = r = r0;
      taken[d + t] = s = s0;
    }
  }

  /** What the level leaves of terms and response. */
  private leave(information: Float64Array, response: Float64Array): void {
    const { rows, terms, design, taken, rest, left } = this;
    for (let i = 0; i < terms * rows; i++) rest[i] = design[i]! - taken[i]!;
    const alone = terms * rows;
    for (let t = 0; t < rows; t++) left[t] = response[t]! - information[t]! * taken[alone + t]!;
  }

  /** C - B' A^-1 B and its right side. */
  private reduce(): void {
    const { rows, terms, design, weighted, rest, left, schur, right, dense, sparse } = this;
    for (const a of dense) {
      let sum = 0;
      for (let t = 0; t < rows; t++) sum += design[a * rows + t]! * left[t]!;
      right[a] = sum;
    }
    productsOf(weighted, rest, rows, dense, (a, b, sum) => {
      schur[a * terms + b] = sum;
      schur[b * terms + a] = sum;
    });
    for (const { column: a, rows: its } of sparse) {
      const at = a * rows;
      let own = 0;
      for (let i = 0; i < its.length; i++) own += design[at + its[i]!]! * left[its[i]!]!;
      right[a] = own;
      // The sum is the same with both exchanged: it runs over the rows of the one with fewer.
      for (let b = 0; b < terms; b++) {
        const other = b * rows;
        let sum = 0;
        for (let i = 0; i < its.length; i++) {
          const t = its[i]!;
          sum += weighted[at + t]! * rest[other + t]!;
        }
        schur[a * terms + b] = sum;
        schur[b * terms + a] = sum;
      }
    }
  }

  private setLevel(): void {
    const { rows, terms, taken, coefficients, level, spring } = this;
    const alone = terms * rows;
    for (let t = 0; t < rows; t++) level[t] = taken[alone + t]!;
    for (let a = 0; a < terms; a++) {
      const own = coefficients[a]!;
      const at = a * rows;
      for (let t = 0; t < rows; t++) level[t]! -= own * taken[at + t]!;
    }
    let roughness = 0;
    for (let t = 0; t < rows - 1; t++) roughness += (level[t + 1]! - level[t]!) ** 2 * spring[t]!;
    this.roughness = roughness;
  }

  /** tr(A^-1 S) from the diagonal and the one beside it of A^-1, last row first. */
  private traceOfLevel(): number {
    const { rows, spring, factor, inversePivot } = this;
    let trace = 0;
    let below = 0; // A^-1 at (t + 1, t + 1)
    for (let t = rows - 2; t >= 0; t--) {
      const beside = -factor[t]! * below;
      const own = inversePivot[t]! - factor[t]! * beside;
      trace += own * ((t > 0 ? spring[t - 1]! : 0) + spring[t]!) - 2 * beside * spring[t]!;
      below = own;
    }
    return trace;
  }

  private traceOfTerms(): number {
    const { rows, terms, steps, inverse } = this;
    let trace = 0;
    const all = Array.from({ length: terms }, (_, a) => a);
    productsOf(steps, steps, rows, all, (a, b, sum) => {
      trace += (a === b ? 1 : 2) * sum * inverse[a * terms + b]!;
    });
    return trace;
  }
}

function fewRows(column: Float64Array): Int32Array | null {
  const most = (1 - sparseFrom) * column.length;
  const rows: number[] = [];
  for (let t = 0; t < column.length; t++) if (column[t] !== 0) rows.push(t);
  return rows.length < most ? Int32Array.from(rows) : null;
}

/**
 * Sums over the rows of left_a * right_b for all pairs of `columns` once, where the sum is the same with both exchanged.
 * `left`, `right`: [columns][rows].
 */
function productsOf(
  left: Float64Array,
  right: Float64Array,
  rows: number,
  columns: readonly number[],
  give: (a: number, b: number, sum: number) => void,
): void {
  for (let i = 0; i < columns.length; i += 2) {
    const isLastOfI = i + 1 === columns.length;
    const a = columns[i]!;
    const a2 = columns[isLastOfI ? i : i + 1]!;
    for (let j = 0; j <= i; j += 2) {
      const isLastOfJ = j + 1 === columns.length;
      const b = columns[j]!;
      const b2 = columns[isLastOfJ ? j : j + 1]!;
      let [p, q, r, s] = [0, 0, 0, 0];
      const [l, l2, m, m2] = [a * rows, a2 * rows, b * rows, b2 * rows];
      for (let t = 0; t < rows; t++) {
        const x = left[l + t]!;
        const x2 = left[l2 + t]!;
        const y = right[m + t]!;
        const y2 = right[m2 + t]!;
        p += x * y;
        q += x2 * y;
        r += x * y2;
        s += x2 * y2;
      }
      give(a, b, p);
      if (!isLastOfI) give(a2, b, q);
      if (i !== j && !isLastOfJ) give(a, b2, r);
      if (!isLastOfI && !isLastOfJ) give(a2, b2, s);
    }
  }
}
