// How many numbers a market shows of a day: of one product, of several, and what earlier versions showed.

import { observationSize as windowSize } from '../features/features.ts';
import type { MarketSetup } from './market.ts';
import { productContextSize } from './product-context.ts';

/** Price, stock, day, rival and season; with the product's context and its stock cover; policies of before had three. */
export const demandObservationSize = {
  single: 5,
  portfolio: 5 + productContextSize + 1,
  earlierPortfolio: 8,
} as const;

/** A window, which earlier policies of several products read as well; with the product's context. */
export const historyObservationSize = {
  single: windowSize,
  portfolio: windowSize + productContextSize,
} as const;

/** Numbers in one observation of the setup's market. */
export function observationSizeOf(setup: MarketSetup): number {
  const sizes = setup.kind === 'history' ? historyObservationSize : demandObservationSize;
  return setup.observationSize ?? (setup.products.length > 1 ? sizes.portfolio : sizes.single);
}

/** Why no market shows so many numbers, as a sentence, or null where one does. */
export function observationSizeProblem(setup: MarketSetup): string | null {
  const size = observationSizeOf(setup);
  const known: readonly number[] = Object.values(
    setup.kind === 'history' ? historyObservationSize : demandObservationSize,
  );
  return known.includes(size)
    ? null
    : `A ${setup.kind} market shows ${known.join(', ')} numbers of a day, and ${size} were asked for`;
}
