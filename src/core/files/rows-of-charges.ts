// Statements of a marketplace: beside each sale stand rows of money without units, its tax, its fees, its shipping. A column
// says which row is which; those without units are no sales.

import type { ColumnMapping } from '../table/columns.ts';
import type { ColumnFacts } from './column-facts.ts';
import type { StatusRule } from './status-column.ts';

/** Share of the rows that must have units, and of those that must not. */
const least = 0.05;

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
    if (taken.has(column.index) || column.distinct < 2 || column.distinct > 40 || column.numeric > 0.5)
      continue;
    const without = new Set<string>();
    const withUnits = new Set<string>();
    column.cells.forEach((cell, row) => {
      if (cell === '') return;
      if (isBlank(row)) without.add(cell);
      else if (units.cells[row] !== '') withUnits.add(cell);
    });
    if (without.size === 0 || withUnits.size === 0 || [...without].some((cell) => withUnits.has(cell)))
      continue;
    return [{ column: column.index, order: -1, isNotSold: (cell) => without.has(cell), leaves: 'charges' }];
  }
  return [];
}
