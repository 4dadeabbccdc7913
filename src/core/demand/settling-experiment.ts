// The cheapest price experiment that would settle what a file leaves open.

export interface SettlingExperiment {
  /** The price to charge, in currency. */
  readonly price: number;
  readonly days: number;
  /** What the days are expected to cost against the present price, in currency; 0 where they would earn. */
  readonly expectedCost: number;
  /** What the cost is counted in: profit where the unit cost is known, else revenue. */
  readonly costIn: 'profit' | 'revenue';
  readonly sentence: string;
}
