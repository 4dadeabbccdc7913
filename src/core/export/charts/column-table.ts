// One column of a history as a table by day, for `Save data as CSV`.

import { isoDate } from '../../table/day-numbers.ts';
import type { ChartData } from './chart-data.ts';

/** `days` since 1970 and `values`, [days] each; dates are written as ISO days. */
export function columnTable(days: Int32Array, values: Float64Array, column: string): ChartData {
  return {
    columns: ['date', column],
    rows: Array.from(days, (day, i) => [isoDate(day), values[i]!]),
  };
}
