// The figures behind a chart as a table, and that table as CSV.

import { csvCell } from '../../core/text/csv-cell.ts';

export interface ChartData {
  /** Names with units: `price (currency)`. */
  readonly columns: readonly string[];
  /** [rows][columns]; null and NaN are empty cells. */
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** A header line and a line a row, CRLF at the end of each (RFC 4180); text that looks like a formula is defused. */
export function chartCsv({ columns, rows }: ChartData): string {
  return [columns, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}
