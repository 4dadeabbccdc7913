// Cells that stand once for all the rows below them: products and dates.

import type { ColumnMapping } from '../table/columns.ts';
import type { ColumnFacts } from './column-facts.ts';
import type { Note } from './note.ts';
import type { StatusRule } from './status-column.ts';
import { isTotalWord } from './vocabulary.ts';

/** Whether a product is named on the first row of its block only. */
export function fillDown(
  facts: readonly ColumnFacts[],
  mapping: ColumnMapping,
  statuses: readonly StatusRule[],
  notes: Note[],
): boolean {
  const index = mapping.productId ?? mapping.productName;
  if (index === undefined || mapping.date === undefined) return false;
  const column = facts[index]!;
  const dates = facts[mapping.date]!;
  const amount = mapping.units ?? mapping.sales ?? mapping.price;
  let blank = 0;
  let data = 0;
  column.cells.forEach((cell, row) => {
    if (statuses.some((rule) => rule.isNotSold(facts[rule.column]!.cells[row]!))) return;
    if (dates.cells[row] === '' || amount === undefined || facts[amount]!.cells[row] === '') return;
    data++;
    if (cell === '') blank++;
  });
  if (blank < 0.3 * data || data === 0 || (column.filled === 0 && column.cells.length > 0)) return false;
  if (repeatsDays(column, dates)) return false;
  const first = column.cells.find((cell) => cell !== '');
  notes.push([
    'product-filled-down',
    'repaired',
    `"${column.header}" names the product only on the first row of its block`,
    `${blank} rows with a blank product belong to the product above (filled down)`,
    `"${first ?? ''}" and the rows below it`,
  ]);
  return true;
}

/** Whether most rows with a blank product fall on a day that the product above has already, as the subtotals of days do. */
function repeatsDays(product: ColumnFacts, date: ColumnFacts): boolean {
  const seen = new Set<string>();
  let name = '';
  let blank = 0;
  let repeated = 0;
  product.cells.forEach((cell, row) => {
    const day = date.cells[row]!;
    if (day === '') return;
    if (cell !== '') name = cell;
    const key = `${name}\u0000${day}`;
    if (cell === '') {
      blank++;
      if (seen.has(key)) repeated++;
    }
    seen.add(key);
  });
  // A block of order lines has several rows a day as well, but its name only once.
  if (product.filled <= 0.4 * product.cells.length) return false;
  // Sums stand above their parts as well: the next row names a product on the same day.
  const above = product.cells.filter(
    (cell, row) =>
      cell === '' &&
      date.cells[row] !== '' &&
      date.cells[row] === date.cells[row + 1] &&
      product.cells[row + 1] !== '',
  ).length;
  return repeated > 0.9 * blank || above > 0.9 * blank;
}

/** Whether a day is named on the first row of its block only: blank dates beside figures, and no product twice a day then. */
export function fillDateDown(facts: readonly ColumnFacts[], mapping: ColumnMapping, notes: Note[]): boolean {
  const key = mapping.productId ?? mapping.productName;
  const amount = mapping.units ?? mapping.sales;
  if (mapping.date === undefined || key === undefined || amount === undefined) return false;
  const column = facts[mapping.date]!;
  let data = 0;
  let blank = 0;
  let day = '';
  const seen = new Set<string>();
  column.cells.forEach((cell, row) => {
    if (cell !== '') day = cell;
    const product = facts[key]!.cells[row]!;
    if (day === '' || product === '' || isTotalWord(product) || Number.isNaN(facts[amount]!.numbers[row]!))
      return;
    data++;
    if (cell === '') blank++;
    seen.add(`${day}\u0000${product}`);
  });
  if (data < 10 || blank < 0.2 * data || seen.size < 0.95 * data) return false;
  notes.push([
    'date-filled-down',
    'repaired',
    `"${column.header}" names the day only on the first row of its block`,
    `${blank} rows with a blank date belong to the day above (filled down)`,
    `"${column.cells.find((cell) => cell !== '')!}" and the rows below it`,
  ]);
  return true;
}
