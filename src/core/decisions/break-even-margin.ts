// From which margin on prices that were found by revenue alone also earn more profit: where a file has no cost, a lower price
// that brings more revenue may still bring less profit, and a person who knows their margin can tell at once.

import { formatCountOf, formatPercent } from '../text/format.ts';
import type { Suggestion } from './suggestion.ts';

export type PricedByRevenue = Pick<
  Suggestion,
  'price' | 'currentPrice' | 'unitCost' | 'recommendation' | 'expectedAtCurrent' | 'expectedAtSuggested'
>;

/**
 * The margin, as a share of today's price from 0 to 1, at which the recommended changes without a known cost leave profit as
 * it is; null where they earn more at any margin, or where there is none of them.
 *
 * With a cost of (1 - m) p for a product of price p today, profit changes by ΔR - (1 - m) Σ p ΔU, in which R is revenue and
 * U are units, both as expected on the demand curve; it is 0 at m = 1 - ΔR / Σ p ΔU.
 */
export function breakEvenMargin(suggestions: readonly PricedByRevenue[]): number | null {
  let revenue = 0;
  let unitsAtToday = 0;
  for (const { currentPrice, expectedAtCurrent, expectedAtSuggested } of suggestions.filter(countsRevenue)) {
    if (expectedAtSuggested === null) continue;
    revenue += expectedAtSuggested.sales - expectedAtCurrent.sales;
    unitsAtToday += currentPrice * (expectedAtSuggested.units - expectedAtCurrent.units);
  }
  if (unitsAtToday <= 0) return null;
  const margin = 1 - revenue / unitsAtToday;
  return margin > 0 ? Math.min(1, margin) : null;
}

/** What somebody should know who charges these prices without having told a cost; empty where nothing is at stake. */
export function breakEvenWords(suggestions: readonly PricedByRevenue[]): string {
  const margin = breakEvenMargin(suggestions);
  if (margin === null) return '';
  const changed = suggestions.filter(countsRevenue).length;
  const they = changed === 1 ? 'it would earn' : 'together they would earn';
  return (
    `No cost is known for ${formatCountOf(changed, 'change')}: ` +
    `with a margin below about ${formatPercent(margin, 0)}, ${they} less profit than today.`
  );
}

function countsRevenue({ price, unitCost, recommendation }: PricedByRevenue): boolean {
  return (
    price !== null &&
    unitCost === null &&
    recommendation.action === 'change' &&
    recommendation.objective === 'revenue'
  );
}
