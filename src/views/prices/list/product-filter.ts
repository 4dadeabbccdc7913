// Which products of the table are listed: what is recommended, words, category, verdict, what was decided, and a card. Pure, and quick
// enough for 100,000 rows at each keystroke: the words to search in are made once.

import { decisionFor, type Decisions } from '../../../core/decisions/decision.ts';
import type { RecommendedAction } from '../../../core/decisions/recommendation.ts';
import type { Suggestion } from '../../../core/decisions/suggestion.ts';
import type { DemandVerdict } from '../../../core/demand/demand-summary.ts';
import { cardNamed, type PriceCardId } from './price-cards.ts';

export const decisionStates = ['open', 'accepted', 'rejected', 'overridden'] as const;
export type DecisionState = (typeof decisionStates)[number];

export interface ProductFilter {
  /** What is recommended; null for all. A product without a price has no action. */
  readonly action: RecommendedAction | null;
  /** Every word must occur in name, id or category. */
  readonly text: string;
  /** null for all; a product without a category is in none. */
  readonly category: string | null;
  readonly verdict: DemandVerdict | null;
  readonly decision: DecisionState | null;
  readonly card: PriceCardId | null;
}

export const noFilter: ProductFilter = {
  action: null,
  text: '',
  category: null,
  verdict: null,
  decision: null,
  card: null,
};

export function isFiltering(filter: ProductFilter): boolean {
  return (
    filter.action !== null ||
    filter.text.trim() !== '' ||
    filter.category !== null ||
    filter.verdict !== null ||
    filter.decision !== null ||
    filter.card !== null
  );
}

/** Name, id and category of each product in small letters, in the order of `suggestions`. */
export function searchTexts(suggestions: readonly Suggestion[]): readonly string[] {
  return suggestions.map(({ productName, productId, category }) =>
    `${productName}\n${productId}\n${category ?? ''}`.toLowerCase(),
  );
}

/** What was decided about a product; `open` where nothing stands. */
export function decisionState(decisions: Decisions, productId: string): DecisionState {
  const action = decisionFor(decisions, productId)?.action;
  if (action === 'accept') return 'accepted';
  if (action === 'reject') return 'rejected';
  return action === 'override' ? 'overridden' : 'open';
}

/** What is recommended; null where the rules allow no price. */
export function actionOf({ recommendation, price }: Suggestion): RecommendedAction | null {
  return price === null ? null : recommendation.action;
}

/** The suggestions that pass, in their order; `texts` as `searchTexts` makes them. */
export function filtered(
  suggestions: readonly Suggestion[],
  texts: readonly string[],
  decisions: Decisions,
  filter: ProductFilter,
): readonly Suggestion[] {
  if (!isFiltering(filter)) return suggestions;
  const words = filter.text.trim().toLowerCase().split(/\s+/);
  const card = filter.card === null ? null : cardNamed(filter.card);
  return suggestions.filter(
    (suggestion, i) =>
      (filter.action === null || actionOf(suggestion) === filter.action) &&
      (filter.category === null || suggestion.category === filter.category) &&
      (filter.verdict === null || suggestion.verdict === filter.verdict) &&
      (filter.decision === null || decisionState(decisions, suggestion.productId) === filter.decision) &&
      (card === null || card.counts(suggestion)) &&
      words.every((word) => texts[i]!.includes(word)),
  );
}

/** The categories there are, sorted. */
export function categoriesOf(suggestions: readonly Suggestion[]): readonly string[] {
  const categories = new Set<string>();
  for (const { category } of suggestions) if (category !== null) categories.add(category);
  return [...categories].sort((a, b) => a.localeCompare(b, 'en'));
}
