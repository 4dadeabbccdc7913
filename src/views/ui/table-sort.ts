// By which columns a table is sorted: the first one, then those that decide between rows it finds equal. Pure.

import { sortedByAll, type SortKey } from './sort-rows.ts';

interface SortedColumn {
  readonly id: string;
  readonly falling: boolean;
}

/** The first column first; empty: as the rows were given. */
export type TableSort = readonly SortedColumn[];

export const unsorted: TableSort = [];

interface SortableColumn {
  readonly id: string;
  readonly header: string;
  readonly isNumber?: boolean;
}

/**
 * The sort after a column's head was pressed: first the way the column is usually asked for (most first for figures), then
 * the other, then without it. `isAdded`: the other columns stay, and a new one comes after them.
 */
export function nextSort(
  sort: TableSort,
  { id, isNumber = false }: SortableColumn,
  isAdded = false,
): TableSort {
  const usual = { id, falling: isNumber };
  const present = sort.find((each) => each.id === id);
  const isAlone = sort.length === 1;
  if (!isAdded && !(present && isAlone)) return [usual];
  if (!present) return [...sort, usual];
  const turned = { id, falling: !isNumber };
  return present.falling === isNumber
    ? sort.map((each) => (each === present ? turned : each))
    : sort.filter((each) => each !== present);
}

/** Positions of `rows` as the columns sort them; null where none does. Columns that are not there are passed over. */
export function sortedOrder<Row>(
  rows: readonly Row[],
  columns: readonly { readonly id: string; readonly sortBy: (row: Row) => SortKey }[],
  sort: TableSort,
): Uint32Array | null {
  const by = sort.flatMap(({ id, falling }) => {
    const column = columns.find((each) => each.id === id);
    return column ? [{ keys: rows.map(column.sortBy), falling }] : [];
  });
  return by.length === 0 ? null : sortedByAll(by);
}

/** `highest first`, `A to Z` */
function directionWords({ isNumber = false }: Pick<SortableColumn, 'isNumber'>, falling: boolean): string {
  if (isNumber) return falling ? 'highest first' : 'lowest first';
  return falling ? 'Z to A' : 'A to Z';
}

/** What a screen reader is told: `Sorted by Change, highest first; then by Product, A to Z.`; empty where it is not sorted. */
export function sortSentence(columns: readonly SortableColumn[], sort: TableSort): string {
  const parts = sort.flatMap(({ id, falling }) => {
    const column = columns.find((each) => each.id === id);
    return column ? [`${column.header}, ${directionWords(column, falling)}`] : [];
  });
  return parts.length === 0 ? '' : `Sorted by ${parts.join('; then by ')}.`;
}
