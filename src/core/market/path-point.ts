/** One day of the episode shown live (the first of the parallel markets). */
export interface PathPoint {
  readonly day: number;
  readonly price: number;
  readonly units: number;
  /** NaN in a market without stock. */
  readonly inventory: number;
  /** NaN without a rival. */
  readonly competitorPrice: number;
}
