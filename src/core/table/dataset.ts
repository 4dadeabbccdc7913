// What one read file becomes: typed columns, what was found and repaired, and a cleaned history per product.
//
// The page, the market, the headless commands and the exports all read these types. Numbers are doubles and a
// missing number is NaN; nothing here holds one object per row.

import type { JoinReport } from '../files/second-file/join-report.ts';
import type { Encoding } from './code-pages.ts';
import type { ColumnMapping, ColumnRole, NumericRole } from './columns.ts';
import type { DriverColumns } from './demand-drivers.ts';

export interface ProductInfo {
  /** The key in the file: Product ID, else Product Name, else the file's name without its ending. */
  readonly id: string;
  readonly name: string;
  readonly category: string | null;
  /** What splits this product from others of the same key, such as `{ Store: 'North' }`; null or absent where nothing does. */
  readonly series?: Readonly<Record<string, string>> | null;
  /** The product's own key in the file where `series` splits it, so that `id` is key and split together. */
  readonly key?: string;
}

/**
 * The rows of the file that had a readable date: product after product, oldest day first, rows of one day in the file's
 * order. `fileRow` tells where they stood, `fileOrder` puts them back.
 */
export interface SalesTable {
  readonly rowCount: number;
  /** Row number in the file as a spreadsheet shows it (the header is row 1). [rows] */
  readonly fileRow: Uint32Array;
  /** Days since 1970-01-01. [rows] */
  readonly day: Int32Array;
  /** Earliest and latest of them. */
  readonly firstDay: number;
  readonly lastDay: number;
  /** Index into `products`. [rows] */
  readonly product: Uint32Array;
  readonly products: readonly ProductInfo[];
  /** One column per number the file has, NaN where blank or unreadable. [rows] each */
  readonly numbers: Readonly<Partial<Record<NumericRole, Float64Array>>>;
}

export type FindingSeverity = 'info' | 'repaired' | 'attention';

/** One line of the table "found and repaired". */
export interface Finding {
  /** A stable name such as `unreadable-number` or `duplicate-day`. */
  readonly kind: string;
  readonly severity: FindingSeverity;
  /** What was found, in words: `Same day twice`. */
  readonly found: string;
  /** What was done about it, in words. */
  readonly done: string;
  readonly count: number;
  /** The first few file rows it concerns (header is row 1); empty where it concerns the file as a whole. */
  readonly rows: readonly number[];
  /** One example, in words: `Row 214, column "Product Price": expected a positive number, got "n/a"`. */
  readonly example: string;
}

/** Counts per product, in the words of the reference file golden/pipeline/dirty.json. */
export interface CleaningReport {
  /** Days after same-day rows were merged. */
  readonly rows: number;
  /** Days left once forecast placeholders are split off. */
  readonly history: number;
  readonly forecastRows: number;
  readonly duplicateDates: number;
  readonly priceMissing: number;
  readonly organicMissing: number;
  readonly adMissing: number;
  readonly profitMissing: number;
  readonly salesMissing: number;
  readonly conversionAbove100: number;
  readonly negativeSales: number;
  readonly negativeProfit: number;
  readonly dateGaps: number;
  /** Share of selling days on which sales / price is within 0.06 of a whole number. */
  readonly salesIsRevenueShare: number;
}

export type SalesMeaning = 'money' | 'units';

/** One product after cleaning: one entry a day, oldest first, nothing missing. */
export interface ProductHistory {
  readonly product: ProductInfo;
  /** So many rows of the file, two or more, make up nearly every day, as where stores are not told apart; absent: one, or no usual number. */
  readonly rowsJoined?: number;
  /** Days since 1970-01-01, ascending. [days]; the columns below have the same length. */
  readonly days: Int32Array;
  readonly price: Float64Array;
  readonly organicConversion: Float64Array;
  readonly adConversion: Float64Array;
  readonly profit: Float64Array;
  readonly sales: Float64Array;
  readonly predictedSales: Float64Array;
  /** Units sold: the Units column, else sales / price where sales is money, else sales. Never negative. */
  readonly units: Float64Array;
  readonly salesMeaning: SalesMeaning;
  /** Days on which the file itself gave a price (the others are filled). 1 or 0. [days] */
  readonly priceKnown: Uint8Array;
  /** Cost of one unit: the last of the Cost column, else the median of (sales - profit) / units; null if unknown. */
  readonly unitCost: number | null;
  /** In words what `unitCost` was assumed from, where the file has no cost and a person assumed one. */
  readonly assumedCost?: string;
  /** The Cost column, NaN where it gives nothing; null without one. [days] */
  readonly cost: Float64Array | null;
  /** Units in stock; NaN where unknown. */
  readonly inventory: Float64Array | null;
  readonly competitorPrice: Float64Array | null;
  /** 1 where the day ended without stock, so that demand was at least what was sold; null where nothing tells. [days] */
  readonly soldOut?: Uint8Array | null;
  /** 1 where the units are unknown and no zero; null where all are known. [days] */
  readonly unknown?: Uint8Array | null;
  /** The price when nothing is on offer, NaN where unknown; null without one. [days] */
  readonly regularPrice?: Float64Array | null;
  /** 1 where the file marks a promotion; null without such a mark. [days] */
  readonly promoted?: Uint8Array | null;
  /** What else moves demand, such as advertising, nothing missing; absent: the file tells of nothing. [days] each */
  readonly drivers?: DriverColumns;
  /** Which optional columns the file really has for this product. */
  readonly has: {
    readonly organicConversion: boolean;
    readonly adConversion: boolean;
    readonly profit: boolean;
  };
  /** Typical days between two rows: 1 daily, 7 weekly, about 30 monthly. */
  readonly daysPerRow: number;
  readonly report: CleaningReport;
}

export type DateOrder = 'ymd' | 'dmy' | 'mdy';

export interface FileFormat {
  readonly encoding: Encoding;
  readonly delimiter: ',' | ';' | '\t' | '|';
  readonly decimalSeparator: '.' | ',';
  readonly dateOrder: DateOrder;
}

/** Everything the lab knows of one file. */
export interface Dataset {
  readonly fileName: string;
  readonly fileBytes: number;
  /** SHA-256 of the file's bytes, hex: the run and the model card carry it. */
  readonly fingerprint: string;
  readonly format: FileFormat;
  readonly headers: readonly string[];
  readonly mapping: ColumnMapping;
  /** The one currency that the file names, as a sign or a code; absent: none, or several. */
  readonly currency?: string;
  readonly table: SalesTable;
  readonly salesMeaning: SalesMeaning;
  /** True where the person overruled what the numbers say. */
  readonly salesMeaningOverruled: boolean;
  /** Products with at least 14 usable days, in the order of their first row. */
  readonly histories: readonly ProductHistory[];
  /** Products left out, each with its reason in words. */
  readonly unusable: readonly { readonly product: ProductInfo; readonly reason: string }[];
  readonly findings: readonly Finding[];
  /** What the file leaves open; the dataset holds the likeliest answer to each. Absent means none. */
  readonly questions?: readonly OpenQuestion[];
  readonly understood?: Understood;
  /** What matched of each second file, in the order of joining; absent means none was joined. */
  readonly joined?: readonly JoinReport[];
}

/** A question with the answers a person may give; the first is what the lab has assumed. */
export interface OpenQuestion {
  readonly about: string;
  readonly message: string;
  readonly choices: readonly { readonly label: string; readonly choices: ReadChoices }[];
}

/** What was made of a file's columns, in words. */
export interface Understood {
  /** The kind of export that the header names, such as `Shopify orders`; null for a file of its own kind. */
  readonly exportName: string | null;
  /** Header or formula per role. */
  readonly columns: Readonly<Record<string, string>>;
  /** Headers of columns that hold something and are not used. */
  readonly unused: readonly string[];
}

/** What a first look at a file tells, before all of it is read. */
export interface FilePreview {
  readonly fileName: string;
  readonly fileBytes: number;
  readonly format: FileFormat;
  readonly headers: readonly string[];
  /** The first rows as text, for the mapping dialog. [rows][columns] */
  readonly sampleRows: readonly (readonly string[])[];
  readonly mapping: ColumnMapping;
  /** Questions only the person can answer; empty where the file can be read as it is. */
  readonly questions: readonly ReadQuestion[];
  /** Row of the header as a spreadsheet counts. */
  readonly headerRow?: number;
  /** The answers that this look was taken with; absent means none. */
  readonly choices?: ReadChoices;
}

export type ReadQuestion =
  | { readonly kind: 'mapping'; readonly message: string }
  | { readonly kind: 'dateOrder'; readonly message: string; readonly example: string }
  /** The year of dates without one. */
  | { readonly kind: 'year'; readonly message: string }
  /** One of a few answers; the first is the likeliest. */
  | ({ readonly kind: 'choice' } & OpenQuestion);

/** The person's answers; what is left out is decided by the numbers. */
export interface ReadChoices {
  readonly mapping?: ColumnMapping;
  readonly dateOrder?: DateOrder;
  readonly decimalSeparator?: '.' | ',';
  readonly encoding?: FileFormat['encoding'];
  readonly salesMeaning?: SalesMeaning;
  /** Columns by their headers; they win over `mapping` and over what the lab finds itself. */
  readonly columns?: Readonly<Partial<Record<ColumnRole, string>>>;
  /** Row of the header as a spreadsheet counts. */
  readonly headerRow?: number;
  /** The year of dates that have none. */
  readonly year?: number;
  /** Whether keys that differ only in zeros in front are one product. */
  readonly sameProduct?: boolean;
  /** Headers of the columns that keep series apart; none merges them. */
  readonly splits?: readonly string[];
  /** What a day without a row means. */
  readonly missingDays?: 'zero' | 'unknown';
  /** The sheet of a workbook or the file of an archive. */
  readonly part?: string;
  /** Sheets of a workbook that are read together; `part` goes before. */
  readonly parts?: readonly string[];
  /** The sheets of second files by the files' names. */
  readonly secondParts?: Readonly<Record<string, string>>;
  /** What stands below the dates where the days are columns and the header names no figure. */
  readonly wideFigures?: 'units' | 'sales';
  /** What becomes of totals beside their parts; `larger`: the parts of a grand total, not the smaller series in these. */
  readonly totals?: 'left out' | 'larger' | 'kept';
}

/** The shortest history a product can be used with. */
export const minimumUsableDays = 14;
