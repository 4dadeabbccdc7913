// Tables whose cells are parted by blanks alone: lists that programs print, tables of statistics.
//
// Names hold single blanks, so that two or more part cells where that gives even rows; else every run of blanks does. A row
// with fewer cells has blank ones: they are known by where the columns stand.

import { conceptsOf } from './header-concepts.ts';
import { cleanHeader, isData, isFilled, type Reshaped } from './layout-parts.ts';

/** Rows in which the header of a printed list is looked for: below a title and the date of the print. */
const searched = 12;

/** Rows of one cell each whose text is a table by its blanks; null where they are none. */
export function alignedText(
  rows: readonly (readonly string[])[],
): { readonly reshaped: Reshaped; readonly headerAt: number } | null {
  const lines = rows.slice(0, 200).map((row) => lineOf(row)?.trim() ?? null);
  if (lines.filter((line) => line === null).length > 0.05 * lines.length) return null;
  for (const gap of [/\s{2,}/, /\s+/])
    for (let at = 0; at < Math.min(searched, lines.length); at++) {
      const headers = (lines[at] ?? '').split(gap).map(cleanHeader);
      if (headers.length < 3 || headers.some(isData) || conceptsOf(headers).size < 3) continue;
      const below = rows.slice(at + 1, at + 80).filter(isFilled);
      const places = columnPlaces([rows[at]!, ...below], headers.length);
      const cut = (row: readonly string[]): readonly string[] => {
        const line = lineOf(row) ?? '';
        const parts = line.trim().split(gap);
        return parts.length < headers.length && places ? (cutAt(line, places) ?? parts) : parts;
      };
      const even = below.filter((row) => row.length > 0 && cut(row).length === headers.length);
      if (even.length < 5 || even.length < 0.8 * below.length) continue;
      return {
        headerAt: at,
        reshaped: {
          headers,
          // What has other cells is a rule, a title of the next page or a total.
          shape: (cells) => {
            const parts = cut(cells);
            return parts.length === headers.length && !parts.every((part) => /^[-=_]+$/.test(part))
              ? [[...parts]]
              : [];
          },
          note: [
            'aligned-text',
            'repaired',
            'Cells are parted by blanks',
            gap.source === '\\s+' ? 'Split at every run of blanks' : 'Split where two or more blanks stand',
            `Row ${at + 2}: ${lineOf(even[0]!)!.trim().slice(0, 60)}`,
          ],
        },
      };
    }
  return null;
}

/** The line that a row was before the commas of its thousands cut it; null where its cells are parted by other commas. */
function lineOf(row: readonly string[]): string | null {
  const isWhole = row.every(
    (cell, i) => i === 0 || cell.trim() === '' || (/\d$/.test(row[i - 1]!) && /^\d{3}(?!\d)/.test(cell)),
  );
  return isWhole ? row.join(row.length > 1 && row[1]!.trim() === '' ? '' : ',') : null;
}

/** From where to where a column of blanks reaches, between two columns of the table. */
type Gap = readonly [from: number, to: number];

/** The gaps between so many columns that nearly all lines leave blank; null where the lines have others. */
function columnPlaces(rows: readonly (readonly string[])[], columns: number): readonly Gap[] | null {
  const lines = rows.map((row) => lineOf(row) ?? '').filter((line) => !/^[\s\-=_+|]*$/.test(line));
  const width = Math.max(...lines.map((line) => Math.min(line.length, 2000)));
  const used = new Uint32Array(width + 1);
  for (const line of lines)
    for (let i = 0; i < Math.min(line.length, width); i++) if (!/\s/.test(line[i]!)) used[i]!++;
  // The header's own letters are of a column, though no cell stands below them.
  const isBlank = (i: number) => used[i]! <= 0.05 * lines.length && /^\s?$/.test(lines[0]![i] ?? '');
  const gaps: Gap[] = [];
  let from = -1;
  for (let i = 0; i <= width; i++) {
    if (i < width && isBlank(i)) {
      if (from < 0) from = i;
    } else {
      if (from > 0 && i < width) gaps.push([from, i]);
      from = -1;
    }
  }
  return gaps.length === columns - 1 ? gaps : null;
}

/** A line cut in each gap; null where one of its words reaches over a gap. */
function cutAt(line: string, gaps: readonly Gap[]): string[] | null {
  const cells: string[] = [];
  let begin = 0;
  for (const [from, to] of gaps) {
    let at = from;
    while (at < to && at < line.length && !/\s/.test(line[at]!)) at++;
    if (at === to && at < line.length) return null;
    cells.push(line.slice(begin, at).trim());
    begin = at;
  }
  cells.push(line.slice(begin).trim());
  return cells;
}
