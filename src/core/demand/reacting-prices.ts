// Whether a price follows last week's sales: a manager who prices that way makes dear days out of good ones.
//
// At every change of the price, the step of its logarithm is held against how much better the week before went than the week
// before the last change, price and weekdays taken out. Steps are compared, not levels: two series that wander agree by chance.

import type { ProductHistory } from '../table/dataset.ts';
import type { DemandFit } from './fit-demand.ts';

interface ReactingPrices {
  /** By how much the price moves where the week before sold 10 % more, a share: 0.02 is 2 %. */
  readonly perTenPercent: number;
  /** Changes it rests on. */
  readonly changes: number;
}

const week = 7;
/** A smaller step is no change. */
const leastStep = 0.002;
const fewestChanges = 15;
/** The slope over its standard error, so that one product in 700 shows it by chance. */
const certain = 3;

/** null where the price does not follow past sales, or where that cannot be told. */
export function reactingPrices(history: ProductHistory, fit: DemandFit): ReactingPrices | null {
  if (history.daysPerRow >= 2 || !fit.full) return null;
  const { level, demand, fitted } = fit.full.level;
  const { rows } = fit.terms;
  // How much more was sold than price, weekday and season alone make one expect.
  const departure = demand.map((units, i) =>
    Math.log((units + 0.5) / (fitted[i]! / Math.exp(level[i]!) + 0.5)),
  );
  const pairs: (readonly [step: number, better: number])[] = [];
  let before: number | null = null;
  for (let i = week; i < rows.length; i++) {
    const step = Math.log(history.price[rows[i]!]! / history.price[rows[i - 1]!]!);
    if (Math.abs(step) < leastStep) continue;
    let sum = 0;
    for (let k = i - week; k < i; k++) sum += departure[k]!;
    const lately = sum / week;
    if (before !== null) pairs.push([step, lately - before]);
    before = lately;
  }
  if (pairs.length < fewestChanges) return null;
  const mean = (at: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[at], 0) / pairs.length;
  const [step0, better0] = [mean(0), mean(1)];
  let xx = 0;
  let xy = 0;
  let yy = 0;
  for (const [step, better] of pairs) {
    xx += (better - better0) ** 2;
    xy += (better - better0) * (step - step0);
    yy += (step - step0) ** 2;
  }
  const slope = xy / xx;
  const error = Math.sqrt(Math.max(0, yy - slope * xy) / (pairs.length - 2) / xx);
  if (!(slope > certain * error)) return null;
  return { perTenPercent: Math.exp(slope * Math.log(1.1)) - 1, changes: pairs.length };
}
