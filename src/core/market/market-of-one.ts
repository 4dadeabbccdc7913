// The market of one product of a setup, as a policy trained on the whole setup sees it.

import type { MarketSetup } from './market.ts';

/**
 * A setup whose every market sells product `product` of `setup`.
 *
 * A portfolio's policy reads eight observations, and a market gives eight only where it has several products: so the
 * one product stands twice. Nothing is paid for exploring, which counts in training alone.
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
      parameters: { ...setup.parameters, explorationBonus: 0 },
    };
  const one = setup.products[product]!;
  return { ...setup, products: setup.products.length > 1 ? [one, one] : [one] };
}
