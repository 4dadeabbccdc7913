// JSON lines of one kind as rows of a table: what lies in objects gets a column of its own, named by the way to it.

import { finiteOrNull } from '../core/statistics/or-null.ts';

type Cell = string | number | null;

/**
 * A head and a row an entry, columns in the order in which they first occur. Lists of plain values stand in one cell, parted by
 * semicolons; lists of objects are left out: they are tables of their own.
 */
export function flatRows(entries: readonly object[]): readonly (readonly Cell[])[] {
  const flat = entries.map((entry) => new Map(cellsOf(entry, '')));
  const names = [...new Set(flat.flatMap((cells) => [...cells.keys()]))];
  return [names, ...flat.map((cells) => names.map((name) => cells.get(name) ?? null))];
}

function* cellsOf(value: object, way: string): Generator<[string, Cell]> {
  for (const [key, part] of Object.entries(value) as [string, unknown][]) {
    const name = way === '' ? key : `${way}_${key}`;
    if (Array.isArray(part)) {
      if (part.every((one) => typeof one !== 'object' || one === null)) yield [name, part.join('; ')];
    } else if (typeof part === 'object' && part !== null) yield* cellsOf(part, name);
    else yield [name, cellOf(part)];
  }
}

function cellOf(value: unknown): Cell {
  switch (typeof value) {
    case 'number':
      return finiteOrNull(value);
    case 'string':
      return value;
    case 'boolean':
      return value ? 'true' : 'false';
    default:
      return null;
  }
}
