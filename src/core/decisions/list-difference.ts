// How much more one price list earns than another, product by product on the same draws of demand.
//
// An error of the demand fit moves both lists together, so the interval of the difference is far narrower than those of the two
// gains suggest. Products whose prices are the same in both lists and whose category does not move cost nothing to compare.

import { mean } from '../statistics/summary.ts';
import type { MarketSetup } from '../market/market.ts';
import type { HistoryProduct } from '../market/run-product.ts';
import { CategoryPrices, type CategoryProduct } from './category-prices.ts';
import { suggestionDraws } from './demand-curve.ts';
import type { Estimate } from './gain-estimate.ts';
import { defaultGuardrails } from './guardrails/guardrail-list.ts';
import { estimateOf } from './outlook.ts';
import { pricedTogether } from './priced-parts.ts';
import { productToPrice } from './product-to-price.ts';
import { isSamePrice, type ObjectiveName } from './recommendation.ts';
import { dailyPrices, type ScheduleStep } from './schedule-steps.ts';
import type { Season } from './season.ts';
import { type AdviceChoices, adviceOf, costsOf, pricedProducts, withAssumptions } from './suggest-price.ts';

/** What a price list charges for one product. */
interface ChargedPrice {
  /** Currency; null where there is none: today's stays then. */
  readonly price: number | null;
  /** Where it follows a calendar of prices. */
  readonly calendar?: readonly ScheduleStep[];
}

/** By product id; a product without one keeps today's price. */
export type ChargedPrices = ReadonlyMap<string, ChargedPrice>;

export interface ListDifference {
  readonly objective: ObjectiveName;
  /** How much more it earns a day than the list it is compared with; currency of the objective. */
  readonly perDay: Estimate;
  /** Share of the draws in which it earns more; 0 where both charge the same. */
  readonly probability: number;
  /** Products that the two charge differently for. */
  readonly products: number;
  /** Those of them whose value nobody knows, such as profit without a cost. */
  readonly unvalued: number;
}

/**
 * How much more each of `others` earns than `base`; a step is a share of the work, 0 to 1.
 *
 * @param histories - of the products of `setup`, as those of `suggestPrices`.
 */
export function* listDifferenceSteps(
  setup: MarketSetup,
  histories: readonly HistoryProduct[],
  base: ChargedPrices,
  others: readonly ChargedPrices[],
  choices: Pick<AdviceChoices, 'objective' | 'costs' | 'tested'> = {},
): Generator<number, readonly ListDifference[]> {
  const { setup: assumed, histories: pasts } = withAssumptions(setup, histories, choices);
  // Counted in the objective itself, whatever the lists lean to.
  const { objective = 'auto' } = choices;
  const advice = adviceOf({ objective }, costsOf(assumed, pasts));
  const sums = others.map(() => ({ draws: new Float64Array(suggestionDraws), products: 0, unvalued: 0 }));
  const groups = pricedTogether(assumed, pasts, defaultGuardrails);
  for (const [done, places] of groups.entries()) {
    const candidates = places.map((i) => productToPrice(assumed, i, pasts[i], null));
    const differing = others.map((list) => candidates.filter((each) => !isSame(each, base, list)));
    if (differing.some((found) => found.length > 0)) {
      const priced = pricedProducts(null, candidates, defaultGuardrails, advice, []);
      const valued = priced.flatMap(({ candidate, season }) => {
        const { id, currentPrice, tie } = candidate;
        return season === null
          ? []
          : [{ id, currentPrice, season, cross: tie?.cross ?? null, shares: tie?.shares ?? {} }];
      });
      const known = new Set(valued.map(({ id }) => id));
      const before = gainsAt(valued, base);
      differing.forEach((found, k) => {
        if (found.length === 0) return;
        const sum = sums[k]!;
        sum.products += found.length;
        sum.unvalued += found.filter(({ id }) => !known.has(id)).length;
        const after = gainsAt(valued, others[k]!);
        for (let d = 0; d < suggestionDraws; d++) sum.draws[d]! += after[d]! - before[d]!;
      });
    }
    yield (done + 1) / groups.length;
  }
  return sums.map(({ draws, products, unvalued }) => ({
    objective: advice.objective,
    perDay: estimateOf(mean(draws), draws),
    probability: draws.filter((value) => value > 0).length / draws.length,
    products,
    unvalued,
  }));
}

/** What a list brings over today's prices, of products that are priced together. [draws] */
function gainsAt(
  products: readonly (CategoryProduct & { readonly season: Season })[],
  list: ChargedPrices,
): Float64Array {
  if (products.length === 0) return new Float64Array(suggestionDraws);
  const category = new CategoryPrices(products, suggestionDraws);
  products.forEach(({ id, season }, i) => {
    const charged = list.get(id);
    if (!charged || charged.price === null) return;
    if (charged.calendar) {
      const path = dailyPrices(charged.calendar, season.days);
      // What the neighbours see of a calendar: its mean in logarithms.
      category.setPrice(i, Math.exp(mean(path.map(Math.log))), path);
    } else if (!isSamePrice(charged.price, products[i]!.currentPrice)) category.setPrice(i, charged.price);
  });
  return category.gains().total;
}

function isSame(
  { id, currentPrice }: { readonly id: string; readonly currentPrice: number },
  a: ChargedPrices,
  b: ChargedPrices,
): boolean {
  const [one, other] = [a.get(id), b.get(id)];
  const steps = (charged: ChargedPrice | undefined) => JSON.stringify(charged?.calendar ?? null);
  return steps(one) === steps(other) && isSamePrice(one?.price ?? currentPrice, other?.price ?? currentPrice);
}
