// The market of one product of a setup, as a policy trained on the whole setup sees it.

import type { MarketSetup } from './market.ts';
import { observationSizeOf } from './observation-size.ts';

/**
 * A setup whose every market sells product `product` of `setup`.
 *
 * A portfolio's policy is shown what tells products apart: so the market of one shows as much as that of all. In a demand
 * market the product stands twice, as its episodes are then planned in pairs as those of all are. Nothing is paid for exploring, which counts in training alone.
 *
 * @throws Error where there is no such product.
 */
export function marketOfOne(setup: MarketSetup, product: number): MarketSetup {
  if (!(product in setup.products))
    throw new Error(`marketOfOne: expected a product from 0 to ${setup.products.length - 1}, got ${product}`);
  if (setup.kind === 'history')
    return {
      ...setup,
      products: [setup.products[product]!],
      observationSize: observationSizeOf(setup),
      parameters: { ...setup.parameters, explorationBonus: 0 },
    };
  const one = setup.products[product]!;
  return { ...setup, products: setup.products.length > 1 ? [one, one] : [one] };
}
