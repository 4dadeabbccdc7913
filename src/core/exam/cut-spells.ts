// Cuts that come and go by chance: so many days at a discount, so many without.

import type { Random } from '../random.ts';
import { examDays } from './product-truth.ts';

/** Whole days, drawn evenly between the two. */
export interface DaySpan {
  readonly least: number;
  readonly most: number;
}

/** The file ends at a regular price. */
const regularAtEnd = 7;

/** The discount of each day as a share of the price, one of `depths`, 0 where the price is regular. [examDays] */
export function cutSpells(
  random: Random,
  cut: DaySpan,
  between: DaySpan,
  depths: readonly number[],
): Float64Array {
  const daysOf = ({ least, most }: DaySpan) => least + random.integer(most - least + 1);
  const cuts = new Float64Array(examDays);
  for (let t = daysOf(between); t < examDays - regularAtEnd; t += daysOf(between)) {
    const until = Math.min(examDays - regularAtEnd, t + daysOf(cut));
    cuts.fill(depths[random.integer(depths.length)]!, t, until);
    t = until;
  }
  return cuts;
}
