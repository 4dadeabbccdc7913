// The order in which a list of recommendations is read, on the page and in the report.

import { isSamePrice, type PriceCandidate, type Recommendation } from './recommendation.ts';
import type { Suggestion } from './suggestion.ts';

/** What says where a product stands in the list. */
type Priced = Pick<Suggestion, 'recommendation' | 'price' | 'currentPrice'>;

/** Changes by gain, then tests by what they are worth, then the rest by what their best change might gain. */
export function byGain<S extends Priced>(suggestions: readonly S[]): readonly S[] {
  const keyed = suggestions.map((suggestion) => ({ suggestion, ...sortKeys(suggestion) }));
  keyed.sort((a, b) => a.rank - b.rank || b.worth - a.worth);
  return keyed.map(({ suggestion }) => suggestion);
}

function sortKeys({ recommendation, price, currentPrice }: Priced) {
  const { action, gainPerDay, test } = recommendation;
  if (price === null) return { rank: 3, worth: 0 };
  if (action === 'change') return { rank: 0, worth: gainPerDay.value };
  if (action === 'test') return { rank: 1, worth: test ? test.worth - test.cost : 0 };
  return { rank: 2, worth: bestMissed(recommendation, currentPrice)?.gainPerDay.value ?? -Infinity };
}

/** The chance of the best price that was not good enough, for a price that stays; null where none moves it. */
export function bestMissed({ candidates }: Recommendation, currentPrice: number): PriceCandidate | null {
  return candidates.find((each) => each.name !== 'keep' && moves(each, currentPrice)) ?? null;
}

/** Whether it is another price than today's, at once or in time. */
export function moves({ price, isSchedule }: PriceCandidate, currentPrice: number): boolean {
  return isSchedule || !isSamePrice(price, currentPrice);
}
