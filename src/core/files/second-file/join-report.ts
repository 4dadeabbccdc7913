// What of a second file matched the sales. It imports nothing, since a dataset carries it.

export type JoinKind =
  'costs' | 'stock' | 'list-prices' | 'competitor-prices' | 'promotions' | 'product-master';

/** How many there are, and the first few in words. */
export interface Few {
  readonly count: number;
  readonly examples: readonly string[];
}

export interface JoinReport {
  readonly fileName: string;
  /** Place of the file among those joined; a file of several kinds has a report for each. */
  readonly place: number;
  /** SHA-256 of the file's bytes, hex. */
  readonly fingerprint: string;
  readonly kind: JoinKind;
  /** Header of the file by what it was taken for. */
  readonly columns: Readonly<Record<string, string>>;
  /** What its rows were matched with. */
  readonly by: 'key' | 'name' | 'category' | 'everything';
  readonly rows: number;
  /** Rows that speak of a product of the sales. */
  readonly rowsMatched: number;
  /** Of those, rows whose days the sales do not have. */
  readonly rowsOutside: number;
  /** Products (and series) of the sales, and those that the file speaks of. */
  readonly products: number;
  readonly productsMatched: number;
  readonly productsWithout: Few;
  /** Products of the file that the sales do not have. */
  readonly unknownProducts: Few;
  readonly unreadable: Few;
  readonly overlaps: Few;
  /** Days of all products, and those that got a value. */
  readonly days: number;
  readonly daysFilled: number;
  /** Days on which the sales say it themselves, which stands. */
  readonly daysKept: number;
  /** Why the values may be in another unit; null where they look right. */
  readonly mismatch: string | null;
  /** All of it in words, the most important first. */
  readonly sentences: readonly string[];
}
