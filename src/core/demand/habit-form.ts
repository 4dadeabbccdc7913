// How buyers of a file remember prices: how long, and by how much more a dear price counts than a cheap one, told by all of its products
// together, with the error that is left.
//
//   x = log(1 - retention)   y = log(loss factor)
//   log L(x, y) = sum over products of  z^2 / 2 + log N(g; m, v + t^2) - log N(g; g, v)       g, v, z = g / sqrt(v) of the memory column
//
// The level of each product wanders as much as under the usual form and no more: else a form that is wrong is made good by a level that wanders,
// and a long memory, which looks like the price itself, wins. With that held still z^2 / 2 is what the column adds to the
// log likelihood; exponents are integrated out about their mean m and spread t. Searched on a coarse grid first, on few products, then around the
// best point on all of them, where a paraboloid gives the top and its errors. Where products say different things the errors grow by as much
// (White, Econometrica 50(1), 1982).
//
// Before a file: a memory of days to a few weeks; losses count 1.5 times as much, within a factor of 2.2 (around 2 over 607 estimates; Brown,
// Imai, Vieider and Camerer, "Meta-analysis of empirical estimates of loss aversion", 2021, and weaker in the choice of products).

import type { Estimate } from '../statistics/estimate.ts';
import type { ProductHistory } from '../table/dataset.ts';
import type { CategoryIndex } from './category-index.ts';
import { movingCompetitor, pickRows } from './demand-terms.ts';
import { fullTerms } from './full-terms.ts';
import { type HabitForm, memoryColumn, nothingShared, usualForm } from './lasting.ts';
import { fitLocalLevel } from './local-level.ts';
import { groupEffect } from './pool-demand.ts';
import type { Prior } from './prior.ts';
import { regularPrice } from './regular-price.ts';

/** Pearson residuals beyond this many standard deviations weigh less, as in the fit. */
const huber = 4;
/** What is known of the two before a file. */
const usualRate: Prior = { mean: Math.log(1 - usualForm.retention), standardDeviation: 0.7 };
const usualLoss: Prior = { mean: Math.log(usualForm.lossFactor), standardDeviation: 0.4 };
/** The coarse grid, and the products that it is asked of. */
const coarseRates = [0.6, 0.75, 0.84, 0.9, 0.94, 0.97].map((retention) => Math.log(1 - retention));
const coarseLosses = [1, 1.5, 2.25].map(Math.log);
const coarseProducts = 16;
/** Around its best: steps, and how often the middle may move. */
const rateStep = 0.15;
const lossStep = 0.12;
const mostMoves = 8;
/** Bounds of the search. */
const rates = { lowest: Math.log(0.02), highest: Math.log(0.6) } as const;
const losses = { lowest: Math.log(0.75), highest: Math.log(3) } as const;

/** Effects of the memory column in one product, by its form. */
type EffectOf = (form: Pick<HabitForm, 'retention' | 'lossFactor'>) => Estimate | null;

/** A point of the search. */
type Point = readonly [x: number, y: number];

interface Profile {
  /** A function a product. */
  readonly effects: readonly EffectOf[];
  /** What is known of exponents before a file, and how far products of one differ. */
  readonly usualExponent: Prior;
  readonly usualSd: number;
}

/** The effect of a memory column by its form, the level held as smooth as it is under the usual one; null where that cannot be fitted. */
export function memoryEffects(history: ProductHistory, category: CategoryIndex | null): EffectOf | null {
  const shared = { ...nothingShared, habit: { ...usualForm, exponent: null } };
  const hasRival = movingCompetitor(history) !== null;
  const terms = fullTerms(history, category, regularPrice(history), hasRival, shared);
  const place = terms.names.indexOf('memory');
  if (place < 0) return null;
  const input = {
    y: terms.units,
    gaps: terms.gaps,
    soldOut: terms.soldOut,
    priorPrecision: terms.priorPrecision,
    huber,
  };
  const base = fitLocalLevel({ ...input, columns: terms.columns, smoothing: null, start: null });
  if (!('fit' in base)) return null;
  const { smoothing, linear } = base.fit;
  return ({ retention, lossFactor }) => {
    const column = memoryColumn(history, { retention, lossFactor });
    const columns = terms.columns.map((one, j) => (j === place ? pickRows(column, terms.rows) : one));
    const result = fitLocalLevel({ ...input, columns, smoothing, start: linear });
    if (!('fit' in result)) return null;
    const value = result.fit.coefficients[place]!;
    const standardError = Math.sqrt(result.fit.covariance[place]![place]!);
    return Number.isFinite(value) && standardError > 0 ? { value, standardError } : null;
  };
}

/** The form that the products of a file show together. At least one product. */
export function habitForm(profile: Profile): HabitForm {
  const every = Math.max(1, Math.floor(profile.effects.length / coarseProducts));
  const few = profile.effects.filter((_, i) => i % every === 0);
  const coarse = new Search({ ...profile, effects: few });
  const grid = coarseRates.flatMap((x) => coarseLosses.map((y): Point => [x, y]));
  const search = new Search(profile);
  let middle = best(grid, (point) => coarse.at(point));
  for (let move = 0; move < mostMoves; move++) {
    const next = best(around(middle), (point) => search.at(point));
    if (next === middle) break;
    middle = next;
  }
  return search.topNear(middle);
}

/** The point itself first, then its eight neighbours. */
function around([x, y]: Point): Point[] {
  const steps = [0, -1, 1];
  const near = steps.flatMap((a) => steps.map((b): Point => [x + a * rateStep, y + b * lossStep])).slice(1);
  return [
    [x, y] as const,
    ...near.filter(
      ([u, v]) => u >= rates.lowest && u <= rates.highest && v >= losses.lowest && v <= losses.highest,
    ),
  ];
}

/** The first of the highest. */
function best(points: readonly Point[], of: (point: Point) => number): Point {
  let found = points[0]!;
  let most = of(found);
  for (const point of points.slice(1)) {
    const its = of(point);
    if (its > most + 1e-9) [found, most] = [point, its];
  }
  return found;
}

/** Log likelihoods of forms, each computed once. */
class Search {
  private readonly profile: Profile;
  private readonly known = new Map<string, { readonly total: number; readonly each: readonly number[] }>();

  constructor(profile: Profile) {
    this.profile = profile;
  }

  at(point: Point): number {
    return this.told(point).total;
  }

  /** The top of the paraboloid through the nine points around `middle`, and its errors. */
  topNear(middle: Point): HabitForm {
    const [x, y] = middle;
    const step = [rateStep, lossStep] as const;
    const at = (a: number, b: number) => this.told([x + a * rateStep, y + b * lossStep]);
    const slope = (plus: number, minus: number, axis: 0 | 1) => (plus - minus) / (2 * step[axis]);
    const bend = (plus: number, minus: number, axis: 0 | 1) =>
      (2 * at(0, 0).total - plus - minus) / step[axis] ** 2;
    const xx = bend(at(1, 0).total, at(-1, 0).total, 0);
    const yy = bend(at(0, 1).total, at(0, -1).total, 1);
    const xy =
      -(at(1, 1).total - at(1, -1).total - at(-1, 1).total + at(-1, -1).total) / (4 * rateStep * lossStep);
    const det = xx * yy - xy ** 2;
    // Not a top: what was known before is all that is known of its error.
    if (!(xx > 0 && yy > 0 && det > 0)) return formAt(middle, usualForm.covariance);
    const [u, v] = [slope(at(1, 0).total, at(-1, 0).total, 0), slope(at(0, 1).total, at(0, -1).total, 1)];
    const inverse = [yy / det, -xy / det, xx / det] as const;
    const to: Point = [
      x + bounded(inverse[0] * u + inverse[1] * v, rateStep),
      y + bounded(inverse[1] * u + inverse[2] * v, lossStep),
    ];
    const growth = this.growth(at, slope, inverse);
    return formAt(to, inverse.map((one) => one * growth) as unknown as HabitForm['covariance']);
  }

  /** By what variances grow where products disagree more than one likelihood for all of them allows; 1 where they do not. */
  private growth(
    at: (a: number, b: number) => { readonly each: readonly number[] },
    slope: (plus: number, minus: number, axis: 0 | 1) => number,
    [a, b, c]: readonly [number, number, number],
  ): number {
    let sum = 0;
    const count = this.profile.effects.length;
    const mean = [0, 0];
    const slopes = this.profile.effects.map((_, i) => {
      const u = slope(at(1, 0).each[i]!, at(-1, 0).each[i]!, 0);
      const v = slope(at(0, 1).each[i]!, at(0, -1).each[i]!, 1);
      mean[0]! += u / count;
      mean[1]! += v / count;
      return [u, v] as const;
    });
    for (const [u, v] of slopes) {
      const [du, dv] = [u - mean[0]!, v - mean[1]!];
      sum += a * du * du + 2 * b * du * dv + c * dv * dv;
    }
    return Math.max(1, sum / 2);
  }

  private told(point: Point): { readonly total: number; readonly each: readonly number[] } {
    const key = point.map((one) => one.toFixed(6)).join(' ');
    const known = this.known.get(key);
    if (known) return known;
    const { effects, usualExponent, usualSd } = this.profile;
    const form = formAt(point, usualForm.covariance);
    const found = effects.map((effectOf) => effectOf(form));
    const fits = found.filter((effect) => effect !== null);
    const group = fits.length > 0 ? groupEffect(fits, usualExponent, usualSd) : null;
    // A column that cannot be fitted says nothing, as if it were not there.
    const each = found.map((effect) =>
      effect && group ? columnLikelihood(effect, group.mean, group.sd) : 0,
    );
    const prior = -0.5 * (standardised(point[0], usualRate) ** 2 + standardised(point[1], usualLoss) ** 2);
    const mean = group ? -0.5 * standardised(group.mean, usualExponent) ** 2 : 0;
    const total = each.reduce((sum, one) => sum + one, prior + mean);
    const told = { total, each };
    this.known.set(key, told);
    return told;
  }
}

/** What the column adds to the log likelihood, its coefficient integrated out over N(mean, sd^2). */
function columnLikelihood({ value, standardError }: Estimate, mean: number, sd: number): number {
  const own = standardError ** 2;
  const whole = own + sd ** 2;
  return 0.5 * (value ** 2 / own - (value - mean) ** 2 / whole + Math.log(own / whole));
}

function standardised(value: number, { mean, standardDeviation }: Prior): number {
  return (value - mean) / standardDeviation;
}

function bounded(value: number, most: number): number {
  return Math.max(-most, Math.min(most, value));
}

function formAt([x, y]: Point, covariance: HabitForm['covariance']): HabitForm {
  return { retention: 1 - Math.exp(x), lossFactor: Math.exp(y), covariance };
}
