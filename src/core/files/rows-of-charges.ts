// Statements of a marketplace: beside each sale stand rows of money without units, its tax, its fees, its shipping. A column
// says which row is which; those without units are no sales.

import type { ColumnMapping } from '../table/columns.ts';
import type { ColumnFacts } from './column-facts.ts';
import type { StatusRule } from './status-column.ts';

/** Share of the rows that must have units, and of those that must not. */
const least = 0.05;

/** Headers that say of what kind a row is: `Line Type`, `record_type`. */
const kindOfRow = /(?:^|[^\p{L}])(?:type|typ|kind|record|level|zeilenart|satzart)(?:[^\p{L}]|$)/iu;

/** The rule that leaves out heads and payments of orders, which name no product; none where no column tells them apart. */
export function headRules(facts: readonly ColumnFacts[], mapping: ColumnMapping): StatusRule[] {
  const key = mapping.productId ?? mapping.productName;
  if (key === undefined) return [];
  const cells = facts[key]!.cells;
  const blank = cells.filter((cell) => cell === '').length;
  if (blank < least * cells.length) return [];
  const taken = new Set(Object.values(mapping));
  for (const column of facts) {
    if (taken.has(column.index) || !kindOfRow.test(column.header.slice(0, 60))) continue;
    const without = partedBy(
      column,
      (row) => cells[row] === '',
      (row) => cells[row] !== '',
    );
    if (without)
      return [{ column: column.index, order: -1, isNotSold: (cell) => without.has(cell), leaves: 'heads' }];
  }
  return [];
}

/** The cells of a column that stand on rows of one kind alone, where none stands on rows of both; null where it parts none. */
function partedBy(
  column: ColumnFacts,
  isOne: (row: number) => boolean,
  isOther: (row: number) => boolean,
): ReadonlySet<string> | null {
  if (column.distinct < 2 || column.distinct > 40 || column.numeric > 0.5) return null;
  const ones = new Set<string>();
  const others = new Set<string>();
  column.cells.forEach((cell, row) => {
    if (cell === '') return;
    if (isOne(row)) ones.add(cell);
    else if (isOther(row)) others.add(cell);
  });
  const isParted = ones.size > 0 && others.size > 0 && [...ones].every((cell) => !others.has(cell));
  return isParted ? ones : null;
}

/** The rule that leaves out rows of money without units; none where no column tells them apart. */
export function chargeRules(
  facts: readonly ColumnFacts[],
  mapping: ColumnMapping,
  statuses: readonly StatusRule[],
): StatusRule[] {
  if (mapping.units === undefined || mapping.sales === undefined || mapping.price !== undefined) return [];
  const units = facts[mapping.units]!;
  const sales = facts[mapping.sales]!;
  const isBlank = (row: number) => units.cells[row] === '' && Math.abs(sales.numbers[row]!) > 0;
  const blank = units.cells.filter((_, row) => isBlank(row)).length;
  const rows = units.cells.length;
  if (blank < least * rows || blank > (1 - least) * rows) return [];
  const taken = new Set([...Object.values(mapping), ...statuses.map(({ column }) => column)]);
  for (const column of facts) {
    if (taken.has(column.index)) continue;
    const without = partedBy(column, isBlank, (row) => units.cells[row] !== '');
    if (without)
      return [{ column: column.index, order: -1, isNotSold: (cell) => without.has(cell), leaves: 'charges' }];
  }
  return [];
}
