// The dip after promotions: whether less than usual is sold in the days after one has ended, because buyers stocked up or have
// got used to the lower price.
//
// One column more, 1 on the rows of the week after a promotion, at the smoothing that is already found. It is told beside the fit and has
// no part in it: the dip comes after promotions at every regular price, so that the answer to the regular price stands.

import type { Estimate } from '../statistics/estimate.ts';
import type { RegularPrice } from './regular-price.ts';
import { z975 } from './verdict-limits.ts';

export interface PromotionDip {
  /** Units in those days over usual ones, less 1; 95 % interval. Shares, below 0 where less is sold. */
  readonly change: number;
  readonly interval: readonly [number, number];
  /** Days after a promotion that it is asked of. */
  readonly days: number;
}

/** A week; where a row is longer, one row. */
const askedDays = 7;
/** Fewer promotions that end, or rows after them, tell nothing. */
const fewestEnds = 3;
const fewestRows = 3;

/**
 * 1 on the rows up to a week after a promotion; null where too few promotions end. `rows` are places in the history, ascending.
 */
export function afterPromotions(
  { promoted }: Pick<RegularPrice, 'promoted'>,
  days: ArrayLike<number>,
  rows: readonly number[],
  daysPerRow: number,
): Float64Array | null {
  const reach = daysAsked(daysPerRow);
  let ends = 0;
  const since = new Float64Array(days.length).fill(Infinity);
  for (let t = 0, last = -Infinity; t < days.length; t++) {
    if (promoted[t] === 1) last = days[t]!;
    else {
      since[t] = days[t]! - last;
      if (t > 0 && promoted[t - 1] === 1) ends++;
    }
  }
  const column = Float64Array.from(rows, (t) => (since[t]! <= reach ? 1 : 0));
  const marked = column.reduce((sum, value) => sum + value, 0);
  return ends >= fewestEnds && marked >= fewestRows && marked <= rows.length - fewestRows ? column : null;
}

/** The dip as an estimate of log units says it. */
export function promotionDip({ value, standardError }: Estimate, daysPerRow: number): PromotionDip {
  const share = (log: number) => Math.exp(Math.min(20, log)) - 1;
  return {
    change: share(value),
    interval: [share(value - z975 * standardError), share(value + z975 * standardError)],
    days: daysAsked(daysPerRow),
  };
}

function daysAsked(daysPerRow: number): number {
  return Math.max(askedDays, Math.ceil(daysPerRow));
}
