// From a model that came in and the products of a loaded file to the market its policy is asked in.

import { kindOf } from '../market/kinds.ts';
import type { MarketSetup } from '../market/market.ts';
import { modelOf } from '../market/market-models.ts';
import type { HistoryProduct, RunProduct } from '../market/run-product.ts';
import type { ModelCard } from '../model/model-card.ts';

/**
 * The market the card describes, around the loaded file's products.
 *
 * @throws Error in a sentence where the file gives other ranges than in training.
 */
export function setupFromCard(card: ModelCard, products: readonly HistoryProduct[]): MarketSetup {
  if (card.data !== null && card.products.length !== products.length)
    throw new Error(
      `The model prices ${card.products.length} products and the loaded file offers ${products.length} of them; ` +
        'read the file with the same columns as in training.',
    );
  return setupOf(card, products);
}

/** The same where the file need not be at hand: a market that replays no histories stands in the card itself. */
export function marketOfCard(card: ModelCard, products: readonly HistoryProduct[]): MarketSetup {
  return kindOf(card).replay ? setupFromCard(card, products) : setupOf(card, products);
}

function setupOf(card: ModelCard, products: readonly HistoryProduct[]): MarketSetup {
  return modelOf(card).card.setup(card, products, card.architecture.observationSize);
}

/**
 * Markets calibrated anew from the products of any file, with the season, limits and weights the model was trained
 * with; null where its policy prices the products of its training only.
 */
export function recalibratedSetup(card: ModelCard, products: readonly RunProduct[]): MarketSetup | null {
  return modelOf(card).card.recalibrated(card, products);
}
