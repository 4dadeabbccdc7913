// Days or months as columns under a header of two rows or more in which a measure stands above them, or a year: `Units, , , Sales, , ` over
// `Jan-24, Feb-24, Mar-24, Jan-24, ...`; `2024, , ` over `Jan, Feb, ` over `Units, Sales`.
//
// What stands in a merged cell counts for the columns behind it. Each column is then a date and a measure, as `wide-table.ts` reads them.

import { parseDate } from '../table/dates.ts';
import { bareLetters, monthOf } from '../table/month-names.ts';
import { meaningsOf } from './header-words.ts';
import { cleanHeader, isFilled, isNumber, type Reshaped } from './layout-parts.ts';
import { type DatedColumn, type WideFigures, wideTable } from './wide-table.ts';

const mostRows = 4;
const fewestColumns = 5;

type Kind = 'year' | 'month' | 'date' | 'measure';

const measures = ['price', 'units', 'sales'];

/** What the cells of a row of the header are, most of them; null where they are names or figures. */
function kindOf(cells: readonly string[]): Kind | null {
  const filled = cells.filter((cell) => cell !== '');
  if (filled.length === 0) return null;
  const share = (test: (cell: string) => boolean) => filled.filter(test).length / filled.length;
  if (share((cell) => /^(?:19|20)\d{2}$/.test(cell)) > 0.8) return 'year';
  if (
    share((cell) => /^\p{L}{3,12}\.?$/u.test(cell) && monthOf(bareLetters(cell.replace('.', ''))) > 0) > 0.8
  )
    return 'month';
  if (share((cell) => !isNumber(cell) && parseDate(cell) !== null) > 0.8) return 'date';
  const isMeasure = (cell: string) => measures.includes(meaningsOf(cell)[0]?.concept ?? '');
  return share(isMeasure) > 0.8 ? 'measure' : null;
}

/** The table under such a header; null where the rows begin otherwise. */
export function datedBlocks(
  rows: readonly (readonly string[])[],
  figures: WideFigures,
): { readonly reshaped: Reshaped; readonly at: number } | null {
  const first = rows.findIndex(isFilled);
  if (first < 0) return null;
  const width = Math.max(...rows.slice(first, first + mostRows).map((row) => row.length));
  if (width < fewestColumns) return null;
  const levels: { readonly kind: Kind; readonly cells: readonly string[]; readonly at: number }[] = [];
  for (let at = first; at < Math.min(rows.length, first + mostRows); at++) {
    const cells = Array.from({ length: width }, (_, column) => cleanHeader(rows[at]![column] ?? ''));
    // What names the rows below stands in front: the last cells say what the row is.
    const from = Math.max(
      1,
      cells.findIndex((cell, column) => column > 0 && cell !== ''),
    );
    const kind = kindOf(cells.slice(from)) ?? kindOf(cells.slice(from + 1));
    if (kind === null || levels.some((level) => level.kind === kind)) break;
    levels.push({ kind, cells, at });
  }
  const has = (kind: Kind) => levels.find((level) => level.kind === kind);
  const isByYear = has('year') !== undefined && has('month') !== undefined;
  const [date, measure] = [has('date'), has('measure')];
  const isAbove = date !== undefined && measure !== undefined && measure.at < date.at;
  if (!isByYear && !isAbove) return null;
  const last = levels.at(-1)!;
  const kindsBelow = levels.filter(({ kind }) => kind !== 'measure' || isByYear || isAbove);
  const dates = datesOf(kindsBelow, width);
  const parsed = dates.map((text, column): DatedColumn | null =>
    text === '' ? null : { date: text, measure: filledTo(measure?.cells ?? [], column) },
  );
  const headers = dates.map((text, column) =>
    parsed[column]
      ? `${parsed[column].measure} ${text}`.trim()
      : (levels.map(({ cells }) => cells[column]!).findLast((cell) => cell !== '') ?? ''),
  );
  const body = rows.slice(last.at + 1, last.at + 41).filter(isFilled);
  const reshaped = wideTable(headers, body, figures, parsed);
  return reshaped && { reshaped, at: last.at };
}

/** The cell of a row that counts for a column: its own, or that of the merged cell it lies in. */
const filledTo = (cells: readonly string[], column: number) =>
  cells.slice(0, column + 1).findLast((cell) => cell !== '') ?? '';

/** The date of each column as a text; '' where it has none. */
function datesOf(
  levels: readonly { readonly kind: Kind; readonly cells: readonly string[] }[],
  width: number,
): string[] {
  const cellsOf = (kind: Kind) => levels.find((level) => level.kind === kind)?.cells;
  const [date, year, month] = [cellsOf('date'), cellsOf('year'), cellsOf('month')];
  return Array.from({ length: width }, (_, column) => {
    if (date) return date[column] !== '' && parseDate(date[column]!) !== null ? date[column]! : '';
    const [name, of] = [filledTo(month!, column), filledTo(year!, column)];
    const whole = `${name.replace('.', '')} ${of}`;
    return name !== '' && of !== '' && parseDate(whole) !== null ? whole : '';
  });
}
