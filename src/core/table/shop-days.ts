// The days on which a shop is open, by the rows of its file: weekdays without any row are closed.

import { weekdayOf } from './day-numbers.ts';
import type { SalesTable } from './dataset.ts';

/** When the shop sold anything. */
export interface ShopDays {
  readonly first: number;
  readonly last: number;
  /** By weekday, Monday first: whether the shop is open. */
  readonly isOpen: readonly boolean[];
}

/**
 * From the first day of the file to its last, and the weekdays with a sale of anything; all of them count as open in a file of
 * less than three weeks.
 */
export function shopDays({ day, firstDay, lastDay }: SalesTable): ShopDays {
  const isOpen = new Array<boolean>(7).fill(lastDay - firstDay < 21);
  for (const one of day) isOpen[weekdayOf(one)] = true;
  return { first: firstDay, last: lastDay, isOpen };
}

/** Days from `from` to `to`, both counted, on which the shop is open. */
export function shopDayCount({ isOpen }: ShopDays, from: number, to: number): number {
  let open = 0;
  for (let weekday = 0; weekday < 7; weekday++) if (isOpen[weekday]) open++;
  const days = to - from + 1;
  let count = Math.floor(days / 7) * open;
  for (let day = to - (days % 7) + 1; day <= to; day++) if (isOpen[weekdayOf(day)]) count++;
  return count;
}
