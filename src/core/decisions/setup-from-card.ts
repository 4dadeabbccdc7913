// From a model that came in and the products of a loaded file to the market its policy is asked in.

import { productFeatures } from '../features/features.ts';
import { calibrateDemandMarket } from '../market/demand/calibrate.ts';
import type { HistoryProduct, MarketSetup } from '../market/market.ts';
import { priceRange } from '../market/price-from-action.ts';
import type { ModelCard } from '../model/model-card.ts';
import type { RunProduct } from '../run/market-setup.ts';

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
  if (card.market === 'demand')
    return {
      kind: 'demand',
      products: card.products.map(({ name, parameters }) => ({ name, parameters })),
      observationSize: card.architecture.observationSize,
    };
  const setup: MarketSetup = {
    kind: 'history',
    parameters: card.marketParameters,
    observationSize: card.architecture.observationSize,
    products: products.map(({ history, demand, holdOut: ofFile }, i) => {
      const { elasticity, elasticityError, holdOut = ofFile } = card.products[i]!;
      return {
        history,
        ...(demand ? { demand } : {}),
        elasticity,
        ...(elasticityError === undefined ? {} : { elasticityError }),
        ...(holdOut ? { holdOut } : {}),
      };
    }),
  };
  const problem = rangesProblem(card, setup);
  if (problem) throw new Error(problem);
  return setup;
}

/** Why the file as loaded is not the one of training: its ranges would give the policy other numbers to read. */
function rangesProblem(card: Extract<ModelCard, { market: 'history' }>, setup: MarketSetup): string | null {
  if (setup.kind !== 'history') return null;
  const differing = setup.products.find(({ history }, i) => {
    const trained = card.products[i]!;
    const { lo, hi } = priceRange(history.price, history.unitCost);
    const ranges = productFeatures(history).ranges;
    return (
      history.product.id !== trained.id ||
      lo !== trained.priceRule.lo ||
      hi !== trained.priceRule.hi ||
      ranges.some(([min, max], k) => min !== trained.ranges[k]!.min || max !== trained.ranges[k]!.max)
    );
  });
  return differing
    ? `The loaded file is read differently than when the model was trained ("${differing.history.product.name}" ` +
        'has other ranges): choose the same columns and the same meaning of sales.'
    : null;
}

/**
 * Markets calibrated anew from the products of any file, with the season, limits and weights the model was trained
 * with. The policy reads ratios to a product's own price, cost and stock, so it can price products it never met.
 */
export function recalibratedSetup(
  card: Extract<ModelCard, { market: 'demand' }>,
  products: readonly RunProduct[],
): MarketSetup {
  const [trained] = card.products;
  return {
    kind: 'demand',
    products: products.map(({ history, demand }) => ({
      name: history.product.name,
      parameters: calibrateDemandMarket(history, demand, trained!.parameters).parameters,
    })),
  };
}
