// What a second file can be, behind one interface: a kind knows its columns, and what it gives the days of a product.

import type { ProductInfo } from '../../table/dataset.ts';
import type { MergedDays } from '../../table/merge-days.ts';
import type { JoinKind } from './join-report.ts';
import type { SecondColumns } from './second-columns.ts';

/** A row of a second file that speaks of a product of the sales. */
export interface Entry {
  readonly fileRow: number;
  /** First day it holds for; null where the file gives none. Days since 1970-01-01. */
  readonly from: number | null;
  /** Last day; null where the file gives none, so that the kind decides. */
  readonly to: number | null;
  /** Days that the text of `from` names: 1 a day, 7 a week, 28 to 31 a month. */
  readonly length: number;
  /** The kind's number; NaN where it has none. */
  readonly value: number;
  readonly cells: readonly string[];
}

/** A product of the sales, merged to days and not yet cleaned. */
export interface ProductDays {
  readonly product: ProductInfo;
  readonly days: MergedDays;
  /** Last day that each row of the sales covers: the day itself in daily sales, six days on in weekly ones. [days] */
  readonly until: Int32Array;
}

/** What a kind makes of a product. */
interface Filled {
  readonly product?: ProductInfo;
  readonly days?: Partial<MergedDays>;
  /** Days that got a value. */
  readonly filled: number;
  /** Days of which the sales say it themselves; that stands. */
  readonly kept: number;
  /** Rows that speak of the same product and day as another one, each in words. */
  readonly overlaps: readonly string[];
}

/** The columns of a file that are of a kind. */
export interface Recognised {
  /** Header by what it means, such as `{ cost: 'EK netto' }`. */
  readonly headers: Readonly<Record<string, string>>;
  /** The column of the number; null where the kind needs none. */
  readonly number: number | null;
  /** The value of a row where it is no plain number. */
  readonly valueIn?: (cells: readonly string[]) => number;
  /** The column that names the rival. */
  readonly rival?: number;
  /** The columns of a product's name and category. */
  readonly name?: number;
  readonly category?: number;
  /** The column of the size of a pack, with its header. */
  readonly size?: { readonly index: number; readonly header: string };
}

export interface SecondFileKind {
  readonly name: JoinKind;
  /** `costs`: what the file holds, within a sentence. */
  readonly words: string;
  /** The columns that such a file has. */
  readonly shape: string;
  /** Whether rows may hold for a category, or for everything, rather than a product. */
  readonly mayHoldForMany: boolean;
  /** The columns where the file is of this kind, else null. */
  recognise(columns: SecondColumns): Recognised | null;
  /** What the rows about a product give it; `entries` are in the file's order and never none. */
  fill(sales: ProductDays, entries: readonly Entry[], recognised: Recognised): Filled;
  /** What it gives a product that no row speaks of. */
  fillWithout?(sales: ProductDays): Filled;
  /** Why the values cannot be in the unit of the sales: refused, or only said. */
  mismatch?(
    joined: readonly { readonly before: ProductDays; readonly days: MergedDays }[],
  ): { readonly isRefused: boolean; readonly sentence: string } | null;
}
