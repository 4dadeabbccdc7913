// Tables whose cells are parted by blanks alone: lists that programs print, tables of statistics.
//
// Names hold single blanks, so that two or more part cells where that gives even rows; else every run of blanks does.

import { conceptsOf } from './header-concepts.ts';
import { cleanHeader, isData, isFilled, type Reshaped } from './layout-parts.ts';

/** Rows in which the header of a printed list is looked for: below a title and the date of the print. */
const searched = 12;

/** Rows of one cell each whose text is a table by its blanks; null where they are none. */
export function alignedText(
  rows: readonly (readonly string[])[],
): { readonly reshaped: Reshaped; readonly headerAt: number } | null {
  const lines = rows
    .slice(0, 200)
    .map((row) => (row.some((cell, i) => i > 0 && cell.trim() !== '') ? null : row[0]!.trim()));
  if (lines.filter((line) => line === null).length > 0.05 * lines.length) return null;
  for (const gap of [/\s{2,}/, /\s+/])
    for (let at = 0; at < Math.min(searched, lines.length); at++) {
      const headers = (lines[at] ?? '').split(gap).map(cleanHeader);
      if (headers.length < 3 || headers.some(isData) || conceptsOf(headers).size < 3) continue;
      const below = rows.slice(at + 1, at + 80).filter(isFilled);
      const cut = (row: readonly string[]) => row[0]!.trim().split(gap);
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
              ? [parts]
              : [];
          },
          note: [
            'aligned-text',
            'repaired',
            'Cells are parted by blanks',
            gap.source === '\\s+' ? 'Split at every run of blanks' : 'Split where two or more blanks stand',
            `Row ${at + 2}: ${even[0]![0]!.trim().slice(0, 60)}`,
          ],
        },
      };
    }
  return null;
}
