// What a day at a price is expected to bring, with intervals, and how likely one price earns more than another.
//
// At a given price revenue and profit are straight lines in the units sold, so their intervals are those of the units
// on these lines. Day-to-day noise is no part of it: an interval says where the mean of many such days lies.

import { quantile } from '../statistics/summary.ts';
import type { DemandCurve } from './demand-curve.ts';
import type { Estimate, Outlook } from './gain-estimate.ts';

/** What turns units into profit: `units * (price - unitCost) + overheadPerDay`. Currency. */
export interface ProfitTerms {
  /** null where unknown: there is no profit then. */
  readonly unitCost: number | null;
  /** What the file's profit of a day holds beyond units times margin, such as advertising: mostly negative or 0. */
  readonly overheadPerDay: number;
}

/** An outlook with the draws behind it, to be compared with another price's. */
export interface DrawnOutlook {
  readonly price: number;
  readonly outlook: Outlook;
  /** Units a day on each drawn curve. [draws] */
  readonly units: Float64Array;
}

/** Units and money a day at a price: the expected ones, and the 95 % interval over `draws` curves. */
export function outlookAt(
  curve: DemandCurve,
  price: number,
  terms: ProfitTerms,
  draws: number,
): DrawnOutlook {
  const drawn = curve.drawnUnits(price, new Float64Array(draws));
  return { price, units: drawn, outlook: outlookOf(estimateOf(curve.units(price), drawn), price, terms) };
}

/** The same without the draws, which a curve may know a shorter way than. */
export function expectedAt(curve: DemandCurve, price: number, terms: ProfitTerms, draws: number): Outlook {
  const units = curve.estimate?.(price) ?? null;
  return units ? outlookOf(units, price, terms) : outlookAt(curve, price, terms, draws).outlook;
}

function outlookOf(units: Estimate, price: number, { unitCost, overheadPerDay }: ProfitTerms): Outlook {
  return {
    units,
    revenue: onLine(units, price, 0),
    profit: unitCost === null ? null : onLine(units, price - unitCost, overheadPerDay),
  };
}

/**
 * Share of the draws in which a day at `then` earns more than one at `now`, each compared on the same curve: profit,
 * or revenue where the cost is unknown. 0 where the price stays.
 */
export function shareThatRises(now: DrawnOutlook, then: DrawnOutlook, unitCost: number | null): number {
  const cost = unitCost ?? 0;
  let rises = 0;
  for (let i = 0; i < now.units.length; i++)
    if (then.units[i]! * (then.price - cost) > now.units[i]! * (now.price - cost)) rises += 1;
  return rises / now.units.length;
}

/** `value` with the middle 95 % of `draws`; the interval always holds the value. */
export function estimateOf(value: number, draws: Float64Array): Estimate {
  const sorted = ascending(draws);
  return {
    value,
    interval: [Math.min(value, quantile(sorted, 0.025)), Math.max(value, quantile(sorted, 0.975))],
  };
}

/** The draws in ascending order; those of a market's curve are in order already, up or down. */
function ascending(draws: Float64Array): Float64Array {
  let isUp = true;
  let isDown = true;
  for (let i = 1; i < draws.length && (isUp || isDown); i++) {
    isUp &&= draws[i]! >= draws[i - 1]!;
    isDown &&= draws[i]! <= draws[i - 1]!;
  }
  if (isUp) return draws;
  return isDown ? Float64Array.from(draws).reverse() : Float64Array.from(draws).sort();
}

function onLine({ value, interval }: Estimate, slope: number, constant: number): Estimate {
  const [a, b] = [interval[0] * slope + constant, interval[1] * slope + constant];
  return { value: value * slope + constant, interval: a <= b ? [a, b] : [b, a] };
}
