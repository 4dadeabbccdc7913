// Prices of a hundred or a thousand units, as ERP systems keep those of cheap goods: the column that says of how many.

import type { ColumnFacts } from './column-facts.ts';
import { headerTokens } from './header-tokens.ts';
import { productShare } from './money-arithmetic.ts';
import type { Formula, HelperName } from './read-plan.ts';
import type { Note } from './note.ts';

const names = new Set(
  'per,price unit,pricing unit,price quantity,pricing quantity,price basis,price base,price per qty,per qty,per quantity,unit of price,preiseinheit,pe,je,peinh,kpein,unite de prix,unidad de precio,unita di prezzo,prijseenheid,jednostka ceny'.split(
    ',',
  ),
);
const powers = new Set([1, 10, 100, 1000, 10_000]);

/** The column by which `price` is divided; null where every price is of one unit. */
function perColumn(all: readonly ColumnFacts[], price: ColumnFacts): ColumnFacts | null {
  return (
    all.find(
      (column) =>
        column !== price &&
        column.numeric === 1 &&
        names.has(headerTokens(column.header).join(' ')) &&
        column.numbers.every((value) => Number.isNaN(value) || powers.has(value)) &&
        column.numbers.some((value) => value > 1),
    ) ?? null
  );
}

/** The price of one unit where the file has that of more; whether there is such a column. */
export function priceOfOne(
  all: readonly ColumnFacts[],
  price: ColumnFacts,
  total: ColumnFacts | null,
  units: ColumnFacts | null,
  formulas: Formula[],
  helpers: Partial<Record<HelperName, number>>,
  notes: Note[],
): boolean {
  const per = perColumn(all, price);
  if (!per) return false;
  const each = price.numbers.map((value, row) => value / (per.numbers[row]! || 1));
  // A total that is units times the price as it stands says that the column means something else.
  if (total && units && productShare(total.numbers, price.numbers, units.numbers) > 0.85) return false;
  const isProven =
    total !== null && units !== null && productShare(total.numbers, each, units.numbers) > 0.85;
  helpers.pricedPer = per.index;
  formulas.push({
    role: 'price',
    words: `"${price.header}" / "${per.header}"`,
    compute: (row) => row.price / (row.pricedPer || 1),
  });
  const row = per.numbers.findIndex((value) => value > 1);
  notes.push([
    'price-per',
    isProven ? 'repaired' : 'attention',
    `"${per.header}" says of how many units "${price.header}" is the price`,
    `The price of one unit is "${price.header}" divided by "${per.header}"`,
    `${price.cells[row]!} for ${per.cells[row]!} is read as ${Number(each[row]!.toPrecision(6))}`,
  ]);
  return true;
}
