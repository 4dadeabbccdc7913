// Counts over all prices, each a switch that lists only its products, and what the prices together do to profit.

import { useMemo } from 'react';

import type { Suggestion } from '../../core/decisions/suggestion.ts';
import { formatCount, formatCountOf } from '../format.ts';
import { cardCounts, priceCards, type PriceCardId } from './price-cards.ts';
import { profitTogether, type Period } from './price-words.ts';
import classes from './summary-cards.module.css';

export interface SummaryCardsProps {
  readonly suggestions: readonly Suggestion[];
  /** What one row of the file covers. */
  readonly period: Period;
  readonly pressed: PriceCardId | null;
  readonly onPress: (card: PriceCardId | null) => void;
}

export function SummaryCards({ suggestions, period, pressed, onPress }: SummaryCardsProps) {
  const counts = useMemo(() => cardCounts(suggestions), [suggestions]);
  const together = useMemo(() => profitTogether(suggestions, period), [suggestions, period]);
  return (
    <div>
      <div role="group" aria-label="Prices by what they do" className={classes.cards}>
        {priceCards.map(({ id, label, meaning, tone }) => {
          const count = counts[id];
          return (
            <button
              key={id}
              type="button"
              className={classes.card}
              data-tone={count > 0 ? tone : 'plain'}
              aria-pressed={pressed === id}
              aria-label={`${label}: ${formatCountOf(count, 'product')}. ${meaning}`}
              title={meaning}
              onClick={() => onPress(pressed === id ? null : id)}
            >
              <span className={classes.count}>{formatCount(count)}</span>
              <span className={classes.label}>{label}</span>
            </button>
          );
        })}
      </div>
      {together === null ? null : (
        <p className={classes.together} data-falls={together.change < 0 || undefined}>
          {together.sentence}
        </p>
      )}
    </div>
  );
}
