// The figures behind a chart as a table, and that table as CSV.

import { type Cell, csvLines } from '../../text/csv-cell.ts';

export interface ChartData {
  /** Names with units: `price (currency)`. */
  readonly columns: readonly string[];
  /** [rows][columns]; null and NaN are empty cells. */
  readonly rows: readonly (readonly Cell[])[];
}

/** A header line and a line a row; text that looks like a formula is defused. */
export function chartCsv({ columns, rows }: ChartData): string {
  return csvLines([columns, ...rows]);
}
