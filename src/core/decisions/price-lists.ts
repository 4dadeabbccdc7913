// Many price lists of the same products, one a choice: prices and what a day at them brings, without a word.
//
// Draws, curves and seasons of the products do not change from list to list, so they are made once. What a list is made of is
// what `suggestPrices` makes of the same choices.

import type { ExpectedDay } from '../market/expected-day.ts';
import type { MarketSetup } from '../market/market.ts';
import type { HistoryProduct } from '../market/run-product.ts';
import type { Policy } from '../policy/policy.ts';
import { fewestChanges } from './fewest-changes.ts';
import type { Guardrails } from './guardrails/guardrail-list.ts';
import type { ProfitTerms } from './outlook.ts';
import { partsOf, relationsOfSetup } from './priced-parts.ts';
import { type ProductToPrice, productToPrice } from './product-to-price.ts';
import type { Recommendation } from './recommendation.ts';
import { type Settled, settledRecommendations } from './settled-recommendations.ts';
import { type AdviceOptions, adviceOf, costsOf, pricedProducts, withAssumptions } from './suggest-price.ts';

/** A product's line of a price list. */
export interface ListedPrice {
  readonly productId: string;
  readonly currentPrice: number;
  /** null where the rules contradict each other. */
  readonly price: number | null;
  readonly recommendation: Recommendation;
  readonly expectedAtCurrent: ExpectedDay;
  readonly expectedAtSuggested: ExpectedDay | null;
}

/** One list for these choices, in the order of the products. */
export type PriceLists = (
  choices: Pick<AdviceOptions, 'lean' | 'isQuick' | 'near'>,
) => readonly ListedPrice[];

/**
 * The lists of a setup; parameters as those of `suggestPrices`.
 *
 * @throws Error in a sentence where policy and market do not fit each other.
 */
export function priceLists(
  policy: Policy | null,
  setup: MarketSetup,
  histories: readonly HistoryProduct[],
  guardrails: Guardrails,
  options: AdviceOptions = {},
): PriceLists {
  const { setup: assumed, histories: pasts } = withAssumptions(setup, histories, options);
  const costs = costsOf(assumed, pasts);
  const relations = relationsOfSetup(assumed, pasts, guardrails);
  const parts = partsOf(assumed, pasts, relations).map((places) => ({
    places,
    candidates: places.map((i) => productToPrice(assumed, i, pasts[i], policy)),
  }));
  return (choices) =>
    fewestChanges(options.mostChanges ?? null, (held) => {
      const asked = { ...options, ...choices, ...(held ? { held } : {}) };
      const advice = { ...adviceOf(asked, costs), isBrief: true };
      const list = new Array<ListedPrice>(assumed.products.length);
      for (const { places, candidates } of parts) {
        const priced = pricedProducts(policy, candidates, guardrails, advice, relations);
        settledRecommendations(priced, advice.level, relations).forEach(
          (one, k) => (list[places[k]!] = listed(one)),
        );
      }
      return list;
    });
}

function listed({ priced, recommendation, price, move }: Settled<ProductToPrice>): ListedPrice {
  const { id, currentPrice, curve, terms } = priced.candidate;
  const factor = move
    ? Math.exp((move.cross.reduce((sum, answer) => sum + answer, 0) / move.cross.length) * move.by)
    : 1;
  return {
    productId: id,
    currentPrice,
    price,
    recommendation,
    expectedAtCurrent: expectedDay(currentPrice, curve.units(currentPrice), terms),
    expectedAtSuggested: price === null ? null : expectedDay(price, curve.units(price) * factor, terms),
  };
}

function expectedDay(price: number, units: number, { unitCost, overheadPerDay }: ProfitTerms): ExpectedDay {
  return {
    price,
    units,
    sales: units * price,
    profit: unitCost === null ? null : units * (price - unitCost) + overheadPerDay,
  };
}
