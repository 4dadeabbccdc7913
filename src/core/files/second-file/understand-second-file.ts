// What the columns of a second file are: costs, stock, rivals' prices, a calendar of promotions, a list of products.
//
// The column of the product and those of series are known by their cells, which the sales file has too; names come
// second. A period stands in one column (a day from which the figure holds) or in two (from, to).

import type { ProductInfo } from '../../table/dataset.ts';
import { ReadError } from '../../table/read-error.ts';
import { type ColumnFacts, columnFacts, isNamed, namedAs, rankAs } from '../column-facts.ts';
import { headerTokens } from '../header-words.ts';
import type { CellTable } from '../read-cells.ts';

/** What a second file can bring to a product's days. */
export const secondRoles = ['cost', 'inventory', 'competitorPrice', 'regularPrice', 'promoted'] as const;
export type SecondRole = (typeof secondRoles)[number];

export interface SecondFilePlan {
  /** Column of the product; null where the file speaks of all products alike. */
  readonly product: number | null;
  /** Column per name of a series, such as `Store`. */
  readonly series: Readonly<Record<string, number>>;
  /** The day, or the first of a period; null where figures hold always. */
  readonly from: number | null;
  /** The last day of a period; null without one. */
  readonly to: number | null;
  /** Column per role; `promoted` is null where being in the file is the promotion. */
  readonly values: Readonly<Partial<Record<SecondRole, number | null>>>;
  readonly category: number | null;
  readonly name: number | null;
  /** Headers that hold something and are not used. */
  readonly unused: readonly string[];
}

/** A key as it is compared: without case, spacing and zeros in front. */
export const plainKey = (text: string) =>
  text
    .trim()
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/^0+(?=\d)/, '');

const sampledRows = 2000;

/**
 * The plan of a second file beside these products of the sales file.
 *
 * @throws ReadError where the file has nothing that a product's days could take, with what would be right.
 */
export function understandSecondFile(
  { fileName, headers, rows, delimiter }: CellTable,
  products: readonly ProductInfo[],
): SecondFilePlan {
  const facts = columnFacts(
    headers,
    rows.slice(0, sampledRows).map(({ cells }) => cells),
    delimiter === ';' ? ',' : '.',
  );
  const filled = facts.filter((column) => column.filled > 0);
  const used = new Set<number>();
  const take = (column: ColumnFacts | null | undefined): number | null => {
    if (!column || used.has(column.index)) return null;
    used.add(column.index);
    return column.index;
  };
  const product = take(productColumn(filled, products));
  const series: Record<string, number> = {};
  for (const name of new Set(products.flatMap((one) => Object.keys(one.series ?? {})))) {
    const values = new Set(products.map((one) => plainKey(one.series?.[name] ?? '')));
    const column = mostAlike(filled, values, used);
    if (column) series[name] = take(column)!;
  }
  const dates = filled.filter(
    (column) => column.dated > 0.8 || (isNamed(column, 'date') && column.numeric > 0.9),
  );
  const last = dates.find((column) => speaksOf(column, endWords));
  const first =
    dates.find((column) => column !== last && speaksOf(column, beginWords)) ??
    dates.find((column) => column !== last);
  const from = take(first);
  const to = from === null ? null : take(last);

  const values: Partial<Record<SecondRole, number | null>> = {};
  const free = () => filled.filter((column) => !used.has(column.index));
  for (const role of ['cost', 'inventory', 'competitorPrice', 'regularPrice'] as const) {
    const column = namedAs(free(), role).find((one) => isNamed(one, role) && one.numeric > 0.3);
    if (column) values[role] = take(column)!;
  }
  const rival = filled.find((column) => column.numeric < 0.5 && isNamed(column, 'competitorPrice'));
  const price = namedAs(free(), 'price').find((one) => one.numeric > 0.6);
  if (values.competitorPrice === undefined && price && (rival || namesRivals(fileName)))
    values.competitorPrice = take(price)!;
  if (rival) take(rival);
  const flag = free().find((column) => isNamed(column, 'promoted'));
  if (flag) values.promoted = take(flag)!;
  else if (to !== null && Object.keys(values).length === 0) values.promoted = null;
  const words = free().filter((column) => column.numeric < 0.5);
  const category = take(words.find((column) => isNamed(column, 'category')));
  const name = take(words.find((column) => !used.has(column.index) && rankAs(column, 'productName') < 1000));

  if (Object.keys(values).length === 0 && category === null && name === null)
    throw new ReadError(
      `"${fileName}" has the columns ${headers
        .slice(0, 20)
        .map((header) => `"${header}"`)
        .join(
          ', ',
        )}, but none that names a cost, a stock, a competitor's price, a regular price, a promotion or a category.`,
    );
  if (
    product === null &&
    products.length > 1 &&
    namedAs(filled, 'productId').some((one) => isNamed(one, 'productId'))
  )
    throw new ReadError(
      `No product of "${fileName}" is one of the sales file: it has ${exampleOf(filled)}, the sales have "${products[0]!.key ?? products[0]!.id}".`,
    );
  return {
    product,
    series,
    from,
    to,
    values,
    category,
    name,
    unused: free().map(({ header }) => header),
  };
}

const beginWords = /^(?:from|start|begin|valid|gultig|ab|von|du|desde|dal|van|od|first|since|effective)/;
const endWords =
  /^(?:to|end|until|till|thru|through|bis|au|fin|hasta|al|tot|do|last|expires?|expiry)$|^(?:ende|ending)/;
const speaksOf = ({ header }: ColumnFacts, words: RegExp) =>
  headerTokens(header).some((token) => words.test(token));
const namesRivals = (fileName: string) =>
  /competi|rival|konkurr|wettbew|concurr|concorr|competenc|競合|竞/i.test(fileName);

function exampleOf(facts: readonly ColumnFacts[]): string {
  const column = namedAs(facts, 'productId')[0]!;
  return `"${column.cells.find((cell) => cell !== '') ?? ''}" in "${column.header}"`;
}

/** The column most of whose cells are products of the sales file: by key, else by name. */
function productColumn(facts: readonly ColumnFacts[], products: readonly ProductInfo[]): ColumnFacts | null {
  const keys = new Set(products.map((product) => plainKey(product.key ?? product.id)));
  const names = new Set(products.map((product) => plainKey(product.name.split(' · ')[0]!)));
  return mostAlike(facts, keys, new Set()) ?? mostAlike(facts, names, new Set());
}

/** The column with the most cells of `values`; null where fewer than one in twenty are. */
function mostAlike(
  facts: readonly ColumnFacts[],
  values: ReadonlySet<string>,
  used: ReadonlySet<number>,
): ColumnFacts | null {
  let best: ColumnFacts | null = null;
  let bestShare = 0.05;
  for (const column of facts) {
    if (used.has(column.index)) continue;
    const alike = column.cells.filter((cell) => cell !== '' && values.has(plainKey(cell))).length;
    const share = alike / Math.max(1, column.filled);
    // Figures may be equal to short keys by chance.
    const isChance =
      column.numeric > 0.9 &&
      column.meanings.some(({ concept }) => concept !== 'productId' && concept !== 'place');
    if (share > bestShare && !isChance) {
      best = column;
      bestShare = share;
    }
  }
  return best;
}
