// Which products are worth a test before their price moves, and the sentence that says so. Pure.

import type { ValuedPrice } from '../../core/experiments/plan-proposal.ts';
import type { Suggestion } from '../../core/decisions/suggestion.ts';
import { formatCountOf, formatRough } from '../../core/text/format.ts';

/** More would push the plan out of the first screen. */
export const shownTests = 3;

type TestOfProduct = Pick<Suggestion, 'productId' | 'productName' | 'currentPrice'> & {
  readonly test: NonNullable<Suggestion['recommendation']['test']>;
};

/** The products to test before their price moves, the one whose test is worth most over its cost first. */
export function testsByWorth(
  suggestions: readonly Pick<Suggestion, 'productId' | 'productName' | 'currentPrice' | 'recommendation'>[],
): readonly TestOfProduct[] {
  return suggestions
    .flatMap(({ recommendation: { action, test }, ...product }): TestOfProduct[] =>
      action === 'test' && test ? [{ ...product, test }] : [],
    )
    .sort((a, b) => b.test.worth - b.test.cost - (a.test.worth - a.test.cost));
}

export function worthSentence(tests: readonly TestOfProduct[], products: number): string {
  if (tests.length === 0)
    return `None of the ${formatCountOf(products, 'product')} needs a test before its price: each change is sure enough, or no test would pay for itself.`;
  const worth = tests.reduce((sum, { test }) => sum + test.worth - test.cost, 0);
  const which = tests.length > shownTests ? `, the ${shownTests} worth most first` : '';
  return `Test ${formatCountOf(tests.length, 'product')} before changing the price: together worth ${formatRough(worth)} a year over what the tests cost${which}.`;
}

/** The price to test a product at where it has a recommendation: that of its test, or the one to change to; null without either. */
export function advisedTestPrice(
  suggestions: readonly Pick<Suggestion, 'productId' | 'price' | 'recommendation'>[],
  productId: string,
): number | null {
  const advice = suggestions.find((suggestion) => suggestion.productId === productId);
  if (!advice) return null;
  const { action, test } = advice.recommendation;
  return test?.price ?? (action === 'change' ? advice.price : null);
}

/** What Prices expects of the prices it weighed for a product, of those that are held. */
export function valuedPrices(
  suggestion: Pick<Suggestion, 'currentPrice' | 'recommendation'> | undefined,
): readonly ValuedPrice[] {
  // Gains that lean to other goals are counted in a mixture of measures.
  if (!suggestion || suggestion.recommendation.lean) return [];
  const { currentPrice, recommendation } = suggestion;
  return recommendation.candidates
    .filter(({ name, isSchedule }) => name !== 'keep' && !isSchedule)
    .map(({ price, gainPerDay }) => ({
      priceA: currentPrice,
      priceB: price,
      measure: recommendation.objective,
      gainPerDay: gainPerDay.value,
    }));
}
