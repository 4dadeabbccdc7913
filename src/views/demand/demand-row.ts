// A product as a row of the demand table.

import type { DemandSummary } from '../../core/demand/demand-summary.ts';
import type { ProductInfo } from '../../core/table/dataset.ts';

export interface DemandRow {
  /** Index into the histories. */
  readonly index: number;
  readonly product: ProductInfo;
  readonly summary: DemandSummary;
  /** Name, id and category in small letters. */
  readonly searchText: string;
}

/** One row a fitted product; `summaries` in the order of `products`, which may be longer. */
export function demandRows(
  products: readonly ProductInfo[],
  summaries: readonly DemandSummary[],
): readonly DemandRow[] {
  return summaries.flatMap((summary, index): DemandRow[] => {
    const product = products[index];
    if (product === undefined) return [];
    const searchText = `${product.name}\n${product.id}\n${product.category ?? ''}`.toLowerCase();
    return [{ index, product, summary, searchText }];
  });
}
