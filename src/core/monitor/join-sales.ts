// Old and newer sales as one file: what retraining learns from, and what "what was expected" is compared on.
//
// The joined file is written in the lab's native columns, so that everything downstream (fingerprint, columns dialog,
// project file) treats it as any other file. A day that both files have counts from the newer one, which knows it
// better; the older file's forecast placeholders go once newer sales of the product are there.

import { columns as columnList, type ColumnMapping, type NumericRole } from '../table/columns.ts';
import { isoDate } from '../table/day-numbers.ts';
import type { ProductInfo, SalesTable } from '../table/dataset.ts';
import { fileOrder } from '../table/group-rows.ts';
import { ReadError } from '../table/read-error.ts';

/** A table with the columns its numbers came from. */
export interface MappedTable {
  readonly fileName: string;
  readonly table: SalesTable;
  readonly mapping: ColumnMapping;
  /** What its prices are in, as a sign or a code; absent: it does not say. */
  readonly currency?: string;
}

export interface JoinedSales {
  /** The file's text in parts, header first. */
  readonly parts: readonly string[];
  /** Rows of the older file that a newer row of the same product and day replaces. */
  readonly replacedRows: number;
  /** Forecast placeholders of the older file that newer sales took the place of. */
  readonly droppedPlaceholders: number;
  /** Products only the newer file has. */
  readonly freshProducts: readonly ProductInfo[];
  /** Columns of the joined file that split a product into series, such as `Store`. */
  readonly splits: readonly string[];
}

const roles = columnList.filter(({ kind }) => kind === 'number').map(({ role }) => role as NumericRole);
const partRows = 5_000;

/**
 * Joins two tables of the same products.
 *
 * @throws ReadError in a sentence where one file tells products, or their series, apart and the other does not.
 */
export function joinSales(older: MappedTable, newer: MappedTable): JoinedSales {
  const namesProducts = ({ mapping }: MappedTable) =>
    mapping.productId !== undefined || mapping.productName !== undefined;
  if (namesProducts(older) && !namesProducts(newer) && older.table.products.length > 1)
    throw new ReadError(
      `"${newer.fileName}" has no column that names the product, and "${older.fileName}" holds ` +
        `${older.table.products.length} products; add a column "Product ID".`,
    );
  if (!namesProducts(older) && namesProducts(newer) && newer.table.products.length > 1)
    throw new ReadError(
      `"${newer.fileName}" holds ${newer.table.products.length} products and "${older.fileName}" is one product without ` +
        'a product column; choose the newer sales of that product alone.',
    );
  const splits = seriesNames(older.table);
  const newerSplits = seriesNames(newer.table);
  if (splits.join('\n') !== newerSplits.join('\n'))
    throw new ReadError(
      `"${newer.fileName}" ${seriesWords(newerSplits)}, and "${older.fileName}" ${seriesWords(splits)}; ` +
        'choose newer sales with the same columns.',
    );
  const onlyProduct = namesProducts(older) && namesProducts(newer) ? null : (older.table.products[0] ?? null);
  const newerProducts = newer.table.products.map((product) => onlyProduct ?? product);
  const known = new Map(older.table.products.map((product) => [product.id, product]));

  const newerDays = new Map<string, Set<number>>();
  for (let row = 0; row < newer.table.rowCount; row++) {
    const { id } = newerProducts[newer.table.product[row]!]!;
    const days = newerDays.get(id);
    if (days) days.add(newer.table.day[row]!);
    else newerDays.set(id, new Set([newer.table.day[row]!]));
  }

  const written = roles.filter((role) => older.table.numbers[role] ?? newer.table.numbers[role]);
  const header = (role: string) => columnList.find((column) => column.role === role)!.header;
  const own: readonly string[] = [
    ...['date', 'productId', 'productName', 'category'].map(header),
    ...written.map(header),
  ];
  // A category that also splits has its column already.
  const added = splits.filter((name) => !own.includes(name));
  const parts = [[...own, ...added.map(quoted)].join(',') + '\n'];
  let lines: string[] = [];
  const signed = written.includes('price') ? 'price' : 'sales';
  const write = ({ table, currency }: MappedTable, row: number, product: ProductInfo) => {
    const numbers = written.map((role) => {
      const value = table.numbers[role]?.[row] ?? NaN;
      if (Number.isNaN(value)) return '';
      // The next file is held to the currency of these. The point of what is in yen would part thousands.
      return currency !== undefined && currency !== '¥' && role === signed
        ? `${currency} ${value}`
        : String(value);
    });
    lines.push(
      [
        isoDate(table.day[row]!),
        quoted(product.key ?? product.id),
        quoted(nameWithoutSeries(product)),
        quoted(product.category ?? ''),
        ...numbers,
        ...added.map((name) => quoted(product.series?.[name] ?? '')),
      ].join(','),
    );
    if (lines.length === partRows) flush();
  };
  const flush = () => {
    if (lines.length > 0) parts.push(`${lines.join('\n')}\n`);
    lines = [];
  };

  let replacedRows = 0;
  let droppedPlaceholders = 0;
  // As the files have their rows: the same files join to the same bytes, whatever order a table has.
  for (const row of fileOrder(older.table.fileRow)) {
    const product = older.table.products[older.table.product[row]!]!;
    const days = newerDays.get(product.id);
    if (days?.has(older.table.day[row]!)) replacedRows++;
    else if (days && isPlaceholder(older.table, row)) droppedPlaceholders++;
    else write(older, row, product);
  }
  for (const row of fileOrder(newer.table.fileRow)) {
    const product = newerProducts[newer.table.product[row]!]!;
    write(newer, row, known.get(product.id) ?? product);
  }
  flush();
  const freshProducts = newerProducts.filter(({ id }) => !known.has(id));
  return { parts, replacedRows, droppedPlaceholders, freshProducts, splits };
}

/** The columns that split the table's products into series, in the order of the file. */
export function seriesNames({ products }: Pick<SalesTable, 'products'>): readonly string[] {
  return Object.keys(products.find(({ series }) => series)?.series ?? {});
}

function seriesWords(names: readonly string[]): string {
  return names.length === 0
    ? 'is not split into series'
    : `is split into series by ${names.map((name) => `"${name}"`).join(' and ')}`;
}

/** The product's name as the file had it: that of a series ends with what splits it. */
function nameWithoutSeries({ id, key, name, series }: ProductInfo): string {
  if (!series || key === undefined) return name;
  const ending = ` · ${Object.values(series).join(' · ')}`;
  return name === id || !name.endsWith(ending) ? key : name.slice(0, -ending.length);
}

/** No price, no sales, a prediction: a row about a day that had not come yet. */
function isPlaceholder({ numbers }: SalesTable, row: number): boolean {
  const blank = (role: NumericRole) => Number.isNaN(numbers[role]?.[row] ?? NaN);
  const sold = numbers.sales?.[row] ?? numbers.units?.[row] ?? NaN;
  return blank('price') && !(sold > 0) && !blank('predictedSales');
}

/** A cell as the reader takes it back: quoted where it must be, otherwise untouched. */
export function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** `catalogue with newer sales to 2025-10-28.csv` */
export function joinedName(olderName: string, lastDay: number): string {
  const stem = olderName.replace(/\.[^.]+$/, '').replace(/ with newer sales to \d{4}-\d{2}-\d{2}$/, '');
  return `${stem} with newer sales to ${isoDate(lastDay)}.csv`;
}
