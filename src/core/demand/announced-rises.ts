// Rises that buyers know of beforehand: a new price list, a tax, a letter to customers. They buy ahead at the old price, and less for weeks after.
//
// Such a rise looks as if nobody would buy at the new price: the days before it sell much at the old one, those after it little at the new
// one, and both pass. Two columns beside the price take them: rises to come and rises behind, each fading with its distance. What is left
// is the answer to a price that is held.
//
// Whether a file has them, steps of its prices tell that held for three weeks on either side. The larger a rise, the more the last week before it
// sells than the two before lead to (a second difference: growth has none), and the less the first week after it sells than the third; cuts
// say what is usual. Prices that follow sales have the first and not the second, buyers who are used to a price the second and not the
// first. Steps of one day err together (Liang and Zeger, Biometrika 73(1), 1986): what else happened on it happened to all of them.

import { mean } from '../statistics/summary.ts';
import type { ProductHistory } from '../table/dataset.ts';
import { isDaily } from './demand-terms.ts';
import type { Prior } from './prior.ts';

/** What rises to come, and rises behind, do to log units, per log of the rise. */
export interface AnnouncedRises {
  readonly ahead: Prior;
  readonly after: Prior;
}

/** Days before a rise, and after it, until nothing of it is left. */
const reach = { ahead: 14, after: 28 } as const;
/** A smaller step of log price is no rise. */
const leastRise = 0.01;
const week = 7;
/** Weeks that a price is held on either side of a rise that is asked. */
const weeksHeld = 3;
/** Days with steps, and standard errors from 0, without which a file has none. */
const fewestDays = 8;
const certain = 3;

/** Logs of rises to come and behind, fading to nothing over their reach. [days] each */
export function riseColumns({ days, price }: ProductHistory): { ahead: Float64Array; after: Float64Array } {
  const ahead = new Float64Array(days.length);
  const after = new Float64Array(days.length);
  for (let t = 1; t < days.length; t++) {
    const rise = riseAt(price, t);
    if (rise === 0) continue;
    for (let k = t - 1; k >= 0 && days[t]! - days[k]! <= reach.ahead; k--)
      ahead[k]! += rise * (1 - (days[t]! - days[k]!) / (reach.ahead + 1));
    for (let k = t; k < days.length && days[k]! - days[t]! < reach.after; k++)
      after[k]! += rise * (1 - (days[k]! - days[t]!) / reach.after);
  }
  return { ahead, after };
}

/** A step of the price with weeks of one price on either side. */
interface HeldStep {
  readonly day: number;
  /** Log of the rise, 0 of a cut. */
  readonly rise: number;
  /** Second difference of log units over the weeks before it. */
  readonly before: number;
  /** Log units of the first week from it over those of the third. */
  readonly after: number;
}

/** Whether buyers of the file buy ahead of rises. */
export function buysAhead(histories: readonly ProductHistory[]): boolean {
  const steps = histories.flatMap((history) => (isDaily(history) ? heldSteps(history) : []));
  if (new Set(steps.map(({ day }) => day)).size < fewestDays) return false;
  return (
    errorsFromZero(steps, ({ before }) => before) > certain &&
    errorsFromZero(steps, ({ after }) => after) < -certain
  );
}

function heldSteps(history: ProductHistory): HeldStep[] {
  const { days, price } = history;
  const steps: HeldStep[] = [];
  for (let t = weeksHeld * week; t + weeksHeld * week <= days.length; t++) {
    const rise = riseAt(price, t);
    if (rise === 0 && !(price[t]! < (1 - leastRise) * price[t - 1]!)) continue;
    const weeks = weeksAround(history, t);
    if (!weeks) continue;
    const [w3, w2, w1, first, , third] = weeks as [number, number, number, number, number, number];
    steps.push({ day: days[t]!, rise, before: w1 - 2 * w2 + w3, after: first - third });
  }
  return steps;
}

/** Log of the rise on the row, 0 where there is none. */
function riseAt(price: Float64Array, t: number): number {
  const rise = Math.log(price[t]! / price[t - 1]!);
  return Number.isFinite(rise) && rise > leastRise ? rise : 0;
}

/** Log units of the three weeks before row `t` and the three from it, oldest first; null where a price was not held, or days are unknown. [6] */
function weeksAround({ days, price, units, unknown }: ProductHistory, t: number): number[] | null {
  const weeks: number[] = [];
  for (let w = -weeksHeld; w < weeksHeld; w++) {
    let sum = 0;
    for (let k = t + w * week; k < t + (w + 1) * week; k++) {
      const held = price[w < 0 ? t - 1 : t]!;
      const isHeld = Math.abs(price[k]! - held) < leastRise * held;
      if (!isHeld || unknown?.[k] === 1 || days[k]! - days[t]! !== k - t) return null;
      sum += units[k]!;
    }
    weeks.push(Math.log(sum / week + 0.5 / week));
  }
  return weeks;
}

/** What `of` answers to the size of rises beyond cuts, in its errors; those are of days (sums of scores over a day). 0 without any spread. */
function errorsFromZero(steps: readonly HeldStep[], of: (step: HeldStep) => number): number {
  const usualRise = mean(steps.map(({ rise }) => rise));
  const usual = mean(steps.map(of));
  const spread = steps.reduce((sum, { rise }) => sum + (rise - usualRise) ** 2, 0);
  const slope = steps.reduce((sum, step) => sum + (step.rise - usualRise) * (of(step) - usual), 0) / spread;
  const scores = new Map<number, number>();
  for (const step of steps) {
    const left = of(step) - usual - slope * (step.rise - usualRise);
    scores.set(step.day, (scores.get(step.day) ?? 0) + (step.rise - usualRise) * left);
  }
  const error = Math.sqrt([...scores.values()].reduce((sum, score) => sum + score ** 2, 0)) / spread;
  return Number.isFinite(slope / error) ? slope / error : 0;
}

export const buysAheadSentence =
  'Buyers know of rises beforehand in this file: much is sold in the two weeks before one and little in the weeks after. That is taken out; what is left is the answer to a price that is held.';
