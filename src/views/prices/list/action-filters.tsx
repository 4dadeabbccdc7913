// What is recommended, as filters with their counts: change, test first, keep; and below them what deserves a look.

import { Button } from '@mantine/core';
import { useMemo } from 'react';

import { recommendedActions, type RecommendedAction } from '../../../core/decisions/recommendation.ts';
import type { Suggestion } from '../../../core/decisions/suggestion.ts';
import { formatCount, formatCountOf } from '../../../core/text/format.ts';
import classes from './action-filters.module.css';
import { actionWords } from '../advice-words.ts';
import { cardCounts, priceCards } from './price-cards.ts';
import { actionOf, isFiltering, noFilter, type ProductFilter } from './product-filter.ts';

const order = ['change', 'test', 'keep'] as const satisfies readonly RecommendedAction[];
const meanings: Readonly<Record<RecommendedAction, string>> = {
  change: 'A price whose chance of gain reaches your level of certainty.',
  test: 'A test is expected to be worth more than it costs; today’s price stays until it is done.',
  keep: 'No change reaches your level of certainty, and no test is worth its cost.',
};

export function ActionFilters({
  suggestions,
  filter,
  onFilter,
}: {
  readonly suggestions: readonly Suggestion[];
  readonly filter: ProductFilter;
  readonly onFilter: (filter: ProductFilter) => void;
}) {
  const counts = useMemo(() => actionCounts(suggestions), [suggestions]);
  const cards = useMemo(() => cardCounts(suggestions), [suggestions]);
  return (
    <div className={classes.bar}>
      <div role="group" aria-label="Products by what to do" className={classes.tabs}>
        {order.map((action) => (
          <button
            key={action}
            type="button"
            className={classes.tab}
            data-action={action}
            aria-pressed={filter.action === action}
            aria-label={`${actionWords[action].word}: ${formatCountOf(counts[action], 'product')}. ${meanings[action]}`}
            title={meanings[action]}
            onClick={() => onFilter({ ...filter, action: filter.action === action ? null : action })}
          >
            {actionWords[action].word} <span className={classes.count}>{formatCount(counts[action])}</span>
          </button>
        ))}
        <button
          type="button"
          className={classes.tab}
          aria-pressed={filter.action === null}
          aria-label={`All: ${formatCountOf(suggestions.length, 'product')}.`}
          onClick={() => onFilter({ ...filter, action: null, card: null })}
        >
          All <span className={classes.count}>{formatCount(suggestions.length)}</span>
        </button>
      </div>
      <div role="group" aria-label="Prices by what they do" className={classes.chips}>
        {priceCards
          .filter(({ id }) => cards[id] > 0 || filter.card === id)
          .map(({ id, label, meaning, tone }) => (
            <button
              key={id}
              type="button"
              className={classes.chip}
              data-tone={tone}
              aria-pressed={filter.card === id}
              aria-label={`${label}: ${formatCountOf(cards[id], 'product')}. ${meaning}`}
              title={meaning}
              onClick={() => onFilter({ ...filter, card: filter.card === id ? null : id })}
            >
              {label} <span className={classes.count}>{formatCount(cards[id])}</span>
            </button>
          ))}
        {isFiltering(filter) ? (
          <Button variant="subtle" size="compact-xs" onClick={() => onFilter(noFilter)}>
            Clear filters
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function actionCounts(suggestions: readonly Suggestion[]): Record<RecommendedAction, number> {
  const counts = Object.fromEntries(recommendedActions.map((action) => [action, 0])) as Record<
    RecommendedAction,
    number
  >;
  for (const suggestion of suggestions) {
    const action = actionOf(suggestion);
    if (action !== null) counts[action] += 1;
  }
  return counts;
}
