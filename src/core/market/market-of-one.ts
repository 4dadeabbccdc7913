// The market of one product of a setup, as a policy trained on the whole setup sees it.

import type { MarketSetup } from './market.ts';
import { modelOf } from './market-models.ts';

/**
 * A setup whose every market sells product `product` of `setup`.
 *
 * A portfolio's policy is shown what tells products apart: so the market of one shows as much as that of all.
 *
 * @throws Error where there is no such product.
 */
export function marketOfOne(setup: MarketSetup, product: number): MarketSetup {
  if (!(product in setup.products))
    throw new Error(`marketOfOne: expected a product from 0 to ${setup.products.length - 1}, got ${product}`);
  return modelOf(setup).ofOne(setup, product);
}
