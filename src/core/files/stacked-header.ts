// Headers over three rows or more, as cross tables of several levels have them: region above product above measure. The names
// of a column are put together, those that all columns share left out.

import { parseDate } from '../table/dates.ts';
import { namedBlocks } from './column-blocks.ts';
import { cleanHeader, isData, isFilled, type Reshaped } from './layout-parts.ts';

const mostRows = 5;

/** A header of three to five rows above blocks of columns; null where there is none. */
export function stackedHeader(
  rows: readonly (readonly string[])[],
): { readonly reshaped: Reshaped; readonly at: number } | null {
  const first = rows.findIndex(isFilled);
  if (first < 0) return null;
  const above: string[][] = [];
  let at = first;
  for (; at < rows.length && above.length <= mostRows; at++) {
    const cells = rows[at]!.map(cleanHeader);
    const filled = cells.filter((cell) => cell !== '');
    if (filled.length === 0) continue;
    if (filled.some((cell) => parseDate(cell) !== null) || filled.filter(isData).length > filled.length / 3)
      break;
    above.push(cells);
  }
  if (above.length < 3 || above.length > mostRows) return null;
  const width = Math.max(...above.map((cells) => cells.length));
  if (width < 5) return null;
  const labels = above.map((cells) => cells[0] ?? '').filter((cell) => cell !== '');
  // What stands in a merged cell counts for the columns behind it.
  const levels = above
    .map((cells) => {
      let last = '';
      return Array.from({ length: width - 1 }, (_, column) => (last = (cells[column + 1] ?? '') || last));
    })
    .filter((names) => names.some((name) => name !== names[0]));
  if (labels.length === 0 || levels.length < 2) return null;
  const names = Array.from({ length: width - 1 }, (_, column) =>
    levels
      .map((level) => level[column]!)
      .filter((name) => name !== '')
      .join(' '),
  );
  const reshaped = namedBlocks([labels.at(-1)!, ...names]);
  return reshaped && { reshaped, at: at - 1 };
}
