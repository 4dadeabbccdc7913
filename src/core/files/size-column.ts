// The column that says how large a pack is: `Pack Size` of `6 x 330 ml`, `Bottle Volume (ml)` of `750`, `Inhalt` of `1,5 l`.
//
// Its size is put behind the product's name where the name says none, so that packs of one name are told apart and every reader of
// names finds it there.

import type { ColumnMapping } from '../table/columns.ts';
import type { ColumnFacts } from './column-facts.ts';
import { sizeIn } from './size-in-cell.ts';
import { groupsBy, type SampleRows } from './second-key.ts';

/** Nearly all cells say a size, and a product has one. */
const fewestSized = 0.9;
const fewestFilled = 0.3;

/** Whether nearly all cells of a column say a size. */
export function saysSizes({ header, cells, filled }: ColumnFacts): boolean {
  const sizes = cells.filter((cell) => cell !== '' && sizeIn(header, cell) !== null).length;
  return filled > 0 && sizes >= fewestSized * filled;
}

/** The column of sizes among those not `taken`; null without one, where a product has several, or where products have no names. */
export function sizeColumn(
  facts: readonly ColumnFacts[],
  taken: readonly number[],
  mapping: ColumnMapping,
  sample: SampleRows,
): number | null {
  if (mapping.productName === undefined) return null;
  const used = new Set([...taken, ...Object.values(mapping)]);
  const products = groupsBy(sample, [], false);
  const column = facts.find(
    (one) =>
      !used.has(one.index) &&
      one.filled >= fewestFilled * sample.rows &&
      saysSizes(one) &&
      groupsBy(sample, [one], false) === products,
  );
  return column?.index ?? null;
}
