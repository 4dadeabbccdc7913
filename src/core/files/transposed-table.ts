// A table on its side: a row for each field (`Date`, `Product`, `Price`, `Units`), a column for each day and product.

import { parseDate } from '../table/dates.ts';
import { conceptsOf } from './header-concepts.ts';
import { cleanHeader, isFilled, type Reshaped } from './layout-parts.ts';

const mostFields = 12;
const fewestDays = 14;

/** The table turned back, below the row of its first field; null where the rows are no fields. */
export function transposedTable(
  rows: readonly (readonly string[])[],
): { readonly reshaped: Reshaped; readonly at: number } | null {
  const filled = rows.filter(isFilled);
  if (filled.length < 3 || filled.length > mostFields) return null;
  const labels = filled.map((row) => cleanHeader(row[0] ?? ''));
  if (labels.includes('') || new Set(labels).size < labels.length) return null;
  const width = Math.max(...filled.map((row) => row.length));
  if (width <= fewestDays || width < 2 * filled.length) return null;
  const concepts = conceptsOf(labels);
  const isWhole =
    filled.some(
      (row) => row.slice(1).filter((cell) => parseDate(cell.trim()) !== null).length > 0.8 * (width - 1),
    ) &&
    (concepts.has('productId') || concepts.has('productName')) &&
    (concepts.has('price') || concepts.has('sales')) &&
    (concepts.has('units') || concepts.has('sales'));
  if (!isWhole) return null;
  const first = [...filled[0]!];
  let held: string[][] = [];
  return {
    at: rows.findIndex(isFilled),
    reshaped: {
      headers: labels,
      shape: (cells) => {
        if (cells.some((cell) => cell.trim() !== '')) held.push(cells);
        return [];
      },
      restart: () => {
        held = [];
      },
      rest: () => {
        const fields = [first, ...held];
        held = [];
        return Array.from({ length: width - 1 }, (_, i) => fields.map((field) => field[i + 1] ?? ''));
      },
      note: [
        'transposed-table',
        'repaired',
        `The table lies on its side: ${labels
          .slice(0, 4)
          .map((label) => `"${label}"`)
          .join(', ')} are rows`,
        'Each column becomes a row',
        '',
      ],
    },
  };
}
