// What a card tells of the market its policy was trained in.

import { marketCheck, type MarketCheck } from '../market/market-check.ts';
import type { ModelCard } from './model-card.ts';

/** How well the history market of all its products, or of the named one, predicts; null for a demand market. */
export function cardCheck(card: ModelCard, productId?: string): MarketCheck | null {
  if (card.market === 'demand') return null;
  const products = card.products.filter(({ id }) => productId === undefined || id === productId);
  return marketCheck(
    products.map(({ holdOut }) => holdOut),
    card.marketParameters.carryAlongDemandCurve,
  );
}
