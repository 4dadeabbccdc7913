// What is not known of where a level breaks, in the coefficients.
//
// A jump of the level three days before a new price, or two, or on that very day, are different answers to that price, and the rows
// seldom say which it was. So coefficients are averaged over sets of breaks by what the rows say for each (Bayesian model averaging),
// about the working model of the fit: response z of variance dispersion / W, level and terms as there, and jumps at the
// rows of the set, as likely and as large as the file's habits have them (break-habits.ts).
//
// Sets are drawn by Gibbs steps over slots, each of which holds one jump at any row or none (the prior of SuSiE: Wang, Sarkar, Carbonetto
// and Stephens, JRSS B 82(5), 2020). A slot is emptied and filled again by the gains of all rows, so that a jump moves as far as the
// rows allow at one draw. Given a set all is normal and is summed, not drawn. The random numbers are the same for every product.

import { Random } from '../random.ts';
import { cholesky, inverseCholesky, solveCholesky } from '../statistics/cholesky.ts';
import { dot } from '../statistics/dot.ts';
import { type BreakHabits, stepsAfter } from './break-habits.ts';
import { LevelEquations } from './level-equations.ts';
import type { LevelFit, LevelInput } from './local-level.ts';

/** Jumps at most. */
const slots = 16;
/** Draws of all slots before they count, and those that count. */
const unheard = 10;
const heard = 60;
/** No jump is told from fewer rows than this on either side. */
const fewestRows = 4;
/** Rows at which jumps are looked for: around the breaks of the fit, and where its other steps are oddest. */
const mostPlaces = 96;
const aroundBreak = 3;
const nearlySingular = 1e-10;

/** Rows where the level may jump. [places] each */
interface Places {
  /** A jump is from this row to the next. */
  readonly rows: readonly number[];
  /** Log of the share of all jumps. */
  readonly logShare: Float64Array;
  /** Mean and precision of a jump. */
  readonly mean: Float64Array;
  readonly precision: Float64Array;
}

/**
 * Coefficients of `fit`, and their covariance, averaged over sets of breaks; null where that cannot be computed. `input` is what was fitted,
 * without breaks that are known for certain, its second column the log price.
 */
export function averagedOverBreaks(
  input: LevelInput,
  fit: LevelFit,
  habits: BreakHabits,
): Pick<LevelFit, 'coefficients' | 'covariance'> | null {
  const { columns, gaps, priorPrecision, offset = null } = input;
  const { dispersion, smoothing, information, scores, linear } = fit;
  const terms = columns.length;
  const rows = input.y.length;
  const places = placesOf(input, fit, habits);
  if (places.rows.length === 0) return null;
  // The constant is the level at the end, so that a jump is what lies before it.
  const jumps = places.rows.map((row) => new Float64Array(rows).fill(-1, 0, row + 1));
  const precision = new Float64Array(terms + jumps.length);
  precision.set(priorPrecision ?? new Float64Array(terms));
  precision.set(places.precision, terms);
  const equations = new LevelEquations([...columns, ...jumps], rows, gaps, precision);
  const response = scores.map((score, t) => score + information[t]! * (linear[t]! - (offset?.[t] ?? 0)));
  if (!equations.solve({ information, response, smoothing, dispersion })) return null;
  const expected = Math.min(slots / 2, rows / habits.rowsABreak);
  const model = conditionalOn(equations, terms, places, dispersion, expected);
  if (model === null) return null;
  const draws = new SetDraws(model);
  const average = new CoefficientAverage(model);
  for (let k = 0; k < unheard; k++) draws.next();
  for (let k = 0; k < heard; k++) average.add(draws.next());
  return average.result();
}

/** Rows that may have a jump behind them, by the habits of the file. */
function placesOf({ columns, breaks = [] }: LevelInput, { oddSteps }: LevelFit, habits: BreakHabits): Places {
  const price = columns[1]!;
  const after = stepsAfter(price.subarray(1).map((value, t) => value - price[t]!));
  const isBefore = (row: number) => !Number.isNaN(after[row]!);
  const inside = Array.from(after.keys()).slice(fewestRows - 1, after.length + 1 - fewestRows);
  const before = inside.filter(isBefore).length;
  const { followed, follows, sdBefore, sdElsewhere } = habits;
  const share = before === 0 || before === inside.length ? 0 : followed;
  const logShare = (row: number) =>
    Math.log((1 - share) / inside.length + (share > 0 && isBefore(row) ? share / before : 0));
  const promise = (row: number) =>
    breaks.some((at) => Math.abs(at - row) <= aroundBreak)
      ? Infinity
      : logShare(row) + 0.5 * (oddSteps?.[row] ?? 0) ** 2;
  const rows = inside
    .map((row) => ({ row, promise: promise(row) }))
    .sort((a, b) => (a.promise === b.promise ? a.row - b.row : b.promise - a.promise))
    .slice(0, mostPlaces)
    .map(({ row }) => row)
    .sort((a, b) => a - b);
  return {
    rows,
    logShare: Float64Array.from(rows, logShare),
    mean: Float64Array.from(rows, (row) => (isBefore(row) ? follows * after[row]! : 0)),
    precision: Float64Array.from(rows, (row) => (isBefore(row) ? sdBefore : sdElsewhere) ** -2),
  };
}

/** All that the rows say of jumps and coefficients, in units of the dispersion. */
interface Conditional {
  readonly terms: number;
  readonly count: number;
  readonly dispersion: number;
  /** Log of the chance that a slot is empty over that it is not. */
  readonly logEmpty: number;
  /** Log gain of a jump before the rows are looked at. [count] */
  readonly logBefore: Float64Array;
  /** Coefficients without any jump [terms], their inverse equations [terms * terms], and by what they fall with each jump [count][terms]. */
  readonly alone: Float64Array;
  readonly inverse: Float64Array;
  readonly moves: readonly Float64Array[];
  /** Equations of the jumps, their prior in. [count * count], [count] */
  readonly matrix: Float64Array;
  readonly right: Float64Array;
}

/** The equations with every jump, turned into those of any set of them. */
function conditionalOn(
  equations: LevelEquations,
  terms: number,
  { mean, precision, logShare }: Places,
  dispersion: number,
  expected: number,
): Conditional | null {
  const { matrix: whole, right: wholeRight } = equations.reduced;
  const all = equations.terms;
  const count = all - terms;
  const own = new Float64Array(terms * terms);
  for (let a = 0; a < terms; a++) own.set(whole.subarray(a * all, a * all + terms), a * terms);
  const lower = cholesky(own, terms, nearlySingular);
  if (lower === null) return null;
  const alone = solveCholesky(lower, terms, wholeRight.subarray(0, terms));
  const across = Array.from({ length: count }, (_, i) =>
    whole.subarray((terms + i) * all, (terms + i) * all + terms),
  );
  const moves = across.map((row) => solveCholesky(lower, terms, row));
  const matrix = new Float64Array(count * count);
  for (let i = 0; i < count; i++)
    for (let j = 0; j <= i; j++) {
      const left = whole[(terms + i) * all + terms + j]! - dot(across[i]!, moves[j]!);
      matrix[i * count + j] = matrix[j * count + i] = left;
    }
  return {
    terms,
    count,
    dispersion,
    logEmpty: Math.log((slots - expected) / expected),
    logBefore: logShare.map(
      (log, i) => log + 0.5 * Math.log(dispersion * precision[i]!) - 0.5 * precision[i]! * mean[i]! ** 2,
    ),
    alone,
    inverse: inverseCholesky(lower, terms),
    moves,
    matrix,
    right: Float64Array.from(
      across,
      (row, i) => wholeRight[terms + i]! - dot(row, alone) + dispersion * precision[i]! * mean[i]!,
    ),
  };
}

/** Sets of jumps, one after the other. */
class SetDraws {
  private readonly random = new Random(1);
  private readonly held: (number | null)[] = new Array<number | null>(slots).fill(null);
  private readonly model: Conditional;
  /** Chances beside the jumps of `beside`, the last that none is added, and their sum. [count + 1] */
  private readonly chances: Float64Array;
  private total = 0;
  private beside: readonly number[] | null = null;

  constructor(model: Conditional) {
    this.model = model;
    this.chances = new Float64Array(model.count + 1);
  }

  /** Every slot drawn anew. */
  next(): readonly number[] {
    for (let slot = 0; slot < slots; slot++) {
      if (this.held[slot] !== null) this.beside = null;
      this.held[slot] = null;
      this.held[slot] = this.drawn();
      if (this.held[slot] !== null) this.beside = null;
    }
    return this.jumps();
  }

  private jumps(): number[] {
    return this.held.filter((at) => at !== null);
  }

  private drawn(): number | null {
    if (this.beside === null) {
      this.beside = this.jumps();
      this.weigh(this.beside);
    }
    // Mostly none is added.
    let left = this.random.uniform() * this.total - this.chances[this.model.count]!;
    if (left < 0) return null;
    const drawn = this.chances.findIndex((chance) => (left -= chance) < 0);
    return drawn < 0 || drawn === this.model.count ? null : drawn;
  }

  /** What one jump more would gain at every row, as chances up to a factor. */
  private weigh(others: readonly number[]): void {
    const { count, matrix, right, dispersion, logBefore, logEmpty } = this.model;
    const { chances } = this;
    const pivots = Float64Array.from({ length: count }, (_, t) => matrix[t * count + t]!);
    const rest = right.slice();
    const lower = lowerOf(this.model, others);
    const across: Float64Array[] = [];
    for (let i = 0; i < others.length; i++) {
      const own = matrix.slice(others[i]! * count, (others[i]! + 1) * count);
      for (let k = 0; k < i; k++) {
        const factor = lower[i * others.length + k]!;
        const above = across[k]!;
        for (let t = 0; t < count; t++) own[t]! -= factor * above[t]!;
      }
      const over = 1 / lower[i * others.length + i]!;
      const told = rest[others[i]!]! * over;
      for (let t = 0; t < count; t++) {
        const here = (own[t]! *= over);
        pivots[t]! -= here * here;
        rest[t]! -= here * told;
      }
      across.push(own);
    }
    chances[count] = logEmpty;
    for (let t = 0; t < count; t++)
      chances[t] =
        logBefore[t]! + (0.5 * rest[t]! ** 2) / (dispersion * pivots[t]!) - 0.5 * Math.log(pivots[t]!);
    for (const at of others) chances[at] = -Infinity;
    const most = chances.reduce((a, b) => Math.max(a, b), -Infinity);
    this.total = 0;
    for (let t = 0; t <= count; t++) this.total += chances[t] = Math.exp(chances[t]! - most);
  }
}

/** Coefficients over sets of jumps: means, and the covariance within and between sets. */
class CoefficientAverage {
  private readonly model: Conditional;
  private readonly sum: Float64Array;
  private readonly products: Float64Array;
  private sets = 0;

  constructor(model: Conditional) {
    this.model = model;
    this.sum = new Float64Array(model.terms);
    this.products = new Float64Array(model.terms ** 2);
  }

  add(jumps: readonly number[]): void {
    const { model, sum, products } = this;
    const { terms, moves, right, dispersion } = model;
    const lower = lowerOf(model, jumps);
    const count = jumps.length;
    const sizes = solveCholesky(
      lower,
      count,
      jumps.map((at) => right[at]!),
    );
    const mean = model.alone.slice();
    jumps.forEach((at, i) => moves[at]!.forEach((move, a) => (mean[a]! -= sizes[i]! * move)));
    const errors = inverseCholesky(lower, count);
    for (let i = 0; i < count; i++)
      for (let j = 0; j < count; j++) {
        const error = dispersion * errors[i * count + j]!;
        const [left, other] = [moves[jumps[i]!]!, moves[jumps[j]!]!];
        for (let a = 0; a < terms; a++)
          for (let b = 0; b < terms; b++) products[a * terms + b]! += error * left[a]! * other[b]!;
      }
    for (let a = 0; a < terms; a++) {
      sum[a]! += mean[a]!;
      for (let b = 0; b < terms; b++) products[a * terms + b]! += mean[a]! * mean[b]!;
    }
    this.sets++;
  }

  result(): Pick<LevelFit, 'coefficients' | 'covariance'> {
    const { sets, products } = this;
    const { terms, dispersion, inverse } = this.model;
    const mean = this.sum.map((value) => value / sets);
    return {
      coefficients: [...mean],
      covariance: Array.from({ length: terms }, (_, a) =>
        Array.from({ length: terms }, (__, b) => {
          const at = a * terms + b;
          return dispersion * inverse[at]! + products[at]! / sets - mean[a]! * mean[b]!;
        }),
      ),
    };
  }
}

/** The factor of the equations of these jumps. */
function lowerOf({ matrix, count }: Conditional, jumps: readonly number[]): Float64Array {
  const n = jumps.length;
  const own = new Float64Array(n * n);
  jumps.forEach((a, i) => jumps.forEach((b, j) => (own[i * n + j] = matrix[a * count + b]!)));
  // Positive definite: every jump has its own prior.
  return cholesky(own, n) ?? new Float64Array(n * n);
}
