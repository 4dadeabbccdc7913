// What the rules need to know of a product, from the loaded file where it is the model's.

import { useMemo } from 'react';

import type { GuardrailFacts } from '../../core/decisions/guardrails.ts';
import { changesLastWeek, lastCompetitorPrice } from '../../core/decisions/recent-days.ts';
import type { Suggestion } from '../../core/decisions/suggestion.ts';
import { useModelHistories } from './use-model-histories.ts';

export function useGuardrailFacts({ productId, currentPrice, unitCost }: Suggestion): GuardrailFacts {
  const histories = useModelHistories();
  return useMemo(() => {
    const history = histories?.find(({ product }) => product.id === productId);
    return {
      currentPrice,
      unitCost,
      competitorPrice: history ? lastCompetitorPrice(history) : null,
      changesLastWeek: history ? changesLastWeek(history) : 0,
    };
  }, [histories, productId, currentPrice, unitCost]);
}
