// Figures one below the other: a column that names the figure and one that holds it, `Date, Product, Measure Names, Measure Values`.
//
// The rows of one product and day become one row, given out once its last figure has come.

import type { Concept } from './header-phrases.ts';
import { meaningsOf } from './header-words.ts';
import { isNumber, type Reshaped } from './layout-parts.ts';

/** A column that names the figure and one that holds it: `Date, Product, Measure Names, Measure Values`. */
export function tallTable(headers: readonly string[], body: readonly (readonly string[])[]): Reshaped | null {
  if (body.length < 6) return null;
  const cellsOf = (column: number) => body.map((row) => (row[column] ?? '').trim());
  const names = headers.findIndex((_, column) => {
    const different = [...new Set(cellsOf(column))];
    if (different.length < 2 || different.length > 8 || different.includes('')) return false;
    const kinds = new Set(different.map((cell) => meaningsOf(cell)[0]?.concept));
    return ['price', 'units', 'sales'].filter((one) => kinds.has(one as Concept)).length > 1;
  });
  if (names < 0) return null;
  const values = headers.flatMap((_, column) =>
    column !== names && cellsOf(column).every((cell) => cell === '' || isNumber(cell)) ? [column] : [],
  );
  if (values.length !== 1) return null;
  const [value] = values as [number];
  const kinds = [...new Set(cellsOf(names))];
  const keys = headers.flatMap((_, column) => (column === names || column === value ? [] : [column]));
  const held = new Map<string, { readonly cells: string[]; readonly by: Map<string, string> }>();
  const rowOf = ({ cells, by }: { readonly cells: string[]; readonly by: Map<string, string> }) => [
    ...keys.map((column) => cells[column] ?? ''),
    ...kinds.map((kind) => by.get(kind) ?? ''),
  ];
  return {
    headers: [...keys.map((column) => headers[column]!), ...kinds],
    shape: (cells) => {
      const key = keys.map((column) => cells[column] ?? '').join('\u0000');
      const one = held.get(key) ?? { cells, by: new Map<string, string>() };
      one.by.set((cells[names] ?? '').trim(), cells[value] ?? '');
      held.set(key, one);
      if (kinds.some((kind) => !one.by.has(kind))) return [];
      held.delete(key);
      return [rowOf(one)];
    },
    rest: () => {
      const rows = [...held.values()].map(rowOf);
      held.clear();
      return rows;
    },
    note: [
      'tall-table',
      'repaired',
      `"${headers[names]!}" names the figure that "${headers[value]!}" holds`,
      'Its rows become columns: one row per product and day',
      `Figures such as ${kinds
        .slice(0, 3)
        .map((kind) => `"${kind}"`)
        .join(', ')}`,
    ],
  };
}
