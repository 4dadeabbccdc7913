// Evidence from outside the file.

/** What a price test says of one product's own-price elasticity. */
export interface TestEvidence {
  /** Of the test: it counts once, however often it is handed on. */
  readonly id: string;
  readonly elasticity: number;
  readonly standardError: number;
  /** First and last day, ISO. */
  readonly from: string;
  readonly to: string;
}
