// What the rules need to know of a product: from the loaded file where it is the model's, and from what was decided.

import { useMemo, useState } from 'react';

import { acceptedChanges } from '../../../core/decisions/accepted-changes.ts';
import type { GuardrailFacts } from '../../../core/decisions/guardrails/guardrail.ts';
import { factsOf } from '../../../core/decisions/recent-days.ts';
import type { Suggestion } from '../../../core/decisions/suggestion.ts';
import { useLab } from '../../../store/use-lab.ts';
import { useModelHistories } from '../policy/use-model-histories.ts';

export function useGuardrailFacts({ productId, currentPrice, unitCost }: Suggestion): GuardrailFacts {
  const histories = useModelHistories();
  const book = useLab((state) => state.book);
  const [now] = useState(() => new Date().toISOString());
  return useMemo(() => {
    const history = histories?.find(({ product }) => product.id === productId);
    const decided = acceptedChanges(book, now);
    return factsOf(
      { currentPrice, unitCost },
      history,
      Object.hasOwn(decided, productId) ? decided[productId] : undefined,
    );
  }, [histories, book, now, productId, currentPrice, unitCost]);
}
