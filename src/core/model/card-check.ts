// What a card tells of the market its policy was trained in.

import { kindOf } from '../market/kinds.ts';
import { marketCheck, type MarketCheck } from '../market/market-check.ts';
import type { ModelCard } from './model-card.ts';

/** How well the history market of all its products, or of the named one, predicts; null where it replays no histories. */
export function cardCheck(card: ModelCard, productId?: string): MarketCheck | null {
  const { replay } = kindOf(card);
  if (!replay) return null;
  const products = card.products.filter(({ id }) => productId === undefined || id === productId);
  return marketCheck(
    products.map(({ holdOut }) => holdOut),
    replay.carriesUnits(card.marketParameters ?? {}),
  );
}
