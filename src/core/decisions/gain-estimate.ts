// What a price is expected to bring, with how sure that is.

/** A figure with its 95 % interval over draws of the demand curve. */
export interface Estimate {
  readonly value: number;
  readonly interval: readonly [number, number];
}

/** One day at one price; a day is a row of the history, so in a weekly file it is a week. */
export interface Outlook {
  readonly units: Estimate;
  /** Currency, as profit. */
  readonly revenue: Estimate;
  /** null where the cost is unknown. */
  readonly profit: Estimate | null;
}
