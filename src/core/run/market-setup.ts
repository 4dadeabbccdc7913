// From settings and products to the market a run happens in: the same for the page and the headless commands.

import { kindOf } from '../market/kinds.ts';
import type { MarketSetup } from '../market/market.ts';
import type { RunProduct } from '../market/run-product.ts';
import { objectiveFor } from './reward-objective.ts';
import type { RunSettings } from './settings.ts';

/**
 * The market that `settings` ask for. `largestChange` is the share by which the guardrails let a price move: a market
 * from a file lets it move no further in a day.
 *
 * @throws Error in a sentence where the settings ask for a file and there are no products.
 */
export function marketSetupFor(
  settings: RunSettings,
  products: readonly RunProduct[],
  largestChange: number | null = null,
): MarketSetup {
  const { objective } = objectiveFor(settings, products);
  return kindOf(settings).setup(settings, products, objective, largestChange);
}
