// The penalised equations of one fit with a wandering level (local-level.ts), solved again and again at other weights.
//
//   [ A  B ] [ w ]   [ r1 ]        A = diag(W) + lambda S, tridiagonal        B = W X
//   [ B' C ] [ b ] = [ r2 ]        C = X' W X
//
// The level w is eliminated first: rows * terms^2 steps. A file of a thousand series solves them some twenty thousand times, so everything
// lies column after column in flat arrays that are made once a fit; four columns go through the tridiagonal at a time, since
// each is a chain in which every number waits for the one before, and products of columns are summed in blocks of two by two.

import { cholesky, inverseCholesky, solveCholesky } from '../statistics/cholesky.ts';
import { DesignColumns, pairSums } from './design-columns.ts';

export interface LevelWeights {
  /** Weight of a row, in units of 1 / dispersion. [rows] */
  readonly information: Float64Array;
  /** Weight times working response. [rows] */
  readonly response: Float64Array;
  /** lambda = dispersion / q. */
  readonly smoothing: number;
  readonly dispersion: number;
}

/** A pivot below this share of its diagonal: the column is what the others leave of it, but for rounding. */
const nearlySingular = 1e-10;
/** Standard deviation of a jump of the log level. */
const freeStep = 1;
/** Columns that go through the tridiagonal at a time. */
const together = 4;

const noRows = new Float64Array(0);
let scratch: readonly [Float64Array, Float64Array, Float64Array] = [noRows, noRows, noRows];

/** The same three arrays for all fits, which are made one after the other: a solution is read before the next one is asked for. */
function scratchOf(size: number): typeof scratch {
  if (scratch[0].length < size)
    scratch = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  return scratch;
}

/** The equations of one fit; a solution stays in its fields until the next one is asked for. */
export class LevelEquations {
  readonly rows: number;
  readonly terms: number;
  /** Those of the terms, of the level's right side, and of 0 that fill the last four. */
  private readonly columns: number;
  /** Of the last solution. [terms] */
  coefficients: Float64Array;
  /** Inverse of the equations' part that belongs to the terms. [terms * terms] */
  inverse: Float64Array;
  /** tr(V S): freedom of the level is rows - 1 - smoothing * trace. */
  trace = 0;
  /** X - A^-1 B, what the level leaves of each term. [terms and more][rows] */
  private readonly rest: Float64Array;
  private readonly design: DesignColumns;
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
  /** 0, 1, ... [terms] */
  private readonly all: Int32Array;
  /** T' S T of what the level takes. [terms * terms] */
  private readonly stepProducts: Float64Array;
  /** Steps that the level takes freely, as far as `freeStep` lets it. */
  private readonly breaks: readonly number[];

  /**
   * @param columns - [terms][rows], the first is the constant
   * @param gaps - rows' distance to the next row [rows - 1 or more]
   * @param priorPrecision - of a normal prior about 0 for each coefficient, null for none [terms]
   * @param breaks - rows from which to the next the level may jump: that step is N(0, freeStep), whatever the others are
   */
  constructor(
    columns: readonly Float64Array[],
    rows: number,
    gaps: Float64Array,
    priorPrecision: Float64Array | null,
    breaks: readonly number[] = [],
  ) {
    this.breaks = breaks;
    const terms = columns.length;
    const padded = together * Math.ceil((terms + 1) / together);
    this.columns = padded;
    this.rows = rows;
    this.terms = terms;
    this.priorPrecision = priorPrecision;
    this.design = new DesignColumns(columns, rows, padded);
    [this.weighted, this.taken, this.steps] = scratchOf(padded * rows);
    this.rest = new Float64Array(padded * rows);
    this.spring = new Float64Array(rows - 1);
    for (let t = 0; t < rows - 1; t++) this.spring[t] = 1 / gaps[t]!;
    this.rootSpring = this.spring.map(Math.sqrt);
    this.factor = new Float64Array(rows - 1);
    this.inversePivot = new Float64Array(rows - 1);
    this.left = new Float64Array(rows);
    this.schur = new Float64Array(terms * terms);
    this.right = new Float64Array(terms);
    this.coefficients = new Float64Array(terms);
    this.inverse = new Float64Array(terms * terms);
    this.all = Int32Array.from(columns, (_, a) => a);
    this.stepProducts = new Float64Array(terms * terms);
  }

  /** Whether there is a solution; then it lies in the fields. */
  solve({ information, response, smoothing, dispersion }: LevelWeights): boolean {
    const { rows, terms } = this;
    for (const t of this.breaks) {
      this.spring[t] = dispersion / (smoothing * freeStep ** 2);
      this.rootSpring[t] = Math.sqrt(this.spring[t]);
    }
    if (!this.factorise(information, smoothing)) return false;
    this.design.weigh(information, this.weighted);
    this.weighted.set(response, terms * rows);
    this.weighted.fill(0, (terms + 1) * rows, this.columns * rows);
    for (let first = 0; first <= terms; first += together) this.eliminate(first * rows);
    this.leaveResponse(information, response);
    // C - B' A^-1 B and its right side.
    this.design.products(this.weighted, this.rest, this.schur);
    this.design.times(this.left, this.right);
    const { schur, priorPrecision } = this;
    if (priorPrecision)
      for (let a = 0; a < terms; a++) schur[a * terms + a]! += dispersion * priorPrecision[a]!;
    const lower = cholesky(schur, terms, nearlySingular);
    if (lower === null) return false;
    this.coefficients = solveCholesky(lower, terms, this.right);
    this.inverse = inverseCholesky(lower, terms);
    this.trace = this.traceOfLevel() + this.traceOfTerms();
    return true;
  }

  /** Equations of the terms of the last solution, the level eliminated and their prior in. [terms * terms], [terms] */
  get reduced(): { readonly matrix: Float64Array; readonly right: Float64Array } {
    return { matrix: this.schur, right: this.right };
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

  /** w. [rows] */
  level(): Float64Array {
    const { rows, terms, taken, coefficients } = this;
    const level = taken.slice(terms * rows, (terms + 1) * rows);
    for (let a = 0; a < terms; a++) {
      const own = coefficients[a]!;
      const at = a * rows;
      for (let t = 0; t < rows; t++) level[t]! -= own * taken[at + t]!;
    }
    return level;
  }

  /** w' S w of a level, its jumps left out. */
  roughnessOf(level: Float64Array): number {
    const { rows, spring, breaks } = this;
    let roughness = 0;
    for (let t = 0; t < rows - 1; t++) {
      const step = level[t + 1]! - level[t]!;
      roughness += step * step * spring[t]!;
    }
    for (const t of breaks) roughness -= (level[t + 1]! - level[t]!) ** 2 * spring[t]!;
    return roughness;
  }

  /** What each step of the level adds to its freedom, 0 to 1: by how much of its usual size the rows tell it. [rows - 1] */
  toldSteps(smoothing: number, into = new Float64Array(this.rows - 1)): Float64Array {
    const { rows, spring, factor, inversePivot } = this;
    let below = 0; // A^-1 at (t + 1, t + 1)
    for (let t = rows - 2; t >= 0; t--) {
      const beside = -factor[t]! * below;
      const own = inversePivot[t]! - factor[t]! * beside;
      into[t] = 1 - smoothing * ((own + below - 2 * beside) * spring[t]! + this.ofTerms(t));
      below = own;
    }
    return into;
  }

  /** Freedom that the jumps use. */
  freedomOfBreaks(smoothing: number): number {
    if (this.breaks.length === 0) return 0;
    const told = this.toldSteps(smoothing);
    return this.breaks.reduce((sum, t) => sum + told[t]!, 0);
  }

  /** What the terms' error adds to the variance of a step. */
  private ofTerms(t: number): number {
    const { rows, terms, steps, inverse } = this;
    let sum = 0;
    for (let a = 0; a < terms; a++) {
      const own = steps[a * rows + t]!;
      if (own === 0) continue;
      for (let b = 0; b < terms; b++) sum += own * steps[b * rows + t]! * inverse[a * terms + b]!;
    }
    return sum;
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

  /** A^-1 of four columns, what it leaves of them and its steps; `a` is where the first begins. */
  private eliminate(a: number): void {
    const { rows, weighted, taken, rest, steps, factor, inversePivot, rootSpring } = this;
    const { values } = this.design;
    const b = a + rows;
    const c = b + rows;
    const d = c + rows;
    let p = 0;
    let q = 0;
    let r = 0;
    let s = 0;
    for (let t = 0, f = 0; t < rows - 1; t++) {
      taken[a + t] = p = weighted[a + t]! - f * p;
      taken[b + t] = q = weighted[b + t]! - f * q;
      taken[c + t] = r = weighted[c + t]! - f * r;
      taken[d + t] = s = weighted[d + t]! - f * s;
      f = factor[t]!;
    }
    const last = rows - 1;
    taken[a + last] = taken[b + last] = taken[c + last] = taken[d + last] = 0;
    for (const at of [a + last, b + last, c + last, d + last]) rest[at] = values[at]!;
    steps[a + last] = steps[b + last] = steps[c + last] = steps[d + last] = 0;
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
      rest[a + t] = values[a + t]! - p;
      rest[b + t] = values[b + t]! - q;
      rest[c + t] = values[c + t]! - r;
      rest[d + t] = values[d + t]! - s;
    }
  }

  private leaveResponse(information: Float64Array, response: Float64Array): void {
    const { rows, terms, taken, left } = this;
    const alone = terms * rows;
    for (let t = 0; t < rows; t++) left[t] = response[t]! - information[t]! * taken[alone + t]!;
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
    const { rows, terms, steps, stepProducts, inverse } = this;
    pairSums(steps, steps, rows, this.all, stepProducts, terms);
    let trace = 0;
    for (let i = 0; i < terms * terms; i++) trace += stepProducts[i]! * inverse[i]!;
    return trace;
  }
}
