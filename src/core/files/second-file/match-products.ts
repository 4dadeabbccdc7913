// Which rows of a second file speak of which products of the sales: by key, else by name, and apart by what splits series.

import type { ProductInfo } from '../../table/dataset.ts';
import { type ColumnFacts, rankAs } from '../column-facts.ts';
import type { CellTable } from '../read-cells.ts';

/** A key without zeros in front, case and spacing: spreadsheets change all three. */
const bareKey = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^0+(?=\d)/, '')
    .replace(/^(\d+)\.0$/, '$1');

export interface ProductMatch {
  /** The column of the product; null where rows hold for everything. */
  readonly column: number | null;
  /** What the column was matched with. */
  readonly by: 'key' | 'name' | 'category' | 'everything';
  /** The columns that split series, by the name that the sales have for the split. */
  readonly splits: ReadonlyMap<string, number>;
  /** The products of the sales that a row speaks of; none where it names one that the sales do not have. */
  readonly productsOf: (cells: readonly string[]) => readonly number[];
  /** Different products that the file names, and those of them that the sales do not have, as written. */
  readonly named: number;
  readonly unknown: readonly string[];
}

/** Columns of numbers that mean something else are no keys, however alike their numbers are. */
const neverKeys = new Set([
  'date',
  'cost',
  'price',
  'units',
  'sales',
  'inventory',
  'competitorPrice',
  'regularPrice',
  'profit',
  'discount',
  'promoted',
  'place',
]);

/**
 * How rows of a second file find their products: the column (or pair) whose values are keys or names of most of `products`, by
 * row.
 *
 * `taken` columns are in use for something else; `mayHoldForMany` lets a row hold for a category or for all products. Null
 * where no column matches.
 */
export function matchProducts(
  table: CellTable,
  facts: readonly ColumnFacts[],
  products: readonly ProductInfo[],
  taken: ReadonlySet<number>,
  mayHoldForMany: boolean,
): ProductMatch | null {
  const splits = splitColumns(table, facts, products, taken);
  const isFree = ({ index, meanings }: ColumnFacts) =>
    !taken.has(index) && ![...splits.values()].includes(index) && !neverKeys.has(meanings[0]?.concept ?? '');
  const free = facts.filter(isFree);
  const ways = [
    ['key', indexed(products, ({ id, key }) => key ?? id)],
    ['name', indexed(products, ({ name }) => name)],
    ...(mayHoldForMany ? [['category', indexed(products, ({ category }) => category ?? '')] as const] : []),
  ] as const;
  let best: {
    readonly column: number;
    readonly by: ProductMatch['by'];
    readonly of: Index;
    readonly score: number;
  } | null = null;
  for (const [by, of] of ways)
    for (const column of free) {
      const seen = distinct(table, column.index);
      const known = [...seen.keys()].filter((key) => of.has(key)).length;
      // Keys before names, since two products may share a name; a column called the product breaks a tie.
      const score =
        known +
        (rankAs(column, 'productId') < Infinity ? 0.3 : 0) +
        (by === 'key' ? 0.2 : by === 'name' ? 0.1 : 0);
      if (known > 0 && score > (best?.score ?? 0)) best = { column: column.index, by, of, score };
    }
  if (!best) {
    const isNamed = free.some(
      (column) =>
        column.filled > 0 &&
        ['productId', 'productName', 'parentProduct'].includes(column.meanings[0]?.concept ?? ''),
    );
    const isAlone = products.length === 1 || new Set(products.map(({ id, key }) => key ?? id)).size === 1;
    const named = free.find((column) => column.meanings[0]?.concept === 'productId');
    if (
      isNamed &&
      !(
        isAlone &&
        named !== undefined &&
        distinct(table, named.index).size === 1 &&
        table.rows.length > 0 &&
        isFileNamed(products)
      )
    )
      return null;
    if (!isAlone && !mayHoldForMany) return null;
    const all = products.map((_, p) => p);
    return {
      column: null,
      by: 'everything',
      splits,
      productsOf: (cells) => all.filter((p) => isOfSplit(products[p]!, cells, splits)),
      named: 0,
      unknown: [],
    };
  }
  const { column, by, of } = best;
  const seen = distinct(table, column);
  const all = products.map((_, p) => p);
  return {
    column,
    by,
    splits,
    productsOf: (cells) => {
      const key = bareKey(cells[column] ?? '');
      const found =
        mayHoldForMany && /^(?:|all|alle|\*|tout|todos|tutti|wszystko|全部)$/.test(key)
          ? all
          : (of.get(key) ?? []);
      return splits.size === 0 ? found : found.filter((p) => isOfSplit(products[p]!, cells, splits));
    },
    named: seen.size,
    unknown: [...seen].filter(([key]) => !of.has(key)).map(([, written]) => written),
  };
}

/** Whether the sales name no product, so that their only one is called after the file. */
const isFileNamed = (products: readonly ProductInfo[]) => products.length === 1;

type Index = ReadonlyMap<string, readonly number[]>;

function indexed(products: readonly ProductInfo[], textOf: (product: ProductInfo) => string): Index {
  const out = new Map<string, number[]>();
  products.forEach((product, p) => {
    const key = bareKey(textOf(product));
    if (key === '') return;
    const known = out.get(key);
    if (known) known.push(p);
    else out.set(key, [p]);
  });
  return out;
}

/** The different keys of a column, each as first written. */
function distinct({ rows }: CellTable, column: number): Map<string, string> {
  const out = new Map<string, string>();
  for (const { cells } of rows) {
    const written = (cells[column] ?? '').trim();
    const key = bareKey(written);
    if (key !== '' && !out.has(key)) out.set(key, written);
  }
  return out;
}

/** The columns that hold the values by which the sales are kept apart. */
function splitColumns(
  table: CellTable,
  facts: readonly ColumnFacts[],
  products: readonly ProductInfo[],
  taken: ReadonlySet<number>,
): Map<string, number> {
  const values = new Map<string, Set<string>>();
  for (const { series } of products)
    for (const [name, value] of Object.entries(series ?? {})) {
      const known = values.get(name) ?? new Set<string>();
      values.set(name, known.add(bareKey(value)));
    }
  const out = new Map<string, number>();
  for (const [name, known] of values) {
    let best = 0;
    for (const column of facts) {
      if (taken.has(column.index) || [...out.values()].includes(column.index)) continue;
      const isCalled = bareKey(column.header) === bareKey(name);
      const isPlace = rankAs(column, 'place') < Infinity;
      if (!isCalled && !isPlace && column.numeric > 0.5) continue;
      const seen = [...distinct(table, column.index).keys()];
      const share = seen.filter((key) => known.has(key)).length / Math.max(1, seen.length);
      const score = share + (isCalled ? 0.2 : 0) + (isPlace ? 0.1 : 0);
      if (share >= 0.5 && score > best) {
        best = score;
        out.set(name, column.index);
      }
    }
  }
  return out;
}

/** Whether a row holds for a series: it names its store, or none. */
function isOfSplit(
  product: ProductInfo,
  cells: readonly string[],
  splits: ReadonlyMap<string, number>,
): boolean {
  for (const [name, column] of splits) {
    const written = bareKey(cells[column] ?? '');
    if (written !== '' && written !== bareKey(product.series?.[name] ?? '')) return false;
  }
  return true;
}
