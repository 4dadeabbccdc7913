// Lists in a frame of pipes, as SAP prints them: `|Date |Material|Quantity|`, with rules between, the title and the header again on each page,
// and sums marked by stars.

import { cleanHeader, isFilled, isRuled, type Reshaped } from './layout-parts.ts';

const fewestColumns = 3;

/** Whether a row stands in the frame: blank outside of its first and last pipe. */
const isFramed = (row: readonly string[]) =>
  row.length > fewestColumns && row[0]!.trim() === '' && row.at(-1)!.trim() === '';

/** A sum of the rows above: `*` for the lowest, one more star for each sum of sums. */
const isStarred = (cells: readonly string[]) =>
  /^\*{1,9}$/.test(cells.find((cell) => cell.trim() !== '')?.trim() ?? '');

/** The rows in the frame alone; null where the header has none, or nothing else stands between its rows. */
export function framedList(rows: readonly (readonly string[])[], headerAt: number): Reshaped | null {
  const header = rows[headerAt]!;
  if (!isFramed(header)) return null;
  const body = rows.slice(headerAt + 1).filter(isFilled);
  const inside = body.filter(isFramed);
  const isOutside = (row: readonly string[]) => row.length === 1 || isStarred(row);
  const outside = body.filter(isOutside);
  if (outside.length === 0 || inside.length < 0.6 * body.length) return null;
  const example = outside[0]!.find((cell) => !isRuled(cell)) ?? '';
  return {
    headers: header.slice(1, -1).map(cleanHeader),
    shape: (cells) => (isFramed(cells) && !isStarred(cells) ? [cells.slice(1, -1)] : []),
    note: [
      'framed-list',
      'repaired',
      'The file is a printed list in a frame of pipes',
      'Rules, titles of pages and sums marked by stars are left out',
      `Such as "${example.trim().replace(/\s+/g, ' ').slice(0, 60)}"`,
    ],
  };
}
