// Units in stock at the end of a day, counted daily or now and then. Between two counts nothing is known, but for one case:
// where both found nothing and nothing was sold in between, there was nothing to sell.

import { firstFrom, filledIn, sumOf } from '../periods.ts';
import type { Entry, SecondFileKind } from '../second-file-kind.ts';

export const stock: SecondFileKind = {
  name: 'stock',
  words: 'stock',
  shape: 'a column with the product, one with the day and one with the units in stock at its end',
  mayHoldForMany: false,
  recognise: (columns) => {
    const count = columns.number('inventory');
    return count && { headers: { stock: count.header }, number: count.index };
  },
  fill: ({ days, until }, entries) => {
    const { day } = days;
    const given = new Float64Array(day.length).fill(NaN);
    const counts = countsByDay(entries, day.at(-1) ?? 0);
    const sold = days.units ?? days.sales;
    let before: { readonly day: number; readonly units: number } | null = null;
    for (const [on, units] of counts) {
      // A week's row ends with the stock counted last within it.
      let t = firstFrom(day, on);
      if (t === day.length || day[t]! > on) t--;
      if (t >= 0 && on <= until[t]!) given[t] = units;
      if (before && before.units <= 0 && units <= 0)
        for (let i = firstFrom(day, before.day + 1); i < day.length && day[i]! < on; i++)
          if (sold[i] === 0) given[i] = 0;
      before = { day: on, units };
    }
    const { values, filled, kept } = filledIn(days.inventory, given);
    return { days: { inventory: values }, filled, kept, overlaps: [] };
  },
};

/** Stock by day, oldest first; several rows of a day are of several places and add up. One without a day is that of `lastDay`. */
function countsByDay(entries: readonly Entry[], lastDay: number): [day: number, units: number][] {
  const rows = new Map<number, number[]>();
  for (const { from, value } of entries) {
    if (Number.isNaN(value)) continue;
    const on = from ?? lastDay;
    rows.set(on, [...(rows.get(on) ?? []), value]);
  }
  return [...rows].map(([on, units]): [number, number] => [on, sumOf(units)]).sort((a, b) => a[0] - b[0]);
}
