// Which columns are the product's key and name, its category, and the rows that name a block of others.

import type { ColumnMapping, ColumnRole } from '../table/columns.ts';
import { matchHeaders } from '../table/header.ts';
import { type ColumnFacts, isNamed, namedAs, rankAs } from './column-facts.ts';
import { headerTokens } from './header-tokens.ts';
import type { Note } from './note.ts';
import type { Formula } from './read-plan.ts';
import { priceExplained, repeatedShare, type SampleRows } from './second-key.ts';
import { flagOf, isTotalWord } from './vocabulary.ts';
import { isCounter } from './date-column.ts';

/** Whether a column's cells are numbers of orders: Shopify's `Name` of `#1001`. */
export const holdsOrders = (column: ColumnFacts) =>
  column.filled > 0.5 * column.cells.length &&
  column.cells.every((cell) => cell === '' || /^#[A-Z]{0,5}-?\d{3,}(?:[.-]\w{1,4})?$/.test(cell));

const endsAsKey = (header: string) =>
  /^(?:id|uuid|guid|key|token|ref|reference)$/.test(headerTokens(header).at(-1) ?? '');

/** The column that gives every row a key of its own, as payments have one each; undefined where none does. */
export const ownKey = (columns: readonly ColumnFacts[], rows: number) =>
  rows < 20
    ? undefined
    : columns.find(
        (column) =>
          column.distinct === rows &&
          column.dated === 0 &&
          !isNumberColumn(column) &&
          (isNamed(column, 'productId') || isNamed(column, 'orderId') || endsAsKey(column.header)),
      );

/** Different names in the rows that have a key: a total below the rows has none, and "Total" is no name of the product. */
function keyedNames(key: ColumnFacts, column: ColumnFacts): number {
  return new Set(column.cells.filter((cell, row) => cell !== '' && key.cells[row] !== '')).size;
}

/** The columns that key and name the products, by place; undefined where the file has none. */
export function productColumns(
  free: readonly ColumnFacts[],
  all: readonly ColumnFacts[],
  rows: number,
  chosen: ColumnMapping,
): { readonly id: number | undefined; readonly name: number | undefined } {
  const isKey = (column: ColumnFacts) =>
    column.filled > 0 &&
    !isNamed(column, 'customer') &&
    !isNamed(column, 'orderId') &&
    !holdsOrders(column) &&
    column.dated < 0.5;
  const repeats = (column: ColumnFacts) =>
    column.distinct <= Math.max(1, 0.6 * column.filled) || rows < 30 || column.filled < 0.2 * rows;
  const ids = namedAs(free, 'productId').filter(
    (column) =>
      isKey(column) &&
      isNamed(column, 'productId') &&
      rankAs(column, 'productId') < 2600 &&
      !isNumberColumn(column),
  );
  // A reference that every row has anew is none of a product that has a name.
  const isNameThere = free.some(
    (column) => isKey(column) && isNamed(column, 'productName') && column.numeric < 0.5 && repeats(column),
  );
  const idColumn =
    ids.find((column) => column.filled > 0.5 * rows && repeats(column)) ??
    ids.find(repeats) ??
    (isNameThere ? undefined : ids[0]);
  const isCode = (column: ColumnFacts) =>
    isKey(column) &&
    isNamed(column, 'productName') &&
    rankAs(column, 'productName') < 1000 &&
    isCodes(column);
  const codes = idColumn
    ? undefined
    : namedAs(free, 'productName').find((one) => isCode(one) && repeats(one));
  const id = chosen.productId ?? (idColumn ?? codes)?.index;
  const names = namedAs(free, 'productName').filter(
    (column) =>
      column.index !== id &&
      isKey(column) &&
      column.numeric < 0.5 &&
      rankAs(column, 'productName') < 2600 &&
      (isNamed(column, 'productName') || rankAs(column, 'productName') < 1000),
  );
  if (id === undefined) {
    const name = names.find((column) => repeats(column) && rankAs(column, 'productName') >= 0);
    return { id: undefined, name: chosen.productName ?? name?.index };
  }
  const key = all[id]!;
  const name = names.find(
    (column) =>
      oneNameEach(key, column) &&
      (key.distinct > 1 || keyedNames(key, column) === 1) &&
      !column.cells.every((cell) => cell === '' || honorifics.test(cell)),
  );
  return { id, name: chosen.productName ?? name?.index };
}

/** A column that is filled only on rows of its own, above the rows that belong to it: `Candle`, then its days. */
export function sectionColumn(
  facts: readonly ColumnFacts[],
  rows: readonly (readonly string[])[],
  used: ReadonlySet<number>,
): ColumnFacts | null {
  const alone = new Map<number, number>();
  let first = -1;
  for (const [place, row] of rows.entries()) {
    const filled = row.flatMap((cell, column) => (cell.trim() === '' ? [] : [column]));
    if (filled.length !== 1 || isTotalWord(row[filled[0]!]!)) continue;
    if (place === 0) first = filled[0]!;
    alone.set(filled[0]!, (alone.get(filled[0]!) ?? 0) + 1);
  }
  for (const [index, count] of alone) {
    const column = facts[index];
    // Of a long file the first block alone may be seen: a name right below a blank header.
    const isFirstBlock = index === first && column?.header === '' && rows.length > 20;
    if (!column || used.has(index) || (count < 2 && !isFirstBlock)) continue;
    const others = column.cells.filter(
      (cell, row) =>
        cell !== '' && !isTotalWord(cell) && rows[row]!.filter((one) => one.trim() !== '').length > 2,
    );
    if (others.length < 0.02 * rows.length && column.filled < 0.3 * rows.length) return column;
  }
  return null;
}

const honorifics = /^(?:mr|mrs|ms|miss|dr|prof|herr|frau|mme|mlle|m|sr|sra|srta|sig|dhr|mevr|pan|pani)\.?$/i;

/** A product's key may be a number, but not one with fractions. */
function isNumberColumn(column: ColumnFacts): boolean {
  if (column.numeric <= 0.95) return false;
  // Whole amounts of money are written with their cents.
  return column.whole < 0.95 || column.cells.every((cell) => cell === '' || /[.,]00?$/.test(cell));
}

/** Whether the cells of a column are numbers that stand for products, as `10107` does under "Product": a line's number is short. */
const isCodes = (column: ColumnFacts) =>
  !isNumberColumn(column) &&
  column.numeric >= 0.5 &&
  column.cells.every((cell) => cell === '' || /^[A-Z]{0,4}[ -]?\d{3,14}$/i.test(cell));

/** Whether nearly every key goes with one name, as product names do and customers' do not. */
function oneNameEach(key: ColumnFacts, name: ColumnFacts): boolean {
  const names = new Map<string, Map<string, number>>();
  key.cells.forEach((cell, row) => {
    const text = name.cells[row]!;
    if (cell === '' || text === '') return;
    const known = names.get(cell) ?? new Map<string, number>();
    known.set(text, (known.get(text) ?? 0) + 1);
    names.set(cell, known);
  });
  let all = 0;
  let usual = 0;
  for (const counts of names.values()) {
    let most = 0;
    for (const count of counts.values()) {
      all += count;
      most = Math.max(most, count);
    }
    usual += most;
  }
  return all === 0 || usual > 0.85 * all;
}

/** The product of each row as text; a blank cell repeats the one above it, and without a column all rows are one product. */
export function productTexts(
  facts: readonly ColumnFacts[],
  column: number | undefined,
  rows: number,
): string[] {
  if (column === undefined) return new Array<string>(rows).fill('');
  let last = '';
  return facts[column]!.cells.map((cell) => (cell === '' ? last : (last = cell)));
}

/** The product where no column is named so: the words that part the prices of a day. */
function findProduct(
  facts: readonly ColumnFacts[],
  sample: SampleRows,
  used: ReadonlySet<number>,
): ColumnFacts | null {
  const isRepeated = repeatedShare(sample) > 0.02;
  const above = isRepeated ? blockNames(facts, sample, used) : null;
  if (above) return above;
  const words = facts.filter(
    (column) =>
      !used.has(column.index) &&
      column.numeric < 0.5 &&
      column.dated < 0.5 &&
      column.filled > 0.9 * sample.rows &&
      column.distinct >= 1 &&
      column.distinct <= Math.max(20, sample.rows / 5) &&
      !isNamed(column, 'customer') &&
      !isNamed(column, 'status') &&
      !isNamed(column, 'orderId') &&
      !isNamed(column, 'place') &&
      !isNamed(column, 'currency') &&
      !isNamed(column, 'weather') &&
      !isNamed(column, 'event') &&
      (!isNamed(column, 'promoted') || column.cells.every((cell) => Number.isNaN(flagOf(cell)))),
  );
  const named = words.find(
    (column) =>
      isNamed(column, 'category') && (column.distinct === 1 || priceExplained(sample, column, true) > 0.3),
  );
  if (!isRepeated) return named ?? null;
  const best = words
    .map((column) => ({ column, share: priceExplained(sample, column, true) }))
    .filter(({ column, share }) => share > (isNamed(column, 'other') ? 0.9 : 0.6))
    .sort((a, b) => b.share - a.share)[0];
  if (named && priceExplained(sample, named, true) > 0.5) return named;
  return best?.column ?? null;
}

/** A column that names the product on the first row of its block alone: with the blanks filled down no day comes twice. */
function blockNames(
  facts: readonly ColumnFacts[],
  sample: SampleRows,
  used: ReadonlySet<number>,
): ColumnFacts | null {
  for (const column of facts) {
    if (used.has(column.index) || column.numeric > 0.5 || column.dated > 0.5) continue;
    if (column.filled < 2 || column.filled > 0.3 * sample.rows || column.distinct < 0.9 * column.filled)
      continue;
    let name = '';
    const product = column.cells.map((cell) => (cell === '' ? name : (name = cell)));
    if (repeatedShare({ ...sample, product }) < 0.2 * repeatedShare(sample)) return column;
  }
  return null;
}

/** The column of categories by place: named so, of text, filled in 30 % of the rows at least; null where there is none. */
export function categoryColumn(
  facts: readonly ColumnFacts[],
  used: ReadonlySet<number>,
  mapping: ColumnMapping,
  sample: SampleRows,
): number | null {
  const column = namedAs(facts, 'category').find(
    (one) =>
      !used.has(one.index) &&
      isNamed(one, 'category') &&
      rankAs(one, 'category') < 2000 &&
      one.numeric < 0.5 &&
      one.filled > 0,
  );
  if (!column || mapping.category !== undefined) return null;
  return column.filled >= 0.3 * sample.rows ? column.index : null;
}

/** What no figures decide, a plain name does: the reading then says what stands in its cells. */
export function takeNames(
  headers: readonly string[],
  facts: readonly ColumnFacts[],
  mapping: Partial<Record<ColumnRole, number>>,
  formulas: readonly Formula[],
): void {
  const named = matchHeaders(headers);
  const take = (role: ColumnRole) => {
    const column = named[role];
    if (
      column === undefined ||
      mapping[role] !== undefined ||
      formulas.some((formula) => formula.role === role)
    )
      return;
    if (!Object.values(mapping).includes(column)) mapping[role] = column;
  };
  if (named.date !== undefined && !isCounter(facts[named.date]!)) take('date');
  take('price');
  if (mapping.units === undefined && mapping.sales === undefined) {
    take('sales');
    take('units');
  }
}

/**
 * Looks for the column that identifies products where none is named so; `mapping` and `roleColumns` then have it. Gives the sample
 * by its values, or as it was.
 */
export function takeProduct(
  facts: readonly ColumnFacts[],
  sample: SampleRows,
  roleColumns: Set<number>,
  mapping: Partial<Record<ColumnRole, number>>,
  notes: Note[],
): SampleRows {
  const key = findProduct(facts, sample, roleColumns);
  if (!key) return sample;
  mapping.productId = key.index;
  roleColumns.add(key.index);
  notes.push([
    'product-column',
    'info',
    `"${key.header}" identifies products`,
    'Each of its values is a product',
    '',
  ]);
  return { ...sample, product: productTexts(facts, key.index, sample.rows) };
}
