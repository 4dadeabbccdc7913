// How many numbers a market shows of a day: of one product, of several, and what earlier versions showed.

import type { MarketSetup } from './market.ts';

/** The sizes a kind of market has, by what they are for. */
export type ObservationSizes = { readonly single: number; readonly portfolio: number } & Readonly<
  Record<string, number>
>;

/** Numbers in one observation of the setup's market, whose kind has `sizes`. */
export function observationSizeOf(setup: MarketSetup, sizes: ObservationSizes): number {
  return setup.observationSize ?? (setup.products.length > 1 ? sizes.portfolio : sizes.single);
}

/** Why no market shows so many numbers, as a sentence, or null where one does. */
export function observationSizeProblem(setup: MarketSetup, sizes: ObservationSizes): string | null {
  const size = observationSizeOf(setup, sizes);
  const known = Object.values(sizes);
  return known.includes(size)
    ? null
    : `A ${setup.kind} market shows ${known.join(', ')} numbers of a day, and ${size} were asked for`;
}
