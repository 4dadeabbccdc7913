// What the findings are made from: the table, its merged days and cleaned histories, and how sales were understood.

import type { ColumnMapping, ColumnRole } from './columns.ts';
import type { ProductHistory, ProductInfo, SalesMeaning, SalesTable } from './dataset.ts';
import type { MergedDays } from './merge-days.ts';
import type { MeaningVerdict } from './sales-meaning.ts';

export interface DatasetFacts {
  readonly table: SalesTable;
  readonly headers: readonly string[];
  readonly mapping: ColumnMapping;
  /** Of the usable products, beside `histories`. */
  readonly merged: readonly MergedDays[];
  readonly histories: readonly ProductHistory[];
  readonly unusable: readonly { readonly product: ProductInfo; readonly reason: string }[];
  readonly verdict: MeaningVerdict;
  readonly salesMeaning: SalesMeaning;
  readonly isOverruled: boolean;
}

/** The header of the column that fills a role; the role itself where none does. */
export function headerOf(facts: DatasetFacts, role: ColumnRole): string {
  const index = facts.mapping[role];
  return index === undefined ? role : facts.headers[index]!;
}
