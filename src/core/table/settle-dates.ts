// Every row on its day: texts become days under an order of day and month, rows without a day or for a whole month go.

import type { ReadChoices, SalesTable } from './dataset.ts';
import { noDay } from './date-dictionary.ts';
import { cellExample, type FindingCollector } from './findings.ts';
import { fileOrder, rowOrder } from './group-rows.ts';
import type { ReadResult } from './read-table.ts';
import { daySpan, type RowColumns, takenRows } from './table-rows.ts';

/**
 * The table with its days under `dateOrder`, without the rows whose date cannot be read; product after product, oldest
 * day first. Columns that need neither are those that were read, not copies.
 */
export function settleDates(
  result: ReadResult,
  dateOrder: NonNullable<ReadChoices['dateOrder']>,
  findings: FindingCollector,
): SalesTable {
  const { fileRow, dateCode, dates, product, products, numbers } = result.table;
  const day = dates.daysOf(dateCode, { ...result.dateReading, order: dateOrder });
  let columns: RowColumns = { fileRow, day, product, numbers };
  // Read under another order, rows that are one day now may not stand as in the file.
  if (dateOrder !== result.dateOrder) columns = takenRows(columns, fileOrder(fileRow));
  let unreadable = 0;
  for (let row = 0; row < day.length; row++) if (day[row] === noDay) unreadable++;
  if (unreadable > 0) {
    noteUnreadableDates(result, day, findings);
    const readable = new Uint32Array(day.length - unreadable);
    let n = 0;
    for (let row = 0; row < day.length; row++) if (columns.day[row] !== noDay) readable[n++] = row;
    columns = takenRows(columns, readable);
  }
  columns = withoutMonths(columns, result, findings);
  const { order } = rowOrder(columns.product, columns.day, products.length);
  if (order) columns = takenRows(columns, order);
  return { rowCount: columns.day.length, ...columns, ...daySpan(columns.day), products };
}

/** The rows without those whose date is a whole month, in a file whose other rows are days: they are sums of these. */
function withoutMonths(
  columns: RowColumns,
  { table, dateReading }: ReadResult,
  findings: FindingCollector,
): RowColumns {
  const { dates } = table;
  const { partsAreWeeks } = dateReading;
  const months = dates.parsed.map(
    (parsed) =>
      (parsed?.kind === 'day' || (parsed?.kind === 'part' && !partsAreWeeks)) && parsed.isMonth === true,
  );
  if (!months.includes(true) || months.every((isMonth, code) => isMonth || dates.parsed[code] === null))
    return columns;
  const codes = new Map<number, number>(); // file row to date
  for (let row = 0; row < table.rowCount; row++)
    if (months[table.dateCode[row]!]) codes.set(table.fileRow[row]!, table.dateCode[row]!);
  if (codes.size > 0.3 * columns.day.length) return columns;
  const kept: number[] = [];
  columns.fileRow.forEach((fileRow, row) => {
    const code = codes.get(fileRow);
    if (code === undefined) {
      kept.push(row);
      return;
    }
    findings.add(
      {
        kind: 'other-period',
        severity: 'attention',
        found: 'Monthly rows among daily rows',
        done: 'Left out, since they add up the daily rows or cover another length of time',
      },
      fileRow,
      () => `Row ${fileRow}: "${dates.texts[code]!}" is a month`,
    );
  });
  return takenRows(columns, Uint32Array.from(kept));
}

function noteUnreadableDates(
  { table, headers, mapping }: ReadResult,
  day: Int32Array,
  findings: FindingCollector,
): void {
  const header = headers[mapping.date!]!;
  for (let row = 0; row < day.length; row++) {
    if (day[row] !== noDay) continue;
    const fileRow = table.fileRow[row]!;
    const text = table.dates.texts[table.dateCode[row]!]!;
    findings.add(
      {
        kind: 'unreadable-date',
        severity: 'attention',
        found: `Unreadable dates in "${header}"`,
        done: 'Rows left out',
      },
      fileRow,
      () => cellExample(fileRow, header, 'a date such as 2025-01-31', text),
    );
  }
}
