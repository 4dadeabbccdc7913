// How the answer to a price changes with the price: the shape of the demand curve.
//
//   log units(p) = log units(p0) + e * ((p / p0)^s - 1) / s        elasticity at p: e * (p / p0)^s
//
// e is the elasticity at p0, s the *steepening*: by so many percent the elasticity grows where the price is a percent higher. It is 0
// where the elasticity is the same at all prices, 1 where units fall by the same share for every coin (semi-log), and about 1 - e where
// they fall by the same number (linear). Price is transformed as in Box and Cox, JRSS B 26(2), 1964: whatever s is, dearer sells less, and
// nothing turns round outside the prices that were charged.
//
// One product's prices hardly tell its shape, those of a file's products together do. Before a file has said anything either the elasticity
// is constant, or it may be anything between falling with the price and growing as it does where demand is linear: two shapes, each weighed by
// what it makes of what the file says (Bayesian model averaging: Hoeting et al., Statistical Science 14(4), 1999). Curves are drawn from
// both, so that beyond the prices that were charged they part.

import { normalCdf } from '../statistics/distributions.ts';
import type { Estimate } from '../statistics/estimate.ts';
import { type Prior, weighAgainstPrior } from './prior.ts';

/** One kind of shape and its share among all that may be. */
export interface Shape extends Estimate {
  /** 0 to 1. */
  readonly share: number;
}

/** What is known of the steepening of a file's products: what their curves are fitted at, and the standard deviation over its shapes. */
export interface KnownShapes extends Estimate {
  readonly shapes: readonly Shape[];
}

/** A kind of shape before a file has said anything; `spread` is how far products of one file differ. */
interface PossibleShape extends Prior {
  readonly share: number;
  readonly spread: number;
}

const possible: readonly PossibleShape[] = [
  { share: 0.8, mean: 0, standardDeviation: 0.2, spread: 0.15 },
  { share: 0.2, mean: 1.5, standardDeviation: 1.5, spread: 0.5 },
];

/** What is known before a file has said anything. */
export const usualShapes: KnownShapes = knownShapes(null);

/** What is known where a file's products say `told` of their mean; null where they say nothing. */
export function knownShapes(told: Estimate | null): KnownShapes {
  const shapes = possible.map((shape): Shape => {
    const { value, standardError } = weighAgainstPrior(told, shape);
    const scatter = told ? Math.hypot(told.standardError, shape.standardDeviation) : 1;
    const density = told ? Math.exp(-(((told.value - shape.mean) / scatter) ** 2) / 2) / scatter : 1;
    return { share: shape.share * density, value, standardError: Math.hypot(standardError, shape.spread) };
  });
  const total = sumOf(shapes, ({ share }) => share);
  const shared = shapes.map((shape) => ({ ...shape, share: shape.share / total }));
  const mean = sumOf(shared, ({ share, value }) => share * value);
  const variance = sumOf(
    shared,
    ({ share, value, standardError }) => share * (standardError ** 2 + (value - mean) ** 2),
  );
  return { value: mean, standardError: Math.sqrt(variance), shapes: shared };
}

/** So few that sums over draws can be made for each, and prime, so that every so-and-so-many-th draw has all of them. */
const kinds = 11;
const halvings = 40;

/** The products of a file have their shapes in common. */
const made = new WeakMap<readonly Shape[], Float64Array>();

/** Steepenings in the middle of equal shares of what may be, ascending. [kinds] */
export function evenShapes(shapes: readonly Shape[]): Float64Array {
  let known = made.get(shapes);
  if (!known) made.set(shapes, (known = spreadEvenly(shapes)));
  return known;
}

function spreadEvenly(shapes: readonly Shape[]): Float64Array {
  const below = (steepening: number) =>
    sumOf(
      shapes,
      ({ share, value, standardError }) =>
        share * normalCdf((steepening - value) / Math.max(1e-9, standardError)),
    );
  const reach = (sign: number) =>
    shapes.map(({ value, standardError }) => value + sign * (4 * standardError + 1e-6));
  const [lowest, highest] = [Math.min(...reach(-1)), Math.max(...reach(1))];
  return Float64Array.from({ length: kinds }, (_, k) => {
    let [low, high] = [lowest, highest];
    for (let i = 0; i < halvings; i++) {
      const middle = (low + high) / 2;
      if (below(middle) < (k + 0.5) / kinds) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  });
}

/** How far products of a file may differ in what they say, beyond their errors. */
const usualSpread = 0.4;

/** What the products of a file say of their mean, its error grown where they contradict each other. */
export function meanSteepening(effects: readonly Estimate[]): Estimate {
  const weight = ({ standardError }: Estimate) => 1 / (standardError ** 2 + usualSpread ** 2);
  const total = sumOf(effects, weight);
  const value = sumOf(effects, (effect) => weight(effect) * effect.value) / total;
  const scatter = sumOf(effects, (effect) => weight(effect) * (effect.value - value) ** 2);
  const growth = Math.max(1, scatter / Math.max(1, effects.length - 1));
  return { value, standardError: Math.sqrt(growth / total) };
}

function sumOf<T>(values: readonly T[], of: (value: T) => number): number {
  return values.reduce((sum, value) => sum + of(value), 0);
}

/** Beyond this `s * log ratio` counts as this: e^30 times an elasticity is none. */
const largestPower = 30;
/** Below this the curve and the straight line are one. */
const straight = 1e-6;

/** `(ratio^s - 1) / s` of a logarithm of a ratio; the logarithm itself where s is 0. */
export function steepened(logRatio: number, steepening: number): number {
  if (steepening < straight && steepening > -straight) return logRatio;
  return Math.expm1(Math.min(largestPower, steepening * logRatio)) / steepening;
}

/** By how many times the elasticity at a ratio is that at the reference price: `ratio^s`. */
export function steepeningFactor(logRatio: number, steepening: number): number {
  return Math.exp(Math.min(largestPower, steepening * logRatio));
}

/** The logarithm that `steepened` makes this of. */
export function unsteepened(value: number, steepening: number): number {
  if (steepening < straight && steepening > -straight) return value;
  // A curve that has run out is where the last digit of 1 still is.
  return Math.log1p(Math.max(steepening * value, Number.EPSILON / 2 - 1)) / steepening;
}

/** Derivative of `steepened` by the steepening. */
export function steepenedBy(logRatio: number, steepening: number): number {
  const power = Math.min(largestPower, steepening * logRatio);
  if (Math.abs(power) < 1e-3) return logRatio ** 2 * (1 / 2 + power / 3);
  return (logRatio * Math.exp(power) - steepened(logRatio, steepening)) / steepening;
}

/**
 * Of what a told steepening does to the elasticity at today's price, the share that any other bend may make of it: demand that is kinked at the
 * list price, say, looks steeper the farther a price is from the middle, and is not.
 */
const otherBend = 0.2;

/** What the error of the steepening, and that curves bend in other ways too, leaves in an elasticity at today's price. */
export function shapeError(
  elasticity: number,
  { value, standardError, elasticityShift }: Pick<Steepening, 'value' | 'standardError' | 'elasticityShift'>,
): number {
  return Math.abs(elasticity * elasticityShift) * Math.hypot(standardError, otherBend * value);
}

/** Shape of one product's curve about its reference price. */
export interface Steepening extends KnownShapes {
  /** By what log elasticity and, for each unit of elasticity, log `baseUnits` move where the steepening is 1 larger. */
  readonly elasticityShift: number;
  readonly levelShift: number;
}
