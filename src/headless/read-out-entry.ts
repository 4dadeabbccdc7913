// What a price test has shown, as commands print and write it.

import type { ReadOut } from '../core/experiments/read-out.ts';
import { knownOrNull } from '../core/statistics/or-null.ts';
import { isoDate } from '../core/table/day-numbers.ts';

/** The read-out with days as dates; null where a price is not known. */
export function readOutEntry({
  differences,
  daily,
  second,
  ...read
}: ReadOut): Readonly<Record<string, unknown>> {
  return {
    ...read,
    priceA: knownOrNull(read.priceA),
    priceB: knownOrNull(read.priceB),
    daily: { ...daily, lastDay: isoDate(daily.lastDay) },
    differences: differences.map(({ pair, day, difference }) => ({ pair, day: isoDate(day), difference })),
    second: second && readOutEntry(second),
  };
}

/** A head and a line per pair of prices and measure. Effects in units or currency a day. */
export function readOutRows(read: ReadOut): readonly (readonly (string | number | null)[])[] {
  const rows = (name: string, { effects }: ReadOut) =>
    effects.map(({ measure, atA, atB, effect, interval, pValue }) => [
      name,
      measure,
      atA,
      atB,
      effect,
      ...interval,
      pValue,
    ]);
  return [
    ['prices', 'measure', 'at_a', 'at_other', 'effect_a_day', 'low', 'high', 'p_value'],
    ...rows('B against A', read),
    ...(read.second ? rows('C against A', read.second) : []),
  ];
}
