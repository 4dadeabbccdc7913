// Rows of a catalogue as bytes and back: column after column, so that a name stands once and not in every row.

import type { CatalogueRow } from '../../../core/decisions/read-catalogue.ts';

const names = [
  'productId',
  'productName',
  'category',
  'price',
  'cost',
  'elasticity',
  'elasticityError',
  'dailyUnits',
  'inventory',
  'competitorPrice',
  'moves',
] as const satisfies readonly (keyof CatalogueRow)[];

export function rowsToBytes(rows: readonly CatalogueRow[]): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(names.map((name) => rows.map((row) => row[name]))));
}

/** Bytes of `rowsToBytes`, whose hash the pool has checked. */
export function rowsFromBytes(bytes: Uint8Array): readonly CatalogueRow[] {
  const columns = JSON.parse(new TextDecoder().decode(bytes)) as readonly (readonly unknown[])[];
  return columns[0]!.map(
    (_, i) => Object.fromEntries(names.map((name, c) => [name, columns[c]![i]])) as unknown as CatalogueRow,
  );
}
