// The episodes that constant prices and audited rewards are tried on, the same for all.

/** How many prices are tried. */
export const triedPrices = 31;

export const trialEpisodes = { count: 16, seed: 1 } as const;

/** The action of the `k`-th of the prices tried where actions span the range of prices. */
export function triedAction(k: number): number {
  return (2 * k) / (triedPrices - 1) - 1;
}
