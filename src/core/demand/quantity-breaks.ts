// Quantity breaks: prices that are low because an order was large.
//
// Where a day's price is an average over orders that paid differently by size, it falls on days of large orders, and a
// regression reads that as a response to price. Marks that give it away in daily figures:
//   1. sales come in lumps, as large orders make them: a dispersion well above that of single purchases;
//   2. the price of many days is an average (no whole cent, and hardly ever seen again), or, where a day has about one
//      order, it stands on posted tiers and the estimate is steeper than prices ever are: a discount of 15 % and an order
//      twenty times as large make an elasticity of -15;
//   3. it moves for the day and returns: the prices of the days around it say nothing about it, or what is left when
//      only the lasting moves of the price are used is no fall of demand.
// Averages alone are no crime: where the price level itself moves and demand follows it, the estimate stands.
//
// 3 is the Wu-Hausman test in its control-function form (Wooldridge, "Control Function Methods in Applied
// Econometrics", 2015), with the neighbouring days' prices as the instrument. Weekly and monthly rows always average
// promotions and returns within them, so nothing is concluded from those.

import { cholesky, solveCholesky } from '../statistics/cholesky.ts';
import { dot } from '../statistics/dot.ts';
import type { ProductHistory } from '../table/dataset.ts';
import { formatPercent } from '../text/format.ts';
import type { QuantityBreaks } from './demand-summary.ts';
import { isDaily, type DemandTerms } from './demand-terms.ts';
import type { DemandFit } from './fit-demand.ts';
import { quasiPoisson } from './quasi-poisson.ts';
import { z975 } from './verdict-limits.ts';

/** Dispersion of single purchases is 1; orders of n units each give about n. */
const lumpySales = 2;
/** Fewer averaged days than this share are a rounding here and there. */
const fewestAveraged = 0.1;
/** An interval wholly below is no response to price that a shop has ever seen. */
const steepest = -5;
/** A price seen on as many days was posted, whole cents or not. */
const postedDays = 3;
/** Neighbouring rows on each side that say where the price level lies. */
const neighbours = 3;
/** Below this first-stage F an instrument says nothing: Staiger and Stock, 1997. */
const weakInstrument = 10;

/** The marks of quantity breaks in a fitted history, or null where they are missing. */
export function quantityBreaks(history: ProductHistory, fit: DemandFit): QuantityBreaks | null {
  if (!isDaily(history) || fit.regression.dispersion < lumpySales) return null;
  const averaged = averagedShare(history, fit.terms);
  const { value, standardError } = fit.ownElasticity;
  const isSteep = value + z975 * standardError < steepest;
  if ((averaged < fewestAveraged && !isSteep) || levelConfirms(fit.terms)) return null;
  const { ratio, cheapShare } = cheapDays(fit);
  return averaged < fewestAveraged
    ? { share: cheapShare, sentence: tiersSentence(cheapShare, ratio, value) }
    : { share: averaged, sentence: averagesSentence(averaged, ratio) };
}

/** Share of the selling days whose price is an average over orders that paid differently. */
function averagedShare(history: ProductHistory, { rows, units }: DemandTerms): number {
  const prices = rows.map((t, i) => paidPrice(history.price[t]!, history.sales[t]!, units[i]!));
  const seen = new Map<number, number>();
  for (const price of prices) seen.set(keyOf(price), (seen.get(keyOf(price)) ?? 0) + 1);
  let selling = 0;
  let averaged = 0;
  prices.forEach((price, i) => {
    if (!(units[i]! > 0)) return;
    selling++;
    // Revenue is rounded to the cent, so what was paid a unit is known to half a cent over the units.
    const offCent = Math.abs(100 * price - Math.round(100 * price));
    const isWholeCent = offCent <= 0.02 + 0.6 / units[i]!;
    if (!isWholeCent && seen.get(keyOf(price))! < postedDays) averaged++;
  });
  return selling > 0 ? averaged / selling : 0;
}

/** Hundredths of a cent, so that equal prices have equal keys. */
function keyOf(price: number): number {
  return Math.round(price * 1e4);
}

/** Revenue over units where the price column is that figure rounded to the cent, else the price column. */
function paidPrice(price: number, sales: number, units: number): number {
  const paid = sales / units;
  return units > 0 && Math.abs(paid - price) <= 0.0051 ? paid : price;
}

/**
 * Whether demand falls when the price level of the days around falls or rises, the day's own departure aside.
 *
 * First stage: log price on the mean log price of the neighbouring rows and the other effects. Its residual is the
 * day's own departure; with it in the regression, the coefficient of log price comes from the level alone.
 */
function levelConfirms(terms: DemandTerms): boolean {
  const price = terms.columns[1]!;
  const others = terms.columns.filter((_, j) => j !== 1 && terms.names[j] !== 'competitor');
  const level = neighbouringLevel(price);
  const first = leastSquares([...others, level], price);
  if (first === null || first.fOfLast < weakInstrument) return false;
  const result = quasiPoisson([others[0]!, price, ...others.slice(1), first.residuals], terms.units);
  if (!('fit' in result)) return false;
  const { coefficients, covariance } = result.fit;
  return coefficients[1]! + z975 * Math.sqrt(covariance[1]![1]!) < 0;
}

/** Mean of up to three values before and three after each, itself left out. */
function neighbouringLevel(values: Float64Array): Float64Array {
  return values.map((_, i) => {
    let sum = 0;
    let count = 0;
    for (let k = Math.max(0, i - neighbours); k <= Math.min(values.length - 1, i + neighbours); k++) {
      if (k === i) continue;
      sum += values[k]!;
      count++;
    }
    return sum / count;
  });
}

/** Residuals of `y` on `columns`, and the F (squared t) of the last column; null where it cannot be told. */
function leastSquares(
  columns: readonly Float64Array[],
  y: Float64Array,
): { readonly residuals: Float64Array; readonly fOfLast: number } | null {
  const terms = columns.length;
  const spare = y.length - terms;
  const gram = new Float64Array(terms * terms);
  const right = new Float64Array(terms);
  const last = new Float64Array(terms);
  last[terms - 1] = 1;
  for (let a = 0; a < terms; a++) {
    for (let b = 0; b < terms; b++) gram[a * terms + b] = dot(columns[a]!, columns[b]!);
    right[a] = dot(columns[a]!, y);
  }
  const lower = cholesky(gram, terms);
  if (lower === null) return null;
  const coefficients = solveCholesky(lower, terms, right);
  const residuals = y.map(
    (value, i) => value - columns.reduce((sum, column, j) => sum + coefficients[j]! * column[i]!, 0),
  );
  const variance = dot(residuals, residuals) / spare;
  const fOfLast = coefficients[terms - 1]! ** 2 / (variance * solveCholesky(lower, terms, last)[terms - 1]!);
  return spare > 0 && Number.isFinite(fOfLast) ? { residuals, fOfLast } : null;
}

/**
 * Days cheaper than the prices around: their share of the selling days, and how many times as much they sell as the
 * others.
 */
function cheapDays({ terms }: DemandFit): { readonly cheapShare: number; readonly ratio: number } {
  const price = terms.columns[1]!;
  const level = neighbouringLevel(price);
  const selling = [...terms.units.keys()].filter((i) => terms.units[i]! > 0);
  const cheap = selling.filter((i) => price[i]! < level[i]! - 1e-9);
  const dear = selling.filter((i) => price[i]! >= level[i]! - 1e-9);
  const mean = (days: readonly number[]) =>
    days.reduce((sum, i) => sum + terms.units[i]!, 0) / Math.max(1, days.length);
  return {
    cheapShare: cheap.length / selling.length,
    ratio: mean(cheap) / Math.max(1e-9, mean(dear)),
  };
}

function averagesSentence(share: number, ratio: number): string {
  const days = `On ${formatPercent(share, 0)} of the selling days the price is an average over orders that paid differently`;
  return ratio > 1
    ? `${days}. It dips for single days on which ${ratio.toFixed(1)} times as much is sold and returns the next day: ${verdict}`
    : `${days}, and it moves with their mix from day to day, so it shows no response to price.`;
}

function tiersSentence(share: number, ratio: number, elasticity: number): string {
  return (
    `On ${formatPercent(share, 0)} of the selling days the price is below that of the days around and ${ratio.toFixed(1)} times as much ` +
    `is sold, which would mean an elasticity of ${elasticity.toFixed(1)}, stronger than any real price effect: ${verdict}`
  );
}

const verdict = 'large orders get the lower price (quantity breaks), so this is not a response to price.';
