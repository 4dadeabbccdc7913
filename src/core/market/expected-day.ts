// What a market expects of one day at one price, for suggestions and whoever shows them.

/** What a day at one price is expected to bring. */
export interface ExpectedDay {
  readonly price: number;
  readonly units: number;
  /** Revenue, currency. */
  readonly sales: number;
  /** null where neither a cost nor a profit column tells. */
  readonly profit: number | null;
}
