// The file of a shop that writes down every product every day: date, product, price, units, cost, and whatever else.

import { isoDate } from '../table/day-numbers.ts';
import { examFirstDay, type ProductTruth } from './product-truth.ts';
import { salesCsv, type CsvCell } from './sales-csv.ts';

export interface DailyProduct {
  readonly truth: Pick<ProductTruth, 'id' | 'name' | 'category' | 'unitCost'>;
  /** [days] each, with the extra columns of the file in its order. */
  readonly price: ArrayLike<number>;
  readonly units: ArrayLike<number>;
  readonly extras?: readonly ArrayLike<CsvCell>[];
}

/** `writesZeros`: whether a day without a sale has a row. */
export function dailyFile(
  products: readonly DailyProduct[],
  extraHeaders: readonly string[] = [],
  writesZeros = true,
): string {
  return salesCsv(
    ['Date', 'SKU', 'Product Name', 'Category', 'Price', 'Units', 'Cost', ...extraHeaders],
    rows(products, writesZeros),
  );
}

function* rows(products: readonly DailyProduct[], writesZeros: boolean): Generator<CsvCell[]> {
  const days = products[0]!.price.length;
  for (let t = 0; t < days; t++)
    for (const { truth, price, units, extras = [] } of products) {
      if (units[t] === 0 && !writesZeros) continue;
      yield [
        isoDate(examFirstDay + t),
        truth.id,
        truth.name,
        truth.category,
        price[t]!.toFixed(2),
        units[t]!,
        truth.unitCost.toFixed(2),
        ...extras.map((column) => column[t]!),
      ];
    }
}
