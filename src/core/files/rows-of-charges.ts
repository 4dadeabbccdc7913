// Statements of a marketplace: beside each sale stand rows of money without units, its tax, its fees, its shipping. A column
// says which row is which; those without units are no sales.

import type { ColumnMapping } from '../table/columns.ts';
import type { ColumnFacts } from './column-facts.ts';
import { headerTokens } from './header-tokens.ts';
import type { StatusRule } from './status-column.ts';

/** Share of the rows that must have units, and of those that must not. */
const least = 0.05;

/** Headers that say of what kind a row is: `Line Type`, `record_type`. */
const kindOfRow = /(?:^|[^\p{L}])(?:type|typ|kind|record|level|zeilenart|satzart)(?:[^\p{L}]|$)/iu;

/** The rules that leave out what stands on a bill or a statement beside what was sold: heads, payments, fees and taxes. */
export function billRules(
  facts: readonly ColumnFacts[],
  mapping: ColumnMapping,
  statuses: readonly StatusRule[],
): StatusRule[] {
  const rules = [...headRules(facts, mapping), ...chargeRules(facts, mapping, statuses)];
  return [...rules, ...chargeWordRules(facts, mapping, [...statuses, ...rules])];
}

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

const goodsWords =
  /(?:^| )(?:principal|item ?price|product (?:charges?|sales)|verkoopprijs|warenwert|продажа)(?: |$)/u;
const chargeWords =
  /(?:^| )(?:\p{L}*commissi\p{L}+|provision\p{L}*|comision|\p{L}*fees?|\p{L}*gebuhr\p{L}*|frais|tariffa|tax|taxes|vat|mwst|steuer|btw|tva|iva|shipping\p{L}*|postage|verzend\p{L}*|versand\p{L}*|gift ?wrap|promotion\p{L}*|rebates?|chargeback\p{L}*|fba\p{L}+|advertis\p{L}+|storage|логистика|комиссия|хранение|доставка|штраф\p{L}*|удержани\p{L}+)(?: |$)/u;

/** The rules that leave out fees and taxes of a statement which repeat the units of the sale, by the words that name each row. */
function chargeWordRules(
  facts: readonly ColumnFacts[],
  mapping: ColumnMapping,
  statuses: readonly StatusRule[],
): StatusRule[] {
  if (mapping.units === undefined) return [];
  const taken = new Set([...Object.values(mapping), ...statuses.map(({ column }) => column)]);
  return facts.flatMap((column): StatusRule[] => {
    if (taken.has(column.index) || column.distinct < 2 || column.distinct > 60) return [];
    if (column.numeric > 0.5 || column.dated > 0.5) return [];
    const charges = new Set<string>();
    let goods = 0;
    let rows = 0;
    for (const cell of new Set(column.cells)) {
      if (cell === '' || cell.length > 200) continue;
      const words = headerTokens(cell).join(' ');
      const count = column.cells.filter((one) => one === cell).length;
      rows += count;
      if (goodsWords.test(words)) goods += count;
      else if (chargeWords.test(words)) charges.add(cell);
    }
    if (charges.size === 0 || goods < least * rows) return [];
    return [
      { column: column.index, order: -1, isNotSold: (cell) => charges.has(cell.trim()), leaves: 'charges' },
    ];
  });
}

/** The rule that leaves out rows of money without units; none where no column tells them apart. */
function chargeRules(
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
