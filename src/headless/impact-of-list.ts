// What a list of suggestions changes for the business, for the commands that print or write it.

import type { Impact } from '../core/decisions/impact.ts';
import { impactOfPrices, newPrices } from '../core/decisions/impact-of-prices.ts';
import type { Suggestion } from '../core/decisions/suggestion.ts';
import type { RunProduct } from '../core/market/run-product.ts';
import { runToEnd } from '../core/run-to-end.ts';

/** Margin, revenue, profit, turnover and excess stock before and after, as the page's Impact has them. */
export function impactOf(products: readonly RunProduct[], suggestions: readonly Suggestion[]): Impact {
  return runToEnd(
    impactOfPrices(
      products.map(({ history }) => history),
      products.map(({ demand }) => demand),
      newPrices(suggestions, {}, 'suggested'),
    ),
  );
}
